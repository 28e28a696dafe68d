"""A draft in another version of its service: what is carried over, what is named, and the way back."""

from dataclasses import replace
from typing import Any

import pytest

from mobile_office.domain.overview import Draft, Evidence
from mobile_office.domain.reduction import FEE_REDUCTION
from mobile_office.domain.renewal import is_renewable, renewal, way_back
from mobile_office.domain.service import EvidenceKind, Field, Section, Service
from tests.store.hand import NOW

ASKED = {"name": "name", "since": "date", "colour": "text"}


def service(
    version: int, alone: dict[str, str], listed: dict[str, str] | None = None, **more: Any
) -> Service:
    """A service that asks these fields (key to kind), and others for each dog of a list."""
    sections = [Section("person", {"de": "Person"}, _fields(alone))]
    if listed:
        sections.append(Section("dogs", {"de": "Hunde"}, _fields(listed), repeat="dogs", most=3))
    kinds = more.pop("evidence", ())
    texts: dict[str, Any] = {key: {} for key in ("name", "short", "fee", "next_steps", "bring")}
    return Service(
        id="dog_tax",
        version=version,
        hash="",
        legal_basis="",
        leika="",
        review="before",
        ends="submitted",
        minutes=5,
        label=("name",),
        sections=tuple(sections),
        rules=(),
        evidence=kinds,
        papers=(),
        **texts,
    )


def _fields(asked: dict[str, str]) -> tuple[Field, ...]:
    return tuple(Field(key, kind, {"de": key.upper()}) for key, kind in asked.items())


def draft(answers: dict[str, Any], *evidence: Evidence) -> Draft:
    return Draft("d", "dog_tax", 1, answers, evidence, ("p",), "p", False, None, "name", "", NOW, NOW)


def seen(kind: str, state: str = "seen") -> Evidence:
    return Evidence(kind, state, "", "", "p", NOW)


def proof(key: str, *states: str) -> EvidenceKind:
    return EvidenceKind(key, {"de": key.upper()}, {state: {} for state in states}, states)


def test_answers_whose_path_still_exists_are_carried_over() -> None:
    old, new = service(1, ASKED), service(2, {"name": "name", "since": "date", "breed": "text"})
    made = renewal(draft({"name": "Bello", "since": "2026-11-01", "colour": "schwarz"}), old, new)
    assert made.answers == {"name": "Bello", "since": "2026-11-01"}
    assert made.lost == ({"de": "COLOUR"},)
    assert made.added == ({"de": "BREED"},)
    assert made.service is new


def test_what_was_not_answered_is_not_called_lost() -> None:
    made = renewal(draft({"name": "Bello", "colour": " "}), service(1, ASKED), service(2, {"name": "name"}))
    assert (made.lost, made.answers) == ((), {"name": "Bello"})


def test_an_answer_of_another_kind_falls_away() -> None:
    made = renewal(draft({"since": "2026-11-01"}), service(1, ASKED), service(2, {**ASKED, "since": "text"}))
    assert (made.answers, made.lost, made.added) == ({}, ({"de": "SINCE"},), ())


def test_in_a_list_each_item_keeps_what_is_still_asked() -> None:
    old, new = (service(n, {"name": "name"}, dogs) for n, dogs in ((1, ASKED), (2, {"name": "name"})))
    dogs = [{"name": "Bello", "colour": "schwarz"}, {"name": "Waldi"}]
    made = renewal(draft({"dogs": dogs}), old, new)
    assert made.answers == {"dogs": [{"name": "Bello"}, {"name": "Waldi"}]}
    assert made.lost == ({"de": "COLOUR"},)
    assert dogs[0]["colour"] == "schwarz", "the draft before stays as it was"


def test_a_list_that_is_not_asked_any_more_goes_as_a_whole() -> None:
    old, new = service(1, {"name": "name"}, ASKED), service(2, {"name": "name"})
    assert renewal(draft({"name": "Erika", "dogs": [{"name": "Bello"}]}), old, new).answers == {
        "name": "Erika"
    }


