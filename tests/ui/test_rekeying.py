"""While the key is changed the window shows how far it is, and then gives back what became of it."""

from dataclasses import dataclass
from threading import Event

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import DiskFull, MobileOfficeError, Trouble
from mobile_office.ui.background import Background
from mobile_office.ui.rekeying import RekeyingScreen, told


@dataclass(frozen=True)
class Changed:
    changed: bool = True
    left_out: tuple[str, ...] = ()
    trouble: MobileOfficeError | None = None


def test_the_bar_follows_and_the_window_goes_when_it_is_done(qtbot: QtBot, background: Background) -> None:
    go_on, done = Event(), list[object]()

    def change() -> Changed:
        go_on.wait(10)
        return Changed()

    screen = RekeyingScreen(background, change, lambda: 0.4)
    screen.done.connect(done.append)
    screen.show()
    assert screen.bar.value() == 400
    assert screen.bar.accessibleName()
    assert done == []
    go_on.set()
    qtbot.waitUntil(lambda: done == [Changed()])
    qtbot.waitUntil(lambda: not shiboken6.isValid(screen))


def test_what_went_wrong_is_handed_on(qtbot: QtBot, background: Background) -> None:
    def change() -> Changed:
        raise Trouble("slot_outdated")

    failed: list[Exception] = []
    screen = RekeyingScreen(background, change, lambda: 0.0)
    screen.failed.connect(failed.append)
    screen.show()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], Trouble)


@pytest.mark.parametrize(
    "changed, parts",
    [
        (Changed(), ()),
        (Changed(left_out=("Ali Weber",)), ("Ali Weber", "Passphrase vergessen")),
        (Changed(trouble=DiskFull()), ()),  # only clearing up has to wait
        (Changed(changed=False, trouble=DiskFull()), ("noch nicht gewechselt", "nächsten Entsperren")),
    ],
)
def test_whoever_comes_in_reads_what_they_should_know(changed: Changed, parts: tuple[str, ...]) -> None:
    said = told(changed)
    assert all(part in said for part in parts)
    assert bool(said) == bool(parts)
