"""Faults (Störungen) of the disk: nothing is lost, a sentence says what to do, and saving is possible again.

A full one, one that lets nothing be written, one mounted read-only. They need root; elsewhere they are skipped.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import (
    Damaged,
    DiskFull,
    MobileOfficeError,
    Trouble,
)
from mobile_office.store.vault import check_store
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from tests.house import passphrase
from tests.journeys.faults import SmallDisk, is_sound
from tests.samples import fill_sample
from tests.torture.base import Counter, Prepared, prepare
from tests.torture.day import FRESH
from tests.torture.loop import be_alone, possible
from tests.torture.witness import said
from tests.ui.opened import open_form

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FAMILY, GIVEN = "persons.0.family_name", "persons.0.given_names"
UNWRITABLE = Trouble("store_unwritable")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("base"))


@pytest.fixture
def disk(base: Prepared, tmp_path: Path) -> SmallDisk:
    try:
        possible()
        be_alone()
        return SmallDisk(base, tmp_path / "disk")
    except OSError as error:
        pytest.skip(f"no disk of its own: {error.strerror}")


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    """The window's threads, in German."""
    style.apply(qtbot._request.getfixturevalue("qapp"), "light")
    words.use("de")
    with closing(Background()) as background:
        yield background


def refuses(trouble: MobileOfficeError, *works: Callable[[], object]) -> None:
    """Each says this trouble, and in words what to do."""
    for work in works:
        with pytest.raises(type(trouble)) as caught:
            work()
        assert words.error(caught.value) == words.error(trouble)


def works(counter: Counter, desk: Desk) -> tuple[Callable[[], object], ...]:
    """What writes to the store, or beside it."""
    draft, seal = fill_sample(desk, "registration"), desk.attaching.seal
    weber, now = counter.people["Weber"].person, counter.clock()
    return (
        lambda: desk.save(draft.id, FAMILY, "Mustermann"),
        lambda: desk.submit(draft.id),
        lambda: desk.start("registration"),
        lambda: desk.deliver(force=True),
        lambda: desk.attaching.keep(draft.id, seal(bytes(9000), Format.PNG, 1, "landlord")),
        lambda: counter.slots.change(weber, passphrase("Weber"), FRESH, now),
    )


def test_on_a_full_disk_the_typed_words_stay_and_are_saved_once_there_is_room(
    qtbot: QtBot, background: Background, disk: SmallDisk
) -> None:
    with disk.plugged_in(), closing(Counter(disk.folder)) as counter:
        desk = counter.desk("Berger")
        others = works(counter, desk)
        opened = open_form(qtbot, desk, background, desk.start("registration"))
        draft = opened.page.draft.id
        opened.type(FAMILY, "Mustermann")
        opened.settle()
        check_store(
            counter.place.journal.engine
        )  # empties the log: what it has is not left to be written over
        before = said(counter.place.journal.engine)
        disk.fill()
        opened.type(GIVEN, "Erika")
        opened.settle()
        assert not opened.page.saved
        assert words.error(DiskFull()) in opened.text("form.trouble")
        assert opened.find(GIVEN).property("text") == "Erika"
        refuses(DiskFull(), *others)
        assert said(counter.place.journal.engine) == before, "nothing half"
        assert sorted(path.name for path in disk.home.glob("attachments/*")) == []
        disk.free()
        qtbot.waitUntil(lambda: opened.page.saved, timeout=10_000)  # by itself
        assert opened.text("form.trouble") == ""
        assert desk.draft(draft).answers == {
            "persons": [{"family_name": "Mustermann", "given_names": "Erika"}]
        }
        for other in others[:1]:
            other()
        counter.place.close()
        counter.open()
        assert counter.desk("Berger").draft(draft).answers["persons"][0]["given_names"] == "Erika"
        is_sound(counter)


def test_a_store_on_a_full_disk_opens_and_closes_and_says_what_was_saved(disk: SmallDisk) -> None:
    with disk.plugged_in(), closing(Counter(disk.folder)) as counter:
        drafts = counter.desk("Berger").today().drafts
        counter.place.close()
        disk.fill()
        try:
            counter.open()
            assert counter.desk("Berger").today().drafts == drafts
            counter.place.close()
        except DiskFull:
            pass  # a clear sentence is as good
        disk.free()
        counter.open()
        assert counter.desk("Berger").today().drafts == drafts
        is_sound(counter)


def test_when_the_kernel_lets_nothing_be_written_any_more_what_was_saved_stays(
    qtbot: QtBot, background: Background, disk: SmallDisk
) -> None:
    with disk.plugged_in(), closing(Counter(disk.folder)) as counter:
        desk = counter.desk("Berger")
        first, *others = works(counter, desk)
        opened = open_form(qtbot, desk, background, desk.start("registration"))
        draft = opened.page.draft.id
        opened.type(FAMILY, "Mustermann")
        opened.settle()
        disk.fail()
        opened.type(GIVEN, "Erika")
        opened.settle()
        assert not opened.page.saved
        assert words.error(UNWRITABLE) in opened.text("form.trouble")
        assert opened.find(GIVEN).property("text") == "Erika"
        refuses(UNWRITABLE, first, *others[:3])
        refuses(Damaged(what="home"), *others[3:])
        assert desk.draft(draft).answers == {"persons": [{"family_name": "Mustermann"}]}, "reading goes on"
        background.close()  # the program ends, and what was typed last with it
        counter.place.close()
    with disk.plugged_in():
        counter.open()
        desk = counter.desk("Berger")
        assert desk.draft(draft).answers == {"persons": [{"family_name": "Mustermann"}]}
        desk.save(draft, GIVEN, "Erika")
        is_sound(counter)
        counter.place.close()


def test_a_home_mounted_read_only_says_so_and_opens_again_when_it_is_not(disk: SmallDisk) -> None:
    with disk.plugged_in(), closing(Counter(disk.folder)) as counter:
        before = said(counter.place.journal.engine)
        counter.place.close()
        disk.remount("ro")
        with pytest.raises((Damaged, Trouble)) as caught:
            counter.open()
        sentence = words.error(caught.value)
        assert sentence in {words.error(UNWRITABLE), words.error(Damaged(what="home"))}
        disk.remount("rw")
        counter.open()
        assert said(counter.place.journal.engine) == before
        is_sound(counter)
