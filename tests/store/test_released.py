"""Stores of released versions, kept as files: each opens with this program, whole, readable, and can be worked in.

And an upgrade killed at any statement leaves the old store or the new one, with the copy beside it.
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from mobile_office.canonical import read_time
from mobile_office.desk import Desk
from mobile_office.post import Post
from mobile_office.protocol import Reply, Request
from mobile_office.store.keys import Slots
from mobile_office.store.transactions import reading
from mobile_office.store.upgrade import is_current, kept_revisions
from mobile_office.store.vault import check_store, close_store, open_store
from mobile_office.store.verify import verify_store
from mobile_office.workplace import Workplace, open_workplace
from tests.house import CHEAP, STREAM, Town, passphrase
from tests.samples import submit_sample
from tests.store.released.make import DEVICE, HERE, KEY, OFFICE, engine_of

OLDEST = HERE / "device_0001.db"
QUICK = 6  # of the moments a kill is tried at


class Nobody:
    """A back office that is not there."""

    def exchange(self, request: Request) -> Reply:
        raise AssertionError("nothing is delivered here")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "home", tmp_path / "home"))


def latest(place: Workplace) -> datetime:
    with reading(place.journal.engine) as connection:
        return max(
            read_time(at) for at in connection.scalars(text("SELECT json_extract(header, '$.at') FROM entry"))
        )


@pytest.mark.parametrize("revision", DEVICE)
def test_a_laptops_store_of_each_release_opens_is_whole_and_goes_on(home: Path, revision: str) -> None:
    shutil.copyfile(HERE / f"{revision}.db", home / "store.db")
    slots = Slots(home, CHEAP)
    person = next(person for person, name in slots.people() if name.startswith("Berger"))
    before = (home / "store.db").read_bytes()
    place = open_workplace(home, KEY)
    now = latest(place) + timedelta(minutes=1)
    unlocked = slots.unlock(person, passphrase("Berger"), now)
    try:
        copies = list(home.glob("store.db.before-*"))
        assert [copy.read_bytes() for copy in copies] == [before] * len(copies)
        with reading(place.journal.engine) as connection:
            assert is_current(connection, "device")
            newest = kept_revisions(connection)
        assert len(copies) == (newest != {revision, DEVICE[revision]})
        check_store(place.journal.engine)
        known = place.heads.known(place.chain())
        found = verify_store(
            place.journal.engine, place.people.certificate, place.device.office_signing, known
        )
        has_scan = revision >= "device_0005"
        assert (found.problems, found.cases, found.heads) == ((), 5 if has_scan else 4, 1)
        desk = Desk(place, unlocked, slots.decision_seed, Post(place, Nobody()), lambda: now)
        pages = [desk.page(line.number) for line in place.cases()]
        assert all(page.history and page.label for page in pages)
        assert all(place.search(page.label) for page in pages)
        assert len(place.drafts.open()) == 2
        if has_scan:
            (scan,) = next(page for page in pages if page.attachments).attachments
            assert place.attachments.read(scan.digest, 0)
        for draft in place.drafts.open():
            assert desk.save(draft.id, "person.given_names", "Erika").answers
        number = submit_sample(desk, "id_exemption")
        assert number not in {page.case.number for page in pages}
    finally:
        place.close()


@pytest.mark.parametrize("revision", OFFICE)
def test_an_offices_store_of_each_release_opens_is_whole_and_serves(tmp_path: Path, revision: str) -> None:
    (tmp_path / "office.db").write_bytes(gzip.decompress((HERE / f"{revision}.db.gz").read_bytes()))
    shutil.copyfile(HERE / "office.keys", tmp_path / "office.db.keys")
    town = Town(tmp_path)
    try:
        office = town.office
        people = {each.person: each for each in office.certificates(STREAM)}
        check_store(office.engine)
        found = verify_store(office.engine, people.get, office.keys.public.signing)
        assert (found.problems, found.cases) == ((), 3)
        old = office.journal(STREAM).since(0, "", "station", 100)
        assert len(old) == 4
        laptop = town.laptop("C", names=("Berger",))
        desk = laptop.desk("Berger", office)
        submit_sample(desk, "id_exemption")
        state = desk.deliver(force=True)
        assert (state.waiting, state.needs_person, state.trouble) == (0, 0, "")
        assert len(office.journal(STREAM).since(0, "", "station", 100)) == 5
    finally:
        town.close()


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a store holds, table by table, and its revisions."""
    engine = engine_of(path, KEY)
    with reading(engine) as connection:
        names = ("entry", "case_line", "draft", "person", "local", "alembic_version")
        return {
            name: sorted(tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}")))
            for name in names
        }


def _killed(folder: Path, *moments: int) -> int:
    line = [sys.executable, "-m", "tests.store.released.kill", str(OLDEST), str(folder)]
    done = subprocess.run(
        [*line, *map(str, moments)], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def _check_killed(folder: Path) -> None:
    """Each is the old store or the new one, with a durable copy or untouched, and opens."""
    old, source = _rows(OLDEST), OLDEST.read_bytes()
    new_path = folder / "new.db"
    shutil.copyfile(OLDEST, new_path)
    close_store(open_store(new_path, KEY))
    new, ends = _rows(new_path), set[str]()
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        left = shutil.copytree(place, folder / "looked-at")
        ends.add(end := "old" if (rows := _rows(left / "store.db")) == old else "new")
        assert rows == {"old": old, "new": new}[end], place.name
        shutil.rmtree(left)
        copies = list(place.glob("store.db.before-*[0-9]"))
        if end == "new":
            assert len(copies) == 1
        assert all(copy.read_bytes() == source for copy in copies)
        engine = open_store(place / "store.db", KEY)
        check_store(engine)
        close_store(engine)
        assert _rows(place / "store.db") == new
        (copy,) = place.glob("store.db.before-*[0-9]")
        assert hashlib.sha256(copy.read_bytes()).digest() == hashlib.sha256(source).digest()
    assert "old" in ends


def test_an_upgrade_killed_at_a_few_statements_is_the_old_store_or_the_new(tmp_path: Path) -> None:
    _killed(tmp_path, *range(3, 3 + 13 * QUICK, 13))
    _check_killed(tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_upgrade_killed_at_any_statement_is_the_old_store_or_the_new(tmp_path: Path) -> None:
    moments = _killed(tmp_path)
    assert moments > 70
    _check_killed(tmp_path)
