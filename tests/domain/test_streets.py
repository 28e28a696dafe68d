"""The street directory as the office writes it: what is read, what is refused with its line, what is judged."""

import pytest

from mobile_office.domain import streets
from mobile_office.domain.inspection import street_findings
from mobile_office.domain.streets import LAST, Address, Street, inspect, judge, lines_of, read, street_words
from mobile_office.domain.toml_values import Flaw, Gathered
from mobile_office.shelves import sentence
from tests.directory import HEADER, demo, directory

MARKTE = "Am Markte,1,39,odd,,30159,Hannover,Mitte,,"


def told(*lines: str, header: str = HEADER) -> list[tuple[int, str]]:
    found = street_findings("\n".join((header, *lines, "")), "streets")
    assert all(sentence(finding) for finding in found)  # every gap is filled
    return [(finding.line, finding.code) for finding in found]


def rows(content: bytes) -> list[Street]:
    return list(read(lines_of(content)))


def test_a_line_is_a_range_of_numbers_on_one_side_of_a_street() -> None:
    assert rows(directory(MARKTE)) == [Street("Am Markte", 1, 39, "odd", "", "30159", "Hannover", "Mitte")]


def test_without_numbers_it_is_the_whole_street_and_one_number_is_itself() -> None:
    whole, one = rows(directory("Allee,,,,,30159,Hannover,,,", "Allee,7,,,,30159,Hannover,,,"))
    assert (whole.first, whole.last, whole.side) == (1, LAST, "all")
    assert (one.first, one.last) == (7, 7)


def test_a_protected_facility_is_known_with_or_without_its_name() -> None:
    named, unnamed = rows(
        directory("Allee,7,,,,30159,Hannover,,yes,Haus Linde", "Allee,9,,,,30159,Hannover,,ja,")
    )
    assert (named.protected, named.facility) == (True, "Haus Linde")
    assert (unnamed.protected, unnamed.facility) == (True, "")


def test_semicolons_a_byte_order_mark_comments_and_windows_line_ends_are_read_too() -> None:
    content = "\ufeff# von Hand\r\nstreet;postcode;town\r\n\r\nMüllerstraße;30159;Hannover\r\n".encode()
    assert rows(content) == [Street("Müllerstraße", 1, LAST, "all", "", "30159", "Hannover")]


def test_cells_in_quotation_marks_may_hold_commas() -> None:
    (row,) = rows(directory('Allee,7,,,,30159,Hannover,,yes,"Haus Linde, Haupthaus"'))
    assert row.facility == "Haus Linde, Haupthaus"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Am Markte,39,1,odd,,30159,Hannover,,,", "street_range"),
        ("Am Markte,0,1,odd,,30159,Hannover,,,", "street_number"),
        ("Am Markte,1a,,,,30159,Hannover,,,", "street_number"),
        ("Am Markte,,9,,,30159,Hannover,,,", "street_number"),
        ("Am Markte,1,9,left,,30159,Hannover,,,", "street_side"),
        ("Am Markte,1,9,,a,30159,Hannover,,,", "street_letter"),
        ("Am Markte,1,,,ab,30159,Hannover,,,", "street_letter"),
        ("Am Markte,1,9,,,3015,Hannover,,,", "street_postcode"),
        (",1,9,,,30159,Hannover,,,", "street_empty"),
        ("Am Markte,1,9,,,30159,,,,", "street_empty"),
        ("Ам Маркте,1,9,,,30159,Hannover,,,", "street_letters"),
        ("Am Markte 北,1,9,,,30159,Hannover,,,", "street_letters"),
        ("Am Markte,1,9,,,30159,Hannover,,perhaps,", "street_protected"),
        ("Am Markte,1,9,,,30159,Hannover,,,Haus Linde", "street_protected"),
        ("Am Markte,1,9", "street_cells"),
        ('"Am Markte,1,9,,,30159,Hannover,,,', "street_quotes"),
        ("Am\0Markte,1,9,,,30159,Hannover,,,", "street_line_unreadable"),
        ("Am Markte" * 120_000, "street_line_long"),
    ],
)
def test_a_broken_line_is_told_and_costs_nobody_the_others(line: str, code: str) -> None:
    assert told(MARKTE, line, "Allee,,,,,30159,Hannover,,,") == [(3, code)]
    assert [row.name for row in rows(directory(MARKTE, line, "Allee,,,,,30159,Hannover,,,"))] == [
        "Am Markte",
        "Allee",
    ]


