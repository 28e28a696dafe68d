"""What device and back office say to each other, and the canonical form of it.

`BackOffice` is implemented by the office in this process, over HTTP and (later) over a USB stick.
Its JSON and time forms are those of `canonical.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mobile_office.canonical import Body, Json, digest, read_time, write_time
from mobile_office.domain.case import Action, DayAction, DeviceAction, Header, ServiceRef, SubjectKind
from mobile_office.domain.people import Certificate, Role

VERSION = 1  # the office accepts VERSION and VERSION - 1
GENESIS = "0" * 64
_ACTIONS: dict[SubjectKind, type[Action] | type[DayAction] | type[DeviceAction]] = {
    SubjectKind.CASE: Action,
    SubjectKind.DAY: DayAction,
    SubjectKind.DEVICE: DeviceAction,
}


@dataclass(frozen=True)
class Entry:
    """A header, its hash and its author's Ed25519 signature (both hex), and a body that may be erased."""

    header: Header
    hash: str
    signature: str
    body: Body | None = None

    def to_json(self) -> Json:
        """The JSON form."""
        return {
            "header": header_to_json(self.header),
            "hash": self.hash,
            "signature": self.signature,
            "body": self.body,
        }

    @classmethod
    def from_json(cls, value: Json) -> "Entry":
        """Read the JSON form. Raises KeyError, TypeError or ValueError for what is not an entry."""
        return cls(header_from_json(value["header"]), value["hash"], value["signature"], value["body"])


@dataclass(frozen=True)
class Receipt:
    """The office's signed word that it holds an entry under number `seq` of its stream."""

    entry: str
    hash: str
    stream: str
    seq: int
    at: datetime
    epoch: str
    signature: str = ""

    def signed_part(self) -> Json:
        """What the office's signature covers."""
        return {
            "entry": self.entry,
            "hash": self.hash,
            "stream": self.stream,
            "seq": self.seq,
            "at": write_time(self.at),
            "epoch": self.epoch,
        }

    def to_json(self) -> Json:
        """The JSON form."""
        return {**self.signed_part(), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "Receipt":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        fields = {name: value[name] for name in ("entry", "hash", "stream", "seq", "epoch", "signature")}
        return cls(at=read_time(value["at"]), **fields)


@dataclass(frozen=True)
class Numbered:
    """An entry the office has accepted, with its receipt."""

    entry: Entry
    receipt: Receipt


@dataclass(frozen=True)
class Refusal:
    """An entry the office has not accepted, and why (a code of `domain.errors`)."""

    entry: str
    code: str
    details: dict[str, str | int]


@dataclass(frozen=True)
class Checkpoint:
    """A chain's head as the device sees it; countersigned by the office when it comes back."""

    chain: str
    n: int
    head: str
    signature: str = ""

    def to_json(self) -> Json:
        """The JSON form."""
        return {"chain": self.chain, "n": self.n, "head": self.head, "signature": self.signature}


@dataclass(frozen=True)
class Request:
    """What a device offers: its unsent entries in chain order, and how far it has read (`cursor`)."""

    device: str
    stream: str
    cursor: int
    entries: tuple[Entry, ...]
    checkpoint: Checkpoint | None
    version: int = VERSION

    def to_json(self) -> Json:
        """The JSON form."""
        return {
            "version": self.version,
            "device": self.device,
            "stream": self.stream,
            "cursor": self.cursor,
            "entries": [entry.to_json() for entry in self.entries],
            "checkpoint": self.checkpoint.to_json() if self.checkpoint else None,
        }

    @classmethod
    def from_json(cls, value: Json) -> "Request":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        checkpoint = Checkpoint(**value["checkpoint"]) if value["checkpoint"] else None
        return cls(
            device=value["device"],
            stream=value["stream"],
            cursor=value["cursor"],
            entries=tuple(Entry.from_json(item) for item in value["entries"]),
            checkpoint=checkpoint,
            version=value["version"],
        )


@dataclass(frozen=True)
class Reply:
    """What the office answers.

    `accepted` holds numbered entries in the order of `seq`: the device's own coming back and
    what is new in its scope; `cursor` is to be stored in the same transaction. `more` says that
    another exchange would bring further entries. `at` is the office's time. `people` are current certificates with the
    office's signature over each (`sealing.sign_certificate`).
    """

    accepted: tuple[Numbered, ...]
    refused: tuple[Refusal, ...]
    cursor: int
    epoch: str
    people: tuple["SignedCertificate", ...]
    checkpoint: Checkpoint | None
    more: bool = False
    at: datetime | None = None
    version: int = VERSION

    def to_json(self) -> Json:
        """The JSON form."""
        return {
            "version": self.version,
            "at": write_time(self.at) if self.at else None,
            "accepted": [
                {"entry": item.entry.to_json(), "receipt": item.receipt.to_json()} for item in self.accepted
            ],
            "refused": [
                {"entry": item.entry, "code": item.code, "details": item.details} for item in self.refused
            ],
            "cursor": self.cursor,
            "epoch": self.epoch,
            "people": [person.to_json() for person in self.people],
            "checkpoint": self.checkpoint.to_json() if self.checkpoint else None,
            "more": self.more,
        }

    @classmethod
    def from_json(cls, value: Json) -> "Reply":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        return cls(
            accepted=tuple(
                Numbered(Entry.from_json(item["entry"]), Receipt.from_json(item["receipt"]))
                for item in value["accepted"]
            ),
            refused=tuple(
                Refusal(item["entry"], item["code"], dict(item["details"])) for item in value["refused"]
            ),
            cursor=value["cursor"],
            epoch=value["epoch"],
            people=tuple(SignedCertificate.from_json(item) for item in value["people"]),
            checkpoint=Checkpoint(**value["checkpoint"]) if value["checkpoint"] else None,
            more=value["more"],
            at=read_time(value["at"]) if value["at"] else None,
            version=value["version"],
        )


@dataclass(frozen=True)
class SignedCertificate:
    """A certificate and the office's signature over its canonical JSON (hex)."""

    certificate: Certificate
    signature: str

    def to_json(self) -> Json:
        """The JSON form."""
        return {"certificate": certificate_to_json(self.certificate), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "SignedCertificate":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        return cls(certificate_from_json(value["certificate"]), value["signature"])


class BackOffice(Protocol):
    """The central back office, wherever it is. Raises Offline, Unknown, TooOld or Refused."""

    def exchange(self, request: Request) -> Reply:
        """Hand over what is unsent and bring back what is new. Safe to repeat."""
        ...


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


def certificate_to_json(certificate: Certificate) -> Json:
    """A certificate as JSON; its canonical form is what the office signs."""
    revoked = certificate.revoked_at
    return {
        "person": certificate.person,
        "name": certificate.name,
        "roles": sorted(role.value for role in certificate.roles),
        "stream": certificate.stream,
        "desk_key": certificate.desk_key,
        "decision_key": certificate.decision_key,
        "exchange_key": certificate.exchange_key,
        "valid_from": write_time(certificate.valid_from),
        "valid_until": write_time(certificate.valid_until),
        "revoked_at": write_time(revoked) if revoked else None,
    }


def certificate_from_json(value: Json) -> Certificate:
    """Read a certificate. Raises KeyError, TypeError or ValueError."""
    fields = dict(value)
    fields["roles"] = frozenset(Role(role) for role in fields["roles"])
    fields["valid_from"] = read_time(fields["valid_from"])
    fields["valid_until"] = read_time(fields["valid_until"])
    fields["revoked_at"] = read_time(fields["revoked_at"]) if fields["revoked_at"] else None
    return Certificate(**fields)
