"""The services and fee tables there are, read from their files. A broken file is named; the others go on.

Every version stays readable: a case is shown for ever with the version it was asked with.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mobile_office.domain import codelists, fee_tables, service_file
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import BrokenService, Damaged
from mobile_office.domain.fee_tables import FeeTable, FeeTables
from mobile_office.domain.service import Service


@dataclass(frozen=True)
class Catalog:
    """Services by id and version, the files that could not be used, and what things cost."""

    services: dict[tuple[str, int], Service]
    broken: tuple[BrokenService, ...]
    fees: FeeTables = field(default_factory=FeeTables)

    def current(self) -> tuple[Service, ...]:
        """The newest version of each service a case can come of, by id."""
        return tuple(service for service in self._newest() if service.is_captured)

    def advice(self) -> tuple[Service, ...]:
        """The newest version of each service that is advice only, by id."""
        return tuple(service for service in self._newest() if not service.is_captured)

    def _newest(self) -> tuple[Service, ...]:
        newest: dict[str, Service] = {}
        for _, service in sorted(self.services.items()):
            newest[service.id] = service
        return tuple(newest.values())

    def get(self, id: str, version: int) -> Service:
        """One version of a service. Raises BrokenService when it is not there."""
        if (id, version) not in self.services:
            raise BrokenService(file=f"{id}.toml", line=0, reason="service_missing")
        return self.services[id, version]


def load(folder: Path, lists: CodeLists | None = None) -> Catalog:
    """Read `services/*.toml`, `fields.toml` and `fees/` of the resources folder, and `codelists/` if not given.

    While a fee table is broken, services go on and name fees without an amount.
    """
    lists = lists or load_codelists(folder)
    fees, broken_tables = load_fees(folder)
    items = None if broken_tables else fees.keys
    try:
        fields = load_fields(folder)
    except BrokenService as unread:  # nothing can be read without it
        return Catalog({}, (unread, *broken_tables), fees)
    services: dict[tuple[str, int], Service] = {}
    broken: list[BrokenService] = []
    for path in sorted((folder / "services").glob("*.toml")):
        try:
            service = _read(path, fields, lists, items)
            if (service.id, service.version) in services:
                raise BrokenService(file=path.name, line=0, reason="published_twice")
        except BrokenService as problem:
            broken.append(problem)
        else:
            services[service.id, service.version] = service
    return Catalog(services, (*broken, *broken_tables), fees)


def load_codelists(folder: Path) -> CodeLists:
    """The code lists of the resources folder. Raises Damaged (`what` names the list)."""
    found = {}
    for path in sorted((folder / "codelists").glob("*.toml")):
        try:
            found[path.stem] = codelists.read(path.stem, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as reason:
            raise Damaged("codelist_damaged", what=path.stem) from reason
    return CodeLists(found)


def load_fields(folder: Path) -> dict[str, Any]:
    """The shared fields of the resources folder. Raises BrokenService."""
    try:
        return fields_of((folder / "fields.toml").read_bytes())
    except OSError as problem:
        raise BrokenService(file="fields.toml", line=0, reason=type(problem).__name__) from problem


def fields_of(written: bytes) -> dict[str, Any]:
    """The shared fields from the bytes of their file. Raises BrokenService."""
    try:
        return tomllib.loads(decoded(written, "fields.toml"))
    except (ValueError, RecursionError) as problem:
        raise BrokenService(file="fields.toml", line=0, reason=type(problem).__name__) from problem


def load_fees(folder: Path) -> tuple[FeeTables, tuple[BrokenService, ...]]:
    """The fee tables of the resources folder, and those that could not be used."""
    found: dict[str, FeeTable] = {}
    broken: list[BrokenService] = []
    paths = sorted((folder / "fees").glob("*.toml"))
    if not paths:
        broken.append(BrokenService(file="fees", line=0, reason="no fee table"))
    for path in paths:
        try:
            table = fee_tables.read(_text(path), path.name)
            if table.name in found:
                raise BrokenService(file=path.name, line=0, reason="published_twice")
        except BrokenService as problem:
            broken.append(problem)
        else:
            found[table.name] = table
    return FeeTables(tuple(found.values())), tuple(broken)


def _read(path: Path, fields: dict[str, Any], lists: CodeLists, fee_items: Collection[str] | None) -> Service:
    return service_file.read(_text(path), path.name, fields, lists, fee_items)


def decoded(written: bytes, file: str) -> str:
    """The text of a file's bytes. Raises BrokenService for what is not UTF-8."""
    try:
        return written.decode("utf-8")
    except ValueError as problem:
        raise BrokenService(file=file, line=0, reason=type(problem).__name__) from problem


def _text(path: Path) -> str:
    try:
        return decoded(path.read_bytes(), path.name)
    except OSError as problem:
        raise BrokenService(file=path.name, line=0, reason=type(problem).__name__) from problem
