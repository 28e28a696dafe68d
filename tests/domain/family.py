"""A family of four that registers: Erika and Max Mustermann with Leo and Ida, on the sample's form."""

from mobile_office.domain.carrying import Part
from mobile_office.domain.household import Person
from mobile_office.domain.service import Answers
from tests.domain.shelf import put, service

ERIKA = Person("Mustermann", "Erika Maria", "1964-08-12")
MAX = Person("Mustermann", "Max", "1961-05-05")
LEO = Person("Mustermann", "Leo", "2015-03-03")
IDA = Person("Mustermann", "Ida", "2019-04-04")


def answers() -> Answers:
    """What they declare."""
    found = service("registration").sample
    for path, value in (("family_name", "Mustermann"), ("given_names", "Max"), ("birth_date", "1961-05-05")):
        found = put(found, f"persons.1.{path}", value)
    for place, child in enumerate((LEO, IDA), 2):
        said: Answers = {
            "relation": "child",
            "family_name": child.family_name,
            "given_names": child.given_names,
            "birth_date": child.birth_date,
            "birth_place": "Hannover",
            "sex": "m" if child is LEO else "w",
            "nationalities": ["000"],
            "religion": "lt",
            "marital_status": "LD",
        }
        for key, value in said.items():
            found = put(found, f"persons.{place}.{key}", value)
    return found


def part() -> Part:
    """The family's registration."""
    return Part(service("registration"), answers())
