"""The scripted day as a person would live it: real windows, real stores, a real server, a real SIGKILL."""

import subprocess
import sys
from pathlib import Path

import pytest

STEPS = (
    "enrolled with their people",
    "the clerk unlocks while the office is down",
    "3 blank forms are printed",
    "the departure check is signed",
    "a wrong stop is set right",
    "a family of three is typed",
    "the landlord's paper is scanned",
    "prepared, not applied for",
    "an exemption from the ID duty",
    "one is parked",
    "is killed (SIGKILL)",
    "nothing shown as saved is missing",
    "comes back to the same field",
    "the supervisor frees two",
    "the supervisor returns one",
    "asks for a new signature",
    "the clerk corrects it",
    "attempt to free it is refused",
    "everything is delivered and receipted",
    "the scan has followed its case",
    "the protocol of the delivery is printed",
    "intake takes one over",
    "intake queries one",
    "the query reaches the desk",
    "is erased on the laptop",
    "the list of missing papers is printed",
    "the landlord's form is printed",
    "a form written by hand two days ago is captured",
    "a count that differs from the cases is refused",
    "the day is closed",
    "the bag with the counted papers is handed over",
    "the day's protocol is printed",
    "the office agrees",
    "a store put back to midday",
)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_step_of_the_day_passes(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "mobile_office.demo.day", "--out", str(tmp_path / "day")]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for step in STEPS:
        assert step in done.stdout
    assert "FAILED" not in done.stdout
    assert len(list((tmp_path / "day").glob("*.png"))) >= 40
    assert not (tmp_path / "day" / "shown").exists()
