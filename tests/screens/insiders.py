"""Scenes of who gets in: as a clerk and as an administrator see it, both questions, and the key being changed."""

from mobile_office.insiders import Insiders
from mobile_office.rotation import Settled
from mobile_office.ui.background import Background
from mobile_office.ui.insiders import InsidersCard
from mobile_office.ui.rekeying import RekeyingScreen
from mobile_office.ui.safety import SafetyPage
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage


class _Still(Background):
    def write(self, *_: object, **__: object) -> None:
        """Nothing is done in a picture."""


class _Administrator(Insiders):
    def may_manage(self) -> bool:
        """Whoever this is."""
        return True


def _card(stage: Stage, kind: type[Insiders] = Insiders) -> tuple[Opened, InsidersCard]:
    opened, laptop = stage.window("Berger"), stage.laptop
    insiders = kind(laptop.place, laptop.slots, laptop.people["Berger"], stage.clock)
    card = InsidersCard(insiders, opened.background, lambda: None, lambda: None)
    opened.window.open(SafetyPage([card], opened.window.back))
    opened.settle()
    return opened, card


def _clerk(stage: Stage) -> None:
    _card(stage)


def _administrator(stage: Stage) -> None:
    _card(stage, _Administrator)


def _change(stage: Stage) -> None:
    opened, card = _card(stage, _Administrator)
    card.change.click()
    opened.settle()


def _remove(stage: Stage) -> None:
    opened, card = _card(stage, _Administrator)
    card._ask_remove(next(each for each in card._insiders.people() if not each.is_here))
    opened.settle()


def _due(stage: Stage) -> None:
    stage.laptop.slots.want_rotation(stage.clock())
    _card(stage)


def _changing(stage: Stage) -> None:
    screen = RekeyingScreen(_Still(), lambda: Settled(stage.laptop.people["Berger"]), lambda: 0.62)
    stage.show(screen, Background())


SCENES = (
    Scene("safety-insiders", "clerk", worlds.without_link, _clerk),
    Scene("safety-insiders", "administrator", worlds.without_link, _administrator, ("dark",)),
    Scene("safety-insiders", "change", worlds.without_link, _change),
    Scene("safety-insiders", "remove", worlds.without_link, _remove),
    Scene("safety-insiders", "due", worlds.without_link, _due),
    Scene("rekeying", "under_way", worlds.empty, _changing),
)
