"""Every file of the catalogue is clean by the command an administrator has; every problem has its sentence.

What one file can be asked stands in `domain/inspection.py`; here stands what only all of them together, or
only ours, must keep.
"""

import re
import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from mobile_office import resources, shelves
from mobile_office.domain import checks, inspection
from mobile_office.domain.inspection import Around
from mobile_office.domain.kinds import KINDS
from mobile_office.domain.service import NEEDS, Answers, Service, Severity
from mobile_office.ui import words
from tests.domain.shelf import DAY, fields, lists, put, service
from tests.sweeps.tree import ROOT

NAMES = sorted(path.stem for path in (resources.folder() / "services").glob("*.toml"))
COUNTED = [(name, number) for name in NAMES for number in range(len(service(name).counter_samples))]
LANGUAGES = ("de", "en")
FILES = [
    resources.folder() / "fields.toml",
    *sorted(
        path
        for shelf in ("services", "fees", "codelists")
        for path in (resources.folder() / shelf).glob("*.toml")
    ),
]


@cache
def around() -> Around:
    return shelves.surroundings(resources.folder())


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(resources.folder())))
def test_the_file_is_clean_by_the_command_an_administrator_has(path: Path) -> None:
    (found,) = shelves.check([path], around()).values()
    assert [(finding.line, shelves.sentence(finding)) for finding in found] == []


def test_the_example_of_the_document_is_clean_too() -> None:
    text = (ROOT / "docs" / "services.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (whole,) = [block for block in blocks if "[sample]" in block]
    (zones,) = [block for block in blocks if "[codes]" in block]
    (fees,) = [block for block in blocks if "series =" in block]
    beside = inspection.joined(around(), [("resident_zones", zones), ("city-2026-11-01", fees)])
    assert inspection.findings(whole, "resident_permit", around(), beside) == ()
    assert inspection.findings(zones, "resident_zones", around()) == ()
    assert inspection.findings(fees, "city-2026-11-01", around()) == ()
    (own,) = [block for block in blocks if block.startswith("[field.")]
    fields = (resources.folder() / "fields.toml").read_text("utf-8") + own
    assert inspection.findings(fields, "fields", around()) == ()


def test_the_document_names_the_keys_of_the_shared_sections_as_they_are() -> None:
    text = (ROOT / "docs" / "services.md").read_text("utf-8")
    table = text[text.index("| section | keys |") :].split("\n\n")[0]
    told = {
        row[0]: set(re.findall(r"`(\w+)`", row[1]))
        for row in re.findall(r"^\| `(\w+)`.*? \| (.*) \|$", table, re.MULTILINE)
    }
    shared = around().fields["section"]
    there = {
        name: {
            field if isinstance(field, str) else field.get("key", field.get("use"))
            for field in section["fields"]
        }
        for name, section in shared.items()
    }
    assert told == there


def test_a_medical_certificate_is_never_copied() -> None:
    kinds = {kind.key: kind for kind in service("id_exemption").evidence}
    assert not kinds["medical_certificate"].scan
    assert not any(kind.scan for kind in service("id_card").evidence)


def test_nobody_asks_for_a_diagnosis() -> None:
    asked = {field.key for name in NAMES for section in service(name).sections for field in section.fields}
    assert not {key for key in asked if re.search("diagnos|disease|illness|disability", key)}


def test_only_the_registration_has_a_leika_key() -> None:
    assert [name for name in NAMES if service(name).leika] == ["registration"]  # no other is verified


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
    rules = [rule for name in NAMES for rule in service(name).rules]
    codes = {rule.code for rule in rules if not rule.sentence} | codes_in_the_program()
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
            said = problem.sentence.get(language) or sentences(language)[problem.code]
            assert "{" not in said.format(**problem.details)


def test_a_rule_never_both_blocks_and_hints_under_one_code() -> None:
    severities: dict[str, set[Severity]] = {}
    for name in NAMES:
        for rule in service(name).rules:
            severities.setdefault(rule.code, set()).add(rule.severity)
    assert {code: found for code, found in severities.items() if len(found) > 1} == {}


def test_nothing_shared_is_left_unused() -> None:
    texts = [(resources.folder() / "services" / f"{name}.toml").read_text("utf-8") for name in NAMES]
    texts.append((resources.folder() / "fields.toml").read_text("utf-8"))  # a section names shared fields
    for shelf in ("field", "section", "rule", "evidence"):
        for key in fields()[shelf]:
            assert any(f'"{key}"' in text for text in texts), key
