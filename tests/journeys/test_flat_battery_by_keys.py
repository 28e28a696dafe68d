"""By keys alone: the battery goes flat in the middle of a word; a fresh process comes back to the same field.

At 5 percent it says so and counts down, then everything typed is saved, parked and locked. Nobody did anything for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from mobile_office import process, shift
from mobile_office.app import App
from mobile_office.backoffice.embedded import in_thread
from mobile_office.demo.day.stage import Stage
from mobile_office.devices.battery import Charge, SimulatedBattery
from mobile_office.store.keys import Slots
from mobile_office.ui import power, style, words
from tests.house import Laptop, Town, passphrase
from tests.journeys.at_work import forget
from tests.journeys.keyboard import ENTER, TAB, Keyboard
from tests.journeys.keystrokes import EVIDENCE, standard

NAME = "Berger, Test"
LOOKS, SECONDS = 50, 2  # milliseconds between two looks at the battery; of the last minute
BEGUN = "Am Mar"
BEFORE = ("move_in_date", "home_status")  # asked on the same screen, before the street


@pytest.fixture
def battery(monkeypatch: pytest.MonkeyPatch) -> SimulatedBattery:
    battery = SimulatedBattery(Charge(64.0))
    monkeypatch.setattr(shift, "SystemBattery", lambda: battery)
    monkeypatch.setattr(power, "LOOK_EVERY", LOOKS)
    monkeypatch.setattr(power, "COUNTDOWN", SECONDS)
    return battery


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.qt_log_ignore("does not support grabbing", "does not support propagateSizeHints")
def test_a_flat_battery_in_the_middle_of_a_form_loses_nothing(
    qapp: QApplication,
    town: Town,
    laptop: Laptop,
    battery: SimulatedBattery,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    style.apply(qapp, "light")
    words.use("de")
    home = laptop.place.home
    laptop.place.close()
    ended: list[bool] = []
    monkeypatch.setattr(process, "replace", lambda: ended.append(True))
    with in_thread(town.office) as url:
        with running(home, url, tmp_path) as keyboard:
            unlock(keyboard, is_known=False)
            moved = (keyboard.desk.daybook.legal_date() - timedelta(days=3)).strftime("%d.%m.%Y")
            answers = standard(moved)
            register(keyboard, answers)
            battery.go_on([Charge(19.0)])
            keyboard.stage.wait_for("19")
            keyboard.press(BEGUN)
            battery.go_on([Charge(4.8)])
            keyboard.stage.wait("the last minute", lambda: keyboard.stage.there("power.bar") is not None)
            keyboard.press("k")  # somebody goes on typing meanwhile
            keyboard.stage.wait("locked", lambda: ended)
            first = keyboard.keys
        battery.go_on([Charge(80.0, is_plugged=True)])
        with running(home, url, tmp_path) as keyboard:
            unlock(keyboard, is_known=True)
            keyboard.expect("street")
            line = keyboard.stage.find("street")
            assert isinstance(line, QLineEdit)
            assert (line.text(), line.cursorPosition()) == (f"{BEGUN}k", len(BEGUN) + 1)
            (draft,) = keyboard.desk.today().drafts
            keyboard.press("te")
            keyboard.press(ENTER)
            left = {key: value for key, value in answers.items() if key not in (*BEFORE, "street")}
            keyboard.form(left, until="privacy_notice")
            keyboard.evidence(EVIDENCE)
            keyboard.sign()
            number = keyboard.submit()
            keyboard.expect("result.done")
            keyboard.press(ENTER)
            keyboard.deliver()
            print(f"flat battery: {first} keys before, {keyboard.keys} after")
            page = keyboard.desk.page(number)
            assert page.answers["street"] == "Am Markte"
            assert page.answers["persons"][0]["family_name"] == "Mustermann"
            assert keyboard.is_receipted(number)
            assert keyboard.desk.today().drafts == ()
            assert draft.answers["street"] == f"{BEGUN}k"


@contextmanager
def running(home: Path, url: str, out: Path) -> Iterator[Keyboard]:
    """The program from its first window to its end."""
    app = App(home, url, Slots(home), process.Instance(home))
    try:
        yield Keyboard(Stage(app, out))
    finally:
        windows: list[QWidget] = [app.unlock]
        if app.shift is not None:
            app.shift.window.close()
            windows.append(app.shift.window)
        app.close()
        for window in windows:
            forget(window)


def unlock(keyboard: Keyboard, *, is_known: bool) -> None:
    """The name where it is not there yet, the passphrase, Enter."""
    app = keyboard.stage.app
    app.unlock.activateWindow()
    keyboard.expect("passphrase")
    if not is_known:
        keyboard.press(TAB, Qt.KeyboardModifier.ShiftModifier)
        keyboard.press(NAME[0])
        keyboard.press(TAB)
    assert app.unlock.person.currentText() == NAME
    keyboard.press(passphrase("Berger"))
    keyboard.press(ENTER)
    keyboard.stage.wait("the window", lambda: app.shift is not None and app.shift.window.isActiveWindow())


def register(keyboard: Keyboard, answers: dict[str, str]) -> None:
    """A registration until the keyboard is in the street."""
    keyboard.expect("new.search")
    keyboard.press("um")
    keyboard.press(ENTER)
    keyboard.expect("persons.0.family_name")
    persons = {key: value for key, value in answers.items() if key.startswith("persons.")}
    keyboard.form(persons, until="street")
    keyboard.section({key: answers[key] for key in BEFORE})
    keyboard.reach("street")
