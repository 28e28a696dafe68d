"""What a visit need not ask twice, and what it must ask each time."""

from dataclasses import replace

import pytest

from mobile_office.domain import checks
from mobile_office.domain.carrying import Part, carried, home_line, people, seen_before
from mobile_office.domain.household import Person, subject
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.view import value_at
from tests.domain import family
from tests.domain.shelf import DAY, NAMES, lists, put, seen, service

HOME = {
    "street": "Am Markte",
    "house_number": "12",
    "house_letter": "a",
    "postcode": "30159",
    "town": "Hannover",
    "main_home_here": True,
}
NEVER = ("privacy_notice", "signature", "fingerprints", "delivery_consent", "direct_delivery", "objections")


def sample(name: str, **changes: object) -> Part:
    answers = service(name).sample
    for path, value in changes.items():
        answers = put(answers, path, value)
    return Part(service(name), answers, tuple(seen(service(name).sample_evidence).values()))


def erika() -> Person:
    found = subject(service("id_card"), service("id_card").sample)
    assert found is not None
    return found


def erika_maria() -> Person:
    return Person("Mustermann", "Erika Maria", "1964-08-12")


def test_a_family_s_child_gets_a_card_with_its_custodians() -> None:
    found = carried([family.part()], family.LEO, service("id_card"), DAY, lists())
    assert found.answers == {
        "family_name": "Mustermann",
        "given_names": "Leo",
        "birth_date": "2015-03-03",
        "birth_place": "Hannover",
        "nationalities": ["000"],
        **HOME,
        "represented_by": "none",
        "guardians": [
            {"family_name": "Mustermann", "given_names": "Erika Maria", "birth_date": "1964-08-12"},
            {"family_name": "Mustermann", "given_names": "Max", "birth_date": "1961-05-05"},
        ],
    }
    assert found.declared
    assert found.paths[:3] == ("family_name", "given_names", "birth_date")


def test_where_a_service_lists_no_custodians_one_of_them_represents_the_child() -> None:
    found = carried([family.part()], family.IDA, service("registration_certificate"), DAY, lists())
    assert found.answers["represented_by"] == "custodian"
    assert found.answers["representative_given_names"] == "Erika Maria"
    assert found.answers["representative_birth_date"] == "1964-08-12"
    assert found.answers["representative_address"] == "Am Markte 12a, 30159 Hannover"


def test_a_family_s_mother_gets_a_card() -> None:
    found = carried([family.part()], family.ERIKA, service("id_card"), DAY, lists())
    assert found.answers == {
        "family_name": "Mustermann",
        "birth_name": "Gabler",
        "given_names": "Erika Maria",
        "birth_date": "1964-08-12",
        "birth_place": "Berlin",
        "nationalities": ["000"],
        **HOME,
        "represented_by": "none",
    }


def test_a_passport_takes_over_everything_of_the_card_but_what_is_declared_for_it() -> None:
    found = carried([sample("id_card")], erika(), service("passport"), DAY, lists())
    card = service("id_card").sample
    kept: tuple[str, ...] = (
        "family_name",
        "birth_name",
        "given_names",
        "birth_date",
        "birth_place",
        "nationalities",
        "street",
    )
    kept += ("house_number", "postcode", "town", "main_home_here", "height", "eye_colour", "photo_source")
    kept += ("photo_code", "represented_by")
    assert found.answers == {key: card[key] for key in kept}
    assert not found.declared


def test_the_exemption_s_person_and_home_go_into_a_loss_report() -> None:
    part = sample("id_exemption")
    person = subject(part.service, part.answers)
    assert person is not None
    found = carried([part], person, service("loss_report"), DAY, lists())
    assert found.answers["family_name"] == "Mustermann"
    assert found.answers["street"] == part.answers["street"]
    assert not set(found.answers) & {"call_name", "event", "ground"}


def test_a_home_that_is_given_up_is_nobody_s_address() -> None:
    for name in ("deregistration", "secondary_home_end"):
        part = sample(name)
        person = subject(part.service, part.answers)
        assert person is not None
        assert "street" not in carried([part], person, service("objections"), DAY, lists()).answers
    into = carried([sample("id_card")], erika(), service("deregistration"), DAY, lists()).answers
    assert set(into) == {"persons", "represented_by"}


def test_a_new_home_stays_only_declared_through_the_whole_visit() -> None:
    card = carried([family.part()], family.ERIKA, service("id_card"), DAY, lists())
    parts = [family.part(), Part(service("id_card"), card.answers)]
    assert carried(parts, family.ERIKA, service("passport"), DAY, lists()).declared


