"""Service files: the real ones are read, broken ones refused with file, line and reason."""

import contextlib
import re

import pytest

from mobile_office.domain import service_file
from mobile_office.domain.errors import BrokenService
from mobile_office.domain.service import FeeRule, Service, Severity
from mobile_office.domain.toml_values import Flaw
from tests.domain.shelf import fields, lists, service, written

SMALL = """\
id = "small"
version = 1
name = { de = "Klein", en = "Small" }
short = { de = "Klein", en = "Small" }
legal_basis = "§ 1"
review = "before"
ends = "submitted"
minutes = 5
fee_note = { de = "frei", en = "free" }
bring = { de = ["nichts"], en = ["nothing"] }
next_steps = { de = "Warten.", en = "Wait." }
label = ["family_name"]
papers = ["receipt"]

[[section]]
key = "person"
label = { de = "Person", en = "Person" }
fields = [
  "family_name",
  { key = "sure", kind = "yes_no", label = { de = "Sicher", en = "Sure" }, when = "answers.family_name != ''" },
]

[[rule]]
code = "unsure"
field = "sure"
problem = "!answers.sure"
severity = "hints"
source = "§ 2"

[[evidence]]
use = "identity"

[[fee]]
item = "registration"
when = "answers.sure"

[sample]
family_name = "Mustermann"

[sample_evidence]
identity = "valid"

[[counter_sample]]
code = "required"
set = { family_name = "" }
"""


def read(text: str) -> Service:
    return service_file.read(text, "small.toml", fields(), lists(), {"registration"})


