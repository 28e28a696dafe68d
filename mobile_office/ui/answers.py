"""The answers of a case, made ready to be read: sections, labels, plain texts, what has changed.

Values in, frozen rows out; no widget here. Dates are written TT.MM.JJJJ, codes as their labels.
Fields nobody answered are left out, unless they were answered before or carry a comment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.service import Answers, Field, Section, Service
from mobile_office.ui import words


@dataclass(frozen=True)
class Row:
    """One answer. `before` is the text of the revision before, None where nothing changed."""

    path: str
    label: str
    text: str
    before: str | None = None
    comment: str = ""


@dataclass(frozen=True)
class Group:
    """The rows of one section, or of one item of a repeated section (key `persons.0`)."""

    key: str
    title: str
    rows: tuple[Row, ...]


def groups(
    service: Service,
    answers: Answers,
    previous: Answers | None,
    comments: Mapping[str, str],
    codelists: CodeLists,
) -> tuple[Group, ...]:
    """The answers grouped as the service asks for them. `comments` are pinned by field path."""
    found: list[Group] = []
    for section in service.sections:
        for key, title, prefix in _places(section, answers, previous):
            rows = (_row(field, prefix, answers, previous, comments, codelists) for field in section.fields)
            kept = tuple(row for row in rows if row.text or row.before or row.comment)
            if kept:
                found.append(Group(key, title, kept))
    return tuple(found)


def labels(groups_: tuple[Group, ...]) -> dict[str, str]:
    """Path to label; where the same label stands in several groups, with the group's title before it."""
    seen: dict[str, int] = {}
    for group in groups_:
        for row in group.rows:
            seen[row.label] = seen.get(row.label, 0) + 1
    return {
        row.path: row.label if seen[row.label] == 1 else f"{group.title}: {row.label}"
        for group in groups_
        for row in group.rows
    }


def changed(groups_: tuple[Group, ...]) -> int:
    """How many answers differ from the revision before."""
    return sum(1 for group in groups_ for row in group.rows if row.before is not None)


def look_up(answers: Any, path: str) -> Any:
    """The value at `persons.0.family_name`, None where there is none."""
    value = answers
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def plain(field: Field, value: Any, codelists: CodeLists) -> str:
    """An answer as a person reads it; empty for no answer."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return words.say("answers.yes" if value else "answers.no")
    if isinstance(value, list):
        return ", ".join(plain(field, item, codelists) for item in value)
    if field.kind in ("date", "partial_date"):
        return german_date(str(value))
    list_ = field.codelist or ("countries" if field.kind in ("country", "countries") else "")
    if list_ in codelists:
        return codelists.label(list_, str(value), words.language())
    return str(value)


def german_date(text: str) -> str:
    """`1964-08-12` as `12.08.1964`; a part not known (`00`) is left out; anything else unchanged."""
    parts = text.split("-")
    if len(parts) != 3:
        return text
    year, month, day = parts
    return ".".join(part for part in (day, month, year) if part.strip("0"))


def _places(section: Section, answers: Answers, previous: Answers | None) -> list[tuple[str, str, str]]:
    """Key, title and path prefix of each item of a section."""
    title = words.text(section.label)
    if not section.repeat:
        return [(section.key, title, "")]
    items = max(len(answers.get(section.repeat) or ()), len((previous or {}).get(section.repeat) or ()))
    label = words.text(section.item_label) or title
    return [
        (
            f"{section.repeat}.{index}",
            words.say("answers.item", label=label, count=index + 1),
            f"{section.repeat}.{index}.",
        )
        for index in range(items)
    ]


def _row(
    field: Field,
    prefix: str,
    answers: Answers,
    previous: Answers | None,
    comments: Mapping[str, str],
    codelists: CodeLists,
) -> Row:
    path = prefix + field.key
    text = plain(field, look_up(answers, path), codelists)
    before = None if previous is None else plain(field, look_up(previous, path), codelists)
    return Row(
        path=path,
        label=words.text(field.label),
        text=text,
        before=None if before == text else before,
        comment=comments.get(path, ""),
    )