def test_what_was_said_last_counts() -> None:
    parts = [sample("id_card"), sample("passport", height=161)]
    found = carried(parts, erika(), service("provisional_id_card"), DAY, lists())
    assert found.answers["height"] == 161


def test_the_interpreter_helps_everybody_in_the_visit() -> None:
    part = sample(
        "id_card", assistance=["interpreter"], interpreter_name="Weber", interpreter_language="Polnisch"
    )
    found = carried([part, family.part()], family.MAX, service("passport"), DAY, lists())
    assert found.answers["interpreter_name"] == "Weber"


def test_who_signed_and_what_an_authority_is_certified_for_is_asked_each_time() -> None:
    acts = {"represented_by": "proxy", "representative_family_name": "Beispiel", "proxy_certified": True}
    helps = {"assistance": ["cannot_sign"], "signed_by": "witness", "signed_by_name": "Muster"}
    found = carried([sample("objections", **acts, **helps)], erika_maria(), service("id_card"), DAY, lists())
    assert found.answers["representative_family_name"] == "Beispiel"
    assert found.answers["assistance"] == ["cannot_sign"]
    assert not {"proxy_certified", "signed_by", "signed_by_name"} & set(found.answers)


def test_a_contact_given_for_one_form_is_not_given_for_another() -> None:
    asked = sample("registration_certificate", form="electronic", contact="erika@example.org")
    found = carried([asked], erika_maria(), service("information_block"), DAY, lists())
    assert "street" in found.answers
    assert "contact" not in found.answers


def test_what_the_target_finds_wrong_is_left_out_and_no_default_speaks_for_it() -> None:
    part = sample("registration", **{"persons.0.nationalities": ["152"]})
    found = carried([part], people([part])[0], service("id_card"), DAY, lists())
    assert found.answers["nationalities"] == []  # else the form would fill in German by itself
    assert "nationalities" not in found.paths


def test_what_is_hidden_in_the_target_is_not_taken_along() -> None:
    grown = put(family.answers(), "persons.2.birth_date", "2000-03-03")
    part = Part(service("registration"), grown)
    leo = Person("Mustermann", "Leo", "2000-03-03")
    assert "guardians" not in carried([part], leo, service("id_card"), DAY, lists()).answers


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize("target", NAMES)
def test_any_service_into_any_other_carries_nothing_wrong(source: str, target: str) -> None:
    part, into = sample(source), service(target)
    before = {(one.field, one.code) for one in checks.problems(into, {}, {}, DAY, lists())}
    for person in people([part]):
        found = carried([part], person, into, DAY, lists())
        assert not set(found.answers) & set(NEVER)
        for problem in checks.problems(into, found.answers, {}, DAY, lists()):
            if (problem.field, problem.code) not in before and problem.severity != "hints":
                # Only a question that is still to be asked may be open.
                assert is_empty(value_at(found.answers, problem.field)), (person.name, problem.code)


@pytest.mark.parametrize("target", NAMES)
def test_from_nothing_nothing_is_carried(target: str) -> None:
    assert carried([], erika(), service(target), DAY, lists()).paths == ()
    broken = Part(service("registration"), {"persons": "x", "street": 5})
    assert carried([broken], erika(), service(target), DAY, lists()).paths == ()


def test_everybody_of_a_visit_can_be_chosen_once() -> None:
    parts = [family.part(), Part(service("id_card"), {"family_name": "mustermann", "given_names": "Leo"})]
    assert [one.given_names for one in people(parts)] == ["Erika Maria", "Max", "Leo", "Ida", "Leo"]
    again = [family.part(), Part(service("registration"), {"persons": [family.answers()["persons"][0]]})]
    assert people(again) == (family.ERIKA, family.MAX, family.LEO, family.IDA)


def test_only_the_very_person_s_valid_identity_was_seen_before() -> None:
    part = sample("id_card")
    found = seen_before([part], erika())
    assert found is not None
    assert found.kind == "identity"
    assert seen_before([part], family.LEO) is None
    assert seen_before([replace(part, evidence=())], erika()) is None
    doubtful = tuple(seen({"identity": "doubtful"}).values())
    assert seen_before([replace(part, evidence=doubtful)], erika()) is None
    represented = sample("id_card", represented_by="proxy")
    assert seen_before([represented], erika()) is None


def test_an_address_is_one_line() -> None:
    assert home_line({}) == ""
    assert (
        home_line({("street", "text", ""): "Am Markte", ("town", "text", ""): "Hannover"})
        == "Am Markte, Hannover"
    )
