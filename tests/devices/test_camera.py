"""The camera shows what lies before it until it is off. The real one is shown real frames where Qt Multimedia is."""

from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mobile_office.devices import camera as module
from mobile_office.devices.camera import QtCamera, SimulatedCamera
from mobile_office.domain.errors import Trouble
from tests.devices.views import dark, paper_on_table


class Seen:
    """Who looks."""

    def __init__(self) -> None:
        self.images: list[QImage] = []
        self.codes: list[str] = []

    def failed(self, trouble: Trouble) -> None:
        self.codes.append(trouble.code)


@pytest.fixture
def real() -> QtCamera:
    """The real camera's class, whatever is plugged in."""
    try:
        return QtCamera()
    except Trouble:
        pytest.skip(
            "PySide6-Addons (extra `camera`) is not installed: no frame goes through Qt Multimedia here"
        )


def test_a_plot_goes_on_to_its_last_picture_until_it_is_off(qtbot: QtBot) -> None:
    seen, camera = Seen(), SimulatedCamera(dark(), paper_on_table())
    camera.start(seen.images.append, seen.failed)
    qtbot.waitUntil(lambda: len(seen.images) == 3)
    camera.stop()
    camera.stop()
    assert seen.images == [dark(), paper_on_table(), paper_on_table()]
    qtbot.wait(30)
    assert (len(seen.images), camera.is_on) == (3, False)


def test_without_a_plot_it_fails_once(qtbot: QtBot) -> None:
    seen, camera = Seen(), SimulatedCamera()
    camera.start(seen.images.append, seen.failed)
    qtbot.waitUntil(lambda: seen.codes == ["camera_failed"])
    assert not camera.is_on


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(module, "import_module", missing)
    with pytest.raises(Trouble, match="camera_not_installed"):
        QtCamera()


def test_the_most_pixels_that_are_of_use_are_asked_for() -> None:
    class Of:
        def __init__(self, width: int, height: int) -> None:
            self.image = QImage(width, height, QImage.Format.Format_Mono)

        def resolution(self) -> Any:
            return self.image.size()

    small, good, huge = Of(640, 480), Of(2592, 1944), Of(4608, 3456)
    assert module._best([small, good, huge]) is good
    assert module._best([huge]) is None
    assert module._best([]) is None


@pytest.mark.qt_log_ignore("QRhi")  # offscreen there is no graphics card to turn frames into pictures
def test_frames_become_pictures_and_too_many_are_left_out(qtbot: QtBot, real: QtCamera) -> None:
    seen = Seen()
    real._show, real._failed = seen.images.append, seen.failed
    sink, frame = real.connect_sink(), real._multimedia.QVideoFrame(paper_on_table())
    assert frame.isValid()
    for _ in range(5):
        sink.setVideoFrame(frame)
    assert [image.size().toTuple() for image in seen.images] == [(1600, 1200)]
    qtbot.wait(module.BETWEEN + 20)
    sink.setVideoFrame(real._multimedia.QVideoFrame(dark()))
    assert seen.images[1] == dark().convertToFormat(seen.images[1].format())
    real.stop()
    real.stop()
    assert len(seen.images) == 2


def test_a_real_camera_works_or_says_what_is_wrong(qtbot: QtBot, real: QtCamera) -> None:
    seen = Seen()
    real.start(seen.images.append, seen.failed)
    qtbot.waitUntil(lambda: bool(seen.images or seen.codes), timeout=10_000)
    real.stop()
    assert seen.images or seen.codes[0] in ("camera_missing", "camera_failed")
