"""Damage done to a store behind our back: what notices it, what is told, and the way out; and what nobody can notice.

A real laptop's home with a dozen entries, a real office; files, pages and the write-ahead log are changed as bytes.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office import sentences, soundness
from mobile_office.domain.errors import Damaged, MobileOfficeError, Trouble
from mobile_office.store.links import broken_links
from mobile_office.workplace import STORE, Workplace, open_workplace
from tests.samples import submit_sample
from tests.store.days import PAGE, SERVICE, Days, live
from tests.store.decrypted import plain_pages

FRAME, LOG = 24 + PAGE, f"{STORE}-wal"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    days = live(tmp_path_factory.mktemp("days"))
    yield days
    days.town.close()


# -- what is found, and what is told


def found(home: Path, dbk: bytes) -> tuple[str, ...] | MobileOfficeError:
    """What a look at everything finds in a home, or why it cannot be opened."""
    try:
        place = open_workplace(home, dbk)
    except MobileOfficeError as trouble:
        return trouble
    try:
        look = soundness.look_at_all(place, lambda: datetime.now(UTC), lambda: False, lambda _: None)
        assert look is not None
        return look.problems
    finally:
        place.close()


def told(found: tuple[str, ...] | MobileOfficeError) -> Trouble | None:
    if isinstance(found, MobileOfficeError):
        assert isinstance(found, Trouble)
        return found
    return soundness.trouble_of(found)


Damage = Callable[[Days, Path], None]


def flip(page: int, at: int) -> Damage:
    def damage(days: Days, home: Path) -> None:
        data = bytearray((home / STORE).read_bytes())
        data[(page % (len(data) // PAGE)) * PAGE + at] ^= 1
        (home / STORE).write_bytes(data)

    return damage


def swap(days: Days, home: Path) -> None:
    pages = days.pages("late")
    pages[9], pages[-1] = pages[-1], pages[9]
    (home / STORE).write_bytes(b"".join(pages))


def cut(length: Callable[[int], int]) -> Damage:
    def damage(days: Days, home: Path) -> None:
        data = (home / STORE).read_bytes()
        (home / STORE).write_bytes(data[: length(len(data))])

    return damage


def older_file(days: Days, home: Path) -> None:
    shutil.copyfile(days.folder / "early" / STORE, home / STORE)


def cut_log(frames: Callable[[int], int]) -> Damage:
    def damage(days: Days, home: Path) -> None:
        data = (home / LOG).read_bytes()
        (home / LOG).write_bytes(data[: 32 + frames((len(data) - 32) // FRAME) * FRAME])
        (home / f"{STORE}-shm").unlink()  # made anew when a store is opened after a power cut

    return damage


DAMAGES: dict[str, tuple[str, Damage, str]] = {
    "a byte of the first page": ("late", flip(0, 30), "damaged"),
    "a byte of the second page": ("late", flip(1, 99), "damaged"),
    "a byte in the middle": ("late", flip(25, 2000), "damaged"),
    "the last byte of the last page": ("late", flip(-1, PAGE - 1), "damaged"),
    "two pages swapped": ("late", swap, "damaged"),
    "the file cut by a page": ("late", cut(lambda size: size - PAGE), "damaged"),
    "the file cut within a page": ("late", cut(lambda size: size - 100), "damaged"),
    "half of the file": ("late", cut(lambda size: size // 2 // PAGE * PAGE), "damaged"),
    "an older file": ("late", older_file, "store_older"),
    "a log without its end": ("open", cut_log(lambda frames: frames // 2), "store_older"),
    "a log without its last commit": ("open", cut_log(lambda frames: frames - 20), "store_older"),
    "an empty log": ("open", cut_log(lambda _: 0), "store_older"),
}
# What each sentence says of the way out.
WAYS_OUT = {"damaged": "Sicherung", "store_older": "übertragen Sie jetzt"}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_told_with_a_way_out(days: Days, tmp_path: Path, name: str) -> None:
    which, damage, code = DAMAGES[name]
    home = days.home(which, tmp_path)
    assert found(home, days.dbk) == ()
    shutil.rmtree(home)
    days.home(which, tmp_path)
    damage(days, home)
    trouble = told(found(home, days.dbk))
    assert trouble is not None
    assert trouble.code == code
    assert WAYS_OUT[code] in sentences.error(trouble)


def test_the_way_out_of_an_older_store_brings_everything_back(days: Days, tmp_path: Path) -> None:
    home = days.home("late", tmp_path)
    older_file(days, home)
    place = open_workplace(home, days.dbk)
    laptop = replace(days.laptop, place=place)
    try:
        before = len(place.cases())
        desk = laptop.desk("Berger", days.town.office)
        assert desk.deliver(force=True).trouble == "rolled_back"
        assert desk.deliver(force=True).trouble == ""
        assert len(place.cases()) == len(days.laptop.place.cases()) > before
        submit_sample(desk, SERVICE)
        assert desk.deliver(force=True).trouble == ""
        assert found_in(place) == ()
    finally:
        place.close()


def found_in(place: Workplace) -> tuple[str, ...]:
    look = soundness.look_at_all(place, lambda: datetime.now(UTC), lambda: False, lambda _: None)
    assert look is not None
    return look.problems


def test_a_whole_folder_put_back_only_the_office_notices(days: Days, tmp_path: Path) -> None:
    home = days.home("early", tmp_path)
    assert found(home, days.dbk) == ()  # heads.json went back with it
    place = open_workplace(home, days.dbk)
    try:
        desk = replace(days.laptop, place=place).desk("Berger", days.town.office)
        assert desk.deliver(force=True).trouble == "rolled_back"
    finally:
        place.close()


# -- one page put back to what it was


def tables_of(days: Days, name: str, tmp_path: Path) -> dict[int, str]:
    """Which table or index each page belongs to, from 0; read from a copy in clear by SQLite's own `dbstat`."""
    clear = tmp_path / f"{name}.clear"
    clear.write_bytes(b"".join(plain_pages(days.folder / name / STORE, days.dbk)))
    with closing(sqlite3.connect(clear)) as connection:
        return {row[0] - 1: row[1] for row in connection.execute("SELECT pageno, name FROM dbstat")}


