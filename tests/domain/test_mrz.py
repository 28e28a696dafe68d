"""Machine-readable lines: every specimen passes, every wrong digit is named, rubbish is refused and no more."""

import random
from datetime import date

import pytest

from mobile_office.domain import mrz
from mobile_office.domain.mrz import Doubt, NotReadable
from mobile_office.domain.serial import check_digit

TODAY = date(2026, 11, 22)
CARD = "IDD<<T220001293<<<<<<<<<<<<<<<\n6408125<2010315D<<<<<<<<<<<<<4\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<"
NEWER_CARD = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n8308126<3110315D<<2108<<<<<<<9\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<"
ICAO_CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
NAMES = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<"
PASSPORT = f"{NAMES}\nC01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"
ICAO_PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
SPECIMENS = {
    "card": (CARD, "T22000129", "1964-08-12", "2020-10-31"),
    "newer card": (NEWER_CARD, "LZ6311T47", "1983-08-12", "2031-10-31"),
    "ICAO card": (ICAO_CARD, "D23145890", "1974-08-12", "2012-04-15"),
    "passport": (PASSPORT, "C01X00T47", "1964-08-12", "2027-02-28"),
    "older passport": (f"{NAMES}\nC11T002JM4D<<9608122F1310317<<<<<<<<<<<<<<<6", "C11T002JM", "1996-08-12", "2013-10-31"),
    "later passport": (f"{NAMES}\nC01X00T478D<<6408125F3103315<<<<<<<<<<<<<<<2", "C01X00T47", "1964-08-12", "2031-03-31"),
    "ICAO passport": (ICAO_PASSPORT, "L898902C3", "1974-08-12", "2012-04-15"),
}  # fmt: skip


def wrong(text: str) -> list[str]:
    """The fields whose check digits are wrong."""
    return [doubt.field for doubt in mrz.read(text, TODAY).doubts if doubt.code == "check_digit_wrong"]


def card(number: str, birth: str, until: str = "310101", names: str = "MUSTERMANN<<ERIKA") -> str:
    """A German card with right check digits."""
    first = f"IDD<<{number}{check_digit(number)}".ljust(30, "<")
    second = f"{birth}{check_digit(birth)}<{until}{check_digit(until)}D<<".ljust(29, "<")
    whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{whole}\n{names.ljust(30, '<')}"


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_specimen_is_read_without_a_doubt(name: str) -> None:
    text, number, birth, until = SPECIMENS[name]
    found = mrz.read(text, TODAY)
    assert (found.number, found.birth_date, found.valid_until) == (number, birth, until)
    assert found.doubts == ()
    assert {found.family_name, found.given_names} in ({"MUSTERMANN", "ERIKA"}, {"ERIKSSON", "ANNA MARIA"})


def test_what_else_the_lines_say_is_read() -> None:
    found = mrz.read(NEWER_CARD, TODAY)
    assert (found.shape, found.code, found.state, found.nationality, found.sex) == ("TD1", "ID", "D", "D", "")
    assert found.optional == "2108"
    found = mrz.read(ICAO_PASSPORT, TODAY)
    assert (found.shape, found.code, found.state, found.sex) == ("TD3", "P", "UTO", "w")
    assert (found.optional, found.names_full) == ("ZE184226B", False)


@pytest.mark.parametrize("code", ["PP", "P<", "PO", "PD"])
def test_every_kind_of_german_passport_is_taken(code: str) -> None:
    assert mrz.read(code + PASSPORT[2:], TODAY).code == code.rstrip("<")


@pytest.mark.parametrize("code", ["ID", "IT", "IX"])
def test_provisional_and_substitute_cards_are_taken_too(code: str) -> None:
    text = code + card("A1234567<", "640812")[2:]
    found = mrz.read(text, TODAY)
    assert (found.code, found.number, found.doubts) == (code, "A1234567", ())


