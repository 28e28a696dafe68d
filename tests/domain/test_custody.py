"""Who acts for a child is proposed from its family's form, and for nobody who acts in person."""

from mobile_office.domain.custody import custodians, standing_in
from mobile_office.domain.household import Person
from tests.domain import family
from tests.domain.shelf import DAY, service

SAID = [(service("registration"), family.answers())]


def test_a_child_s_custodians_are_the_first_person_and_the_spouse() -> None:
    assert [one["given_names"] for one in custodians(SAID, family.LEO)] == ["Erika Maria", "Max"]


def test_grown_ups_have_none() -> None:
    assert custodians(SAID, family.ERIKA) == ()
    assert custodians(SAID, Person("Weber")) == ()


def test_a_card_lists_them_by_name_and_asks_whether_they_are_there() -> None:
    found = standing_in(service("id_card"), family.LEO, custodians(SAID, family.LEO), "", DAY)
    assert found == {
        "guardians": [
            {"family_name": "Mustermann", "given_names": "Erika Maria", "birth_date": "1964-08-12"},
            {"family_name": "Mustermann", "given_names": "Max", "birth_date": "1961-05-05"},
        ]
    }


def test_where_none_are_listed_the_first_one_represents_the_child() -> None:
    found = standing_in(
        service("objections"), family.LEO, custodians(SAID, family.LEO), "Am Markte 12a, 30159 Hannover", DAY
    )
    assert found["represented_by"] == "custodian"
    assert found["representative_given_names"] == "Erika Maria"
    assert found["representative_address"] == "Am Markte 12a, 30159 Hannover"


def test_from_16_a_person_acts_in_person() -> None:
    over = custodians(SAID, family.LEO)
    young, grown = Person("Mustermann", "Leo", "2010-11-23"), Person("Mustermann", "Leo", "2010-11-22")
    assert standing_in(service("objections"), young, over, "", DAY)
    assert not standing_in(service("objections"), grown, over, "", DAY)
