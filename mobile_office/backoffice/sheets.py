"""The sheet (Blatt) a one-time code is handed over on: words to type, a QR code to scan, on screen or on paper.

The QR code holds one line of letters and digits; a hand scanner types it into the field of the code. It carries the
office's address where that was named.
"""

import io
import os
from datetime import datetime
from html import escape
from pathlib import Path

from mobile_office.domain.errors import NotAllowed
from mobile_office.sync.code import Code

_WIDE = 6  # groups of a code on one line of a sheet


def terminal(code: Code) -> str:
    """The QR code for a terminal."""
    import segno  # only whoever invites needs it

    drawn = io.StringIO()
    segno.make_qr(code.line, error="m").terminal(drawn, compact=True)
    return drawn.getvalue().rstrip("\n")


def svg(code: Code, whom: str) -> bytes:
    """A picture of the QR code with the code's words, to be printed or shown."""
    import segno

    made = segno.make_qr(code.line, error="m")
    size = made.symbol_size(scale=4)[0]
    lines = [whom, *_lines(code), *((code.address,) if code.address else ())]
    height = size + 20 * len(lines) + 10
    words = "".join(
        f'<text x="16" y="{size + 20 * at + 16}" font-family="monospace" font-size="14">{escape(text)}</text>'
        for at, text in enumerate(lines)
    )
    width = max(size, 360)
    inside = made.svg_inline(scale=4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{inside}{words}</svg>'
    ).encode()


def pdf(code: Code, whom: str, at: datetime) -> bytes:
    """A sheet to be handed over, in German and English. Raises Trouble("paper_failed")."""
    import segno

    from mobile_office.paper import press

    values = {
        "whom": whom,
        "lines": _lines(code),
        "address": code.address,
        "code": segno.make_qr(code.line, error="m").svg_inline(border=0),
    }
    return press.pdf("invitation", values, at)


def write(path: Path, content: bytes) -> None:
    """Write a sheet, readable by its owner only, over nothing. Raises NotAllowed("file_exists")."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise NotAllowed("file_exists") from error
    with os.fdopen(opened, "wb") as file:
        file.write(content)


def _lines(code: Code) -> list[str]:
    groups = code.text.split("-")
    return ["-".join(groups[at : at + _WIDE]) for at in range(0, len(groups), _WIDE)]
