"""Scenes of the battery: the calm notice at 20 percent, the countdown at 5, under the cover, and the card."""

from mobile_office.devices.battery import Charge, SimulatedBattery
from mobile_office.power import Use
from mobile_office.ui.power import PowerCard, PowerWatch
from mobile_office.ui.safety import SafetyPage
from tests.screens import days, worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage, settle, wait


def _powered(opened: Opened, stage: Stage, *, percent: float, rate: float | None = 30) -> PowerWatch:
    """The window as it is with a battery of so many percent."""
    battery = SimulatedBattery(Charge(percent))
    desk, window = opened.desk, opened.window
    watch = PowerWatch(stage.laptop.place, opened.background, battery, desk.daybook.captured, stage.clock)
    watch.use = Use(rate=rate)
    window._power = watch.words
    watch.begin(window)
    wait(lambda: watch.charge.percent == percent)
    window.refresh()
    settle(opened.background)
    return watch


def _calm(stage: Stage) -> None:
    _powered(stage.window("Berger"), stage, percent=20)


def _last(stage: Stage) -> None:
    opened = stage.window("Berger")
    draft = worlds.sample(opened.desk, "registration", "Mustermann", "Erika")
    opened.form(draft)
    watch = _powered(opened, stage, percent=5)
    watch._last.stop()


def _covered(stage: Stage) -> None:
    opened = stage.window("Berger")
    opened.window.cover()
    watch = _powered(opened, stage, percent=4)
    watch._last.stop()


def _card(stage: Stage) -> None:
    opened = stage.window("Berger")
    watch = _powered(opened, stage, percent=84)
    opened.window.open(SafetyPage((PowerCard(watch),), opened.window.back))
    opened.settle()


SCENES = (
    Scene("power", "calm", days.on_the_road, _calm, ("dark", "contrast")),
    Scene("power", "last", worlds.forms, _last, ("dark",)),
    Scene("power", "covered", worlds.empty, _covered),
    Scene("power", "card", worlds.empty, _card, ("dark", "contrast")),
)
