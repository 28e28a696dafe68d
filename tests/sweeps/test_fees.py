"""The fee tables of the catalogue and the example in the document; what each file must keep, `test_services.py`
asks the program (`domain/inspection.py`).
"""

import re
import tomllib
from functools import cache

import pytest

from mobile_office import resources
from mobile_office.domain import fee_tables
from mobile_office.domain.fee_tables import FeeTable
from mobile_office.domain.service import FeeRule
from tests.domain.shelf import service
from tests.sweeps.tree import ROOT

SERVICES = sorted(path.stem for path in (resources.folder() / "services").glob("*.toml"))
TABLES = sorted(path.stem for path in (resources.folder() / "fees").glob("*.toml"))
NOT_VERIFIED = {"certificate_paper", "certificate_paper_extended", "id_card_provisional_photo"}


@cache
def table(name: str) -> FeeTable:
    text = (resources.folder() / "fees" / f"{name}.toml").read_text("utf-8")
    return fee_tables.read(text, f"{name}.toml")


@pytest.mark.parametrize("name", SERVICES)
def test_each_fee_a_service_names_is_in_the_latest_table(name: str) -> None:
    latest = table(TABLES[-1])
    assert service(name).fees
    assert {fee.item for fee in service(name).fees} <= latest.items.keys()


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
    written = [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[item." in block]
    found, town = (fee_tables.read(block, "services.md") for block in written)
    assert town.series == "city"
    assert {rule.item for rule in rules} <= table(TABLES[-1]).items.keys() | town.items.keys()
    assert found.items
    assert found.reductions
