"""What may be told to the citizen about a draft, and nothing else: the border of the citizen display.

What is not in a `Telling` cannot be shown: no problem, hint, note of evidence, override, remark or reason of a
reduction has a place in it. Where an information block is asked for, there is none at all: others may look on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mobile_office.citizen import CitizenTexts, texts
from mobile_office.domain.bill import Fees
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.confirmation import Confirmation, confirmation
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.masking import MASKED, hides
from mobile_office.domain.service import Answers, Field, Section, Service, Text
from mobile_office.domain.view import items
from mobile_office.paper.rows import plain
from mobile_office.ui.formstate import FormState


@dataclass(frozen=True)
class Line:
    """One answer. `codes` are its `codelist_code`s, or "yes" and "no"; empty where it is free text."""

    key: str
    label: Text
    text: Text
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The answers of one section, or of one item of a repeated one."""

    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Cost:
    """One fee; `cents` is None where the office sets it."""

    label: Text
    cents: int | None
    paragraph: str


@dataclass(frozen=True)
class Telling:
    """A draft as the citizen sees it. `number` is that of the declaration, `total` in cents, None while it is open.

    `asks_signature`: it may be signed on the screen, and is not signed yet.
    """

    draft: str
    number: str
    name: Text
    ends: str
    parts: tuple[Part, ...]
    next_steps: Text
    costs: tuple[Cost, ...]
    total: int | None
    has_objections: bool
    confirmation: Confirmation | None
    asks_signature: bool = False


def telling(state: FormState) -> Telling | None:
    """What is told of the draft a form shows; None where nothing may be shown."""
    draft, service, fees = state.draft, state.service, state.fees
    if is_kept_quiet(state):
        return None
    asked = {field.key for section in service.sections for field in section.fields}
    return Telling(
        draft=draft.id,
        number=state.number,
        name=service.name,
        ends=service.ends,
        parts=tuple(_parts(service, state.declared, state.codelists)),
        next_steps=service.next_steps,
        costs=tuple(Cost(line.label, line.cents, line.paragraph) for line in fees.lines),
        total=_total(fees),
        has_objections="objections" in asked,
        confirmation=confirmation(draft.evidence, state.number),
    )


def is_kept_quiet(state: FormState) -> bool:
    """Whether an information block is asked for in this visit (§ 51 BMG)."""
    return hides(state.service.id) or state.draft.label == MASKED


def label_in(language: CitizenTexts, line: Line) -> str:
    """The label in a language; "" where it has none. A service's own label is not taken for the shared one."""
    if own := line.label.get(language.language):
        return own
    is_shared = texts("de").labels.get(line.key) == line.label["de"]
    return language.labels.get(line.key, "") if is_shared else ""


def text_in(language: CitizenTexts, line: Line) -> str:
    """The answer in a language; "" where it has none of its own, or reads the same in all."""
    if own := line.text.get(language.language):
        return own if own != line.text["de"] else ""
    known = [language.values.get(code) or language.sentences.get(code, "") for code in line.codes]
    return ", ".join(known) if known and all(known) else ""


def _total(fees: Fees) -> int | None:
    return fees.total if fees.table else None


def _parts(service: Service, answers: Answers, lists: CodeLists) -> Iterator[Part]:
    for section in service.sections:
        for index, item in enumerate(items(section, answers)):
            lines = tuple(
                Line(field.key, field.label, plain(field, value, lists), tuple(_codes(field, value)))
                for field in section.fields
                if not is_empty(value := item.get(field.key))
            )
            if lines:
                yield Part(_title(section, index), lines)


def _codes(field: Field, value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif field.codelist:
        for code in value if isinstance(value, list) else [value]:
            yield f"{field.codelist}_{code}"


def _title(section: Section, index: int) -> Text:
    if not section.repeat or section.most == 1:
        return section.label
    label = section.item_label or section.label
    return {language: f"{text} {index + 1}" for language, text in label.items()}
