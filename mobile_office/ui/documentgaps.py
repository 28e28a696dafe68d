"""What a document's lines can fill in (Ergänzen): only what is empty in the form, and only what they write for certain.

Never names: the lines know no Umlaut and may be cut. Nothing of which a check digit is wrong or the century open.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.mrz import Document
from mobile_office.ui.holders import Holder, readable
from mobile_office.ui.words import say

_CERTAIN = ("m", "w")  # X stands for several answers of the register
_GERMAN = "D"  # ICAO's letter for DEU


@dataclass(frozen=True)
class Gap:
    """An empty field and what goes there. `field` is one of the comparison's, `value` as the draft keeps it."""

    field: str
    path: str
    value: Any
    read: str  # as the lines have it

    def words(self, lists: CodeLists) -> str:
        """`Geburtsdatum 12.08.1964`."""
        return f"{say(f'document.field_{self.field}')} {readable(self.field, self.read, lists)}"


def gaps(document: Document, holder: Holder, lists: CodeLists) -> tuple[Gap, ...]:
    """What is empty of somebody's and stands in the document, in the order of the form."""
    doubted = {doubt.field for doubt in document.doubts}
    if "composite" in doubted:
        return ()
    found = {
        gap.field: gap for gap in _certain(document, holder, lists) if gap.field not in doubted and gap.path
    }
    return tuple(found[key] for key in holder.paths if key in found)


def filled(holder: Holder, done: tuple[Gap, ...]) -> Holder:
    """The same person with these fields filled in."""
    typed = {**holder.typed, **{gap.field: gap.read for gap in done if gap.field != "nationality"}}
    states = tuple("DEU" if gap.read == _GERMAN else gap.read for gap in done if gap.field == "nationality")
    left = {key: path for key, path in holder.paths.items() if all(key != gap.field for gap in done)}
    return replace(holder, typed=typed, states=holder.states or states, paths=left)


def _certain(document: Document, holder: Holder, lists: CodeLists) -> Iterator[Gap]:
    paths = holder.paths
    if document.birth_date and "00" not in document.birth_date.split("-"):
        yield Gap("birth_date", paths.get("birth_date", ""), document.birth_date, document.birth_date)
    if document.sex in _CERTAIN:
        yield Gap("sex", paths.get("sex", ""), document.sex, document.sex)
    if code := _nationality(document.nationality, lists):
        yield Gap("nationality", paths.get("nationality", ""), [code], document.nationality)


def _nationality(state: str, lists: CodeLists) -> str:
    """The one key of a nationality; "" where the lists know none or several."""
    wanted = "DEU" if state == _GERMAN else state
    known = lists.lists["countries"].codes if "countries" in lists else {}
    fitting = [
        key
        for key, code in known.items()
        if code.iso and code.iso == wanted and code.only != "state" and not code.retired and not code.until
    ]
    return fitting[0] if len(fitting) == 1 else ""
