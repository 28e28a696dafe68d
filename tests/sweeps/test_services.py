"""Every service there is: read, complete in both languages, true to its samples; every problem has its sentence."""

import re
import tomllib
from copy import deepcopy
from datetime import date
from string import Formatter
from typing import Any

import pytest

from mobile_office import resources
from mobile_office.demo.day.stories import FAMILY
from mobile_office.domain import checks
from mobile_office.domain.kinds import KINDS
from mobile_office.domain.service import Answers, Service, Severity
from tests.domain.shelf import DAY, fields, lists, put, seen, service

NAMES = sorted(path.stem for path in (resources.folder() / "services").glob("*.toml"))
COUNTED = [(name, number) for name in NAMES for number in range(len(service(name).counter_samples))]
LANGUAGES = ("de", "en")


def sentences(language: str) -> dict[str, str]:
    text = (resources.folder() / "i18n" / language / "problems.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["problems"])


def codes_in_the_program() -> set[str]:
    """Every "word_with_underscores" of the files that make codes; kinds of answer are no codes."""
    folder = resources.folder().parent / "mobile_office" / "domain"
    found: set[str] = set()
    for name in ("kinds", "text", "checks", "serial", "idnr"):
        found |= set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', (folder / f"{name}.py").read_text("utf-8")))
    found |= {"required"}
    return found - set(KINDS) - {"search_form"}


def leaves(value: Any, path: str = "") -> list[str]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{path}.{key}".strip("."))]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [leaf for n, inner in enumerate(value) for leaf in leaves(inner, f"{path}.{n}")]
    return [path]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_named_after_its_service(name: str) -> None:
    found = service(name)
    assert name in (found.id, f"{found.id}_v{found.version}")


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_could_be_submitted(name: str) -> None:
    found = service(name)
    told = checks.problems(found, found.sample, seen(found.sample_evidence), DAY, lists())
    assert told == ()
    assert checks.label(found, found.sample)
    assert checks.shown(found, found.sample, DAY) == found.sample


@pytest.mark.parametrize(("name", "number"), COUNTED)
def test_each_counter_sample_shows_its_problem(name: str, number: int) -> None:
    found = service(name)
    counter = found.counter_samples[number]
    answers: Answers = deepcopy(found.sample)
    for path, value in counter.get("set", {}).items():
        answers = put(answers, path, value)
    states = {**found.sample_evidence, **counter.get("evidence", {})}
    day = date.fromisoformat(counter["day"]) if "day" in counter else DAY
    told = checks.problems(found, answers, seen(states), day, lists())
    assert counter["code"] in {problem.code for problem in told}


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_has_a_counter_sample_and_a_source(name: str) -> None:
    found = service(name)
    shown = {counter["code"] for counter in found.counter_samples}
    assert {rule.code for rule in found.rules} <= shown
    assert all(re.search("§|DSMeld|PAuswV|Art", rule.source) for rule in found.rules)


@pytest.mark.parametrize("name", NAMES)
def test_no_missing_answer_breaks_a_condition(name: str) -> None:
    found = service(name)
    for leaf in leaves(found.sample):
        checks.problems(found, put(found.sample, leaf, None), {}, DAY, lists())
    for section in found.sections:
        if section.repeat:
            checks.problems(
                found, found.sample | {section.repeat: [{}] * (section.most + 1)}, {}, DAY, lists()
            )


@pytest.mark.parametrize("name", NAMES)
def test_evidence_says_whether_it_may_be_copied_and_why(name: str) -> None:
    for kind in service(name).evidence:
        assert re.search("§|Art", kind.scan_source), kind.key


def test_a_medical_certificate_is_never_copied() -> None:
    kinds = {kind.key: kind for kind in service("id_exemption").evidence}
    assert not kinds["medical_certificate"].scan
    assert not any(kind.scan for kind in service("id_card").evidence)


def test_nobody_asks_for_a_diagnosis() -> None:
    asked = {field.key for name in NAMES for section in service(name).sections for field in section.fields}
    assert not {key for key in asked if re.search("diagnos|disease|illness|disability", key)}


def test_all_three_are_seen_by_a_second_person_and_only_the_card_ends_prepared() -> None:
    assert {service(name).review for name in NAMES} == {"before"}
    assert [name for name in NAMES if service(name).ends == "prepared"] == ["id_card"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_problem_has_its_sentence_and_no_sentence_is_left_over(language: str) -> None:
    codes = {rule.code for name in NAMES for rule in service(name).rules} | codes_in_the_program()
    written = set(sentences(language))
    assert codes - written == set()
    assert written - codes == set()


def test_both_languages_have_the_same_gaps() -> None:
    german, english = sentences("de"), sentences("en")
    for code, text in german.items():
        gaps = {gap for _, gap, _, _ in Formatter().parse(text) if gap}
        assert gaps == {gap for _, gap, _, _ in Formatter().parse(english[code]) if gap}, code


@pytest.mark.parametrize(("name", "number"), COUNTED)
def test_each_sentence_can_be_filled(name: str, number: int) -> None:
    found: Service = service(name)
    answers: Answers = deepcopy(found.sample)
    for path, value in found.counter_samples[number].get("set", {}).items():
        answers = put(answers, path, value)
    for problem in checks.problems(found, answers, {}, DAY, lists()):
        for language in LANGUAGES:
            assert "{" not in sentences(language)[problem.code].format(**problem.details)


def test_a_rule_never_both_blocks_and_hints_under_one_code() -> None:
    severities: dict[str, set[Severity]] = {}
    for name in NAMES:
        for rule in service(name).rules:
            severities.setdefault(rule.code, set()).add(rule.severity)
    assert {code: found for code, found in severities.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_repeated_field_fits_its_width_and_has_a_list(name: str) -> None:
    for section in service(name).sections:
        for field in section.fields:
            assert field.width in (1, 2)
            assert not field.codelist or lists().labels(field.codelist)


def test_nothing_shared_is_left_unused() -> None:
    texts = [(resources.folder() / "services" / f"{name}.toml").read_text("utf-8") for name in NAMES]
    for shelf in ("field", "section", "evidence"):
        for key in fields()[shelf]:
            assert any(f'"{key}"' in text for text in texts), key


def test_a_family_without_further_documents_or_relatives_is_asked_nothing_more() -> None:
    registration = service("registration")
    answers = registration.sample | {"persons": [*FAMILY]}
    del answers["documents"], answers["documents_listed"]
    assert checks.problems(registration, answers, seen(registration.sample_evidence), DAY, lists()) == ()
    shown = checks.visible(registration, answers, DAY)
    assert {"documents_listed", "children_elsewhere"} <= shown
    assert not {path for path in shown if path.startswith(("documents.", "children.", "spouse_"))}
    assert not {path for path in shown if path.endswith(("stage_name", "former_given_names"))}


@pytest.mark.parametrize(
    ("statuses", "relation", "asked", "needed"),
    [
        (("VH", "VH"), "spouse", False, False),
        (("LP", "LP"), "partner", False, False),
        (("VH", "LD"), "child", True, True),
        (("LD", "VH"), "parent", True, True),
        (("VH", "VH"), "parent", True, False),  # perhaps married to somebody else on the form
        (("LD", "LD"), "child", False, False),
    ],
)
def test_a_spouse_who_does_not_move_along_is_asked_for(
    statuses: tuple[str, str], relation: str, asked: bool, needed: bool
) -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.1.relation", relation)
    for place, status in enumerate(statuses):
        answers = put(answers, f"persons.{place}.marital_status", status)
    assert ("spouse_family_name" in checks.visible(registration, answers, DAY)) is asked
    assert ("spouse_family_name" in checks.required(registration, answers, DAY)) is needed


def test_only_the_register_asks_for_the_sex_of_a_representative() -> None:
    for name in NAMES:
        asked = {field.key for section in service(name).sections for field in section.fields}
        assert ("representative_sex" in asked) is (name == "registration")
        assert "representative_family_name" in asked


@pytest.mark.parametrize(
    ("status", "asked"), [("VW", True), ("GS", True), ("LE", True), ("VH", False), ("LD", False)]
)
def test_an_ended_marriage_is_asked_for_its_ground(status: str, asked: bool) -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.marital_status", status)
    path = "persons.0.marriage_end_ground"
    assert (path in checks.visible(registration, answers, DAY)) is asked
