"""The road: an office behind two cables, a bus laptop and an office PC, and who sits where."""

import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from mobile_office.demo.day import writing
from mobile_office.demo.day.stage import Stage
from tests.journeys.at_work import at_work
from tests.journeys.cable import Cable
from tests.journeys.town_hall import TownHall

BERGER, WEBER, THIELE, VOGT = "Katrin Berger", "Jonas Weber", "Sabine Thiele", "Dirk Vogt"


@dataclass
class Road:
    """The office, the cables to it, and the two homes; `out` takes pictures and papers."""

    hall: TownHall
    bus_link: Cable
    pc_link: Cable
    folder: Path
    out: Path
    ids: dict[str, str] = field(default_factory=dict)

    def person(self, name: str, role: str) -> str:
        """Enter somebody at the office; their code."""
        self.ids[name], code = self.hall.person(name, role)
        return code

    def bus(self, name: str) -> AbstractContextManager[Stage]:
        """Somebody unlocks the laptop on the bus."""
        return at_work(self.folder / "bus", self.out, name, passphrase(name))

    def pc(self) -> AbstractContextManager[Stage]:
        """The supervisor unlocks the office PC."""
        return at_work(self.folder / "pc", self.out, VOGT, passphrase(VOGT))


def passphrase(name: str) -> str:
    return f"{name} am Marktplatz"


def typed(road: Road, home: str, command: str, *arguments: str, of: tuple[str, ...]) -> str:
    """A command of the program at a laptop; passphrases come from the terminal."""
    line = [sys.executable, "-m", "mobile_office", command, "--home", str(road.folder / home)]
    line += ["--passphrases-from-input", *arguments]
    given = "".join(f"{passphrase(name)}\n" for name in of)
    done = subprocess.run(line, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def deliver(stage: Stage) -> None:
    """Somebody presses the button, and waits until it is over."""
    stage.click("rail.delivery")
    stage.click("delivery.now")
    stage.wait("the run over", stage.find("delivery.now").isEnabled)


def to(stage: Stage, name: str) -> None:
    """On, section by section, until a field is there."""
    for _ in range(12):
        if stage.there(name) is not None:
            return
        writing.go_on(stage)
    stage.find(name)
