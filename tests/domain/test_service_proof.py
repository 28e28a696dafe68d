"""The proof of a service: what a program could use and a clerk could not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from mobile_office import resources
from mobile_office.domain import service_proof
from mobile_office.domain.service import EvidenceKind, Service
from mobile_office.domain.service_proof import Shelf, day_of, leaves, put
from mobile_office.shelves import surroundings
from tests.domain.shelf import service


@cache
def shelf() -> Shelf:
    return surroundings(resources.folder()).shelf


def of_form(changed: Service) -> list[str]:
    return [flaw.code for flaw in service_proof.of_form(changed, shelf())]


def of_samples(changed: Service) -> list[str]:
    return [flaw.code for flaw in service_proof.of_samples(changed, shelf())]


def _source(found: Service) -> Service:
    return replace(found, rules=(replace(found.rules[0], source="Satzung"), *found.rules[1:]))


def _scan(found: Service) -> Service:
    kind: EvidenceKind = replace(found.evidence[0], scan_source="so üblich")
    return replace(found, evidence=(kind, *found.evidence[1:]))


def _counter(**values: Any) -> Callable[[Service], Service]:
    return lambda found: replace(found, counter_samples=(*found.counter_samples, values))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_source, "source_shape"),
        (_scan, "source_shape"),
        (lambda found: replace(found, counter_samples=found.counter_samples[:1]), "rule_without_counter"),
        (lambda found: replace(found, rules=(replace(found.rules[0], code="new"),)), "sentence_missing"),
        (lambda found: replace(found, icon="horse"), "icon_missing"),
        (lambda found: replace(found, keywords={"de": ["a", "b", "c"], "en": ["a"]}), "keywords_few"),
        (lambda found: replace(found, keywords={k: [*"abc", "A"] for k in ("de", "en")}), "keywords_twice"),
        (lambda found: replace(found, ends="prepared"), "prepared_words"),
        (lambda found: replace(found, ends="prepared"), "prepared_paper_missing"),
        (lambda found: replace(found, papers=(*found.papers, "prepared")), "prepared_paper_wrongly"),
        (
            lambda found: replace(found, next_steps={"de": "vorbereitet, noch nicht"}),
            "prepared_words_wrongly",
        ),
        (lambda found: replace(found, papers=("letter",)), "paper_unknown"),
        (lambda found: replace(found, sample={**found.sample, "shoe": 3}), "sample_unknown"),
        (
            lambda found: replace(found, sample={**found.sample, "birth_date": date(1964, 8, 12)}),
            "sample_day_quotes",
        ),
        (_counter(code="requird"), "counter_code_unknown"),
        (_counter(code="required", set={"shoe": 3}), "counter_path_unknown"),
        (_counter(code="required", day="tomorrow"), "not_a_day"),
    ],
)
def test_what_is_wrong_is_told_without_trying_an_answer(
    change: Callable[[Service], Service], code: str
) -> None:
    assert of_form(service("objections")) == []
    assert code in of_form(change(service("objections")))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda found: replace(found, sample=put(found.sample, "objections", [])), "sample_problem"),
        (lambda found: replace(found, sample=put(found.sample, "family_name", "")), "sample_problem"),
        (lambda found: replace(found, label=()), "sample_label"),
        (_counter(code="too_long", set={}), "counter_silent"),
    ],
)
def test_what_the_samples_tell(change: Callable[[Service], Service], code: str) -> None:
    assert of_samples(service("objections")) == []
    assert code in of_samples(change(service("objections")))


def test_an_answer_that_is_not_asked_for_does_not_belong_in_the_sample() -> None:
    found = service("registration")
    hidden = put(found.sample, "spouse_family_name", "Muster")
    assert "sample_hidden" in of_samples(replace(found, sample=hidden))


def test_a_day_may_be_written_both_ways() -> None:
    assert day_of("2026-11-22") == day_of(date(2026, 11, 22)) == date(2026, 11, 22)
    assert day_of("22.11.2026") is day_of(datetime(2026, 11, 22)) is None  # noqa: DTZ001 (TOML has them)


def test_leaves_are_the_single_answers_and_put_makes_what_is_missing() -> None:
    assert leaves({"a": 1, "p": [{"b": 2}, {"c": ["x"]}]}) == ["a", "p.0.b", "p.1.c"]
    assert put({"a": 1}, "p.1.b", 2) == {"a": 1, "p": [{}, {"b": 2}]}
