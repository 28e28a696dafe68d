"""Days after the declarations, nothing was delivered: the program insists, wherever one looks."""

from PySide6.QtWidgets import QWidget

from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.departure import DeparturePage
from tests.screens import rounds, worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Away, Stage, wait

DAY = 24 * 60


def three_waiting(stage: Stage) -> None:
    """Declared on Monday, Monday and Tuesday; now it is Wednesday at noon."""
    stage.clock.go(DAY)  # the stage begins on a Sunday
    worlds.submit(stage, "Berger", "registration", 0)
    worlds.submit(stage, "Berger", "registration", 1)
    stage.clock.go(DAY)
    worlds.submit(stage, "Berger", "registration", 2)
    stage.clock.go(DAY)
    stage.desk("Berger", Away()).deliver(force=True)


def over(stage: Stage) -> None:
    """The same on Friday."""
    three_waiting(stage)
    stage.clock.go(2 * DAY)


def today(stage: Stage) -> QWidget:
    """After unlocking."""
    return stage.window("Berger", "today", Away()).window


def closing(stage: Stage) -> QWidget:
    """Closing the day."""
    return rounds.page(lambda at: ClosingPage(at.desk, at.background, lambda: None, lambda: None))(stage)


def departure(stage: Stage) -> QWidget:
    """Before leaving."""

    made = rounds.page(lambda at: DeparturePage(at.desk, at.background, lambda: True, lambda: None))(stage)
    assert isinstance(made, DeparturePage)
    wait(lambda: bool(made.checks))
    return made


SCENES = (
    Scene("insisting", "today", three_waiting, today, ("dark", "contrast")),
    Scene("insisting", "closing", three_waiting, closing),
    Scene("insisting", "departure", three_waiting, departure),
    Scene("insisting", "over", over, today),
)
