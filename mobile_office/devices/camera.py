"""The camera (Kamera): pictures as they come, in memory; real through Qt Multimedia, or simulated.

Qt Multimedia is an extra (`camera`) and is loaded when somebody wants the camera. Nothing is recorded, no sound taken.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QLoggingCategory, QObject, QTimer, Slot
from PySide6.QtGui import QImage

from mobile_office.domain.errors import Trouble

BETWEEN = 120  # milliseconds between two pictures: enough to lay a paper straight, and spares the battery
_PIXELS = 5_100_000  # more is no help: A4 at 200 dots per inch has 3.9 million

Show = Callable[[QImage], object]
Failed = Callable[[Trouble], object]


class Camera(Protocol):
    """Something that shows what lies before it. On the window's thread, which it never keeps waiting."""

    def start(self, show: Show, failed: Failed) -> None:
        """From now on `show(picture)`, or `failed(trouble)` once: camera_missing, camera_failed."""

    def stop(self) -> None:
        """Off; its light goes out. May be called at any time, also twice."""


class QtCamera(QObject):
    """The camera the system prefers. Raises Trouble: camera_not_installed."""

    def __init__(self) -> None:
        super().__init__()
        # Its messages name devices and folders; ours say what matters.
        QLoggingCategory.setFilterRules("qt.multimedia*=false")
        try:
            self._multimedia: Any = import_module("PySide6.QtMultimedia")
        except ImportError:  # not installed, or a library of the system that it needs is not
            raise Trouble("camera_not_installed") from None
        self._session: Any = None
        self._show: Show | None = None
        self._failed: Failed | None = None
        self._since = QElapsedTimer()

    def start(self, show: Show, failed: Failed) -> None:
        """From now on pictures come."""
        self.stop()
        self._show, self._failed = show, failed
        multimedia = self._multimedia
        device = multimedia.QMediaDevices.defaultVideoInput()
        if device.isNull():
            self._end("camera_missing")
            return
        self._camera = multimedia.QCamera(device, self)
        if (best := _best(device.videoFormats())) is not None:
            self._camera.setCameraFormat(best)
        self._camera.errorOccurred.connect(self._went_wrong)
        self.connect_sink()
        self._session.setCamera(self._camera)
        self._camera.start()

    def connect_sink(self) -> Any:
        """Where the camera's pictures arrive."""
        self._session = self._multimedia.QMediaCaptureSession(self)
        sink = self._multimedia.QVideoSink(self)
        sink.videoFrameChanged.connect(self.take)
        self._session.setVideoSink(sink)
        return sink

    def stop(self) -> None:
        """Off."""
        self._show = self._failed = None
        self._since.invalidate()
        session, self._session = self._session, None
        if session is None:
            return
        sink, camera = session.videoSink(), session.camera()
        sink.videoFrameChanged.disconnect(self.take)
        if camera is not None:
            camera.errorOccurred.disconnect(self._went_wrong)
            camera.stop()
            camera.deleteLater()
        session.deleteLater()
        sink.deleteLater()

    @Slot("QVideoFrame")
    def take(self, frame: Any) -> None:
        """A picture has come, perhaps from a thread of the driver; too many are left out."""
        show = self._show
        if show is None or (self._since.isValid() and self._since.elapsed() < BETWEEN):
            return
        image = frame.toImage()
        if not image.isNull():
            self._since.start()
            show(image)

    def _went_wrong(self, *_: object) -> None:
        """Somebody else has it, or it was pulled out. The driver's own words are not ours."""
        self._end("camera_failed")

    def _end(self, code: str) -> None:
        failed = self._failed
        self.stop()
        if failed is not None:
            failed(Trouble(code))


class SimulatedCamera:
    """A camera with a plot: one picture after the other, the last one for ever; without one it fails."""

    def __init__(self, *plot: QImage) -> None:
        self._plot, self.is_on = plot, False
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._next)

    def start(self, show: Show, failed: Failed) -> None:
        """From now on the plot goes on."""
        self.is_on, self._show, self._failed = True, show, failed
        self._rest: Iterator[QImage] = iter(self._plot)
        self._timer.start()

    def stop(self) -> None:
        """Off."""
        self.is_on = False
        self._timer.stop()

    def _next(self) -> None:
        if not self._plot:
            self.stop()
            self._failed(Trouble("camera_failed"))
            return
        self._show(next(self._rest, self._plot[-1]))


def _best(formats: Sequence[Any]) -> Any:
    """The one with the most pixels that are of use; None where the camera says nothing."""

    def pixels(one: Any) -> int:
        return int(one.resolution().width() * one.resolution().height())

    return max((one for one in formats if pixels(one) <= _PIXELS), key=pixels, default=None)
