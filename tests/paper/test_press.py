"""The press: in memory, and a template's complaint never quotes what was declared."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.domain import text
from mobile_office.domain.errors import Trouble
from mobile_office.paper import landlord
from mobile_office.paper.press import pdf
from tests.paper.papers import HEAD, NOW, PRINTED


def test_a_template_that_fails_is_a_trouble_without_the_values() -> None:
    with pytest.raises(Trouble, match="paper_failed") as caught:
        pdf("receipt", {"title": "Erika Mustermann"}, datetime(2026, 11, 22, 9, 42, 7, 5, tzinfo=UTC))
    assert "Mustermann" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_printing_leaves_no_file(tmp_path: Path) -> None:
    code = (
        "from tests.paper.papers import *; from mobile_office.paper.receipt import receipt;"
        "receipt(service(), (), None, HEAD, PRINTED)"
    )
    line = [sys.executable, "-c", code]
    environment = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": "."}
    subprocess.run(line, check=True, env=environment, timeout=60)
    assert list(tmp_path.rglob("*")) == []


def test_every_letter_and_sequence_of_din_91379_has_its_glyph() -> None:
    # PDF/UA refuses a letter that no font can draw, so a made paper is the proof.
    everything = " ".join(text.table().groups)
    made = pdf("landlord", landlord.values(landlord.Move(names=(everything,)), HEAD, PRINTED), NOW)
    assert made.startswith(b"%PDF")
    with pytest.raises(Trouble, match="paper_failed"):
        pdf("landlord", landlord.values(landlord.Move(names=("\U0010fffd",)), HEAD, PRINTED), NOW)