def put_back(days: Days, home: Path, page: int) -> None:
    pages = days.pages("late")
    pages[page] = days.pages("early")[page]
    (home / STORE).write_bytes(b"".join(pages))


def changed_pages(days: Days) -> list[int]:
    clear = [list(plain_pages(days.folder / name / STORE, days.dbk)) for name in ("early", "late")]
    return [n for n, (before, after) in enumerate(zip(*clear, strict=False)) if before != after]


def of_table(days: Days, tmp_path: Path, name: str) -> list[int]:
    tables = tables_of(days, "late", tmp_path)
    return [page for page in changed_pages(days) if tables.get(page) == name]


def test_a_page_of_entries_put_back_is_found_by_its_indexes_and_no_seal_tells(
    days: Days, tmp_path: Path
) -> None:
    # A page that lost an entry: of the pages with entries, one whose older version holds fewer.
    finds = []
    for page in of_table(days, tmp_path, "entry"):
        home = days.home("late", tmp_path / str(page))
        put_back(days, home, page)
        finds.append(found(home, days.dbk))
    assert finds
    assert (soundness.PAGES,) in finds


def test_a_page_of_an_index_put_back_is_found(days: Days, tmp_path: Path) -> None:
    (page,) = of_table(days, tmp_path, "entry_place")
    home = days.home("late", tmp_path)
    put_back(days, home, page)
    assert found(home, days.dbk) == (soundness.PAGES,)


# What is under no chain and in no second place: put back alone to what it was, nobody can tell.
UNSEEN = {
    "draft": "what was typed last; never more than one draft's newest words",
    "sqlite_autoindex_draft_1": "the same drafts, in another order on the page",
    "local": "counters and times; a case number that is taken is never given again",
    "stream": "how far the office's entries were read; they are read again and change nothing",
    "search_idx": "where to look for words; a case is found by its number",
    "entry_open": "an index that is empty when all is delivered",
    # So would be a body that was erased in between: it is what was signed, and nothing tells that it had gone.
    "entry": "what the office answered about an entry, not the entry; it is offered again and answered again",
}


@pytest.mark.slow
def test_each_page_put_back_is_found_or_known_to_be_unseen(days: Days, tmp_path: Path) -> None:
    tables = tables_of(days, "late", tmp_path)
    unseen = set()
    for page in changed_pages(days):
        home = days.home("late", tmp_path / str(page))
        put_back(days, home, page)
        if found(home, days.dbk) == ():
            unseen.add(tables[page])
        shutil.rmtree(home)
    assert unseen <= UNSEEN.keys()


def test_an_unseen_page_leaves_every_entry_as_it_was_signed(days: Days, tmp_path: Path) -> None:
    (page,) = of_table(days, tmp_path, "draft")
    home = days.home("late", tmp_path)
    put_back(days, home, page)
    place = open_workplace(home, days.dbk)
    try:
        assert found_in(place) == ()
        count, broken = broken_links(place.journal.engine)
        assert (count, broken) == (10, ())
    finally:
        place.close()


@pytest.mark.slow
def test_each_byte_of_each_page_is_under_its_seal(days: Days, tmp_path: Path) -> None:
    for page in range(len(days.pages("late"))):
        home = days.home("late", tmp_path / str(page))
        flip(page, (page * 131) % PAGE)(days, home)
        trouble = told(found(home, days.dbk))
        assert isinstance(trouble, Damaged), page
        shutil.rmtree(home)
