"""Setting a laptop up as a person does: the window, real HTTP, a real office, the real store; by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office import joining
from mobile_office.backoffice import inviting
from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import utc_now
from mobile_office.domain.people import Role
from mobile_office.store.begun import read_begun
from mobile_office.store.keys import Slots
from mobile_office.ui.background import Background
from mobile_office.ui.enrolment import EnrolmentScreen
from tests.house import CHEAP, STREAM, Town

PASSPHRASE = "linde am Marktplatz"
Enter = Qt.Key.Key_Return


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    with in_thread(town.office) as url:
        yield url


def open_screen(qtbot: QtBot, background: Background, home: Path) -> EnrolmentScreen:
    screen = EnrolmentScreen(
        background,
        lambda url, code: joining.begin(home, url, code),
        joining.fingerprint,
        lambda code: joining.introduce(home, code),
        lambda code, passphrase: joining.finish(home, code, passphrase, CHEAP),
        read_begun(home),
    )
    screen._again.setInterval(50)
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    return screen


def _codes(town: Town, url: str, *, compared: bool) -> tuple[str, str]:
    device = replace(town.office.invite_device(STREAM, "B", "bus", compared=compared), address=url)
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    return device.line, person.text


def _choose(qtbot: QtBot, screen: EnrolmentScreen) -> None:
    for line in (screen.person.passphrase.first.line, screen.person.passphrase.again.line):
        qtbot.keyClicks(line, PASSPHRASE)
        qtbot.keyClick(line, Enter)


def test_a_laptop_is_set_up_by_scanner_and_keyboard_and_compared_at_both_ends(
    qtbot: QtBot, background: Background, town: Town, url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    scanned, person = _codes(town, url, compared=True)
    screen = open_screen(qtbot, background, home)
    qtbot.keyClicks(screen.code.code.line, scanned.lower())
    qtbot.keyClick(screen.code.code.line, Enter)  # as the scanner does
    qtbot.waitUntil(screen.compare.isVisible)
    (found,) = inviting.standings(town.office)
    shown = screen.compare.digits.text().split()
    assert " ".join(shown) == inviting.fingerprint(found.device)
    assert "noch nicht bestätigt" in screen.compare.state.accessibleName()
    inviting.confirm(town.office, found.device.id, "".join(shown))
    qtbot.waitUntil(lambda: "hat die Kennung bestätigt" in screen.compare.state.accessibleName())
    qtbot.keyClick(screen.compare.next, Enter)
    qtbot.keyClicks(screen.person.code.line, person)
    qtbot.keyClick(screen.person.code.line, Enter)
    qtbot.waitUntil(lambda: "Katrin Berger" in screen.person.name.accessibleName())
    with qtbot.waitSignal(screen.done):
        _choose(qtbot, screen)
    slots = Slots(home, CHEAP)
    assert slots.unlock(slots.people()[0][0], PASSPHRASE, utc_now()).name == "Katrin Berger"


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, background: Background, town: Town, url: str, tmp_path: Path
) -> None:
    scanned, person = _codes(town, url, compared=False)
    screen = open_screen(qtbot, background, tmp_path / "home")
    screen.code.code.line.setText(scanned)
    screen.code.address.line.setText("http://127.0.0.1:9")
    screen.code.next.click()
    qtbot.waitUntil(lambda: "nicht zu erreichen" in screen.code.address.error.text())
    assert screen.code.code.line.text() == scanned
    screen.code.code.line.setText("ABCD")
    screen.code.next.click()
    qtbot.waitUntil(lambda: "Zeichen für Zeichen" in screen.code.code.error.text())
    screen.code.code.line.setText(scanned)
    screen.code.next.click()
    qtbot.waitUntil(screen.compare.isVisible)
    assert "keinen Vergleich" in screen.compare.state.accessibleName()
    screen.compare.next.click()
    screen.person.code.line.setText(person)
    screen.person.passphrase.first.line.setText("kurz")
    screen.person.do.click()
    assert "12 Zeichen" in screen.person.passphrase.first.error.text()
    screen.person.passphrase.first.line.setText(PASSPHRASE)
    screen.person.passphrase.again.line.setText("ahorn am Marktplatz")
    screen.person.do.click()
    assert "verschieden" in screen.person.passphrase.again.error.text()
    screen.person.passphrase.again.line.setText(PASSPHRASE)
    screen.person.code.line.setText(scanned)
    screen.person.do.click()
    qtbot.waitUntil(lambda: "kennt das Amt nicht" in screen.person.code.error.text())
    screen.person.code.line.setText(person)
    with qtbot.waitSignal(screen.done):
        screen.person.do.click()


def test_an_interrupted_enrolment_goes_on_with_the_same_keys_in_a_fresh_window(
    qtbot: QtBot, background: Background, town: Town, url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    scanned, _ = _codes(town, url, compared=True)
    begun = joining.begin(home, "", scanned)
    screen = open_screen(qtbot, background, home)
    assert "unterbrochen" in screen.code.notice.accessibleName()
    screen.code.next.click()
    qtbot.waitUntil(screen.compare.isVisible)
    assert " ".join(screen.compare.digits.text().split()) == joining.fingerprint(begun)
    screen.compare.stop.click()
    assert "Laptop B" in screen.code.notice.accessibleName()
    assert screen.code.isVisible()
