"""An older copy of a laptop's store, as a backup or a synchronised folder keeps one, put back later."""

from pathlib import Path

from mobile_office.workplace import open_workplace
from tests.house import Laptop


class OlderCopy:
    """The store's files as they are now; what lies beside the store is not in it."""

    def __init__(self, laptop: Laptop) -> None:
        self._laptop = laptop
        self._kept = {path.name: path.read_bytes() for path in self._files()}

    def put_back(self) -> None:
        """Replace the store by the copy and open the workplace again."""
        self._laptop.place.close()
        for path in self._files():
            path.unlink()
        for name, data in self._kept.items():
            (self._home / name).write_bytes(data)
        self._laptop.place = open_workplace(self._home, next(iter(self._laptop.people.values())).dbk)

    @property
    def _home(self) -> Path:
        return self._laptop.place.home

    def _files(self) -> list[Path]:
        return list(self._home.glob("store.db*"))
