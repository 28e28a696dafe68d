"""Mutated envelopes, a few of them: none is taken in, none is a bug. `make storm` sends many more."""

from pathlib import Path

import pytest

from tests.storm.mutations import attack
from tests.storm.scene import Scene


@pytest.mark.slow
def test_no_mutated_envelope_is_taken_in_and_none_is_a_bug(tmp_path: Path) -> None:
    stage = Scene(tmp_path / "scene", None).stage(tmp_path / "stage")
    report = attack(stage, 200)
    assert report.sent == 200
    assert (report.accepted, report.unhandled) == ([], [])
    # Also such as get as far as the entries inside.
    assert report.counts["entry_200"] > 5
