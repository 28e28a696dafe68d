"""The library of fields: nothing is written twice, no standard's name is guessed, every group has its counter-samples."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from mobile_office import resources
from mobile_office.domain import service_parts, service_proof
from mobile_office.domain.service import Problem, Service
from mobile_office.domain.toml_values import used
from tests.domain.shelf import NAMES, fields, lists, service, written
from tests.sweeps.tree import ROOT

# DSMeld sheets as domain.md 1.9 quotes them (BMeldDigiV §§ 5, 9; 1. BMeldDÜV § 4). A range stands for a group whose
# single sheets are not known: 0902 representative, 1214 former address, 1403 place and state of marriage,
# 1501 spouse and partner, 1601 minor children, 1700 identity documents.
SHEETS = frozenset(
    "0101 0201 0203 0301 0302 0303 0401 0501 0502 0601 0602 0603 0701 0902-0919 1001 1101 1201 1202 1203 1204 "
    "1205 1206 1207 1208 1209 1210 1211 1213 1214-1233 1223 1301 1301a 1306 1311 1401 1402 1403-1409 1405 "
    "1501-1532 1601-1607 1700-1719 1801 3001 3002".split()
)
# XInneres `Meldeanschrift` (domain.md 1.9) and what was seen in XMeld 25.11a (domain.md 2).
ELEMENTS = frozenset(
    "gemeindeschluessel hausnummer hausnummerBuchstabeZusatzziffer postleitzahl stockwerkswohnungsnummer strasse "
    "teilnummerDerHausnummer wohnort wohnortFruehererGemeindename wohnungsinhaber zusatzangaben "
    "nachname/name vornamen/name geburtsdatum/teilbekanntesDatum/jahrMonatTag".split()
)
Given = str | dict[str, Any]


def asked_in_services() -> Iterator[tuple[str, Given]]:
    """Where a field is asked (service), and how it is written there."""
    for name in NAMES:
        for section in tomllib.loads(written(name)).get("section", ()):
            yield from ((name, field) for field in section.get("fields", ()))


def asked() -> Iterator[tuple[str, Given]]:
    """The same with the shared sections."""
    for name, section in fields()["section"].items():
        yield from ((f"section.{name}", field) for field in section["fields"])
    yield from asked_in_services()


def definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that is written out: the library's, and those without `use`."""
    yield from ((f"field.{key}", {"key": key, **values}) for key, values in fields()["field"].items())
    yield from ((where, field) for where, field in asked() if isinstance(field, dict) and "use" not in field)


def test_no_field_is_written_out_twice() -> None:
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for where, field in definitions():
        places[field["key"], field["kind"], field["label"]["de"]].append(where)
    assert {field: where for field, where in places.items() if len(where) > 1} == {}


def test_the_same_question_has_not_two_keys() -> None:
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for where, field in definitions():
        places[field["kind"], field.get("codelist", ""), field["label"]["de"]].append(
            f"{where}: {field['key']}"
        )
    assert {field: where for field, where in places.items() if len(where) > 1} == {}


def test_what_stands_beside_a_use_says_something_else_than_the_library() -> None:
    repeated = [
        (where, field["use"], key)
        for where, field in asked()
        if isinstance(field, dict) and "use" in field
        for key, value in field.items()
        if fields()["field"][field["use"]].get(key) == value
    ]
    assert repeated == []


def test_only_sheets_and_elements_that_a_source_names_are_written() -> None:
    found = [service_parts.field(key, fields(), lists()) for key in fields()["field"]]
    found += [service_parts.field(field, fields(), lists()) for _, field in asked()]
    assert {one.dsmeld for one in found} - {""} - SHEETS == set()
    assert {one.xinneres for one in found} - {""} - ELEMENTS == set()
    assert {"strasse", "nachname/name"} <= {one.xinneres for one in found}


@pytest.mark.parametrize("key", sorted(fields()["field"]))
def test_a_print_length_is_one_of_the_law(key: str) -> None:
    lengths = {
        0,
        2,
        4,
        20,
        26,
        31,
        40,
        50,
        52,
        80,
        84,
    }  # PAuswV Anlage 3; letter and part of a house number: two, four
    assert service_parts.field(key, fields(), lists()).warn_length in lengths


# -- groups


@cache
def told(name: str) -> tuple[tuple[Problem, ...], ...]:
    """The problems of each counter-sample of a service."""
    found = service(name)
    data = tomllib.loads(written(name))
    day = service_proof.day_of(data.get("sample_day", service_proof.SAMPLE_DAY)) or service_proof.SAMPLE_DAY
    return tuple(
        service_proof.counter_problems(found, counter, lists(), day) for counter in found.counter_samples
    )


def raised(name: str) -> set[tuple[str, str]]:
    """The codes with the paths (`persons.*.relation`) some counter-sample of a service raises."""
    found: set[tuple[str, str]] = set()
    for counter, problems in zip(service(name).counter_samples, told(name), strict=True):
        codes = {(one.code, re.sub(r"\.\d+(?=\.|$)", ".*", one.field)) for one in problems}
        found |= {(code, path) for code, path in codes if code == counter["code"]}
    return found


def users(group: str) -> list[Service]:
    """The services that use a shared section."""
    return [service(name) for name in NAMES if f'use_section = "{group}"' in written(name)]


