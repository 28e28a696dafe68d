"""Advice as screens: found among the services, read, and its sheet."""

from mobile_office.domain.equipment import Equipment
from mobile_office.printing import Paper
from mobile_office.ui.advice import AdvicePage
from mobile_office.ui.today import TodayPage
from tests.screens import papers, worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Stage

DARK_TOO = ("dark", "contrast")


def page(stage: Stage) -> None:
    """The page a clerk reads from."""
    opened = stage.window("Berger")
    opened.window.open(AdvicePage(opened.desk.advice()[0], Equipment(), papers.nowhere, papers.nowhere))
    opened.settle()


def found(stage: Stage) -> None:
    """By an everyday word."""
    opened = stage.window("Berger")
    today = opened.window.page
    assert isinstance(today, TodayPage)
    today.new.search.setText("PIN vergessen")
    opened.settle()


def sheet(stage: Stage) -> Paper:
    """What is taken home."""
    desk = stage.desk("Berger")
    return desk.printing.advice(desk.advice()[0], desk.clock())


SCENES = (
    Scene("advice", "filled", worlds.empty, page, themes=DARK_TOO),
    Scene("advice", "found", worlds.empty, found),
    Scene("advice", "paper", worlds.empty, papers.paper(sheet)),
)
