"""Every service there is: read, complete in both languages, true to its samples; every problem has its sentence."""

import re
import tomllib
from copy import deepcopy
from datetime import date
from string import Formatter
from typing import Any

import pytest

from mobile_office import resources
from mobile_office.domain import checks, service_file
from mobile_office.domain.kinds import KINDS
from mobile_office.domain.service import NEEDS, Answers, Service, Severity
from mobile_office.ui import words
from tests.domain.shelf import DAY, fields, lists, put, seen, service
from tests.sweeps.tree import ROOT

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


@pytest.mark.parametrize("name", NAMES)
def test_a_second_person_looks_first(name: str) -> None:
    # "drawn" and "after" need the office to release a case by itself, which it cannot yet.
    assert service(name).review == "before"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_only_prepared_says_so_and_nothing_else_does(name: str) -> None:
    found = service(name)
    prepared = found.ends == "prepared"
    assert bool(re.search("vorbereitet.*noch nicht", found.next_steps["de"])) is prepared
    assert ("prepared" in found.papers) is prepared


def test_only_the_registration_has_a_leika_key() -> None:
    assert [name for name in NAMES if service(name).leika] == ["registration"]  # no other is verified


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_found_by_everyday_words_in_both_languages(name: str) -> None:
    keywords = service(name).keywords
    assert keywords.keys() == set(LANGUAGES)
    for said in keywords.values():
        assert len(said) >= 3
        assert len({word.casefold() for word in said}) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_need_of_the_bus_has_its_words(language: str) -> None:
    assert {need for need in NEEDS if not words.sentences(language).get(f"needs.{need}")} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_declaration_needs_a_printer_but_a_person_in_danger_does_not_hang_on_one(name: str) -> None:
    found = service(name)
    if name == "information_block":
        assert "printer" not in found.needs
    elif "declaration" in found.papers:
        assert "printer" in found.needs


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
    texts.append((resources.folder() / "fields.toml").read_text("utf-8"))  # a section names shared fields
    for shelf in ("field", "section", "rule", "evidence"):
        for key in fields()[shelf]:
            assert any(f'"{key}"' in text for text in texts), key


def test_the_example_of_the_document_is_a_service_true_to_its_samples() -> None:
    text = (ROOT / "docs" / "services.md").read_text("utf-8")
    (whole,) = [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[sample]" in block]
    found = service_file.read(whole, "services.md", fields(), lists())
    assert checks.problems(found, found.sample, seen(found.sample_evidence), DAY, lists()) == ()
    for counter in found.counter_samples:
        ((path, value),) = counter["set"].items()
        told = checks.problems(found, put(found.sample, path, value), {}, DAY, lists())
        assert counter["code"] in {problem.code for problem in told}


@pytest.mark.parametrize("name", NAMES)
def test_each_service_has_a_picture_there_is(name: str) -> None:
    assert (resources.folder() / "icons" / f"{service(name).icon}.svg").is_file()
