"""Appointments: what a booking's CSV holds, and the published list there and back."""

from datetime import date, time

import pytest

from mobile_office.domain.appointments import Appointment, Wrong, from_csv, read, written

CSV = """Datum;Uhrzeit;Halt;Name;Leistung;Bus
24.11.2026;9:30;Marktplatz Bothfeld;Mustermann, Erika;registration;B
2026-11-24;10.15 Uhr;;Łukasiewicz-Müller, Zoë;Perso abholen;
;;;;;
"""
ERIKA = Appointment(
    date(2026, 11, 24), time(9, 30), "Mustermann, Erika", "Marktplatz Bothfeld", "registration", bus="B"
)


def test_a_csv_is_read_in_german_or_english() -> None:
    found, wrong = from_csv(CSV)
    assert wrong == ()
    assert found[0] == ERIKA
    assert (found[1].begins, found[1].service) == (time(10, 15), "Perso abholen")
    assert from_csv('day,time,name\n2026-11-24,09:30,"Mustermann, Erika"\n')[0][0].name == "Mustermann, Erika"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("31.11.2026;9:30;;Mustermann;;", "day"),
        ("24.11.2026;25:00;;Mustermann;;", "time"),
        ("24.11.2026;bald;;Mustermann;;", "time"),
        ("24.11.2026;9:30;;;registration;", "name"),
        ("24.11.2026;9:30;;Muster\u0007mann;;", "name"),
        ("24.11.2026;9:30;;Mustermann;;bus", "bus"),
        (f"24.11.2026;9:30;{'x' * 201};Mustermann;;", "stop"),
    ],
)
def test_a_line_that_is_wrong_is_named_by_its_number_and_column(line: str, column: str) -> None:
    _, wrong = from_csv(f"Datum;Uhrzeit;Halt;Name;Leistung;Bus\n{line}\n")
    assert wrong == (Wrong(2, column),)


def test_a_missing_column_is_said_of_the_header() -> None:
    assert from_csv("Datum;Name\n24.11.2026;Mustermann\n") == ((), (Wrong(1, "time"),))
    assert from_csv("") == ((), (Wrong(1, "day"),))


def test_a_published_list_comes_back_as_it_went_and_its_salt_hides_it() -> None:
    content = written(ERIKA.day, [ERIKA], "ab" * 16)
    assert read(content) == (ERIKA,)
    assert content != written(ERIKA.day, [ERIKA], "cd" * 16)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"day": "x", "appointments": []}', b"\xff"])
def test_what_is_no_list_says_so_and_quotes_nothing(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a list of appointments"):
        read(content)
