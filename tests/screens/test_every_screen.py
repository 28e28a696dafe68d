"""Every scene, drawn once in each size and language, and asked everything: it fits, it can be told and gone through.

Drawing is what takes minutes, asking takes seconds. Nothing is excepted. Stages are dealt out in parts, so that two
processes have as much to do; scenes of one stage stay together and in order.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mobile_office.ui import style, words
from tests.screens import fitting, tree
from tests.screens.__main__ import SCENES, staged, stages
from tests.screens.scenes import Scene

PARTS = 4
SIZES = {"100": 1.0, "200": 2.0}  # per cent of text
CHECKS = {"fits": fitting.complaints, "told": tree.complaints}


def part(place: int) -> list[Scene]:
    """The scenes of one part: each stage goes to the part that has least so far, the largest first."""
    parts: list[list[Scene]] = [[] for _ in range(PARTS)]
    for same in sorted(stages(SCENES), key=len, reverse=True):
        min(parts, key=len).extend(same)
    return parts[place]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """What each test chooses is put back."""
    yield
    style.apply(qapp, "light")
    words.use("de")


def test_each_scene_is_in_one_part() -> None:
    dealt = [scene.file for place in range(PARTS) for scene in part(place)]
    assert sorted(dealt) == sorted(scene.file for scene in SCENES)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("place", range(PARTS))
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_screen_fits_and_can_be_told_and_gone_through(
    qapp: QApplication, tmp_path: Path, language: str, size: str, place: int
) -> None:
    style.apply(qapp, "light", SIZES[size])
    words.use(language)
    found = dict[str, list[str]]()
    for stage, scene in staged(part(place), tmp_path):
        try:
            scene.show(stage)
            for name, complaints in CHECKS.items():
                if wrong := complaints(stage.top):
                    found[f"{scene.file} {name}"] = wrong
        finally:
            stage.close_windows()
    assert found == {}