def test_another_encoding_is_a_line_that_cannot_be_read() -> None:
    flaws: list[Flaw] = []
    content = directory(MARKTE) + "Müllerstraße,,,,,30159,Hannover,,,\n".encode("latin-1")
    assert [row.name for row in read(lines_of(content), flaws.append)] == ["Am Markte"]
    assert [(flaw.code, flaw.line) for flaw in flaws] == [("street_line_unreadable", 3)]


def test_a_line_of_a_megabyte_is_never_held_whole() -> None:
    longest = max(len(line) for line in lines_of(b"x" * 1_000_000 + b"\n" + b"y"))
    assert longest <= 4 * streets.LONGEST + 4
    assert list(lines_of(b"x" * 1_000_000 + b"\ny"))[-1] == "y"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("street,postcode,town,colour", "streets_column"),
        ("street,street,postcode,town", "streets_column"),
        ("street,postcode", "streets_column_missing"),
        ("", "streets_none"),
        ("# nothing", "streets_none"),
        (HEADER, "streets_none"),
    ],
)
def test_a_file_without_usable_columns_or_lines_is_no_directory(header: str, code: str) -> None:
    assert told(header=header) == [(1, code)]


def test_the_same_line_twice_is_told_at_the_second() -> None:
    assert told(MARKTE, "Am Markte,2,40,even,,30159,Hannover,Mitte,,", MARKTE) == [(4, "street_twice")]


def test_after_a_hundred_flaws_a_file_is_not_looked_at_any_further() -> None:
    found = told(*["Am Markte,1,9,,,hier,Hannover,,,"] * 200_000)
    assert len(found) == streets.MOST_FLAWS + 1
    assert found[-1] == (streets.MOST_FLAWS + 2, "streets_many")


def test_the_directory_of_the_demonstration_has_no_flaw() -> None:
    found = Gathered()
    inspect(demo().decode(), found)
    assert found.flaws == []
    assert "ERFUNDEN" in demo().decode().splitlines()[0]


@pytest.mark.parametrize(
    "spelled", ["Märkische Str.", "MÄRKISCHE STRASSE", "Maerkische Straße", "märkische  str"]
)
def test_a_street_has_one_form_in_any_spelling(spelled: str) -> None:
    assert street_words(spelled) == "MAERKISCHE STRASSE"
    assert street_words("Marktstr. Nord") == "MARKTSTRASSE NORD"


LINES = (
    Street("Am Markte", 1, 39, "odd", "", "30159", "Hannover"),
    Street("Am Markte", 2, 40, "even", "", "30161", "Hannover"),
    Street("Am Markte", 12, 12, "all", "a", "30161", "Hannover", protected=True, facility="Haus Linde"),
    Street("Am Markte", 39, 39, "all", "", "30159", "Hannover", protected=True),
)


@pytest.mark.parametrize(
    ("number", "letter", "postcode", "expected"),
    [
        ("1", "", "30159", []),
        ("2", "", "30161", []),
        ("2", "", "", []),
        ("2", "", "30159", [("postcode", "postcode_differs")]),
        ("41", "", "30159", [("house_number", "house_number_unknown")]),
        ("12", "", "30161", []),
        ("12", "A", "30161", [("street", "address_protected_named")]),
        ("12", "b", "30161", []),
        ("39", "", "30159", [("street", "address_protected")]),
        ("39", "", "30161", [("postcode", "postcode_differs"), ("street", "address_protected")]),
        ("1-3", "", "30159", []),
        ("", "", "30159", []),
    ],
)
def test_an_address_is_judged_by_its_lines(
    number: str, letter: str, postcode: str, expected: list[tuple[str, str]]
) -> None:
    address = Address("Am Markte", number, letter, postcode, "Hannover")
    assert [(remark.key, remark.code) for remark in judge(LINES, address)] == expected


def test_a_street_without_lines_is_unknown() -> None:
    assert [one.code for one in judge((), Address("Am Markt", "1", "", "", "Hannover"))] == ["street_unknown"]
