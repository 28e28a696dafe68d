"""Blank forms (Formulare) to be filled in by hand: any service as boxes and lines, each copy numbered.

For the day the laptop or the printer fails (§ 23 Abs. 1 BMG: filled in and signed by the person); what is
written is captured later under the form's number (Nacherfassung).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from mobile_office.domain import checks
from mobile_office.domain.codelists import LANGUAGES, CodeLists
from mobile_office.domain.service import Answers, Field, Section, Service, Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import plain, say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, confirms, sheet

COPIES = "copies"  # the key of the numbered copies among the values
_PEOPLE, _OTHERS = 4, 2  # blocks of the list that names the citizen (a family), of any other list
_TICKED = 8  # a longer list of codes is written on a line instead of ticked
_WIDE = 90  # letters of all choices together: more need the whole width
_THIRD = 24  # letters of one choice that still fit a third of the width
_DATES = ("date", "partial_date")
_CHOICES = ("choice", "choices")


def blank(
    service: Service, numbers: Sequence[str], lists: CodeLists, head: Letterhead, printed: Printed
) -> bytes:
    """One PDF with a copy for each number. Raises Trouble("paper_failed"), ValueError without a number."""
    return pdf("blank", values(service, numbers, lists, head, printed), printed.at)


def values(
    service: Service, numbers: Sequence[str], lists: CodeLists, head: Letterhead, printed: Printed
) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    if not numbers:
        raise ValueError("a blank form has a number")
    return {
        **sheet(service.name, head, printed),
        "kind": say("paper.blank"),
        COPIES: [_copy(number) for number in numbers],
        "number_label": say("paper.form"),
        "day_label": say("paper.declaration_day"),
        "date_letters": say("paper.date_letters"),
        "how": say("paper.blank_how"),
        "sections": [_section(service, section, lists, printed) for section in service.sections],
        "evidence_title": say("paper.evidence_title"),
        "evidence": [kind.label for kind in service.evidence],
        "seen": say("paper.evidence_seen"),
        "signs_title": say("paper.signs_title"),
        "signs": confirms(service),
        "place": say("paper.place_and_day"),
        "signature": say("paper.signature"),
        "clerk_title": say("paper.clerk_title"),
        "clerk": say("paper.clerk_later"),
        "clerk_lines": [say("paper.clerk_case"), say("paper.clerk_sign")],
        "basis": say("paper.basis", basis=service.legal_basis),
    }


def _copy(number: str) -> Values:
    import segno  # only whoever prints needs it

    return {
        "number": number,
        "code": segno.make_qr(number, error="m").svg_inline(border=0),
        "code_words": say("paper.form_code", number=number),
    }


def _section(service: Service, section: Section, lists: CodeLists, printed: Printed) -> Values:
    count = _count(service, section)
    answers: Answers = {section.repeat: [{}] * count} if section.repeat else {}
    visible = checks.visible(service, answers, printed.day)
    blocks = [
        {
            "title": _numbered(section, place) if count > 1 else {},
            "cells": [
                _cell(field, lists)
                for field in section.fields
                # What depends on an answer stays on paper; what depends on the place alone is known.
                if ("index" not in field.when or section.path(field, place) in visible)
                and not (field.kind == "code" and field.default)  # the form knows it by itself
            ],
        }
        for place in range(count)
    ]
    return {
        "title": section.label,
        "intro": section.intro,
        "blocks": blocks,
        "more": say("paper.blank_more", count=str(count)) if count < section.most else {},
    }


def _count(service: Service, section: Section) -> int:
    if not section.repeat:
        return 1
    names_the_citizen = any(path.startswith(f"{section.repeat}.") for path in service.label)
    return min(section.most, _PEOPLE if names_the_citizen else _OTHERS)


def _numbered(section: Section, place: int) -> Text:
    label = section.item_label or section.label
    return {language: f"{text} {place + 1}" for language, text in label.items()}


def _cell(field: Field, lists: CodeLists) -> Values:
    options = list(_options(field, lists))
    lengths = [len(option["de"]) for option in options]
    letters, longest = sum(lengths), max(lengths, default=0)
    return {
        "label": field.label,
        "hint": field.hint,
        "kind": "date" if field.kind in _DATES else field.kind if field.kind == "longtext" else "line",
        "options": options,
        "inline": field.kind == "yes_no" or letters <= _WIDE // 2,
        "columns": 3 if longest <= _THIRD else 2,
        "wide": field.width > 1 or field.kind == "longtext" or letters > _WIDE,
        "filled": "" if options else _known(field.default),
    }


def _options(field: Field, lists: CodeLists) -> Iterator[Text]:
    if field.kind == "yes_no":
        yield from (say("paper.yes"), say("paper.no"))
    elif field.kind in _CHOICES:
        codes = {language: lists.labels(field.codelist, language) for language in LANGUAGES}
        if len(codes["de"]) <= _TICKED:
            for code in codes["de"]:
                yield {language: labels[code] for language, labels in codes.items()}


def _known(default: Any) -> str:
    """What a field begins with, where it is one word; a list of codes says nothing on paper."""
    return plain(default)["de"] if isinstance(default, str) else ""