def test_a_small_service_is_read_whole() -> None:
    found = read(SMALL)
    assert (found.id, found.version, found.review, found.ends, found.leika) == (
        "small",
        1,
        "before",
        "submitted",
        "",
    )
    assert [field.key for field in found.sections[0].fields] == ["family_name", "sure"]
    assert found.sections[0].fields[0].dsmeld == "0101"
    assert found.rules[0].severity is Severity.HINTS
    assert found.evidence[0].key == "identity"
    assert found.counter_samples[0]["code"] == "required"
    assert found.fees == (FeeRule("registration", "answers.sure"),)
    assert found.fee == {"de": "frei", "en": "free"}
    assert re.fullmatch(r"[0-9a-f]{64}", found.hash)
    assert read(SMALL + "\n").hash != found.hash


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("version = 1", "version = ", 2, "not_toml"),
        ("version = 1", "version = 0", 2, "number_wrong"),
        ("version = 1", "version = true", 2, "number_wrong"),
        ('review = "before"', 'review = "drawn"', 6, "share_missing"),
        ('review = "before"', 'review = "before"\nreview_share = 0.1', 7, "share_wrongly"),
        ('review = "before"', 'review = "drawn"\nreview_share = 1.0', 7, "share_shape"),
        ('review = "before"', 'review = "drawn"\nreview_share = "0.1"', 7, "share_shape"),
        ('review = "before"', 'review = "never"', 6, "not_one_of"),
        ('de = "Klein", en = "Small" }\nshort', 'de = "Klein" }\nshort', 3, "languages_missing"),
        ("minutes = 5", 'minutes = 5\ncolour = "red"', 9, "key_unknown"),
        ('"family_name",\n', '"nickname",\n', 19, "shared_missing"),
        ('kind = "yes_no"', 'kind = "maybe"', 20, "not_one_of"),
        ('kind = "yes_no"', 'kind = "choice", codelist = "moods"', 20, "list_unknown"),
        ('kind = "yes_no"', 'kind = "yes_no", default = "yes"', 20, "default_or_width"),
        ('kind = "yes_no"', 'kind = "yes_no", knd = 1', 20, "key_unknown"),
        ('key = "sure"', 'key = "family_name"', 12, "field_twice"),
        ("answers.family_name != ''", "answers.name != ''", 20, "name 'answers.name'"),
        ("answers.family_name != ''", "answers.family_name = ''", 20, "condition_syntax"),
        ("answers.family_name != ''", "answers.family_name > 3", 20, "condition_types"),
        ("answers.family_name != ''", "answers.family_name", 20, "condition_not_yes_no"),
        ("answers.family_name != ''", "person.family_name != ''", 20, "condition_variable_unknown"),
        ("answers.family_name != ''", "item.family_name != ''", 20, "condition_variable_unknown"),
        ("answers.family_name != ''", "evidence.passport != ''", 20, "name 'evidence.passport'"),
        ('field = "sure"', 'field = "unsure"', 24, "rule_field_unknown"),
        ('severity = "hints"', 'severity = "shouts"', 27, "not_one_of"),
        ('source = "§ 2"', 'source = "§ 2"\neach = "persons"', 24, "rule_each_unknown"),
        ('code = "unsure"', 'code = "Unsure!"', 24, "key_shape"),
        ('use = "identity"', 'use = "passport"', 31, "shared_missing"),
        ('label = ["family_name"]', 'label = ["name"]', 12, "label_unknown"),
        ('[sample]\nfamily_name = "Mustermann"\n', "", 1, "table_missing"),
        ('[[counter_sample]]\ncode = "required"\nset', "[unused]\nset", 43, "key_unknown"),
        ('code = "required"\nset', "set", 43, "counter_shape"),
        ("[[rule]]", "[rule]", 23, "not_tables"),
        ('use = "identity"', "use = []", 31, "text_missing"),
        ('identity = "valid"', 'identity = "eaten"', 41, "evidence_state_unknown"),
        ("[[fee]]", "[fee]", 33, "not_tables"),
        ('[[fee]]\nitem = "registration"\nwhen = "answers.sure"', "", 1, "fees_missing"),
        ('item = "registration"', 'item = "registrations"', 34, "fee_item_unknown"),
        ('item = "registration"', 'item = "registration"\namount = 3', 35, "key_unknown"),
        ('item = "registration"', 'item = "registration"\neach = "persons"', 34, "fee_each_unknown"),
        ('"answers.sure"', '"answers.unsure"', 35, "answers.unsure"),
        ("fields = [\n", "fields = []\nx = [\n", 16, "section_empty"),
        ("minutes = 5", 'minutes = 5\nkeywords = { de = ["klein"] }', 9, "languages_missing"),
        ("minutes = 5", 'minutes = 5\nkeywords = { de = ["klein"], en = [] }', 9, "keywords_empty"),
        ("minutes = 5", 'minutes = 5\nkeywords = { de = ["klein"], en = [" "] }', 9, "keywords_empty"),
        ("minutes = 5", 'minutes = 5\nneeds = ["printer", "coffee"]', 9, "need_unknown"),
        ('code = "unsure"', 'use = "unsure"', 24, "shared_missing"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    assert old in SMALL
    with pytest.raises(BrokenService) as caught:
        read(SMALL.replace(old, new, 1))
    details = caught.value.details
    assert details["file"] == "small.toml"
    assert reason in str(details["reason"])
    assert details["line"] == line


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\ud800", "[[[", "id = 1", "= 1", "\ufeffid = 'x'", "a = " + "[" * 9000, "a = " + "9" * 9000],
)
def test_rubbish_is_refused_too(text: str) -> None:
    with pytest.raises(BrokenService):
        read(text)


def test_every_line_left_out_of_a_real_file_is_read_or_refused_never_a_crash() -> None:
    lines = written("id_exemption").splitlines()
    for number in range(0, len(lines), 5):
        text = "\n".join(lines[:number] + lines[number + 1 :])
        with contextlib.suppress(BrokenService):  # anything else would be a crash
            read(text)


@pytest.mark.parametrize(
    "value", ["[]", "{}", "1", "-1", "true", '""', "[[1]]", "2026-11-22", '{ de = "x", en = "y" }']
)
def test_a_value_of_any_other_shape_is_read_or_refused_never_a_crash(value: str) -> None:
    lines = written("id_exemption").splitlines()
    for number, line in enumerate(lines):
        key = re.match(r"[a-z_]+(?= = )", line)
        if key and number % 3 == 0:
            text = "\n".join([*lines[:number], f"{key[0]} = {value}", *lines[number + 1 :]])
            with contextlib.suppress(BrokenService):
                read(text)


def test_what_is_missing_at_the_top_is_not_looked_for_in_a_section() -> None:
    with pytest.raises(BrokenService) as caught:
        read(SMALL.replace('label = ["family_name"]\n', ""))
    assert caught.value.details["line"] == 1


def test_shared_sections_bring_their_fields() -> None:
    for name in ("registration", "id_card", "id_exemption"):
        keys = {section.key for section in service(name).sections}
        assert {"representative", "assistance", "declarations"} <= keys


def test_without_tables_the_items_of_fees_are_not_looked_up() -> None:
    text = SMALL.replace('item = "registration"', 'item = "toll"')
    assert service_file.read(text, "small.toml", fields(), lists()).fees[0].item == "toll"


def test_what_is_built_of_a_whole_file_names_its_flaw_with_the_line() -> None:
    def refuse(data: dict[str, object], digest: str) -> None:
        raise Flaw("no good", "second")

    with pytest.raises(BrokenService) as caught:
        service_file.read_whole("first = 1\nsecond = 2", "any.toml", refuse)
    assert caught.value.details == {"file": "any.toml", "line": 2, "reason": "no good"}


def test_everyday_words_and_what_must_be_there_are_read_and_may_be_left_out() -> None:
    assert (read(SMALL).keywords, read(SMALL).needs) == ({}, ())
    more = 'minutes = 5\nkeywords = { de = ["Perso"], en = ["ID"] }\nneeds = ["phone", "link"]'
    found = read(SMALL.replace("minutes = 5", more))
    assert found.keywords == {"de": ["Perso"], "en": ["ID"]}
    assert found.needs == ("phone", "link")


def test_a_shared_rule_is_named_after_its_code_and_what_stands_beside_wins() -> None:
    shared = 'use = "identity_not_valid"\nsource = "§ 3"'
    text = re.sub(r'code = "unsure"\n(.*\n){3}source = "§ 2"', shared, SMALL)
    (rule,) = read(text).rules
    assert (rule.code, rule.field, rule.source) == ("identity_not_valid", "evidence.identity", "§ 3")
    assert rule.severity is Severity.HINTS
