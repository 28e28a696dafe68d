"""Fee tables: what a file may say, which table a day has, and what costs how much on it."""

from datetime import date

import pytest

from mobile_office.domain.errors import BrokenService
from mobile_office.domain.fee_tables import FeeTables, read
from mobile_office.domain.people import Role

TABLE = """\
valid_from = 2026-02-07
version = 1
source = "§ 1"

[item.pass]
label = { de = "Pass", en = "Passport" }
cents = 7000
paragraph = "§ 2"
mark = "V"

[item.elsewhere]
label = { de = "woanders", en = "elsewhere" }
same_as = "pass"
paragraph = "§ 3"
mark = "K"

[item.photo]
label = { de = "Foto", en = "Photo" }
paragraph = "§ 4"
mark = "U"
once = "photo"

[reduction.need]
label = { de = "Bedürftigkeit", en = "Need" }
paragraph = "§ 5"
mark = "K"
items = ["pass"]
who = ["supervisor"]

[reduction.need.grounds.benefits]
label = { de = "Leistungen", en = "Benefits" }
enough = false
"""
EARLIER = TABLE.replace("2026-02-07", "2025-01-01").replace("cents = 7000", "cents = 6000")
AGAIN = TABLE.replace("version = 1", "version = 2").replace("cents = 7000", "cents = 7100")
CITY = """\
valid_from = 2026-11-01
version = 1
series = "city"
source = "Satzung"

[item.stall]
label = { de = "Stand", en = "Stall" }
cents = 1200
paragraph = "Satzung"
mark = "K"

[reduction.stall_need]
label = { de = "Bedürftigkeit", en = "Need" }
paragraph = "§ 4 der Satzung"
mark = "K"
items = ["stall"]
who = ["supervisor"]

[reduction.stall_need.grounds.club]
label = { de = "Verein", en = "Club" }
enough = true
"""
DAY = date(2026, 11, 22)


def test_a_table_is_read_whole() -> None:
    table = read(TABLE, "2026.toml")
    assert (table.name, table.source, len(table.hash)) == ("2026-02-07.1", "§ 1", 64)
    assert [item.cents for item in table.items.values()] == [7000, 7000, None]
    assert (table.items["photo"].once, table.items["photo"].mark) == ("photo", "U")
    rule = table.reductions["need"]
    assert (rule.items, rule.who, rule.grounds["benefits"].enough) == (("pass",), {Role.SUPERVISOR}, False)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("2026-02-07", '"2026-02-07"', 1, "not_a_day"),
        ("2026-02-07", "2026-02-07T12:00:00", 1, "not_a_day"),
        ("version = 1", "version = 0", 2, "number_wrong"),
        ("version = 1", "version =", 2, "not_toml"),
        ('source = "§ 1"', "", 1, "text_missing (key 'source')"),
        ("cents = 7000", "cents = 70.00", 7, "number_wrong"),
        ("cents = 7000", "cents = -1", 7, "number_wrong"),
        ("cents = 7000\n", "", 5, "fee_mark_and_amount"),
        ("cents = 7000", "cents = 7000\neuro = 70", 8, "key_unknown"),
        ('paragraph = "§ 2"\n', "", 5, "text_missing (key 'paragraph')"),
        ('mark = "V"', 'mark = "X"', 9, "not_one_of"),
        ('mark = "V"', 'mark = "U"', 5, "fee_mark_and_amount"),
        ('mark = "U"', 'mark = "V"', 17, "fee_mark_and_amount"),
        ('mark = "U"', 'mark = "U"\ncents = 600', 17, "fee_mark_and_amount"),
        ('same_as = "pass"', 'same_as = "photo"', 13, "fee_same_as"),
        ('same_as = "pass"', 'same_as = "pass"\ncents = 1', 13, "fee_same_as"),
        ('{ de = "Pass", en = "Passport" }', '{ de = "Pass" }', 6, "languages_missing"),
        ('items = ["pass"]', 'items = ["card"]', 27, "reduction_items"),
        ('who = ["supervisor"]', 'who = ["king"]', 28, "reduction_who"),
        ('who = ["supervisor"]', "who = []", 28, "reduction_who"),
        ("enough = false", 'enough = "no"', 32, "ground_enough"),
        ("[reduction.need]", "[reduction.pass]", 27, "reduction_items"),
        ("[item.pass]", "[items.pass]", 5, "key 'items'"),
    ],
)
def test_a_broken_table_is_refused_with_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    assert old in TABLE
    text = TABLE.replace(old, new, 1)
    if "[reduction.pass]" in new:
        text = text.replace("need.grounds", "pass.grounds")
    with pytest.raises(BrokenService) as caught:
        read(text, "2026.toml")
    details = caught.value.details
    assert reason in str(details["reason"])
    assert (details["file"], details["line"]) == ("2026.toml", line)


