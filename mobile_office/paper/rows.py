"""The answers as a paper shows them: groups of rows, labels and codes in German with English beside.

The window has its own rows (`ui/answers.py`): they follow the window's language and show what changed.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from mobile_office.domain.codelists import LANGUAGES, CodeLists
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.service import Answers, Field, Section, Service, Text
from mobile_office.domain.view import items
from mobile_office.paper import phrases
from mobile_office.paper.press import Values


@dataclass(frozen=True)
class Row:
    """One answer."""

    label: Text
    text: Text


@dataclass(frozen=True)
class Group:
    """The rows of one section, or of one item of a repeated section."""

    title: Text
    rows: tuple[Row, ...]


def groups(service: Service, answers: Answers, lists: CodeLists) -> tuple[Group, ...]:
    """Every answer given, in the order of the form. `answers` are what `checks.shown` gives."""
    found = (
        Group(
            _title(section, index),
            tuple(
                Row(field.label, plain(field, item[field.key], lists))
                for field in section.fields
                if not is_empty(item.get(field.key))
            ),
        )
        for section in service.sections
        for index, item in enumerate(items(section, answers))
    )
    return tuple(group for group in found if group.rows)


def values(found: tuple[Group, ...]) -> list[Values]:
    """Groups as a template takes them."""
    return [asdict(group) for group in found]


def plain(field: Field, value: Any, lists: CodeLists) -> Text:
    """An answer as a person reads it, in each language it has."""
    parts = list(_parts(field, value, lists))
    return {
        language: ", ".join(part.get(language, part["de"]) for part in parts)
        for language in LANGUAGES
        if any(language in part for part in parts)
    }


def code(lists: CodeLists, name: str, value: str) -> Text:
    """The label of a code in each language."""
    return {language: lists.label(name, value, language) for language in LANGUAGES}


def _parts(field: Field, value: Any, lists: CodeLists) -> Iterator[Text]:
    if isinstance(value, list):
        for item in value:
            yield from _parts(field, item, lists)
    elif isinstance(value, bool):
        yield phrases.say("paper.yes" if value else "paper.no")
    elif field.kind in ("date", "partial_date"):
        yield phrases.plain(phrases.german_date(str(value)))
    elif (name := _list_of(field)) in lists:
        yield code(lists, name, str(value))
    else:
        yield phrases.plain(str(value))


def _list_of(field: Field) -> str:
    return field.codelist or ("countries" if field.kind in ("country", "countries") else "")


def _title(section: Section, index: int) -> Text:
    if not section.repeat or section.most == 1:
        return section.label
    label = section.item_label or section.label
    return {language: f"{text} {index + 1}" for language, text in label.items()}
