"""What there is to offer on this laptop: the program's services, fees and code lists, overlaid by published ones.

Read anew when something published has become whole, and replaced in one step: whoever looks sees the old or the
new, never a mixture. What cannot be used is named in `catalog.broken`, and the others go on.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from mobile_office.domain import codelists, fee_tables, service_file
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import BrokenService, Damaged
from mobile_office.domain.fee_tables import FeeTables
from mobile_office.domain.service import Service
from mobile_office.publication import Kind, Publication
from mobile_office.store import catalog
from mobile_office.store.catalog import Catalog
from mobile_office.store.publications import Publications

_reading = Lock()


@dataclass(frozen=True)
class Shelf:
    """Services, fees and code lists that belong together."""

    catalog: Catalog
    codelists: CodeLists


def read_shelf(folder: Path) -> tuple[Catalog, CodeLists]:
    """Services and code lists of a resources folder, read once: they do not change while the program runs.

    Raises Damaged. May be called before anybody is let in, on any thread: nothing in it is secret. Whoever comes
    while somebody reads waits for them, instead of reading beside them.
    """
    with _reading:
        return _read_shelf(folder)


@cache
def _read_shelf(folder: Path) -> tuple[Catalog, CodeLists]:
    lists = catalog.load_codelists(folder)
    return catalog.load(folder, lists), lists


class Stock:
    """The current shelf of one device. `refresh` belongs on the network's thread; reading is for any."""

    def __init__(self, folder: Path, publications: Publications) -> None:
        """`folder` are the program's resources. Raises Damaged."""
        self._folder = folder
        self._publications = publications
        self._read: dict[tuple[str, str], Service] = {}
        self.current = Shelf(*read_shelf(folder))
        self.refresh()

    def refresh(self) -> None:
        """Read what has become whole; a service that has been read once is not read again."""
        broken: list[BrokenService] = []
        ours, lists = read_shelf(self._folder)
        lists = self._lists(lists, broken)
        fees = self._fees(ours.fees, broken)
        services = self._services(ours, lists, broken)
        changed = broken or services or lists is not read_shelf(self._folder)[1] or fees is not ours.fees
        overlaid = Catalog({**services, **ours.services}, (*ours.broken, *broken), fees)
        self.current = Shelf(overlaid if changed else ours, lists)

    def can_use(self, item: Publication) -> bool:
        """Whether a whole publication is in use: a service that could be read, or anything else."""
        if item.kind != Kind.SERVICE:
            return all(problem.details["file"] != _file(item) for problem in self.current.catalog.broken)
        service = self.current.catalog.services.get((item.name, item.version))
        return service is not None and service.hash == item.digest

    def _lists(self, ours: CodeLists, broken: list[BrokenService]) -> CodeLists:
        """The newest published list of a name replaces the program's."""
        found = {}
        for item in self._publications.latest(Kind.CODELIST):
            try:
                found[item.name] = codelists.read(item.name, self._text(item))
            except Damaged as problem:
                broken.append(BrokenService(file=_file(item), line=0, reason=problem.code))
            except BrokenService as problem:
                broken.append(problem)
        return CodeLists({**ours.lists, **found}) if found else ours

    def _fees(self, ours: FeeTables, broken: list[BrokenService]) -> FeeTables:
        """The published table of a first day and version replaces the program's."""
        found = {}
        for item in self._publications.latest(Kind.FEES):
            try:
                table = fee_tables.read(self._text(item), _file(item))
                found[table.name] = table
            except BrokenService as problem:
                broken.append(problem)
        return (
            FeeTables(tuple({**{one.name: one for one in ours.tables}, **found}.values())) if found else ours
        )

    def _services(
        self, ours: Catalog, lists: CodeLists, broken: list[BrokenService]
    ) -> dict[tuple[str, int], Service]:
        """The published services, every version of them; an id and version the program has stays as it is."""
        found = {}
        for item in self._publications.latest(Kind.SERVICE):
            known = ours.services.get((item.name, item.version))
            if known is not None and known.hash == item.digest:
                continue
            try:
                if known is not None:
                    raise BrokenService(file=_file(item), line=0, reason="published_twice")
                found[item.name, item.version] = self._service(item, lists)
            except BrokenService as problem:
                broken.append(problem)
        return found

    def _service(self, item: Publication, lists: CodeLists) -> Service:
        # The office has looked its fees up before publishing; while a table is on its way they have no amount.
        key = (item.digest, item.fields)
        if key not in self._read:
            service = service_file.read(self._text(item), _file(item), self._fields(item), lists)
            if (service.id, service.version) != (item.name, item.version):
                raise BrokenService(file=_file(item), line=0, reason="another_service")
            self._read[key] = service
        return self._read[key]

    def _fields(self, item: Publication) -> dict[str, Any]:
        """The shared fields a service was written with. Raises BrokenService while they are not here."""
        if not item.fields:
            return catalog.load_fields(self._folder)
        written = self._publications.content(item.fields)
        if written is None:
            raise BrokenService(file=_file(item), line=0, reason="fields_missing")
        return catalog.fields_of(written)

    def _text(self, item: Publication) -> str:
        written = self._publications.content(item.digest)
        if written is None:
            raise BrokenService(file=_file(item), line=0, reason="not_whole")
        return catalog.decoded(written, _file(item))


def _file(item: Publication) -> str:
    """What a publication is called where it is broken: its file's name, with the version of a service."""
    return f"{item.name}.{item.version}.toml" if item.kind == Kind.SERVICE else f"{item.name}.toml"