@pytest.mark.parametrize("text", ["", "item = 3", "[item]\nx = 1", "reduction = 1", "\ud800", "a = [[["])
def test_rubbish_is_refused(text: str) -> None:
    with pytest.raises(BrokenService):
        read(text, "x.toml")
    with pytest.raises(BrokenService):
        read('valid_from = 2026-01-01\nversion = 1\nsource = "x"\n' + text, "x.toml")


def test_a_day_has_the_latest_table_begun_in_its_latest_version() -> None:
    tables = FeeTables((read(AGAIN, "c"), read(EARLIER, "a"), read(TABLE, "b")))
    assert [table.name for day in (DAY, date(2026, 2, 6)) if (table := tables.on(day))] == [
        "2026-02-07.2",
        "2025-01-01.1",
    ]
    assert tables.on(date(2024, 12, 31)) is None
    assert FeeTables().on(DAY) is None
    assert tables.item("pass", DAY).cents == 7100
    assert tables.item("pass", date(2026, 2, 6)).cents == 6000
    assert tables.keys == {"pass", "elsewhere", "photo"}


def test_every_series_has_its_own_latest_table_and_all_are_in_force_together() -> None:
    city = read(CITY, "city-2026-11-01.toml")
    tables = FeeTables((city, read(EARLIER, "a"), read(TABLE, "b")))
    joined = tables.on(DAY)
    assert joined
    assert joined.name == "2026-02-07.1 + city-2026-11-01.1"
    assert (joined.items.keys(), joined.reductions.keys()) == (
        {"pass", "elsewhere", "photo", "stall"},
        {"need", "stall_need"},
    )
    assert (tables.item("stall", DAY).cents, tables.item("pass", DAY).cents) == (1200, 7000)
    before = tables.on(date(2026, 10, 31))
    assert before
    assert before.name == "2026-02-07.1"
    assert tables.item("stall", date(2026, 10, 31)).cents is None
    assert (city.file, city.name) == ("city-2026-11-01", "city-2026-11-01.1")
    assert tables.before(city) is None
    only = FeeTables((city,)).on(DAY)
    assert only
    assert only.name == "city-2026-11-01.1"


def test_what_stands_in_two_series_costs_what_the_federal_table_says() -> None:
    tables = FeeTables(
        (read(CITY.replace("item.stall", "item.pass").split("[red")[0], "c"), read(TABLE, "b"))
    )
    assert tables.item("pass", DAY).cents == 7000


@pytest.mark.parametrize("series", ['""', "1", '"Stadt Hannover"', '"2026"'])
def test_a_series_has_a_plain_name(series: str) -> None:
    with pytest.raises(BrokenService):
        read(CITY.replace('"city"', series), "x.toml")


def test_an_item_the_day_does_not_have_keeps_its_name_and_has_no_amount() -> None:
    tables = FeeTables((read(TABLE, "a"),))
    early = tables.item("pass", date(2020, 1, 1))
    assert (early.label["de"], early.cents, early.mark) == ("Pass", None, "U")
    unknown = tables.item("toll", DAY)
    assert (unknown.label["en"], unknown.cents) == ("toll", None)
