"""Camera and scanner as screens: live, taken with the frame, at work, and what is said where there is none."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QWidget

from mobile_office.devices.camera import Camera, SimulatedCamera
from mobile_office.devices.capturing import CaptureDevices
from mobile_office.devices.codes import SimulatedReader
from mobile_office.devices.cropping import as_png
from mobile_office.devices.scanner import SimulatedScanner
from mobile_office.domain.errors import Trouble
from mobile_office.domain.overview import Draft
from mobile_office.ui.codes import CodeEditor
from mobile_office.ui.taking import CameraPage, ScannerPage
from tests.devices.views import code_in_hand, paper_on_table
from tests.screens import documents, forms, worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find, wait

Draw = Callable[[Stage], object]
_LONG = 3_600_000  # milliseconds: at work for as long as it is looked at


def _none() -> Camera:
    raise Trouble("camera_not_installed")


HERE = CaptureDevices(
    lambda: SimulatedCamera(paper_on_table(tilt=1.5)),
    lambda: SimulatedScanner(as_png(paper_on_table().copy(480, 120, 640, 905)), wait=0),
    lambda: SimulatedReader(()),
)
BUSY = CaptureDevices(scanner_maker=lambda: SimulatedScanner(b"", wait=_LONG))
CODE = CaptureDevices(lambda: SimulatedCamera(code_in_hand("PC-7F3K-22Q9-XM")), reader_maker=SimulatedReader)
NOTHING = CaptureDevices(_none, lambda: SimulatedScanner("scanner_missing"), SimulatedReader)


def taken(kind: type[CameraPage] | type[ScannerPage], devices: CaptureDevices, *presses: str) -> Draw:
    """The landlord's confirmation is taken; `presses` are buttons by name."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        opened.form(forms.zoe(stage))
        page = kind("Bestätigung des Wohnungsgebers", devices, opened.background)
        opened.window.open(page)
        opened.settle()
        for name in presses:
            press(page, name)
            opened.settle()

    return draw


def press(page: QWidget, name: str) -> None:
    """A button, once it may be pressed."""
    button = find(page, name)
    assert isinstance(button, QAbstractButton)
    wait(button.isEnabled)
    button.click()


def without_birth_date(stage: Stage) -> Draft:
    """Erika's application with an empty field that her passport fills in."""
    return documents.erika(stage, birth_date=None)


def photo_code(devices: CaptureDevices) -> Draw:
    """The photo code of an identity card is looked for."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        page = opened.form(forms.sample_of("id_card", stage))
        page.devices = devices
        page.jump("photo_code")
        opened.settle()
        press(page, "photo_code.camera")
        opened.settle()
        panel = page.findChildren(CodeEditor)[-1].panel
        assert panel is not None
        page.scroll_to(panel.end)
        opened.settle()

    return draw


SCENES = (
    Scene(
        "devices", "camera", worlds.forms, taken(CameraPage, HERE, "taking.take"), themes=("dark", "contrast")
    ),
    Scene("devices", "live", worlds.forms, taken(CameraPage, HERE)),
    Scene("devices", "no-camera", worlds.forms, taken(CameraPage, NOTHING)),
    Scene("devices", "scanner", worlds.forms, taken(ScannerPage, HERE)),
    Scene("devices", "scanning", worlds.forms, taken(ScannerPage, BUSY, "taking.take")),
    Scene("devices", "scanned", worlds.forms, taken(ScannerPage, HERE, "taking.take")),
    Scene("devices", "no-scanner", worlds.forms, taken(ScannerPage, NOTHING, "taking.take")),
    Scene(
        "devices", "gaps", worlds.forms, forms.drawn(without_birth_date, documents.read(documents.PASSPORT))
    ),
    Scene("devices", "code", worlds.forms, photo_code(CODE)),
    Scene("devices", "no-code", worlds.forms, photo_code(NOTHING)),
)