def test_each_digit_is_tested_by_itself_though_the_composite_is_right() -> None:
    assert wrong(f"{NAMES}\nC01X00T478D<<8510126F3101013<<<<<<<<<<<<<<<0") == ["birth_date", "valid_until"]
    found = mrz.read(f"{NAMES}\nC01X00T478D<<8510126F3101013<<<<<<<<<<<<<<<0", TODAY)
    assert [doubt.details["right"] for doubt in found.doubts] == ["7", "2"]


@pytest.mark.parametrize(
    ("text", "place", "field"),
    [
        (CARD, 14, "number"),
        (CARD, 31 + 6, "birth_date"),
        (CARD, 31 + 14, "valid_until"),
        (CARD, 31 + 29, "composite"),
        (ICAO_PASSPORT, 45 + 9, "number"),
        (ICAO_PASSPORT, 45 + 19, "birth_date"),
        (ICAO_PASSPORT, 45 + 27, "valid_until"),
        (ICAO_PASSPORT, 45 + 42, "optional"),
        (ICAO_PASSPORT, 45 + 43, "composite"),
    ],
)
def test_a_wrong_digit_is_named_whatever_it_says(text: str, place: int, field: str) -> None:
    for digit in "0123456789".replace(text[place], ""):
        assert field in wrong(text[:place] + digit + text[place + 1 :])


def test_letters_that_no_german_serial_has_are_named_beside_the_digit() -> None:
    found = mrz.read("IDD<<LOIXPVMEJ2" + CARD[15:], TODAY)
    assert (
        Doubt("number", "serial_letter_meant", {"letter": "O", "position": "2", "meant": "0"}) in found.doubts
    )
    assert "number" in wrong("IDD<<LOIXPVMEJ2" + CARD[15:])


@pytest.mark.parametrize("digit", "<0")
def test_an_empty_optional_field_may_have_a_zero_or_nothing_for_its_digit(digit: str) -> None:
    body = "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<" + digit
    whole = check_digit(body[:10] + body[13:20] + body[21:43])
    assert mrz.read(f"{NAMES}\n{body}{whole}", TODAY).doubts == ()


def test_a_number_longer_than_nine_goes_on_behind_its_place() -> None:
    number = "590330101853"
    first = f"IDBEL{number[:9]}<{number[9:]}{check_digit(number)}".ljust(30, "<")
    second = "8512017F3010125BEL<<<<<<<<<<<"
    whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    found = mrz.read(f"{first}\n{second}{whole}\nREINARTZ<<ULRIKE<KATIA<E<<<<<<", TODAY)
    assert found.number == number
    assert "number" not in [doubt.field for doubt in found.doubts]


def test_what_else_stands_in_the_first_line_is_not_the_number() -> None:
    first = "I<NLDSPECI20142999999990<<<<<8"
    found = mrz.read("\n".join([first, *ICAO_CARD.splitlines()[1:]]), TODAY)
    assert (found.number, found.optional[:9]) == ("SPECI2014", "999999990")
    assert "number" not in [doubt.field for doubt in found.doubts]


@pytest.mark.parametrize(
    "typed",
    [
        CARD.replace("\n", ""),
        CARD.replace("\n", "\r\n") + "\r\n\t",
        CARD.replace("\n", "\r"),
        "\x02" + CARD.replace("\n", "\r") + "\x03",
        "\ufeff" + CARD.replace("\n", "\u200b\u2028"),
        CARD.lower(),
        "\n\n".join(f"  {line} " for line in CARD.splitlines()),
        CARD.replace("<", "‹"),
        CARD.replace("<<", "«"),
        CARD.replace("<", "＜"),
        CARD.replace("<", "&lt;"),
        CARD.replace("<", ";"),
        " ".join(CARD),
        CARD.rstrip("<"),
        "\n".join([*CARD.splitlines()[:2], "Mustermann  Erika"]),
        CARD.replace("<", " "),
    ],
)
def test_scanned_typed_or_pasted_the_lines_are_the_same(typed: str) -> None:
    assert mrz.read(typed, TODAY) == mrz.read(CARD, TODAY)


