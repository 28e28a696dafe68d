"""Lists as homes send them: any separator, both encodings, any order; what is wrong is named by its line."""

from datetime import date

import pytest

from mobile_office import resources
from mobile_office.domain.resident_csv import Reading, decoded, read_list, template
from mobile_office.domain.residents import MODEL, Wish, mark
from mobile_office.stock import read_shelf

TODAY = date(2026, 11, 22)
ERIKA = {"family_name": "Mustermann", "given_names": "Erika", "birth_date": "1964-08-12"}
HEAD = "Familienname;Vornamen;Geburtsdatum;Zimmer;Leistung\n"


def read(text: str, *known: Wish, pasted: bool = False) -> Reading:
    catalog, lists = read_shelf(resources.folder())
    marks = frozenset(mark(one) for one in known)
    return read_list(text, catalog.current(), TODAY, lists, marks, pasted=pasted)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Mustermann;Erika;12.08.1964;12;\n",
        "Room,Birth date,Last name,First name\n12,1964-08-12,Mustermann,Erika\n",
        "Zimmer\tGeb.-Datum\tVorname\tNachname\r\n12\t12.08.1964\tErika\tMustermann\r\n",
        HEAD + '\n"Mustermann";" Erika ";12.8.1964;12;Ausweisbefreiung\n;;;;\n',
    ],
)
def test_a_list_is_read_in_any_shape(text: str) -> None:
    assert read(text) == Reading((Wish(ERIKA, "12", MODEL),))


def test_the_template_reads_itself() -> None:
    assert read(decoded(template()) or "") == Reading((Wish(ERIKA, "12", MODEL),))


def test_both_encodings_are_read_and_letters_are_composed() -> None:
    line = HEAD + "Müller-Łuk;Zoë;;;\n"
    assert decoded(line.encode()) == line
    assert decoded("Müller".encode("cp1252")) == "Müller"
    assert decoded(b"\x00\x01PK") is None
    assert decoded(b"\x81\x8d\xff") is None
    (wish,) = read("Name\nMu\u0308ller\n").wishes
    assert wish.answers == {"family_name": "M\u00fcller"}


@pytest.mark.parametrize(
    "line, told",
    [
        (";Erika;12.08.1964;1;", ("family_name", "required")),
        ("Mustermann;Erika;31.02.1940;1;", ("birth_date", "not_a_partial_date")),
        ("Mustermann;Erika;64;1;", ("birth_date", "not_a_partial_date")),
        ("Mustermann;Erika;01.01.2030;1;", ("birth_date", "date_in_future")),
        ("Muster{mann;Erika;;1;", ("family_name", "letter_not_allowed")),
        ("Mustermann;Erika;;1;Haarschnitt", ("service", "residents_no_such_service")),
    ],
)
def test_a_wrong_line_is_named_and_the_good_ones_stay(line: str, told: tuple[str, str]) -> None:
    found = read(HEAD + "Gabler;Max;01.02.1950;2;Anmeldung\n" + line + "\n")
    assert [wish.service for wish in found.wishes] == ["registration"]
    (wrong,) = found.wrong
    assert (wrong.line, wrong.column, wrong.code) == (3, *told)


def test_a_line_twice_or_already_on_the_list_is_not_taken_again() -> None:
    line = "Mustermann;Erika;12.08.1964;12;\n"
    found = read(HEAD + line + line)
    assert (len(found.wishes), [one.code for one in found.wrong]) == (1, ["residents_twice"])
    assert [one.line for one in read(HEAD + line, Wish(ERIKA)).wrong] == [2]


@pytest.mark.parametrize(
    "text, code",
    [("", "residents_empty"), ("\n \n", "residents_empty"), ("a;b\n1;2\n", "residents_no_header")],
)
def test_a_text_that_is_no_list_is_told_as_a_whole(text: str, code: str) -> None:
    assert [one.code for one in read(text).wrong] == [code]


def test_pasted_lines_need_no_header() -> None:
    found = read("Mustermann\tErika\t12.08.1964\t12\nGabler\tMax\n", pasted=True)
    assert [wish.answers["family_name"] for wish in found.wishes] == ["Mustermann", "Gabler"]
    assert read("Vorname\tNachname\nErika\tMustermann", pasted=True).wishes[0].answers == {
        "family_name": "Mustermann",
        "given_names": "Erika",
    }


def test_a_list_beyond_all_measure_is_cut_and_told() -> None:
    found = read("Name\n" + "\n".join(f"Muster{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(510)))
    assert len(found.wishes) == 500
    assert found.wrong[-1].code == "residents_too_many"
    read("Name\n" + "x" * 200_000)
