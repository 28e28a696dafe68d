"""Who stands at the desk: everybody a form names, in the role they are there for."""

from mobile_office.domain.household import Person, subject, who_stands
from tests.domain import family
from tests.domain.shelf import service


def test_everybody_of_a_family_stands_there_in_the_order_of_the_form() -> None:
    found = [*who_stands(service("registration"), family.answers())]
    assert [one.person for one in found] == [family.ERIKA, family.MAX, family.LEO, family.IDA]
    assert {one.role for one in found} == {"subject"}
    assert subject(service("registration"), family.answers()) == family.ERIKA


def test_custodians_and_representatives_are_there_but_not_whose_service_it_is() -> None:
    answers = {
        **service("id_card").sample,
        "guardians": [{"family_name": "Mustermann", "given_names": "Max"}],
        "representative_family_name": "Weber",
    }
    found = [*who_stands(service("id_card"), answers)]
    assert [(one.person.name, one.role) for one in found] == [
        ("Mustermann, Erika", "subject"),
        ("Mustermann, Max", "custodian"),
        ("Weber", "representative"),
    ]


def test_the_same_person_is_known_in_any_spelling() -> None:
    assert Person("Müller", "Jörg", "1961-05-05").key == Person("MÜLLER", "Jörg ", "1961-05-05").key
    assert Person("Müller", "Jörg", "1961-05-05").key != Person("Müller", "Jörg", "1961-05-06").key


def test_an_empty_form_names_nobody() -> None:
    assert subject(service("registration"), {}) is None
    assert [*who_stands(service("id_card"), {"family_name": 5, "guardians": [{}]})] == []
