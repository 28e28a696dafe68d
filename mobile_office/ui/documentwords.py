"""A document that was read, in words: its kind and number, who it is about, doubts and differences."""

from datetime import date

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.mrz import Document
from mobile_office.domain.mrz_comparison import Difference
from mobile_office.ui.dates import date_text
from mobile_office.ui.holders import Holder, readable, state_name
from mobile_office.ui.words import say

# German codes (PAuswV Anhang 3): other states write others, of theirs only the shape says what it is.
_GERMAN = {"ID": "id_card", "IT": "provisional_id_card", "IX": "replacement_id_card"}


def kind_and_number(document: Document, today: date, lists: CodeLists) -> str:
    """`Personalausweis LZ6311T47, gültig bis 31.10.2031`."""
    until = document.valid_until
    how = "read_undated" if not until else "read" if until >= today.isoformat() else "read_expired"
    kind, number = _kind(document, lists), document.number
    return say(f"document.{how}", kind=kind, number=number, day=date_text(until))


def person(document: Document) -> str:
    """`MUSTERMANN, ERIKA, geboren 12.08.1964`: names as the lines write them."""
    name = ", ".join(filter(None, (document.family_name, document.given_names)))
    born = date_text(document.birth_date)
    return say("document.person", name=name, birth=born) if born else name


def doubtful(document: Document, *, settled: bool) -> list[str]:
    """A sentence for each doubt, and what to do about misread lines.

    The century is no doubt once a birth date was typed that fits (`settled`); that the last digit of all
    is wrong follows from any other that is.
    """
    doubts = [item for item in document.doubts if not (settled and item.code == "century_unclear")]
    misread = [item for item in doubts if item.code == "check_digit_wrong"]
    if len(misread) > 1:
        doubts = [item for item in doubts if item.field != "composite"]
    told = [_doubt(item.field, item.code, item.details) for item in doubts]
    return [*told, say("document.read_again")] if misread else told


def differs(found: Difference, lists: CodeLists) -> str:
    """`Geburtsdatum: eingetragen „12.08.1964“, im Dokument „12.08.1983“.`"""
    typed, read = (readable(found.field, value, lists) for value in (found.typed, found.read))
    return say("document.difference", field=say(f"document.field_{found.field}"), typed=typed, read=read)


def has_other_letters(holder: Holder) -> bool:
    """Whether somebody's names have letters that machine-readable lines cannot write."""
    return not (holder.typed.get("family_name", "") + holder.typed.get("given_names", "")).isascii()


def _doubt(field: str, code: str, details: dict[str, str]) -> str:
    table = "problems" if code.startswith("serial_") else "document"
    return say(f"{table}.{code}", **{"field": say(f"document.field_{field}"), **details})


def _kind(document: Document, lists: CodeLists) -> str:
    known = _GERMAN.get(document.code, "passport" if document.code.startswith("P") else "")
    if document.state == "D" and known:
        return say(f"document.kind_{known}")
    shape = "passport" if document.code.startswith("P") else "card"
    return say(f"document.kind_foreign_{shape}", state=state_name(document.state, lists))
