"""Intake (Übernahme) as JSON: a decided case in the words of the register, for a gateway that carries it there.

Each answer stands with its path, its label, and its DSMeld sheet and XInneres element where a source names them. What
the service file does not explain is told all the same: nothing a citizen said is dropped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mobile_office import resources
from mobile_office.attached import named_in
from mobile_office.backoffice import publishing, release, services
from mobile_office.backoffice.notices import COMPLETION
from mobile_office.backoffice.tables import Connection, notices
from mobile_office.canonical import Body, Json, canonical, write_time
from mobile_office.domain import codelists, service_file
from mobile_office.domain.case import ServiceRef
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import BrokenService, Damaged, NotAllowed
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.service import Field, Service
from mobile_office.domain.view import items
from mobile_office.publication import LARGEST, Kind
from mobile_office.store import catalog
from mobile_office.store.decided import Decided, decided

MOST = 50  # cases in one answer
_LARGEST = 4 * 1024 * 1024  # bytes of them, beyond the first


@dataclass(frozen=True)
class Page:
    """Cases in the order in which they became ready; `after` is the position to go on from."""

    cases: tuple[Json, ...]
    after: int
    more: bool


def read(connection: Connection, stream: str, after: int, limit: int) -> Page:
    """The cases that may be taken over, after a position."""
    found = decided(connection, stream, after, limit + 1, notices, COMPLETION)
    told: list[Json] = []
    size, position = 0, after
    for each in found[:limit]:
        shown = _case(connection, stream, each)
        size += len(canonical(shown))
        if told and size > _LARGEST:
            break
        told.append(shown)
        position = each.position
    return Page(tuple(told), position, more=len(found) > len(told))


def _case(connection: Connection, stream: str, found: Decided) -> Json:
    revision, decision, case = found.revision, found.decision, found.case
    body, said = revision.entry.body or {}, decision.entry.body or {}
    service, known = _service(connection, stream, case.service)
    arrived = revision.receipt.at if revision.receipt else None
    return {
        "position": found.position,
        "number": case.number,
        "status": case.status.value,
        "base": case.base,
        "revision": {"entry": case.revision, "digest": case.revision_digest},
        "service": {
            "id": case.service.id,
            "version": case.service.version,
            "hash": case.service.hash,
            "known": known,
            "name": service.name if service else {},
            "leika": service.leika if service else "",
            "office_note": service.office_note if service else {},
        },
        "declared_at": body.get("declared_at", ""),
        "captured_at": write_time(revision.entry.header.at),
        "arrived_at": write_time(arrived) if arrived else "",
        **{name: body.get(name, "") for name in ("stop", "source", "form", "visit", "basis")},
        "answers": list(_answers(service, body.get("answers", {}))),
        "evidence": body.get("evidence", []),
        "overrides": body.get("overrides", {}),
        "fees": body.get("fees"),
        "decision": {
            "action": decision.entry.header.action.value,
            "at": write_time(decision.entry.header.at),
            "reason": said.get("reason", ""),
            "comments": said.get("comments", {}),
        },
        "attachments": _attachments(body),
        "erased": revision.entry.body is None,
    }


def _attachments(body: Body) -> list[Json]:
    """By digest and key, so that a gateway can fetch the chunks and open them."""
    try:
        named = named_in(body)
    except ValueError:
        return []
    return [
        {
            "digest": each.digest,
            "size": each.size,
            "key": each.key,
            "format": each.format.value,
            "evidence": each.evidence,
            "pages": each.pages,
        }
        for each in named
    ]


def _answers(service: Service | None, answers: Json) -> Iterator[Json]:
    told: set[str] = set()
    if service is not None and isinstance(answers, Mapping):
        for path, field, value in _asked(service, answers):
            told.add(path)
            yield {
                "path": path,
                "label": field.label,
                "kind": field.kind,
                "codelist": field.codelist,
                "dsmeld": field.dsmeld,
                "xinneres": field.xinneres,
                "value": value,
            }
    for path, value in _leaves(answers, ""):
        if path not in told and not any(path.startswith(f"{known}.") for known in told):
            yield {
                "path": path,
                "label": {},
                "kind": "",
                "codelist": "",
                "dsmeld": "",
                "xinneres": "",
                "value": value,
            }


def _asked(service: Service, answers: Mapping[str, Any]) -> Iterator[tuple[str, Field, Json]]:
    for section in service.sections:
        for index, item in enumerate(items(section, answers)):
            for field in section.fields:
                if not is_empty(value := item.get(field.key)):
                    yield section.path(field, index), field, value


def _leaves(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif not is_empty(value):
        yield path, value


def _service(connection: Connection, stream: str, named: ServiceRef) -> tuple[Service | None, bool]:
    """The service a case names, and whether the office itself answers for the file."""
    known, shared = services.is_known(connection, stream, named.hash), b""
    try:
        if named.hash in release.ours():
            return _of_ours().get(named.hash), True
        if known:
            shared = _shared(connection, stream, named.hash)
            text = publishing.content(connection, stream, named.hash, 0, LARGEST)
        else:
            text = services.content(connection, stream, named.hash)
        lists = tuple(_lists(connection, stream)) if known else ()
        service = _read(text, shared, lists)
    except NotAllowed:
        return None, known
    is_it = service is not None and (service.id, service.version) == (named.id, named.version)
    return (service if is_it else None), known


@lru_cache(maxsize=1)
def _of_ours() -> Mapping[str, Service]:
    return {service.hash: service for service in catalog.load(resources.folder()).services.values()}


@lru_cache(maxsize=64)
def _read(text: bytes, shared: bytes, lists: tuple[tuple[str, bytes], ...]) -> Service | None:
    """A service from its bytes, the shared fields it was written with (the program's: empty) and published lists."""
    try:
        own = catalog.load_codelists(resources.folder())
        found = {name: codelists.read(name, held.decode()) for name, held in lists}
        fields = catalog.fields_of(shared) if shared else catalog.load_fields(resources.folder())
        return service_file.read(text.decode(), "service", fields, CodeLists({**own.lists, **found}))
    except (BrokenService, Damaged, ValueError):
        return None


def _shared(connection: Connection, stream: str, digest: str) -> bytes:
    """The shared fields a published service was written with."""
    for each in publishing.announced(connection, stream):
        if each.digest == digest and each.fields:
            return publishing.content(connection, stream, each.fields, 0, LARGEST)
    return b""


def _lists(connection: Connection, stream: str) -> Iterator[tuple[str, bytes]]:
    latest = {
        each.name: each.digest
        for each in publishing.announced(connection, stream)
        if each.kind is Kind.CODELIST
    }
    for name, digest in sorted(latest.items()):
        yield name, publishing.content(connection, stream, digest, 0, LARGEST)
