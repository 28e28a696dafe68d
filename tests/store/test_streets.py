"""The street directory in its real encrypted file: built beside, searched as typed, thrown away when it must be."""

import threading
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged
from mobile_office.domain.streets import lines_of, read
from mobile_office.store import streets
from mobile_office.store.streets import Directory, Suggestion, build, made_of
from tests.directory import demo, directory

KEY = bytes(range(32))
LINES = (
    "Am Markte,1,39,odd,,30159,Hannover,Mitte,,",
    "Am Markte,2,40,even,,30161,Hannover,Ost,,",
    "Am Marktplatz,1,9,,,30159,Hannover,Mitte,,",
    "Marktstraße,1,80,,,30159,Hannover,Mitte,,",
    "Große Marktstraße,1,80,,,30159,Hannover,Mitte,,",
    "Straße des 17. Juni,1,99,,,30159,Hannover,Mitte,,",
    "Äußerer Ring,12,12,,a,30625,Laatzen,Nord,yes,Haus Linde",
    "Äußerer Ring,1,99,,,30625,Laatzen,,,",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "streets.db"
    assert build(made, KEY, "first", read(lines_of(directory(*LINES))))
    return made


@pytest.fixture
def opened(file: Path) -> Directory:
    return Directory(file, KEY)


def names(found: tuple[Suggestion, ...]) -> list[str]:
    return [f"{one.street} {one.postcode}" for one in found]


def test_what_begins_with_what_was_typed_comes_first(opened: Directory) -> None:
    assert names(opened.suggest("markt")) == [
        "Marktstraße 30159",
        "Am Markte 30159",
        "Am Markte 30161",
        "Am Marktplatz 30159",
        "Große Marktstraße 30159",
    ]


@pytest.mark.parametrize(
    "typed", ["Marktstr.", "marktstrasse", "MARKTSTRASSE", "Marktstraße", "marktstr", "Marktstra"]
)
def test_every_spelling_of_a_street_finds_it(opened: Directory, typed: str) -> None:
    assert names(opened.suggest(typed)) == ["Marktstraße 30159", "Große Marktstraße 30159"]


@pytest.mark.parametrize("typed", ["gr markt", "Markt gro", "große  marktstr. "])
def test_every_word_is_a_beginning_in_any_order(opened: Directory, typed: str) -> None:
    assert names(opened.suggest(typed)) == ["Große Marktstraße 30159"]


@pytest.mark.parametrize(
    "typed", ["", " ", "a", "5", "-", '"', "\0", "xyz", "**", "markt OR am", "markt\ud800"]
)
def test_little_or_strange_input_finds_nothing_and_raises_nothing(opened: Directory, typed: str) -> None:
    opened.suggest(typed)
    assert opened.suggest("x" * 10_000) == ()
    assert opened.suggest("x y " * 500) == ()


def test_a_street_is_offered_once_for_each_postcode_with_its_district(opened: Directory) -> None:
    first, second = opened.suggest("am markte")
    assert (first.postcode, first.district, second.postcode, second.district) == (
        "30159",
        "Mitte",
        "30161",
        "Ost",
    )
    (ring,) = opened.suggest("äußerer")
    assert ring == Suggestion("Äußerer Ring", "30625", "Laatzen", "")  # its lines name different ones


def test_a_house_number_narrows_to_where_it_lies(opened: Directory) -> None:
    assert opened.suggest("am markte 12 B") == (
        Suggestion("Am Markte", "30161", "Hannover", "Ost", "12", "b"),
    )
    assert names(opened.suggest("am markt 7")) == ["Am Markte 30159", "Am Marktplatz 30159"]


def test_a_number_that_lies_nowhere_still_finds_the_street(opened: Directory) -> None:
    assert names(opened.suggest("am markte 99")) == ["Am Markte 30159", "Am Markte 30161"]
    assert {one.number for one in opened.suggest("am markte 99")} == {""}


def test_a_number_in_a_name_is_no_house_number(opened: Directory) -> None:
    (found,) = opened.suggest("Straße des 17")
    assert (found.street, found.number) == ("Straße des 17. Juni", "")


def test_never_more_than_eight_are_offered(tmp_path: Path) -> None:
    many = directory(*(f"Allee {n},1,9,,,30159,Hannover,,," for n in range(50)))
    assert build(tmp_path / "many.db", KEY, "many", read(lines_of(many)))
    opened = Directory(tmp_path / "many.db", KEY)
    assert len(opened.suggest("al")) == len(opened.suggest("allee 5")) + 7 == streets.MOST


def test_the_lines_of_a_street_are_those_of_its_town(opened: Directory) -> None:
    assert [line.protected for line in opened.lines("AEUSSERER RING", "laatzen")] == [True, False]
    assert opened.lines("Äußerer Ring", "Hannover") == ()
    assert opened.towns == {"HANNOVER", "LAATZEN"}


def test_nothing_of_it_stands_in_clear_and_another_key_opens_nothing(file: Path) -> None:
    held = file.read_bytes()
    assert b"SQLite" not in held
    assert b"Haus Linde" not in held
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(Damaged):
        Directory(file, bytes(32))
    assert made_of(file, bytes(32)) is None


def test_its_key_is_not_the_stores(file: Path, tmp_path: Path) -> None:
    from tests.bench import raw

    with pytest.raises(Exception, match="not a database"):
        raw.connect(file, KEY).execute("SELECT * FROM fact").fetchall()


def test_it_knows_what_it_was_made_of(file: Path, tmp_path: Path) -> None:
    assert made_of(file, KEY) == "first"
    assert made_of(tmp_path / "none.db", KEY) is None
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("spoil", [0, 100, 4096, 9000])
def test_a_damaged_file_is_told_and_never_a_bug(file: Path, spoil: int) -> None:
    held = bytearray(file.read_bytes())
    held[spoil : spoil + 64] = bytes(64)
    file.write_bytes(held)
    try:
        spoiled = Directory(file, KEY)
        for typed in ("am", "markt", "ring"):
            spoiled.suggest(typed)
            spoiled.lines("Am Markte", "Hannover")
    except Damaged as told:
        assert told.details["what"] == "streets"  # noqa: PT017  a page that is not read may be spoiled unseen


def test_a_build_that_is_stopped_or_fails_leaves_the_one_before(file: Path) -> None:
    before = file.read_bytes()
    assert not build(file, KEY, "second", read(lines_of(demo())), lambda: True)
    with pytest.raises(Damaged):
        build(file, KEY, "second", read(lines_of(b"no directory")))
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_long_statement_can_be_stopped(tmp_path: Path) -> None:
    many = directory(*(f"Allee {n},1,9,,,30159,Hannover,,," for n in range(20_000)))
    looks: list[int] = []

    def stop() -> bool:
        looks.append(1)
        return len(looks) > 20_000 / streets._AT_ONCE + 1  # once all the lines are in

    assert not build(tmp_path / "many.db", KEY, "many", read(lines_of(many)), stop)
    assert list(tmp_path.iterdir()) == []


def test_who_reads_the_old_one_goes_on_while_the_new_one_takes_its_place(
    file: Path, opened: Directory
) -> None:
    thread = threading.Thread(target=lambda: build(file, KEY, "second", read(lines_of(demo()))))
    thread.start()
    thread.join()
    assert names(opened.suggest("äußerer")) == ["Äußerer Ring 30625"]
    assert Directory(file, KEY).suggest("äußerer") == ()
