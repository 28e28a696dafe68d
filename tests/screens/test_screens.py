"""The screens can be drawn, and on them nothing is clipped and nothing flashes."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mobile_office.ui import style, words
from tests.screens import cases, forms, painting
from tests.screens.scenes import Scene
from tests.screens.stage import HEIGHT, WIDTH, Stage

CHOSEN = {scene.file: scene for scene in (*forms.SCENES, *cases.SCENES)}


@pytest.mark.parametrize(
    "scene", [CHOSEN["form-person-problems"], CHOSEN["case-supervisor_changed"]], ids=lambda one: one.file
)
def test_nothing_is_clipped_and_nothing_flashes(qapp: QApplication, tmp_path: Path, scene: Scene) -> None:
    style.apply(qapp, "light")
    words.use("de")
    stage, file = Stage(tmp_path / "stage"), tmp_path / "screen.png"
    scene.world(stage)
    assert painting.paint(stage, scene, file) == []
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (WIDTH, HEIGHT)
    stage.close()


def test_scenes_have_names_of_their_own() -> None:
    names = [scene.file for scene in (*forms.SCENES, *cases.SCENES)]
    assert len(set(names)) == len(names)
