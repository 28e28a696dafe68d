"""An entry's header as JSON, and its hash: what is signed, chained and kept for ever.

The hash is over the canonical form, so both ends and every language find the same one.
"""

from mobile_office.canonical import Json, digest, read_time, write_time
from mobile_office.domain.case import Action, DayAction, DeviceAction, Header, ServiceRef, SubjectKind

GENESIS = "0" * 64  # what the first header of a chain names as the one before it
_ACTIONS: dict[SubjectKind, type[Action] | type[DayAction] | type[DeviceAction]] = {
    SubjectKind.CASE: Action,
    SubjectKind.DAY: DayAction,
    SubjectKind.DEVICE: DeviceAction,
}


def header_to_json(header: Header) -> Json:
    """A header as JSON; its canonical form is what is hashed."""
    service = header.service
    return {
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
    fields = dict(value)
    fields["kind"] = SubjectKind(fields["kind"])
    fields["action"] = _ACTIONS[fields["kind"]](fields["action"])
    fields["at"] = read_time(fields["at"])
    fields["service"] = ServiceRef(*fields["service"]) if fields["service"] else None
    fields["hands"] = tuple(fields["hands"])
    return Header(**fields)


def header_hash(header: Header) -> str:
    """SHA-256 of the canonical header, lower-case hex."""
    return digest(header_to_json(header))
