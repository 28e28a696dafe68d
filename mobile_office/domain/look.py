"""One look (Blick) at one set of answers on one day: what is visible, what is required, what conditions see.

All questions about the same answers share it: problems, what may be submitted, the fees. Made for one
moment and used by one thread; the answers must not change meanwhile.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import Circumstances
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import Field, Section, Service
from mobile_office.domain.view import items, view_without, wrong

_ROUNDS = 4  # hiding one field may hide another; deeper chains than this are not drawn


class Place(NamedTuple):
    """One field at one item of its section, with what is answered there."""

    path: str
    section: Section
    field: Field
    item: int
    value: Any


class Look:
    """What a service makes of answers and evidence. Without code lists every code passes."""

    def __init__(
        self,
        service: Service,
        answers: Mapping[str, Any],
        evidence: Mapping[str, Evidence],
        today: date,
        lists: CodeLists | None = None,
    ) -> None:
        self.service, self.answers, self.evidence, self.today = service, answers, evidence, today
        self.wrong = wrong(service, answers, today, lists or CodeLists())
        self.places = tuple(_places(service, answers))
        states = {kind: item.state for kind, item in evidence.items()}
        known = {kind.key: states.get(kind.key, "") for kind in service.evidence}
        answered = {place.path for place in self.places if not is_empty(place.value)}
        self.hidden: frozenset[str] = frozenset()
        for _ in range(_ROUNDS):
            before = self.hidden
            self.view = view_without(service, answers, before | self.wrong.keys())
            self.whole = Circumstances(self.view, known, today)
            self._items: dict[tuple[str, int], Circumstances] = {}
            self.hidden = frozenset(path for path, shown in self._walk() if not shown)
            if self.hidden & answered == before & answered:  # the next view would be the same
                break

    @cached_property
    def visible(self) -> frozenset[str]:
        """The paths of all fields to show, and `evidence.<kind>` of all evidence to ask for."""
        paths = {place.path for place in self.places}
        return frozenset(paths | {f"evidence.{kind.key}" for kind in self.service.evidence}) - self.hidden

    @cached_property
    def required(self) -> frozenset[str]:
        """The paths of all visible fields and evidence that must be answered."""
        fields = (place.path for place in self.places if self.requires(place))
        kinds = {
            f"evidence.{kind.key}"
            for kind in self.service.evidence
            if self.whole.holds(kind.required, empty=False)
        }
        return frozenset(fields) | (kinds - self.hidden)

    def requires(self, place: Place) -> bool:
        """Whether a field is visible and must be answered."""
        if place.path in self.hidden:
            return False
        return self.at(place.section.repeat, place.item).holds(place.field.required, empty=False)

    def at(self, repeat: str, index: int) -> Circumstances:
        """The circumstances at one item of a repeated section, or of the whole."""
        if not repeat:
            return self.whole
        if (repeat, index) not in self._items:
            self._items[repeat, index] = self.whole.at(self.view[repeat][index], index)
        return self._items[repeat, index]

    def _walk(self) -> Iterator[tuple[str, bool]]:
        walked, is_open = None, False
        for path, section, field, index, _ in self.places:
            if section is not walked:
                walked, is_open = section, self.whole.holds(section.when)
            yield path, is_open and (not field.when or self.at(section.repeat, index).holds(field.when))
        for kind in self.service.evidence:
            yield f"evidence.{kind.key}", self.whole.holds(kind.when)


def _places(service: Service, answers: Mapping[str, Any]) -> Iterator[Place]:
    for section in service.sections:
        for index, item in enumerate(items(section, answers)):
            for field in section.fields:
                yield Place(section.path(field, index), section, field, index, item.get(field.key))
