"""What cannot be put back gets its sentence, and leaves the home as it was: damaged, cut, newer, foreign, in use."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import inviting
from mobile_office.backoffice.embedded import in_thread
from mobile_office.backup import Backup
from mobile_office.canonical import canonical
from mobile_office.desk import utc_now
from mobile_office.domain.errors import ClockWrong, Damaged, NotAllowed, TooNew, Trouble, Unknown
from mobile_office.joining import Returner
from mobile_office.post import at_once
from mobile_office.restoring import restore
from mobile_office.signing import sign
from mobile_office.store.backup_manifest import FILE
from tests.house import CHEAP, Laptop, Town


@pytest.fixture
def laptop(town: Town) -> Laptop:
    return town.laptop(names=("Berger",))


@pytest.fixture
def good(laptop: Laptop, tmp_path: Path) -> Path:
    """A backup of a laptop that has the recovery grant which enrolment writes."""
    device, dbk = laptop.place.device, laptop.people["Berger"].dbk
    laptop.slots.write_recovery_grant(device.office_recovery, dbk, device.id)
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / Backup(laptop.place).make(tmp_path / "safe", utc_now(), at_once).name


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The empty home of another laptop."""
    folder = tmp_path / "another"
    folder.mkdir()
    return folder


def test_a_backup_that_is_damaged_cut_newer_or_none_is_told_and_leaves_the_home_empty(
    laptop: Laptop, good: Path, home: Path, tmp_path: Path
) -> None:

    def spoilt(name: str) -> Path:
        return Path(shutil.copytree(good, tmp_path / name))

    flipped = spoilt("flipped")
    data = bytearray((flipped / "store.db").read_bytes())
    data[len(data) // 2] ^= 1
    (flipped / "store.db").write_bytes(data)
    cut = spoilt("cut")
    (cut / "slots.json").unlink()
    unfinished = spoilt("unfinished")
    (unfinished / FILE).unlink()
    forged = spoilt("forged")
    (forged / FILE).write_bytes((forged / FILE).read_bytes().replace(b'"letter":"B"', b'"letter":"C"'))
    newer = spoilt("newer")
    content = {**json.loads((newer / FILE).read_bytes())["content"], "v": 2}
    signature = sign(laptop.place.keys.seed, "backup", content)
    (newer / FILE).write_bytes(canonical({"content": content, "signature": signature}))
    for backup, expected in (
        (flipped, Damaged),
        (cut, Damaged),
        (forged, Damaged),
        (newer, TooNew),
        (unfinished, Trouble),
    ):
        with pytest.raises(expected):
            restore(backup, home, utc_now())
        assert not (home / "device.json").exists()
    with pytest.raises(ClockWrong):
        restore(good, home, utc_now() - timedelta(days=2))
    restore(good, home, utc_now())  # what was cut short before is in nobody's way
    with pytest.raises(NotAllowed, match="home_in_use"):
        restore(good, home, utc_now())
    with pytest.raises(NotAllowed, match="home_in_use"):
        restore(good, laptop.place.home, utc_now())


@pytest.mark.slow
def test_a_backup_of_another_office_is_opened_by_no_code_of_ours(
    town: Town, good: Path, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = Town(folder)
    restore(good, home, utc_now())
    device = other.laptop("B")
    code = inviting.invite_back(
        other.office, device.place.device.id, next(iter(device.people.values())).person
    )
    with in_thread(town.office) as url, pytest.raises(Unknown):
        Returner(home, url, CHEAP).come_back(code.text, "ahorn am Marktplatz")
    other.close()
