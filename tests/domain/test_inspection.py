"""Inspection: all findings of a file at once, each in its line, and never an exception."""

import re
from dataclasses import replace
from functools import cache

import pytest

from mobile_office import resources
from mobile_office.domain.inspection import (
    Around,
    Identity,
    findings,
    identity_of,
    joined,
    kind_of,
    street_findings,
)
from mobile_office.domain.service_file import digest_of, parsed
from mobile_office.shelves import sentence, surroundings
from tests.domain.shelf import written

PLAN = """[[stop]]
name = "Markt"
address = "Am Markte 1"
kind = "market"
day = 2026-12-01
from = "09:00"
until = "13:00"
"""
ZONES = 'source = "x"\nversion = "1"\n[codes]\n7 = { de = "Zone 7", en = "Zone 7" }\n'


@cache
def around() -> Around:
    return surroundings(resources.folder())


def told(text: str, name: str = "objections") -> list[tuple[int, str]]:
    found = findings(text, name, around())
    assert all(sentence(finding) for finding in found)  # every gap is filled
    return [(finding.line, finding.code) for finding in found]


def fees() -> str:
    return (resources.folder() / "fees" / "2026-02-07.toml").read_text("utf-8")


def line(text: str, part: str) -> int:
    return next(number for number, held in enumerate(text.splitlines(), start=1) if part in held)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ZONES, "codelist"),
        ("valid_from = 2027-01-01", "fees"),
        ("[item.x]\n", "fees"),
        ("[field.x]\n", "fields"),
        ("[[stop]]\n", "tours"),
        ('id = "x"\n[[section]]\n', "service"),
        ("", ""),
    ],
)
def test_a_file_is_known_by_what_stands_in_it(text: str, kind: str) -> None:
    assert kind_of(parsed(text)) == kind