def paths(group: str, of: Service) -> set[str]:
    """Where the fields of a group lie in a service: under its own key or, repeated, under that of the items."""
    keys = {
        field if isinstance(field, str) else field.get("key", field.get("use")) for field in _fields_of(group)
    }
    return {
        f"{section.repeat}.*.{field.key}" if section.repeat else field.key
        for section in of.sections
        for field in section.fields
        if field.key in keys
    } | {section.repeat for section in of.sections if section.repeat}


def _fields_of(group: str) -> list[Given]:
    return list(fields()["section"][group]["fields"])


def _codes_of(group: str) -> Iterator[str]:
    for rule in fields()["section"][group].get("rules", ()):
        whole = used(rule, "use", "rule", fields())
        yield whole.get("code", rule.get("use"))


GROUPS = sorted(fields()["section"])
RULED = [(group, code) for group in GROUPS for code in _codes_of(group)]


@pytest.mark.parametrize(("group", "code"), RULED)
def test_each_rule_of_a_group_is_raised_by_a_counter_sample(group: str, code: str) -> None:
    found = [
        of.id
        for of in users(group)
        if any(said == code and path in paths(group, of) for said, path in raised(of.id))
    ]
    assert found


NEEDED = {  # what a group must have, by a counter-sample that leaves it out in at least one service
    "people": "persons.*.relation",
    "homes": "homes.*.street",
    "documents": "documents.*.serial",
    "representative": "representative_family_name",
    "assistance": "interpreter_name",
    "guardians": "guardians.*.family_name",
    "pin_letter": "pin_letter_id",
    "delivery": "delivery_other_id_until",
    "declarations": "privacy_notice",
    "person": "family_name",
    "address": "street",
}


@pytest.mark.parametrize("group", sorted(NEEDED))
def test_what_a_group_needs_is_missed_when_it_is_not_there(group: str) -> None:
    assert [of.id for of in users(group) if ("required", NEEDED[group]) in raised(of.id)]


def test_who_cannot_sign_names_who_signed_instead() -> None:
    told_ = {said for name in NAMES for said in raised(name)}
    assert {
        ("required", "signed_by"),
        ("required", "cannot_sign_why"),
        ("required", "signed_by_name"),
    } <= told_


@pytest.mark.parametrize("state", ["expired", "none", "doubtful"])
def test_every_way_not_to_show_a_valid_document_is_tried(state: str) -> None:
    tried = {
        counter.get("evidence", {}).get("identity")
        for name in NAMES
        for counter in service(name).counter_samples
    }
    assert state in tried


@pytest.mark.parametrize("key", sorted(fields()["evidence"]))
def test_each_shared_evidence_is_missed_or_comes_later_somewhere(key: str) -> None:
    assert {code for name in NAMES for code, path in raised(name) if path == f"evidence.{key}"}


def test_identity_documents_and_medical_certificates_are_seen_and_never_scanned() -> None:
    for name in NAMES:
        for kind in service(name).evidence:
            assert kind.scan_source
            if kind.key in ("identity", "medical_certificate", "sex_entry"):
                assert not kind.scan, (name, kind.key)


def test_how_somebody_without_a_document_was_identified_is_written_down() -> None:
    for name in NAMES:
        (identity,) = [kind for kind in service(name).evidence if kind.key == "identity"]
        assert set(identity.asks_note) == {"substitute", "expired", "none", "doubtful"}
        assert set(identity.satisfied) == {"valid", *identity.asks_note}


# -- the documents beside it


def test_the_catalogue_names_every_service_and_how_it_ends() -> None:
    text = (ROOT / "docs" / "catalogue.md").read_text("utf-8")
    told_ = set(re.findall(r"^\|[^|]+\| `(\w+)` \| (\w+) \|", text, re.MULTILINE))
    files = sorted((resources.folder() / "services").glob("*.toml"))
    assert told_ == {(path.stem, tomllib.loads(path.read_text("utf-8"))["ends"]) for path in files}


def test_the_document_of_services_names_every_group_that_is_shared() -> None:
    text = (ROOT / "docs" / "services.md").read_text("utf-8")
    assert [group for group in GROUPS if f"`{group}`" not in text] == []


def test_what_is_told_to_be_uncertain_stands_where_it_is_told_to_stand() -> None:
    text = (ROOT / "docs" / "uncertain.md").read_text("utf-8")
    for name in re.findall(r"`(codelists/\w+\.toml|mobile_office/[\w/]+\.py)`", text):
        assert (ROOT / name).is_file() or (resources.folder() / name).is_file(), name
    for name in re.findall(r"`(\w+)\.toml`", text):
        known = ("services", "codelists")
        assert name == "fields" or any(
            (resources.folder() / shelf / f"{name}.toml").is_file() for shelf in known
        )


def test_every_mark_of_doubt_in_the_fee_table_is_told() -> None:
    text = (ROOT / "docs" / "uncertain.md").read_text("utf-8")
    newest = max((resources.folder() / "fees").glob("*.toml"))
    items = tomllib.loads(newest.read_text("utf-8"))["item"]
    doubtful = {key for key, item in items.items() if item["mark"] == "U"}
    assert {key for key in doubtful if key not in text and not key.startswith("certificate_paper")} == set()
