"""A laptop's home at three moments of its history, to be damaged byte by byte: real store, real entries, real office."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from mobile_office.domain.case import Action
from mobile_office.workplace import STORE, open_workplace
from tests.house import Laptop, Town
from tests.samples import decide, fill_sample, submit_sample

PAGE = 4096
SERVICE = "id_exemption"


@dataclass
class Days:
    """A laptop's home as it was early, late, and once more while it was open, with the last entries in the log only.

    The office has countersigned each of them.
    """

    folder: Path
    town: Town
    laptop: Laptop

    def home(self, name: str, to: Path) -> Path:
        """A copy of one of them to be damaged."""
        return Path(shutil.copytree(self.folder / name, to / name))

    def pages(self, name: str) -> list[bytes]:
        data = (self.folder / name / STORE).read_bytes()
        return [data[at : at + PAGE] for at in range(0, len(data), PAGE)]

    @property
    def dbk(self) -> bytes:
        return self.laptop.people["Berger"].dbk


def live(folder: Path) -> Days:
    """Twelve entries and a draft: five of them early, ten late, all when it is open."""
    (folder / "town").mkdir()
    town = Town(folder / "town")
    days = Days(folder, town, town.laptop(names=("Berger", "Thiele")))

    def work(submits: int, approved: slice) -> None:
        clerk, supervisor = (days.laptop.desk(name, town.office) for name in ("Berger", "Thiele"))
        for _ in range(submits):
            submit_sample(clerk, SERVICE)
        for number in sorted(line.number for line in clerk.cases())[approved]:
            decide(supervisor, number, Action.APPROVE, "Thiele")
        assert clerk.deliver(force=True).trouble == ""

    def close_as(name: str) -> None:
        place = days.laptop.place
        place.close()
        shutil.copytree(place.home, folder / name)
        days.laptop.place = open_workplace(place.home, days.dbk)

    fill_sample(days.laptop.desk("Berger", town.office), SERVICE)
    work(4, slice(1))
    close_as("early")
    draft = days.laptop.place.drafts.open()[0]
    days.laptop.desk("Berger", town.office).save(draft.id, "note", "")
    work(3, slice(1, 3))
    close_as("late")
    work(2, slice(0))
    shutil.copytree(days.laptop.place.home, folder / "open")
    return days
