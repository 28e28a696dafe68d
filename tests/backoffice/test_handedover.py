"""What a laptop handed over before it was wiped is looked through: signed or not, written out, forgotten."""

import json
from pathlib import Path

import pytest

from mobile_office.backoffice import handedover, wiping
from mobile_office.canonical import canonical
from mobile_office.desk import Desk
from mobile_office.domain.errors import NotAllowed
from tests.house import Laptop, Town
from tests.samples import submit_sample


@pytest.fixture
def number(town: Town, laptop: Laptop, desk: Desk) -> str:
    """A case that was never delivered, handed over with a forged copy of it and with rubbish."""
    number = submit_sample(desk)
    (entry,) = laptop.place.journal.unsent(10)
    forged = entry.to_json()
    forged["header"] = {**forged["header"], "subject": "B-2026-\x1b[2J-7"}
    wiping.order(town.office, laptop.place.device.id)
    known = wiping.ordered(town.office, laptop.place.device.id)
    for content in (canonical({"entries": [entry.to_json(), forged, 7]}), b"rubbish"):
        wiping.take_over(town.office, known, content)
    return number


def test_each_entry_is_listed_without_a_name_and_a_forged_one_is_told(
    town: Town, laptop: Laptop, desk: Desk, number: str
) -> None:
    listed = handedover.listed(handedover.looked_through(town.office, laptop.place.device.id)).splitlines()
    assert listed[0].startswith(f"{number} submit by {desk.actor.person} ")
    assert listed[0].endswith(", signed by its author")
    assert listed[1].endswith(", NOT signed by its author")
    assert "\x1b" not in listed[1]
    assert listed[2:4] == ["an entry that cannot be read"] * 2
    assert listed[4].startswith("4 entries were handed over.")
    assert "Mustermann" not in "\n".join(listed)
    assert handedover.listed(handedover.looked_through(town.office, "nobody")) == "Nothing was handed over."


def test_all_of_it_is_written_for_its_reader_alone_and_then_forgotten(
    town: Town, laptop: Laptop, number: str, tmp_path: Path
) -> None:
    device, path = laptop.place.device.id, tmp_path / "handed.json"
    found = handedover.looked_through(town.office, device)
    handedover.write(found, path)
    assert path.stat().st_mode & 0o777 == 0o600
    first = json.loads(path.read_text("utf-8"))[0]
    assert first["header"]["subject"] == number
    assert first["body"]["answers"]["persons"][0]["family_name"] == "Mustermann"
    with pytest.raises(NotAllowed, match="file_exists"):
        handedover.write(found, path)
    assert handedover.forget(town.office, device) == 2
    assert handedover.looked_through(town.office, device) == ()
