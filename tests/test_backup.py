"""Backups of a laptop: proved, rotated, stoppable, all or nothing, and worth nothing to whoever finds one."""

import io
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.__main__ import main
from mobile_office.backup import KEEP, Backup, Made
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import Damaged, Trouble, WrongKey
from mobile_office.post import at_once
from mobile_office.store.backup_manifest import FILE, is_name, read_manifest
from mobile_office.store.keys import Slots
from mobile_office.store.vault import open_store
from mobile_office.sync import stick
from mobile_office.sync.stick import UNFINISHED, Step
from mobile_office.ui import words
from tests.house import CHEAP, Laptop, Town, passphrase
from tests.samples import fill_sample, submit_sample

NOW = utc_now()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "safe"
    folder.mkdir()
    return folder


@pytest.fixture
def laptop(town: Town) -> Laptop:
    """With the recovery grant that enrolment writes."""
    laptop = town.laptop(names=("Berger",))
    device = laptop.place.device
    laptop.slots.write_recovery_grant(device.office_recovery, laptop.people["Berger"].dbk, device.id)
    return laptop


@pytest.fixture
def backup(laptop: Laptop) -> Backup:
    return Backup(laptop.place)


def scan(desk: Desk, data: bytes) -> str:
    draft = fill_sample(desk, "registration")
    draft = desk.attaching.keep(draft.id, desk.attaching.seal(data, Format.JPEG, 1, "landlord"))
    return draft.attachments[0].digest


def test_what_is_found_opens_nothing_and_names_nobody(
    backup: Backup, laptop: Laptop, desk: Desk, place: Path
) -> None:
    digest = scan(desk, b"Mustermann" * 1000)
    submit_sample(desk)
    made = backup.make(place, NOW, at_once)
    folder = place / made.name
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {*read_manifest(folder).parts, FILE}
    assert f"attachments/{digest}" in names
    assert not {name for name in names if "secret" in name or "lock" in name or "streets" in name}
    assert is_name(made.name, "B")
    for path in folder.rglob("*"):
        assert path.is_dir() or b"Mustermann" not in path.read_bytes()
    slots = Slots(folder, CHEAP)
    with pytest.raises(Damaged):  # the device secret is not there
        slots.unlock(slots.people()[0][0], passphrase("Berger"), NOW)
    with pytest.raises((WrongKey, Damaged)):
        open_store(folder / "store.db", bytes(32))


def test_the_newest_few_are_kept_and_only_ours_are_dropped(backup: Backup, place: Path) -> None:
    (place / "mobile-office-B-20200101T000000Z").mkdir()  # not a backup, whatever it is called
    (place / "holiday").mkdir()
    made = [backup.make(place, NOW + timedelta(minutes=n), at_once) for n in range(KEEP + 2)]
    assert [each.removed for each in made] == [0] * KEEP + [1, 1]
    left = {path.name for path in place.iterdir()}
    assert left == {"mobile-office-B-20200101T000000Z", "holiday", *(each.name for each in made[-KEEP:])}
    last = backup.last()
    assert last is not None
    assert (last.name, last.size) == (made[-1].name, made[-1].size)


def test_one_that_is_stopped_leaves_nothing_and_the_older_ones(backup: Backup, place: Path) -> None:
    first = backup.make(place, NOW, at_once)
    for at in ("writing", "verifying"):

        def stop(step: Step, at: str = at) -> None:
            if step.name == at:
                backup.stop()

        with pytest.raises(Trouble, match="backup_stopped"):
            backup.make(place, NOW + timedelta(minutes=1), at_once, stop)
        assert [path.name for path in place.iterdir()] == [first.name]
        backup.begin()
    assert isinstance(backup.make(place, NOW + timedelta(minutes=2), at_once), Made)


def test_a_medium_too_small_gone_or_lying_is_told_and_is_no_backup(
    backup: Backup, laptop: Laptop, desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(desk, b"a photo" * 1000)
    with monkeypatch.context() as patch:
        patch.setattr(stick, "free_space", lambda _: 100_000)
        with pytest.raises(Trouble, match="stick_full"):
            backup.make(place, NOW, at_once)
    with pytest.raises(Trouble, match="stick_gone"):
        backup.make(place / "pulled-out", NOW, at_once)

    def lie(step: Step) -> None:
        if step.name == "verifying":
            for path in place.glob(f"*{UNFINISHED}/store.db"):
                with path.open("r+b") as file:
                    file.seek(5000)
                    file.write(b"lies")

    with pytest.raises(Trouble, match="stick_damaged"):
        backup.make(place, NOW, at_once, lie)
    assert list(place.iterdir()) == []
    assert backup.last() is None


def test_a_key_changed_meanwhile_makes_no_backup(backup: Backup, laptop: Laptop, place: Path) -> None:
    device = laptop.place.device

    def change(_step: Step) -> None:
        laptop.slots.write_recovery_grant(device.office_recovery, bytes(range(32)), device.id)

    with pytest.raises(Trouble, match="store_busy"):
        backup.make(place, NOW, at_once, change)
    assert list(place.iterdir()) == []


def test_by_command_and_back_again(
    laptop: Laptop,
    place: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = str(laptop.place.home)
    laptop.place.close()
    monkeypatch.setattr(sys, "stdin", io.StringIO(passphrase("Berger") + "\n"))
    line = [
        "--home",
        home,
        "backup",
        "--to",
        str(place),
        "--person",
        "Berger, Test",
        "--passphrases-from-input",
    ]
    assert main(line) == 0
    (folder,) = place.iterdir()
    assert folder.name in capsys.readouterr().out
    line = ["--home", str(tmp_path / "another"), "restore", "--from", str(folder)]
    assert main(line) == 0
    assert laptop.place.device.id in capsys.readouterr().out
    assert main(line) == 1
    assert words.say("errors.home_in_use") in capsys.readouterr().err
    assert main(["--home", str(tmp_path / "third"), "restore", "--from", str(place)]) == 1
    assert words.say("errors.backup_missing") in capsys.readouterr().err
