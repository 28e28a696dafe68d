"""What device and back office say to each other, and the canonical form of it.

`BackOffice` is implemented by the office in this process, over HTTP and (later) over a USB stick.
Its JSON and time forms are those of `canonical.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mobile_office.canonical import Body, Json, digest, read_time, write_time
from mobile_office.certified import SignedCertificate
from mobile_office.domain.case import Action, DayAction, DeviceAction, Header, ServiceRef, SubjectKind
from mobile_office.publication import Publication

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
    """What a device offers: its unsent entries in chain order, and how far it has read.

    `cursor` counts entries, `published` the publications announced to it.
    """

    device: str
    stream: str
    cursor: int
    entries: tuple[Entry, ...]
    checkpoint: Checkpoint | None
    version: int = VERSION
    published: int = 0

    def to_json(self) -> Json:
        """The JSON form."""
        return {
            "version": self.version,
            "device": self.device,
            "stream": self.stream,
            "cursor": self.cursor,
            "entries": [entry.to_json() for entry in self.entries],
            "checkpoint": self.checkpoint.to_json() if self.checkpoint else None,
            "published": self.published,
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
            published=value["published"],
        )


@dataclass(frozen=True)
class Reply:
    """What the office answers.

    `accepted` holds numbered entries in the order of `seq`: the device's own coming back and
    what is new in its scope; `cursor` is to be stored in the same transaction. `more` says that
    another exchange would bring further entries or publications. `at` is the office's time. `people` are current certificates with the
    office's signature over each (`sealing.sign_certificate`).
    """

    accepted: tuple[Numbered, ...]
    refused: tuple[Refusal, ...]
    cursor: int
    epoch: str
    people: tuple[SignedCertificate, ...]
    checkpoint: Checkpoint | None
    more: bool = False
    at: datetime | None = None
    version: int = VERSION
    publications: tuple[Publication, ...] = ()

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
            "publications": [item.to_json() for item in self.publications],
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
            publications=tuple(map(Publication.from_json, value["publications"])),
        )


class BackOffice(Protocol):
    """The central back office, wherever it is. Raises Offline, Unknown, TooOld or Refused."""

    def exchange(self, request: Request) -> Reply:
        """Hand over what is unsent and bring back what is new. Safe to repeat."""
        ...


class Library(Protocol):
    """Where the bytes of what was published are fetched from, by the device it is announced to."""

    def content(self, digest: str, at: int) -> bytes:
        """A piece (at most `publication.PIECE` bytes) of what was published, from byte `at` on.

        Raises Offline, Unknown, or NotAllowed("publication_unknown").
        """
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
