"""An entry's header as JSON, and its hash: what is signed, chained and kept for ever.

The hash is over the canonical form, so both ends and every language find the same one. Keys that only a later
program knows are kept with it: they are part of what was signed.
"""

import json

from mobile_office.canonical import Json, canonical, digest, read_time, write_time
from mobile_office.domain.case import Action, DayAction, DeviceAction, Header, ServiceRef, SubjectKind

GENESIS = "0" * 64  # what the first header of a chain names as the one before it
_ACTIONS: dict[SubjectKind, type[Action] | type[DayAction] | type[DeviceAction]] = {
    SubjectKind.CASE: Action,
    SubjectKind.DAY: DayAction,
    SubjectKind.DEVICE: DeviceAction,
}
_TEXTS = ("id", "stream", "subject", "chain", "previous", "person", "device", "digest")
_KNOWN = frozenset(Header.__dataclass_fields__) - {"more"}


def header_to_json(header: Header) -> Json:
    """A header as JSON; its canonical form is what is hashed."""
    service = header.service
    later = json.loads(header.more) if header.more else {}
    return {
        **later,
        "id": header.id,
        "stream": header.stream,
        "kind": header.kind.value,
        "subject": header.subject,
        "base": header.base,
        "chain": header.chain,
        "n": header.n,
        "previous": header.previous,
        "action": header.action.value,
        "person": header.person,
        "device": header.device,
        "at": write_time(header.at),
        "digest": header.digest,
        "service": [service.id, service.version, service.hash] if service else None,
        "hands": list(header.hands),
        "decides": header.decides,
    }


def header_from_json(value: Json) -> Header:
    """Read a header. Raises KeyError, TypeError or ValueError."""
    fields, more = dict(value), ""
    if fields.keys() != _KNOWN:
        more = canonical({name: fields.pop(name) for name in value if name not in _KNOWN}).decode()
    _check(fields)
    fields["kind"] = SubjectKind(fields["kind"])
    fields["action"] = _ACTIONS[fields["kind"]](fields["action"])
    fields["at"] = read_time(fields["at"])
    fields["service"] = ServiceRef(*fields["service"]) if fields["service"] else None
    fields["hands"] = tuple(fields["hands"])
    return Header(**fields, more=more)


def _check(fields: dict[str, Json]) -> None:
    """What the types of a header promise: it may come from anywhere."""
    texts = [fields[name] for name in _TEXTS]
    for name in ("base", "decides"):
        if fields[name] is not None:
            texts.append(fields[name])
    if service := fields["service"]:
        name, version, hash_ = service
        texts += (name, hash_)
        if type(version) is not int:
            raise TypeError("a service's version is a number")
    if type(fields["hands"]) is not list or type(fields["n"]) is not int or fields["n"] < 1:
        raise TypeError("hands are a list, n is a number from 1")
    texts += fields["hands"]
    if set(map(type, texts)) != {str}:
        raise TypeError("a text was expected")


def header_hash(header: Header) -> str:
    """SHA-256 of the canonical header, lower-case hex."""
    return digest(header_to_json(header))
