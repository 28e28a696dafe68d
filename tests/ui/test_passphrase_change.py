"""Changing a passphrase with real slots: what is wrong is said at its field, and nobody else's slot is touched."""

from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from mobile_office.desk import utc_now
from mobile_office.store.keys import Slots
from mobile_office.ui.background import Background
from mobile_office.ui.passphrase_change import PassphraseChange
from tests.house import CHEAP, passphrase

FRESH = "Linde Regen Faden Schuh"


def test_the_new_one_holds_at_once_and_others_keep_theirs(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    slots = Slots(tmp_path, CHEAP)
    for person, name in (("p-1", "Berger"), ("p-2", "Weber")):
        slots.add(person, f"{name}, Test", passphrase(name), "d-1", bytes(32))
    form = PassphraseChange(
        background, lambda old, fresh: slots.change("p-1", old, fresh, utc_now()), "Berger, Test"
    )
    qtbot.addWidget(form)
    form.show()
    form.submit()
    assert "geben Sie Ihre Passphrase ein" in form.old.error.text()
    for part in (form.new.first, form.new.again):
        part.line.setText(FRESH)
    form.old.line.setText("nicht die richtige")
    form.submit()
    qtbot.waitUntil(lambda: "stimmt nicht" in form.old.error.text())
    assert form.new.first.line.text() == FRESH  # only the wrong one is asked for again
    form.old.line.setText(passphrase("Berger"))
    form.submit()
    qtbot.waitUntil(lambda: "nächste geht in" in form.old.error.text())
    wait(qtbot, slots)
    form.old.line.setText(passphrase("Berger"))
    with qtbot.waitSignal(form.done, timeout=3000):
        form.submit()
    assert form.new.first.line.text() == form.old.line.text() == ""
    now: datetime = utc_now()
    assert slots.unlock("p-1", FRESH, now).dbk == slots.unlock("p-2", passphrase("Weber"), now).dbk


def wait(qtbot: QtBot, slots: Slots) -> None:
    """As long as the delay after a wrong one asks."""
    qtbot.waitUntil(lambda: slots.seconds_to_wait("p-1", utc_now()) == 0, timeout=5000)


def test_a_weak_new_one_is_refused_before_anything_is_tried(qtbot: QtBot, background: Background) -> None:
    tried: list[str] = []
    form = PassphraseChange(background, lambda old, fresh: tried.append(fresh), "Berger, Test")
    qtbot.addWidget(form)
    form.old.line.setText(passphrase("Berger"))
    for part in (form.new.first, form.new.again):
        part.line.setText("BergerBerger26")
    form.submit()
    assert "zu erraten" in form.new.first.error.text()
    with qtbot.waitSignal(form.left):
        form.stop.click()
    assert form.old.line.text() == ""
    assert tried == []
    form.new._settling.stop()
