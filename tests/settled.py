"""A town with one laptop from the beginning, enrolled once in each process by the real codes and copied from then on.

Enrolling a laptop and four people takes a tenth of a second, and more than a thousand tests begin with it. Keys and
numbers are the same in all tests of a process. Whoever tests enrolment asks for a town without a laptop.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from mobile_office.store.keys import Slots, Unlocked
from mobile_office.workplace import open_workplace
from tests.house import CHEAP, Laptop, Town


@dataclass(frozen=True)
class _Made:
    files: dict[str, bytes]  # folders end with a slash
    people: dict[str, Unlocked]
    home: str


class SettledTown(Town):
    """A town whose first laptop is there already."""

    def __init__(self, folder: Path) -> None:
        self._made: _Made | None = _made()
        for name, data in self._made.files.items():
            if name.endswith("/"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            else:
                (folder / name).write_bytes(data)
        super().__init__(folder)

    def first(self) -> Laptop:
        """Open the laptop that is there; once."""
        made, self._made = self._made, None
        assert made is not None
        home = self.folder / made.home
        dbk = next(iter(made.people.values())).dbk
        laptop = Laptop(open_workplace(home, dbk), Slots(home, CHEAP), dict(made.people), self.clock)
        self._laptops.append(laptop)
        return laptop


@cache
def _made() -> _Made:
    with TemporaryDirectory() as name:
        folder = Path(name)
        town = Town(folder)
        laptop = town.laptop()
        town.close()
        files = {
            f"{path.relative_to(folder)}/" if path.is_dir() else str(path.relative_to(folder)): (
                b"" if path.is_dir() else path.read_bytes()
            )
            for path in sorted(folder.rglob("*"))
        }
        return _Made(files, laptop.people, laptop.place.home.name)
