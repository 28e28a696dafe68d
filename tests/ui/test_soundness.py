"""The store is looked at beside the work: when it is time, with a word while it runs, and a sentence when it ends."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from mobile_office import soundness
from mobile_office.desk import Desk
from mobile_office.store.transactions import writing
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.soundness import SoundnessCard, Watch
from mobile_office.ui.topbar import TopBar
from mobile_office.ui.words import say
from mobile_office.workplace import open_workplace
from tests.house import Laptop
from tests.samples import submit_sample
from tests.screens.stage import MORNING, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(laptop: Laptop, desk: Desk, background: Background, clock: Clock) -> Watch:
    submit_sample(desk, "id_exemption")
    assert desk.deliver(force=True).trouble == ""
    return Watch(laptop.place, background, clock)


def run(qtbot: QtBot, background: Background, do: Callable[[], object], watch: Watch) -> None:
    """Do it, and wait until the watch is idle and everything is written."""
    do()
    qtbot.waitUntil(lambda: watch.step is None)
    background.drain()


def test_the_first_look_is_short_and_the_daily_one_follows_once(
    qtbot: QtBot, watch: Watch, background: Background, laptop: Laptop, clock: Clock
) -> None:
    steps: list[str | None] = []
    watch.changed.connect(lambda: steps.append(watch.step))
    run(qtbot, background, watch.look, watch)
    assert "pages" not in steps
    assert watch.last is None
    run(qtbot, background, watch.look, watch)
    assert soundness.last_look(laptop.place) == watch.last == soundness.Look(MORNING, 1)
    assert [step for step in ("pages", "entries", "head") if step in steps] == ["pages", "entries", "head"]
    watch.look()
    assert watch.step is None
    clock.go(60 * 24)
    run(qtbot, background, watch.look, watch)
    assert watch.last is not None
    assert watch.last.at == MORNING + timedelta(days=1)


def test_after_disorder_everything_is_looked_at_with_a_word_in_the_frame(
    qtbot: QtBot, laptop: Laptop, watch: Watch, background: Background, clock: Clock
) -> None:
    soundness.keep(laptop.place, soundness.Look(MORNING, 1))  # this day's look has been taken
    again = open_workplace(laptop.place.home, laptop.people["Berger"].dbk)
    told: list[str] = []
    bar = TopBar("Berger")
    qtbot.addWidget(bar)
    watch = Watch(again, background, clock)
    watch.told.connect(told.append)
    watch.told.connect(bar.show_store)
    assert watch.is_after_disorder
    watch.look()
    assert not bar.store.isHidden()
    assert bar.store.accessibleName() == "Speicher: Speicher wird geprüft"
    qtbot.waitUntil(lambda: watch.step is None)
    run(qtbot, background, watch.look, watch)
    assert not watch.is_after_disorder
    assert set(told) == {"", say("soundness.quiet")}
    assert bar.store.isHidden()
    told.clear()
    run(qtbot, background, watch.check, watch)  # asked for by hand: the card says it, the frame is quiet
    assert set(told) == {""}
    again.close()


def test_what_is_found_is_told_as_a_trouble_and_stays_on_the_card(
    qtbot: QtBot, watch: Watch, background: Background, laptop: Laptop
) -> None:
    troubles: list[Exception] = []
    background.trouble.connect(troubles.append)
    with writing(laptop.place.journal.engine) as connection:
        connection.execute(text("UPDATE entry SET subject = 'X'"))
        connection.execute(text("DELETE FROM local WHERE key = 'heads'"))
    card = SoundnessCard(watch)
    qtbot.addWidget(card)
    run(qtbot, background, card.button.click, watch)
    assert [getattr(trouble, "code", "") for trouble in troubles] == ["store_differs"]
    assert card.notice.label.text() == words.error(troubles[0])
    assert card.findings.text().startswith("Die Angaben neben einem Eintrag wurden geändert.")
    assert card.state.text() == say("soundness.unsound", when=words.clock(MORNING))
    watch.look()
    qtbot.waitUntil(lambda: watch.step is None)
    watch.look()
    assert watch.step is None  # not every second of this day


def test_the_card_says_what_is_so_and_what_runs(qtbot: QtBot, watch: Watch, background: Background) -> None:
    card = SoundnessCard(watch)
    qtbot.addWidget(card)
    assert card.state.text() == say("soundness.never")
    card.button.click()
    assert card.state.text() == say("soundness.pages")
    assert not card.button.isEnabled()
    qtbot.waitUntil(lambda: watch.step is None)
    assert card.state.text() == words.count("soundness.sound", 1, when=words.clock(MORNING))
    assert card.button.isEnabled()
    assert card.notice.isHidden()


def test_a_busy_store_is_looked_at_later(
    qtbot: QtBot, watch: Watch, background: Background, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = SoundnessCard(watch)
    qtbot.addWidget(card)
    run(qtbot, background, watch.look, watch)
    with monkeypatch.context() as patch:
        patch.setattr(soundness, "look_at_all", lambda *_: None)
        run(qtbot, background, watch.look, watch)
    assert card.notice.label.text() == say("soundness.busy")
    watch.look()
    assert watch.step is None
    clock.go(11)
    run(qtbot, background, watch.look, watch)
    assert watch.last is not None
    assert card.notice.isHidden()


def test_locking_ends_it_and_does_not_wait(
    qtbot: QtBot, watch: Watch, background: Background, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def look(*given: object) -> None:
        stop = given[2]
        assert callable(stop)
        while not stop():
            asked.append(True)

    monkeypatch.setattr(soundness, "look_at_all", look)
    run(qtbot, background, watch.look, watch)
    watch.look()
    qtbot.waitUntil(lambda: bool(asked))
    background.drain()  # writes do not wait for it
    background.write(partial(laptop.place.local.put, "fact", 1))
    background.close()
    assert soundness.last_look(laptop.place) is None
    assert laptop.place.local.get("fact") == 1
