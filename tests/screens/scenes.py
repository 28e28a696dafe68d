"""A scene: one screen in one state, on which stage it plays and how it is brought about."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from tests.screens.stage import Stage, wait
from tests.whole import is_whole

Prepare = Callable[[Stage], None]


@dataclass(frozen=True)
class Scene:
    """One picture. `draw` opens windows on the stage; the window opened last is what is painted.

    `name` begins with the screen (`form-person`), `state` is empty, filled or problems, or a word of
    its own. Scenes with the same `world` share a stage, in order. `themes` are drawn besides light.
    """

    name: str
    state: str
    world: Prepare
    draw: Callable[[Stage], object]
    themes: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The beginning of the picture's file name."""
        return f"{self.name}-{self.state}"

    def show(self, stage: Stage) -> None:
        """Draw it, until it is whole and laid out."""
        self.draw(stage)
        QApplication.processEvents()
        wait(lambda: all(map(is_whole, QApplication.topLevelWidgets())))
        QApplication.processEvents()
