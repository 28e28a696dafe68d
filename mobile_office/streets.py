"""The street directory at the desk: streets offered while one is typed, and what it says of an address.

Nothing is ever forced and nothing blocks: suggestions and hints. Without a directory there are none. Reads belong
on the window's thread; `renew` makes the directory anew from what the office has published, on the network's.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from mobile_office.domain import streets
from mobile_office.domain.errors import Damaged
from mobile_office.domain.service import Problem, Section, Service, Severity
from mobile_office.domain.streets import Address
from mobile_office.domain.text import search_form
from mobile_office.domain.view import items
from mobile_office.publication import Kind, Publication
from mobile_office.store import durable_file
from mobile_office.store import streets as store
from mobile_office.store.streets import Directory, Suggestion

FILE = "streets.db"
STREET, NUMBER, LETTER, POSTCODE, TOWN = "street", "house_number", "house_letter", "postcode", "town"
_ASKED = frozenset({STREET, NUMBER, POSTCODE})  # fields of a section that make it an address
_OF_THE_HOME = frozenset({"address_protected", "address_protected_named"})


class Published(Protocol):
    """What the office has published and is here whole (`store.publications`)."""

    def latest(self, kind: Kind) -> tuple[Publication, ...]:
        """The newest of each name."""

    def content(self, digest: str) -> bytes | None:
        """Its bytes."""


class Streets:
    """The directory of one home, opened when first asked and again when it was made anew."""

    def __init__(self, home: Path, key: bytes, published: Published) -> None:
        """`key` is the store's (32 bytes)."""
        self._path, self._key, self._published = home / FILE, key, published
        self._directory: Directory | None = None
        self._looked = False
        self._is_new = Event()
        self._tried = self._made = ""

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Streets for what is typed; see `Directory.suggest`."""
        directory = self._open()
        try:
            return directory.suggest(typed) if directory is not None else ()
        except Damaged:
            self._throw_away()
            return ()

    def hints(
        self, service: Service, answers: Mapping[str, Any], visible: Collection[str]
    ) -> tuple[Problem, ...]:
        """What to look at in the addresses of a draft: hints only, at the fields that are shown."""
        directory = self._open()
        if directory is None:
            return ()
        try:
            found = [
                Problem(section.path(field, index), remark.code, Severity.HINTS, dict(remark.gaps))
                for section, index, address in _addresses(service, answers)
                for remark in self._judge(directory, address)
                for field in section.fields
                if field.key == remark.key and not (section.repeat and remark.code in _OF_THE_HOME)
            ]
        except Damaged:
            self._throw_away()
            return ()
        return tuple(problem for problem in found if problem.field in visible)

    def renew(self, stop: Callable[[], bool] = lambda: False) -> bool:
        """Make the directory of what is published now, where it is not; True when it was made.

        Seconds for a large one, without the store's writer. Raises Damaged(what="streets"), DiskFull or Trouble.
        """
        latest = self._published.latest(Kind.STREETS)
        wanted = ",".join(sorted({item.digest for item in latest}))
        if not latest or wanted in (self._tried, self._made):
            return False
        if store.made_of(self._path, self._key) == wanted:
            self._made = wanted
            return False
        contents = [self._published.content(digest) for digest in wanted.split(",")]
        if None in contents:  # not here as a whole yet
            return False
        self._tried = wanted  # what cannot be used is told once, not with every delivery
        lines = (row for held in contents if held is not None for row in streets.read(streets.lines_of(held)))
        if not store.build(self._path, self._key, wanted, lines, stop):
            self._tried = ""
            return False
        self._tried, self._made = "", wanted
        self._is_new.set()
        return True

    def close(self) -> None:
        """Close the file."""
        if self._directory is not None:
            self._directory.close()
        self._directory, self._looked = None, False

    def _open(self) -> Directory | None:
        if self._is_new.is_set():
            self._is_new.clear()
            self.close()
        if not self._looked:
            self._looked = True
            try:
                self._directory = Directory(self._path, self._key) if self._path.exists() else None
            except Damaged:  # made anew with the next delivery
                self._throw_away()
        return self._directory

    def _throw_away(self) -> None:
        self.close()
        self._looked, self._made = True, ""
        durable_file.remove(self._path)

    def _judge(self, directory: Directory, address: Address) -> tuple[streets.Remark, ...]:
        if search_form(address.town) not in directory.towns:
            return ()
        return streets.judge(directory.lines(address.street, address.town), address)


def _addresses(service: Service, answers: Mapping[str, Any]) -> Iterator[tuple[Section, int, Address]]:
    """Every address that is typed as far as its number."""
    for section in service.sections:
        if not {field.key for field in section.fields} >= _ASKED:
            continue
        for index, item in enumerate(items(section, answers)):
            typed = [str(item.get(key) or "").strip() for key in (STREET, NUMBER, LETTER, POSTCODE, TOWN)]
            if typed[0] and typed[1]:
                yield section, index, Address(*typed)
