"""The services there are, read from their files. A broken file is named; the others go on.

Every version stays readable: a case is shown for ever with the version it was asked with.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mobile_office.domain import codelists, service_file
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import BrokenService, Damaged
from mobile_office.domain.service import Service


@dataclass(frozen=True)
class Catalog:
    """Services by id and version, and the files that could not be used."""

    services: dict[tuple[str, int], Service]
    broken: tuple[BrokenService, ...]

    def current(self) -> tuple[Service, ...]:
        """The newest version of each service, by id."""
        newest: dict[str, Service] = {}
        for _, service in sorted(self.services.items()):
            newest[service.id] = service
        return tuple(newest.values())

    def get(self, id: str, version: int) -> Service:
        """One version of a service. Raises BrokenService when it is not there."""
        if (id, version) not in self.services:
            raise BrokenService(file=f"{id}.toml", line=0, reason="service_missing")
        return self.services[id, version]


def load(folder: Path) -> Catalog:
    """Read `services/*.toml`, `fields.toml` and `codelists/` of the resources folder."""
    lists = load_codelists(folder)
    try:
        fields = tomllib.loads((folder / "fields.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        # Nothing can be read without it.
        return Catalog({}, (BrokenService(file="fields.toml", line=0, reason=type(problem).__name__),))
    services: dict[tuple[str, int], Service] = {}
    broken: list[BrokenService] = []
    for path in sorted((folder / "services").glob("*.toml")):
        try:
            service = _read(path, fields, lists)
            if (service.id, service.version) in services:
                raise BrokenService(file=path.name, line=0, reason="published_twice")
        except BrokenService as problem:
            broken.append(problem)
        else:
            services[service.id, service.version] = service
    return Catalog(services, tuple(broken))


def load_codelists(folder: Path) -> CodeLists:
    """The code lists of the resources folder. Raises Damaged (`what` names the list)."""
    found = {}
    for path in sorted((folder / "codelists").glob("*.toml")):
        try:
            found[path.stem] = codelists.read(path.stem, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as reason:
            raise Damaged("codelist_damaged", what=path.stem) from reason
    return CodeLists(found)


def _read(path: Path, fields: dict[str, Any], lists: CodeLists) -> Service:
    try:
        written = path.read_bytes().decode("utf-8")
    except (OSError, ValueError) as problem:
        raise BrokenService(file=path.name, line=0, reason=type(problem).__name__) from problem
    return service_file.read(written, path.name, fields, lists)
