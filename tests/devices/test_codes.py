"""Codes are read by the real library where it is installed; without it that is said, and nothing else happens."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from mobile_office.devices import codes
from mobile_office.devices.codes import CodeReader, SimulatedReader, ZxingReader
from mobile_office.domain.errors import Trouble
from tests.devices.views import code_in_hand, dark, paper_on_table

CODE = "PC-7F3K-22Q9-XM"
# The same as a DataMatrix of 12 rows (ISO/IEC 16022), a bit for each module.
DATA_MATRIX = (
    0x2AAAAAA, 0x2BD375F, 0x20FAF58, 0x21B4437, 0x21F4A5E, 0x2C14449,
    0x353EC66, 0x2F2E057, 0x29EEEF2, 0x23757D5, 0x3D4199A, 0x3FFFFFF,
)  # fmt: skip
WIDE = 26  # modules


@pytest.fixture
def zxing() -> ZxingReader:
    """The real reader."""
    try:
        return ZxingReader()
    except Trouble:
        pytest.skip("zxing-cpp (extra `camera`) is not installed: no code is read from a picture here")


@pytest.fixture(params=["simulated", "zxing"])
def reader(request: pytest.FixtureRequest) -> CodeReader:
    """Either of them, shown one code, then two, then none."""
    if request.param == "zxing":
        real: CodeReader = request.getfixturevalue("zxing")
        return real
    return SimulatedReader([CODE], [CODE, "B"], [])


def test_codes_are_told_each_once_and_none_where_there_is_none(reader: CodeReader) -> None:
    assert reader.read(code_in_hand(CODE)) == (CODE,)
    assert set(reader.read(code_in_hand(CODE, "B"))) == {CODE, "B"}
    assert reader.read(paper_on_table()) == ()


def test_a_data_matrix_is_read_from_a_picture(zxing: ZxingReader) -> None:
    view = dark().scaled(400, 300)
    view.fill(0xFFFFFFFF)
    for y, row in enumerate(DATA_MATRIX):
        for x in range(WIDE):
            if row >> (WIDE - 1 - x) & 1:
                painter = QPainter(view)
                painter.fillRect(60 + 8 * x, 60 + 8 * y, 8, 8, QColor("#202020"))
                painter.end()
    assert zxing.read(view) == (CODE,)


def test_a_picture_of_nothing_has_no_code(zxing: ZxingReader) -> None:
    assert zxing.read(QImage()) == ()


def test_without_the_library_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(codes, "import_module", missing)
    with pytest.raises(Trouble, match="codes_not_installed"):
        ZxingReader()
