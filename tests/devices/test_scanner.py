"""A page is scanned by SANE's own test scanner, where `scanimage` is; trouble is told by its code; nothing is left behind."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mobile_office.devices import scanner as module
from mobile_office.devices.scanner import SaneScanner, Scanner, SimulatedScanner
from mobile_office.devices.scans import clean
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import Trouble

PAGE = b"\x89PNG\r\n\x1a\n of a page"


@dataclass
class Told:
    """What a scanner said."""

    pages: list[bytes] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    percents: list[int] = field(default_factory=list)

    def scan(self, scanner: Scanner) -> None:
        scanner.scan(self.pages.append, lambda trouble: self.codes.append(trouble.code), self.percents.append)

    @property
    def is_over(self) -> bool:
        return bool(self.pages or self.codes)


def scanned(qtbot: QtBot, scanner: Scanner) -> Told:
    """One page, or what went wrong."""
    told = Told()
    told.scan(scanner)
    qtbot.waitUntil(lambda: told.is_over, timeout=20_000)
    return told


@pytest.fixture
def sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SANE with its test scanner only; more lines for it may be added."""
    if shutil.which("scanimage") is None:
        pytest.skip("scanimage (sane-utils) is not installed: no page is really scanned here")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    monkeypatch.delenv("SANE_DEFAULT_DEVICE", raising=False)
    (tmp_path / "dll.conf").write_text("test\n")
    return tmp_path


@pytest.fixture(params=["simulated", "sane"])
def scanner(request: pytest.FixtureRequest) -> Scanner:
    """Either of them."""
    if request.param == "simulated":
        return SimulatedScanner(PAGE)
    request.getfixturevalue("sane")
    return SaneScanner()


def test_a_page_comes_as_a_picture_in_memory_and_how_far_it_is_is_told(
    qtbot: QtBot, scanner: Scanner
) -> None:
    told = scanned(qtbot, scanner)
    assert told.codes == []
    assert told.pages[0].startswith(PAGE[:8])
    assert told.percents
    assert all(0 <= percent <= 100 for percent in told.percents)


def test_a_scanner_that_was_stopped_says_nothing_more(qtbot: QtBot, scanner: Scanner) -> None:
    told = Told()
    told.scan(scanner)
    scanner.stop()
    scanner.stop()
    qtbot.wait(150)
    assert not told.is_over


def test_what_is_really_scanned_can_be_kept_as_a_scan(qtbot: QtBot, sane: Path) -> None:
    (page,) = scanned(qtbot, SaneScanner()).pages
    image = QImage.fromData(page)
    assert (image.width(), image.height()) == (1574, 1574)  # 200 mm, all that this scanner has, at 200 dpi
    assert clean(page).format in (Format.PNG, Format.JPEG)
    assert {path.name for path in sane.iterdir()} == {"dll.conf"}


@pytest.mark.parametrize(
    "status, code",
    [
        ("SANE_STATUS_DEVICE_BUSY", "scanner_busy"),
        ("SANE_STATUS_JAMMED", "scanner_look"),
        ("SANE_STATUS_NO_DOCS", "scanner_look"),
        ("SANE_STATUS_COVER_OPEN", "scanner_look"),
        ("SANE_STATUS_ACCESS_DENIED", "scanner_denied"),
        ("SANE_STATUS_IO_ERROR", "scanner_failed"),
    ],
)
def test_trouble_at_the_scanner_has_its_own_sentence(
    qtbot: QtBot, sane: Path, status: str, code: str
) -> None:
    (sane / "test.conf").write_text(f'number_of_devices 1\nread-status-code "{status}"\n')
    told = scanned(qtbot, SaneScanner())
    assert (told.pages, told.codes) == ([], [code])


def test_no_scanner_is_no_scanner_and_a_camera_is_none(qtbot: QtBot, sane: Path) -> None:
    (sane / "dll.conf").write_text("")
    assert scanned(qtbot, SaneScanner()).codes == ["scanner_missing"]


def test_one_that_was_pulled_out_is_looked_for_again(qtbot: QtBot, sane: Path) -> None:
    scanner = SaneScanner()
    scanner._device = "test:7"
    assert scanned(qtbot, scanner).codes == ["scanner_missing"]
    assert len(scanned(qtbot, scanner).pages) == 1


def test_a_scanner_that_knows_no_colours_scans_as_it_does_by_itself(
    qtbot: QtBot, sane: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WANTED", ("--mode", "Colourful"))
    told = scanned(qtbot, SaneScanner())
    assert QImage.fromData(told.pages[0]).isGrayscale()


def test_one_that_does_not_come_to_an_end_is_ended(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "scanimage"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o700)
    monkeypatch.setattr(module, "LOOKING", 50)
    scanner = SaneScanner(str(slow))
    told = Told()
    told.scan(scanner)
    process = scanner._process
    assert process is not None
    with qtbot.waitSignal(process.finished, timeout=10_000):
        pass
    assert told.codes == ["scanner_slow"]
    assert scanner._process is None


def test_one_that_never_ends_talking_is_ended(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = tmp_path / "scanimage"
    loud.write_text("#!/bin/sh\nexec cat /dev/zero\n")
    loud.chmod(0o700)
    monkeypatch.setattr(module, "LARGEST", 100_000)
    scanner = SaneScanner(str(loud))
    told = Told()
    told.scan(scanner)
    process = scanner._process
    assert process is not None
    with qtbot.waitSignal(process.finished, timeout=10_000):
        pass
    assert told.codes == ["scanner_failed"]


def test_what_cannot_be_started_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "scanimage"
    broken.write_text("#!/no/such/program\n")
    broken.chmod(0o700)
    assert scanned(qtbot, SaneScanner(str(broken))).codes == ["scanner_failed"]


def test_without_the_program_it_is_said() -> None:
    with pytest.raises(Trouble, match="scanner_not_installed"):
        SaneScanner("no-such-program")


def test_a_plot_of_trouble_ends_with_its_last_word(qtbot: QtBot) -> None:
    scanner = SimulatedScanner("scanner_busy", PAGE)
    assert scanned(qtbot, scanner).codes == ["scanner_busy"]
    assert scanned(qtbot, scanner).pages == [PAGE]
    assert scanned(qtbot, scanner).pages == [PAGE]
