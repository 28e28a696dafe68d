"""Scenes of keys and lock: the card, a passphrase changed, the countdown, deliver and lock."""

from dataclasses import replace
from datetime import timedelta

from mobile_office.store.protection import Protection
from mobile_office.ui.keys_card import KeysCard, KeyState
from mobile_office.ui.parting import Parting
from mobile_office.ui.safety import SafetyPage
from tests.samples import submit_sample
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import MORNING, Away, Opened, Stage, wait

WELL = KeyState(Protection("keyring", True, True, "none"), 10, 5, MORNING + timedelta(days=30), MORNING)
WEAKER = KeyState(Protection("file", False, False, "plain"), 10, 0, MORNING + timedelta(days=3), MORNING)


def _card(stage: Stage, state: KeyState) -> tuple[Opened, KeysCard]:
    opened = stage.window("Berger")
    card = KeysCard(lambda: state, opened.background, lambda *_: None, "Berger, Katrin")
    opened.window.open(SafetyPage([card], opened.window.back))
    opened.settle()
    return opened, card


def _change(stage: Stage, typed: str, *, shown: bool = False) -> None:
    opened, card = _card(stage, replace(WELL, protection=replace(WELL.protection, secret="file")))
    card.open_change.click()
    card.change.old.line.setText("Berger am Marktplatz")
    card.change.new.first.line.setText(typed)
    if shown:
        card.change.new.show_button.click()
    wait(card.change.new.meter.isVisible)
    opened.settle()


def _begun(stage: Stage) -> None:
    opened, card = _card(stage, WELL)
    card.open_change.click()
    opened.settle()


def _countdown(stage: Stage) -> None:
    opened = stage.window("Berger")
    opened.window.countdown.show_seconds(24)
    opened.settle()


def _cover(stage: Stage) -> None:
    opened = stage.window("Berger")
    opened.window.cover_page.lock_after(5)
    opened.window.cover()
    opened.settle()


def _parting(stage: Stage, *, asks: bool = False) -> None:
    opened = stage.window("Berger", office=Away())
    parting = Parting(opened.desk, opened.background, lambda _: None, lambda: None)
    opened.window.let_part(parting)
    opened.desk.deliver(force=True)
    opened.window.part()
    if asks:
        parting._ask(True)
    opened.settle()
    parting._timer.stop()


def _waiting(stage: Stage) -> None:
    worlds.empty(stage)
    desk = stage.desk("Berger")
    for _ in range(3):
        submit_sample(desk)


SCENES = (
    Scene("keys-card", "filled", worlds.empty, lambda stage: _card(stage, WELL), ("dark",)),
    Scene("keys-card", "problems", worlds.empty, lambda stage: _card(stage, WEAKER)),
    Scene("keys-change", "empty", worlds.empty, _begun),
    Scene("keys-change", "problems", worlds.empty, lambda stage: _change(stage, "Hannover2026")),
    Scene(
        "keys-change", "filled", worlds.empty, lambda stage: _change(stage, "Linde Regen Faden", shown=True)
    ),
    Scene("idle", "countdown", worlds.empty, _countdown),
    Scene("cover", "minutes", worlds.empty, _cover),
    Scene("parting", "filled", _waiting, _parting, ("dark",)),
    Scene("parting", "asks", _waiting, lambda stage: _parting(stage, asks=True)),
)