def test_evidence_is_kept_where_its_kind_and_state_are_still_there() -> None:
    old = service(
        1, ASKED, evidence=(proof("identity", "seen"), proof("record", "seen"), proof("tag", "seen"))
    )
    new = service(2, ASKED, evidence=(proof("identity", "seen"), proof("tag", "given")))
    made = renewal(draft({}, seen("identity"), seen("record"), seen("tag"), seen("signed_paper")), old, new)
    assert [item.kind for item in made.evidence] == ["identity"]
    assert made.lost == ({"de": "RECORD"}, {"de": "TAG"}), "a signature is no answer: it is asked for anew"


def test_a_reduction_stays_because_the_fee_table_offers_it() -> None:
    chosen = Evidence(FEE_REDUCTION, "passport_need:benefits:0", "", "Bescheid gesehen", "p", NOW)
    made = renewal(draft({}, chosen), service(1, ASKED), service(2, ASKED))
    assert (made.evidence, made.lost) == ((chosen,), ())


def test_going_back_brings_again_what_fell_away_and_keeps_what_was_typed() -> None:
    old = service(1, ASKED, evidence=(proof("identity", "seen"), proof("record", "seen")))
    new = service(
        2, {"name": "name", "since": "text", "breed": "text"}, evidence=(proof("identity", "seen"),)
    )
    before = draft(
        {"name": "Bello", "since": "2026-11-01", "colour": "schwarz"}, seen("identity"), seen("record")
    )
    made = renewal(before, old, new)
    typed = {**made.answers, "name": "Waldi", "since": "im Herbst", "breed": "Dackel"}
    now = replace(before, version=2, answers=typed, evidence=made.evidence)
    back = way_back(now, before, old, new)
    assert back.answers == {"name": "Waldi", "since": "2026-11-01", "colour": "schwarz"}
    assert {item.kind for item in back.evidence} == {"identity", "record"}
    assert back.service is old


def test_going_back_brings_no_evidence_again_that_was_taken_back_meanwhile() -> None:
    """Otherwise the case would say that an original was seen which somebody had said was not."""
    kinds = (proof("identity", "seen"), proof("tag", "seen"))
    old, new = service(1, ASKED, evidence=kinds), service(2, ASKED, evidence=kinds)
    before = draft({}, seen("identity"), seen("tag"), seen("signed_paper"))
    made = renewal(before, old, new)
    now = replace(before, version=2, evidence=tuple(item for item in made.evidence if item.kind != "tag"))
    assert {item.kind for item in way_back(now, before, old, new).evidence} == {"identity", "signed_paper"}


def test_going_back_keeps_no_evidence_that_only_the_newer_version_knows() -> None:
    old = service(1, ASKED, evidence=(proof("tag", "seen"),))
    new = service(2, ASKED, evidence=(proof("tag", "given"), proof("chip", "read")))
    before = draft({}, seen("tag"), replace(seen("signed_paper"), note="1"))
    noted = (seen("tag", "given"), seen("chip", "read"), replace(seen("signed_paper"), note="2"))
    back = way_back(replace(before, version=2, evidence=noted), before, old, new)
    assert {(item.kind, item.state, item.note) for item in back.evidence} == {
        ("tag", "seen", ""),
        ("signed_paper", "seen", "1"),
    }


@pytest.mark.parametrize("dogs", [1, 2])
def test_what_fell_away_from_a_list_comes_back_only_while_the_list_is_as_long(dogs: int) -> None:
    old, new = (service(n, {"name": "name"}, asked) for n, asked in ((1, ASKED), (2, {"name": "name"})))
    before = draft({"dogs": [{"name": "Bello", "colour": "schwarz"}, {"name": "Waldi", "colour": "braun"}]})
    now = replace(before, answers={"dogs": [{"name": "Waldi"}] * dogs})
    back = way_back(now, before, old, new).answers["dogs"]
    assert [dog.get("colour") for dog in back] == (["schwarz", "braun"] if dogs == 2 else [None])


def test_a_list_that_went_as_a_whole_comes_back_as_a_whole() -> None:
    old, new = service(1, {"name": "name"}, ASKED), service(2, {"name": "name"})
    before = draft({"name": "Erika", "dogs": [{"name": "Bello"}]})
    now = replace(before, version=2, answers=renewal(before, old, new).answers)
    assert way_back(now, before, old, new).answers == before.answers


def test_corrections_and_paper_forms_keep_their_version() -> None:
    assert is_renewable(draft({}))
    assert not is_renewable(replace(draft({}), case="B-2026-00001"))
    assert not is_renewable(replace(draft({}), form="F-B-000001"))
