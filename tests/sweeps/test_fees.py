"""Every fee table there is, every fee a service names, and the example in the document."""

import re
import tomllib
from functools import cache
from itertools import pairwise

import pytest

from mobile_office import resources
from mobile_office.domain import fee_tables
from mobile_office.domain.fee_tables import MARKS, FeeItem, FeeTable, ReductionRule
from mobile_office.domain.service import FeeRule
from tests.domain.shelf import service
from tests.sweeps.tree import ROOT

SERVICES = sorted(path.stem for path in (resources.folder() / "services").glob("*.toml"))
TABLES = sorted(path.stem for path in (resources.folder() / "fees").glob("*.toml"))
PARAGRAPH = re.compile(r"§+ \d|Nr\. \d")
NOT_VERIFIED = {"certificate_paper", "certificate_paper_extended", "id_card_provisional_photo"}


@cache
def table(name: str) -> FeeTable:
    text = (resources.folder() / "fees" / f"{name}.toml").read_text("utf-8")
    return fee_tables.read(text, f"{name}.toml")


@pytest.mark.parametrize("name", TABLES)
def test_the_file_is_named_after_its_first_day(name: str) -> None:
    found = table(name)
    assert name in (found.valid_from.isoformat(), found.name)


@pytest.mark.parametrize("name", TABLES)
def test_each_item_and_each_reduction_has_its_paragraph_and_says_how_sure_it_is(name: str) -> None:
    found = table(name)
    entries: list[FeeItem | ReductionRule] = [*found.items.values(), *found.reductions.values()]
    for entry in entries:
        assert PARAGRAPH.search(entry.paragraph), entry.key
        assert entry.mark in MARKS
        assert entry.label.keys() == {"de", "en"}
    for rule in found.reductions.values():
        assert any(ground.enough for ground in rule.grounds.values()), rule.key


@pytest.mark.parametrize("name", SERVICES)
def test_each_fee_a_service_names_is_in_the_latest_table(name: str) -> None:
    latest = table(TABLES[-1])
    assert service(name).fees
    assert {fee.item for fee in service(name).fees} <= latest.items.keys()


def test_a_later_table_has_every_item_of_an_earlier_one() -> None:
    for before, after in pairwise(TABLES):
        assert table(before).items.keys() <= table(after).items.keys()


def test_no_amount_is_invented() -> None:
    unsure = {item.key for name in TABLES for item in table(name).items.values() if item.cents is None}
    assert unsure == NOT_VERIFIED


def test_the_photo_is_paid_once_whatever_it_is_for() -> None:
    photos = [item for item in table(TABLES[-1]).items.values() if item.key.endswith("_photo")]
    assert {item.once for item in photos} == {"photo"}


def test_the_examples_of_the_document_are_what_the_program_reads() -> None:
    text = (ROOT / "docs" / "services.md").read_text("utf-8")
    blocks = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]
    rules = [FeeRule(**fee) for block in blocks for fee in block.get("fee", ())]
    assert {rule.item for rule in rules} <= table(TABLES[-1]).items.keys()
    (whole,) = [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "valid_from" in block]
    found = fee_tables.read(whole, "services.md")
    assert found.items
    assert found.reductions
