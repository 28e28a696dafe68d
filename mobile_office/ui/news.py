"""What has just come from the office, in one quiet line: "Neu vom Amt: Hundesteuer-Anmeldung, Fassung 2".

It stands until its page is left; then it has been read. Nothing has to be clicked away.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtGui import QHideEvent

from mobile_office.domain.service import Service
from mobile_office.publication import Kind, Publication
from mobile_office.ui import words
from mobile_office.ui.pieces import Notice
from mobile_office.ui.words import say

_NAMED = 3  # so many things are named; the others are counted


class News(Notice):
    """The quiet line; hidden while there is nothing new."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("news")
        self._read = self._shown = 0

    def show_news(self, came: Sequence[Publication], services: Iterable[Service]) -> None:
        """Say what of this was not read yet; `came` only grows."""
        self._shown = len(came)
        told = news(came[self._read :], services)
        if told != self.label.text():
            self.show_text(told)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page was left: what it said has been read."""
        super().hideEvent(event)
        if not event.spontaneous() and self.label.text():
            self._read = self._shown


def news(came: Iterable[Publication], services: Iterable[Service]) -> str:
    """What came, in words, the latest first; "" for nothing anybody would look for."""
    names = {service.id: words.text(service.short) for service in services}
    newest = {(item.kind, item.name): item for item in came if item.kind in _TOLD}
    things = [_name(item, names) for item in sorted(newest.values(), key=lambda one: -one.number)]
    if not things:
        return ""
    more = len(things) - _NAMED
    told = [*things[:_NAMED], words.count("news.more", more)] if more > 0 else things
    return say("news.came", things=" · ".join(told))


# Shared fields say nothing by themselves: the services that use them come with them.
_TOLD = frozenset(Kind) - {Kind.FIELDS}


def _name(item: Publication, names: dict[str, str]) -> str:
    if item.kind == Kind.SERVICE:
        return say("news.service", name=names.get(item.name, item.name), version=item.version)
    if item.kind == Kind.APPOINTMENTS:
        return say("news.appointments", name=words.day(date.fromisoformat(item.name)))
    return say(f"news.{item.kind}", name=item.name)