def test_all_mistakes_are_told_at_once_each_in_its_line() -> None:
    text = written("objections")
    for old, new in (
        ("minutes = ", "minutes = -"),
        ('item = "data_block"', 'item = "data_blok"'),
        ('code = "address_book_minor"\nset', 'code = "address_book_minors"\nset'),
        ("< 18", "< 18 && answers.shoe_size > 3"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    expected = {
        (line(text, "minutes"), "number_wrong"),
        (line(text, "data_blok"), "fee_item_unknown"),
        (line(text, "address_book_minors"), "counter_code_unknown"),
        (line(text, "shoe_size"), "condition_answer_unknown"),
    }
    found = told(text)
    assert expected <= set(found)
    assert [each for each, _ in found] == sorted(each for each, _ in found)


def test_samples_are_tried_only_when_all_else_is_right() -> None:
    text = re.sub(r'objections = \[".*"\]', "objections = []", written("objections"), count=1)
    assert "sample_problem" in {code for _, code in told(text)}
    assert "sample_problem" not in {code for _, code in told(text.replace("minutes = ", "minutes = -"))}


def test_samples_are_tried_on_the_day_the_file_names() -> None:
    text = written("registration")
    assert told(text, "registration") == []
    assert told("sample_day = 2040-01-01\n" + text, "registration") != []
    assert (1, "not_a_day") in told('sample_day = "2026-11-22"\n' + text, "registration")


def test_a_file_has_its_own_name() -> None:
    assert {code for _, code in told(written("objections"), "objection")} == {"file_name"}


def test_a_fee_table_is_complete_and_names_its_paragraphs() -> None:
    later = fees().replace("valid_from = 2026-02-07", "valid_from = 2027-01-01")
    assert told(later, "2027-01-01") == []
    assert {code for _, code in told(later, "2027")} == {"fee_file_name"}
    raised = later.replace("version = 1", "version = 2", 1)
    assert told(raised, "2027-01-01.2") == []
    assert {code for _, code in told(raised, "2027-01-01")} == {"fee_file_name"}
    renamed = later.replace("[item.data_block]", "[item.data_blocks]")
    assert "fee_items_gone" in {code for _, code in told(renamed, "2027-01-01")}
    without = re.sub(r'paragraph = ".*"', 'paragraph = "Satzung"', later, count=1)
    assert told(without, "2027-01-01") == [(line(without, "Satzung"), "source_shape")]


def test_no_code_that_was_there_is_taken_out_of_a_list() -> None:
    assert told(ZONES, "parking_zones") == []
    assert {code for _, code in told(ZONES, "objections")} == {"code_gone", "code_changed"}
    assert told(ZONES + '8 = { de = "Zone 8" }\n', "parking_zones") == [(5, "code_languages")]
    backwards = '8 = { de = "8", en = "8", valid_from = 2027-01-01, valid_until = 2026-01-01 }\n'
    assert told(ZONES + backwards, "parking_zones") == [(5, "days_reversed")]


def test_a_code_keeps_its_meaning_but_not_its_spelling() -> None:
    there = joined(around(), [("zones", ZONES)])
    for name, code in (("zone-7", ""), ("Zone 8", "code_changed"), ("Südstadt", "code_changed")):
        found = findings(ZONES.replace('"Zone 7"', f'"{name}"', 1), "zones", there)
        assert [each.code for each in found] == ([code] if code else [])
        assert all(sentence(each) for each in found)


def test_two_plans_do_not_want_one_bus_at_one_time() -> None:
    there = joined(around(), [("december", PLAN)])
    assert findings(PLAN, "december", there) == ()  # it takes its own place
    assert findings(PLAN, "again", there) == ()  # the very same stop is no second one
    other = PLAN.replace('"Markt"', '"Halt"').replace('"09:00"', '"10:00"')
    (found,) = findings(other, "other", there)
    assert (found.code, found.gaps["plan"], found.gaps["other"]) == ("plans_overlap", "december", "Markt")
    assert "„december“" in sentence(found)
    assert findings(other.replace("12-01", "12-02"), "other", there) == ()


def test_a_mistyped_key_still_says_what_the_file_is() -> None:
    assert told(PLAN.replace("[[stop]]", "[[stops]]"), "december") == [(1, "key_unknown")]
    assert (1, "key_unknown") in told("[code]\n", "zones")
    assert told("x = 1\n", "x") == [(1, "kind_unknown")]


def test_fields_of_ones_own_take_the_place_of_all_and_lose_none() -> None:
    (own, gone) = sorted(told('[plate]\nkind = "text"\n', "fields"), key=lambda each: each[1])
    assert (own, gone) == ((1, "key_unknown"), (1, "shared_gone"))


def with_rule(problem: str, gap: str = "") -> str:
    text = written("objections").replace("version = 1", "version = 2", 1)
    filled = f'gaps = {{ x = "{gap}" }}\n' if gap else ""
    said = "{x} ({source})" if gap else "({source})"
    return (
        text
        + f'\n[[rule]]\ncode = "own"\nfield = "objections"\nproblem = "{problem}"\nseverity = "hints"\n'
        + f'source = "§ 1"\n{filled}sentence = {{ de = "{said}", en = "{said}" }}\n'
        + '\n[[counter_sample]]\ncode = "own"\nset = { family_name = "Muster" }\n'
    )


@pytest.mark.parametrize(
    ("problem", "gap", "code"),
    [
        ("answers.family_name != '' && answers.family_name > 2", "", "condition_types"),
        ("answers.family_name != '' && answers.family_name.matches('[')", "", "condition_pattern"),
        ("answers.family_name == 'Muster' && size(answers.objections) > '2'", "", "condition_types"),
        ("answers.family_name == 'Muster'", "answers.objections", "condition_not_told"),
    ],
)
def test_a_rule_that_cannot_be_asked_is_told_where_it_stands(problem: str, gap: str, code: str) -> None:
    text = with_rule(problem, gap)
    assert told(text) == [(line(text, f'"{gap}"' if gap else "problem = " + f'"{problem}"'), code)]


def test_what_is_missing_in_a_sample_is_told_in_words_that_help() -> None:
    text = written("id_card")
    wrong = re.sub('^signature = ".*"', 'signature = "offices"', text, count=1, flags=re.MULTILINE)
    quoted = re.sub(r"^height = (\d+)", r'height = "\1"', text, count=1, flags=re.MULTILINE)
    assert text not in (wrong, quoted)
    (found,) = [each for each in findings(wrong, "id_card", around()) if each.code == "sample_problem"]
    assert "Gemeint ist vielleicht: office" in sentence(found)
    assert "sample_no_quotes" in {code for _, code in told(quoted, "id_card")}


def test_shared_words_are_checked_one_by_one() -> None:
    text = (resources.folder() / "fields.toml").read_text("utf-8")
    assert told(text, "fields") == []
    broken = text.replace('kind = "yes_no"', 'kind = "maybe"', 1)
    assert told(broken, "fields") == [(line(broken, '"maybe"'), "not_one_of")]


def test_a_service_may_use_the_list_that_comes_with_it() -> None:
    text = written("objections").replace(
        '{ use = "objections",', '{ use = "objections", codelist = "parking_zones",'
    )
    codes = {finding.code for finding in findings(text, "objections", around())}
    beside = joined(around(), [("parking_zones", ZONES), ("broken", "[codes]\nx = 1"), ("nothing", "[")])
    assert "list_unknown" in codes
    assert "list_unknown" not in {finding.code for finding in findings(text, "objections", around(), beside)}
    assert not beside.lists.lists["broken"].codes  # it is told of at its own place


def test_what_is_taken_stays_as_it_is_and_the_sentence_names_the_next_version() -> None:
    text = written("objections")
    taken = {
        Identity("service", "objections", 1): digest_of(text),
        Identity("service", "objections", 4): "ab",
    }
    there = replace(around(), taken=taken)
    assert findings(text, "objections", there) == ()
    (found,) = findings(text + "# changed\n", "objections", there)
    assert (found.code, found.line, found.gaps["next"]) == ("version_taken", line(text, "version ="), 5)
    raised = text.replace("version = 1", "version = 2", 1)
    assert findings(raised, "objections", there) == ()


def test_names_and_versions_stay_within_what_can_be_kept() -> None:
    assert told(ZONES, "x" * 64) == []
    for name in ("x" * 65, "zönes", "-zones", "zones\n"):
        assert told(ZONES, name) == [(1, "name_wrong")]
    high = written("objections").replace("version = 1", "version = 99999999999999999999999", 1)
    assert {code for _, code in told(high)} == {"version_high"}


def test_a_street_directory_is_told_line_by_line() -> None:
    text = "street,postcode,town\nMarktstr.,30159,Hannover\nOststr.,3015,Hannover\n"
    assert [(each.line, each.code) for each in street_findings(text, "streets")] == [(3, "street_postcode")]
    assert [each.code for each in street_findings(text[:-28], "straßen")] == ["name_wrong"]


def test_a_tour_plan_is_told_like_any_other_file() -> None:
    assert told("[[stop]]\n# nothing yet\n", "december") == [(1, "not_a_day")]
    assert told("stop = []\n", "december") == [(1, "part_missing")]
    page = (resources.folder().parent / "docs" / "services.md").read_text("utf-8")
    (example,) = [block for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "[[stop]]" in block]
    assert told(example, "december") == []


@pytest.mark.parametrize("data", [{}, {"id": 1}, {"version": True}, {"version": "1"}, {"valid_from": []}])
def test_what_a_file_is_can_be_asked_of_anything(data: dict[str, object]) -> None:
    identity = identity_of(data, "x")
    assert (isinstance(identity.name, str), identity.version) == (True, 0)


@pytest.mark.parametrize(
    "value", ["[]", "{}", "1", "true", '""', "[[1]]", "2026-11-22", '{ de = "x" }', "[{}]", "nan"]
)
def test_whatever_stands_in_a_file_is_told_never_raised(value: str) -> None:
    plan = '[[stop]]\nname = "x"\naddress = "x"\nkind = "other"\nday = 2026-12-01\nfrom = "09:00"\nuntil = "10:00"'
    files = (
        (written("id_exemption"), "id_exemption"),
        (fees(), "2026-02-07"),
        (ZONES, "zones"),
        (plan, "december"),
    )
    for text, name in files:
        lines = text.splitlines()
        for number, held in enumerate(lines):
            key = re.match(r"[a-z0-9_]+(?= = )", held)
            if key and (number % 4 == 0 or number < 16):
                told("\n".join([*lines[:number], f"{key[0]} = {value}", *lines[number + 1 :]]), name)
    for part in (
        "rule",
        "section",
        "fee",
        "evidence",
        "stop",
        "codes",
        "sample",
        "counter_sample",
        "label",
        "keywords",
    ):
        told(f"{part} = {value}")
        told(f"[[{part}]]\nx = {value}")


@pytest.mark.parametrize("text", ["", "=", "a = [[[", "\ud800", "[codes]", "[item]", "[field]\nx = 1"])
def test_rubbish_is_told_too(text: str) -> None:
    assert told(text, "rubbish")