def test_a_reader_set_to_an_american_keyboard_is_understood() -> None:
    text = card("C01X00T47", "640812", names="KRYZANOWSKI<<YVES")
    typed = text.translate(str.maketrans("<YZ", ";ZY"))
    assert mrz.read(typed, TODAY) == mrz.read(text, TODAY)
    assert mrz.read(typed, TODAY).family_name == "KRYZANOWSKI"


def test_a_name_line_without_its_fillers_is_filled_up() -> None:
    assert mrz.read(f"{NAMES.rstrip('<')}\n{PASSPORT[45:]}", TODAY) == mrz.read(PASSPORT, TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_two_or_three_lines"),
        ("x", "not_two_or_three_lines"),
        (CARD[:-1] + "<<", "not_two_or_three_lines"),
        (CARD.replace("MUSTER", "MÜSTER"), "not_a_document_character"),
        ("V" + PASSPORT[1:], "not_an_identity_document"),
        ("X" + CARD[1:], "not_an_identity_document"),
    ],
)
def test_what_are_no_such_lines_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotReadable) as caught:
        mrz.read(text, TODAY)
    assert caught.value.code == code
    assert text == "" or text[:30] not in str(caught.value)


@pytest.mark.parametrize(
    ("six", "birth", "older"),
    [
        ("640812", "1964-08-12", ""),
        ("261122", "2026-11-22", ""),  # nobody is older than 115 here: 1926 would be 100
        ("261123", "1926-11-23", ""),  # tomorrow, so a hundred years ago
        ("110501", "2011-05-01", "1911-05-01"),
        ("100501", "2010-05-01", ""),
        ("64<<<<", "1964-00-00", ""),
        ("6408<<", "1964-08-00", ""),
        ("<<<<<<", "0000-00-00", ""),
        ("641332", "", ""),
        ("64O812", "", ""),
    ],
)
def test_a_year_of_two_digits_is_the_latest_in_the_past(six: str, birth: str, older: str) -> None:
    found = mrz.read(card("C01X00T47", six), TODAY)
    older = "1926-11-22" if six == "261122" else older
    assert (found.birth_date, found.older) == (birth, older)
    codes = {(doubt.field, doubt.code) for doubt in found.doubts}
    assert (("birth_date", "century_unclear") in codes) is bool(older)
    assert (("birth_date", "no_such_date") in codes) is (birth == "")


@pytest.mark.parametrize(
    ("six", "until", "doubted"),
    [
        ("761231", "2076-12-31", False),
        ("771231", "1977-12-31", False),
        ("<<<<<<", "", False),
        ("310231", "", True),
    ],
)
def test_a_document_ends_in_this_century_or_has_long_ended(six: str, until: str, doubted: bool) -> None:
    found = mrz.read(card("C01X00T47", "640812", six), TODAY)
    assert found.valid_until == until
    assert (Doubt("valid_until", "no_such_date") in found.doubts) is doubted


def test_a_name_line_without_room_may_be_cut() -> None:
    assert mrz.read(card("C01X00T47", "640812", names="MUSTERMANN<<ERIKA<MARIA<MAGDAL"), TODAY).names_full


@pytest.mark.slow
def test_random_text_is_read_or_refused_never_a_crash() -> None:
    chance = random.Random(9303)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<<< \n\r;«‹äß\u0660\ud800\x00٣"
    for count in range(200_000):
        kind = count % 4
        if kind == 0:
            text = "".join(chance.choices(alphabet, k=chance.randrange(100)))
        elif kind == 1:
            text = chance.choice("IACPX") + "".join(chance.choices(alphabet[:42], k=chance.choice((87, 89))))
        else:  # a specimen with some characters changed
            letters = [*(CARD if kind == 2 else PASSPORT)]
            for _ in range(chance.randrange(1, 6)):
                letters[chance.randrange(len(letters))] = chance.choice(alphabet)
            text = "".join(letters)
        try:
            mrz.read(text, TODAY)
        except NotReadable as reason:
            assert reason.code  # noqa: PT017  one of two hundred thousand
