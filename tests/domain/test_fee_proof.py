"""The proof of a fee table: what it lost, and what stands in two series that are in force together."""

import re

import pytest

from mobile_office.domain.fee_proof import of_table
from mobile_office.domain.fee_tables import FeeTables, read
from tests.domain.test_fee_tables import CITY, TABLE

# The same a year later, as an administrator writes it from the one before.
LATER = TABLE.replace("2026-02-07", "2027-01-01").replace("enough = false", "enough = true")
LATER = re.sub('paragraph = "§ (.)"', r'paragraph = "§ \1 PassV"', LATER)
OWN = CITY.replace('"Satzung"', '"§ 3 der Satzung"')


def told(text: str, *others: str) -> list[str]:
    tables = FeeTables(tuple(read(other, "x.toml") for other in others))
    return [flaw.code for flaw in of_table(read(text, "x.toml"), tables)]


def stall_as(key: str) -> str:
    """The table of the city with its one item under another key."""
    return OWN.replace("item.stall", f"item.{key}").replace('["stall"]', f'["{key}"]')


def test_a_table_that_has_everything_the_one_before_had_is_in_order() -> None:
    assert told(LATER) == []
    assert told(LATER, TABLE, LATER) == []


def test_what_is_lost_is_told() -> None:
    without = LATER[: LATER.index("[reduction")]
    assert told(without, TABLE) == ["fee_reductions_gone"]
    fewer = without.replace("[item.photo]", "[item.picture]")
    assert told(fewer, TABLE) == ["fee_items_gone", "fee_reductions_gone"]
    unverified = LATER.replace("cents = 7000\n", "", 1).replace('mark = "V"', 'mark = "U"', 1)
    unverified = re.sub(r'same_as = "pass"\n', "cents = 7000\n", unverified)
    assert told(unverified, TABLE) == ["fee_amount_lost"]


def priced(cents: int, was: int | None = None) -> str:
    """The later table with another amount for the passport, and what is said of the one before."""
    return LATER.replace("cents = 7000", f"cents = {cents}" + ("" if was is None else f"\nwas = {was}"), 1)


@pytest.mark.parametrize("cents", [70_000, 700, 0, 21_000, 2_333])
def test_an_amount_that_jumps_is_told_until_somebody_says_what_it_was(cents: int) -> None:
    """A nought too many on a passport would be asked for at the counter the next morning."""
    assert told(priced(cents), TABLE) == ["fee_jump"]
    assert told(priced(cents, was=7000), TABLE) == []
    assert told(priced(cents, was=6000), TABLE) == ["fee_jump"], (
        "copied from the year before, it confirms nothing"
    )


@pytest.mark.parametrize("cents", [8_000, 20_900, 2_400, 7_000])
def test_an_amount_that_changes_as_amounts_do_is_in_order(cents: int) -> None:
    assert told(priced(cents), TABLE) == []


def test_an_amount_without_one_before_is_told_when_no_fee_here_is_that_high() -> None:
    assert told(priced(70_000)) == ["fee_high"]
    assert told(priced(70_000, was=0)) == []
    assert told(priced(30_000)) == []
    free = TABLE.replace("cents = 7000", "cents = 0")
    assert told(priced(7_000), free) == ["fee_jump"]
    assert told(priced(7_000, was=0), free) == []


@pytest.mark.parametrize("version", ["2", "3"])
def test_a_corrected_version_of_the_same_day_is_held_to_the_version_before(version: str) -> None:
    first = LATER
    second = LATER[: LATER.index("[reduction")].replace("version = 1", f"version = {version}")
    assert told(second, first) == ["fee_reductions_gone"]


def test_the_fees_of_a_city_lack_nothing_of_the_federal_ones() -> None:
    assert told(OWN, TABLE) == []
    assert told(stall_as("pass"), TABLE) == ["fee_in_two_series"]
    assert told(stall_as("bench"), TABLE, CITY.replace("2026-11-01", "2026-01-01")) == ["fee_items_gone"]


def test_paragraphs_and_a_ground_that_is_enough_are_needed() -> None:
    assert set(told(TABLE)) == {"ground_none_enough"}
    assert told(CITY) == ["source_shape"]
