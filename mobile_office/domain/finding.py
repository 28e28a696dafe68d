"""What a case is found by: every name in it, every birth date, and its number.

The store keeps these words in search form, so that Mueller finds Müller and 12.08.1964 the birth date.
"""

from mobile_office.domain import text
from mobile_office.domain.service import Answers, Service
from mobile_office.domain.view import items

_KINDS = ("name", "partial_date")


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
