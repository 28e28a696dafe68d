"""What a case is found by: every name in it, every birth date, and its number.

The store keeps these words in search form, so that Mueller finds Müller and 12.08.1964 the birth date. What is
typed finds by the beginnings of words, in any order.
"""

import re

from mobile_office.domain import text
from mobile_office.domain.service import Answers, Service
from mobile_office.domain.view import items

_KINDS = ("name", "partial_date")
_SHORT = re.compile(r"\b(\d)(?=\.\s?\d)")  # the 8 of 12.8.1964, kept as 08
_SOLID = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d\d)")  # 12081964

# What is wanted: groups that must all be found, each by one of its alternatives, each of these by all its words.
Wanted = tuple[tuple[tuple[str, ...], ...], ...]


def words(service: Service, answers: Answers, number: str) -> str:
    """The search words of a case in search form, each once."""
    found = [number]
    for section in service.sections:
        for item in items(section, answers):
            for field in section.fields:
                value = item.get(field.key)
                if field.kind in _KINDS and isinstance(value, str):
                    found.append(value)
    return " ".join(dict.fromkeys(text.search_form(" ".join(found)).split()))


def wanted(typed: str) -> Wanted:
    """What is looked for by what was typed, in search form; () for nothing."""
    found = text.search_form(_SHORT.sub(r"0\1", typed)).split()
    return tuple(((word,), day.groups()) if (day := _SOLID.fullmatch(word)) else ((word,),) for word in found)


def finds(kept: str, typed: str) -> bool:
    """Whether what was typed finds these search words; nothing typed finds nothing."""
    groups, there = wanted(typed), kept.split()

    def begins(word: str) -> bool:
        return any(one.startswith(word) for one in there)

    return bool(groups) and all(any(all(map(begins, way)) for way in group) for group in groups)
