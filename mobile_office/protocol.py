"""What device and back office say to each other; JSON and time forms are those of `canonical.py`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from mobile_office.canonical import Body, Json, read_time, write_time
from mobile_office.certified import SignedCertificate
from mobile_office.domain.case import Header
from mobile_office.headers import header_from_json, header_to_json
from mobile_office.publication import Publication

# 2 brought attachments, held entries and signed requests; the office accepts VERSION and VERSION - 1.
VERSION = 2
CHAINS = 50  # that a device has left, in one question
_CHAIN = re.compile("[0-9A-Za-z-]{1,64}")


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
        """Read the JSON form. Raises AttributeError, KeyError, TypeError or ValueError for what is not an entry."""
        hash_, signature, body = value["hash"], value["signature"], value["body"]
        if not (isinstance(hash_, str) and isinstance(signature, str) and isinstance(body, dict | None)):
            raise TypeError("not an entry")
        return cls(header_from_json(value["header"]), hash_, signature, body)


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

    @classmethod
    def from_json(cls, value: Json) -> "Checkpoint":
        """Read the JSON form. Raises KeyError or TypeError."""
        chain, n, head, signature = (value[name] for name in ("chain", "n", "head", "signature"))
        if type(n) is not int or not all(isinstance(text, str) for text in (chain, head, signature)):
            raise TypeError("not a checkpoint")
        return cls(chain, n, head, signature)


@dataclass(frozen=True)
class Request:
    """What a device offers: its unsent entries in chain order, and how far it has read.

    `cursor` counts entries, `published` the publications announced to it, `keys` is the version of the office's
    key list it knows. `services` are service files (base64) the office has asked for, by their digest. `poison`
    is what came among the entries and cannot be read: one bad entry keeps no other from being answered. `receipts`
    are those the office once gave for what another device has written (`store/owning.py`). `brief`: of what comes back
    as it is offered here the receipt is enough. `recall` are chains the device has left, each with the place after which it
    does not know what was refused (`store/recalling.py`).
    """

    device: str
    stream: str
    cursor: int
    entries: tuple[Entry, ...]
    checkpoint: Checkpoint | None
    version: int = VERSION
    published: int = 0
    keys: int = 0
    services: Mapping[str, str] = field(default_factory=dict)
    poison: tuple[Json, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    brief: bool = False
    recall: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> Json:
        """The JSON form."""
        return {
            "version": self.version,
            "device": self.device,
            "stream": self.stream,
            "cursor": self.cursor,
            "entries": [*(entry.to_json() for entry in self.entries), *self.poison],
            "checkpoint": self.checkpoint.to_json() if self.checkpoint else None,
            "published": self.published,
            "keys": self.keys,
            "services": dict(self.services),
            **({"receipts": [each.to_json() for each in self.receipts]} if self.receipts else {}),
            **({"brief": True} if self.brief else {}),
            **({"recall": dict(self.recall)} if self.recall else {}),
        }

    @classmethod
    def from_json(cls, value: Json) -> "Request":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        checkpoint = Checkpoint.from_json(value["checkpoint"]) if value["checkpoint"] else None
        entries, poison = _readable(value["entries"])
        return cls(
            device=value["device"],
            stream=value["stream"],
            cursor=value["cursor"],
            entries=entries,
            checkpoint=checkpoint,
            version=value["version"],
            published=value["published"],
            keys=value.get("keys", 0),  # what version 1 did not have
            services=dict(value.get("services", {})),
            poison=poison,
            receipts=tuple(map(Receipt.from_json, value.get("receipts", ()))),
            brief=value.get("brief") is True,
            recall=_places(dict(value.get("recall", {}))),
        )


def _places(value: Json) -> dict[str, int]:
    """Places of chains. Raises TypeError or ValueError."""
    are_places = all(type(n) is int and 0 <= n < 2**53 for n in value.values())
    if len(value) > CHAINS or not are_places or not all(map(_CHAIN.fullmatch, value)):
        raise ValueError("not places of chains")
    return dict(value)


def _readable(items: Json) -> tuple[tuple[Entry, ...], tuple[Json, ...]]:
    """The entries among them, and what is none."""
    if not isinstance(items, list):
        raise TypeError("entries are a list")
    entries, poison = [], []
    for item in items:
        try:
            entries.append(Entry.from_json(item))
        except (AttributeError, KeyError, TypeError, ValueError):
            poison.append(item)
    return tuple(entries), tuple(poison)


@dataclass(frozen=True)
class Reply:
    """What the office answers.

    `accepted` holds numbered entries in the order of `seq`: the device's own coming back and
    what is new in its scope; `cursor` is to be stored in the same transaction. `more` says that
    another exchange would bring further entries or publications. `at` is the office's time. `people` are
    current certificates with the office's signature over each. `completed` are second receipts: the office
    holds all attachments of these entries. `held` are entries it has kept aside for its administrator.
    `services` are digests of service files it would like to have. `office` is its key list when it is newer.
    `recalled` are refused entries of the chains the request would `recall`, their refusals among `refused`.
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
    completed: tuple[Receipt, ...] = ()
    held: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    office: Json = None
    recalled: tuple[Entry, ...] | None = None

    def to_json(self, known: Iterable[Entry] = ()) -> Json:
        """The JSON form; of the entries that whoever reads it knows as they are, the receipt only."""
        here = {entry.header.id: entry for entry in known}
        return {
            "version": self.version,
            "at": write_time(self.at) if self.at else None,
            "accepted": [
                {"receipt": item.receipt.to_json()}
                if here.get(item.entry.header.id) == item.entry
                else {"entry": item.entry.to_json(), "receipt": item.receipt.to_json()}
                for item in self.accepted
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
            "completed": [item.to_json() for item in self.completed],
            "held": list(self.held),
            "services": list(self.services),
            "office": self.office,
            **({} if self.recalled is None else {"recalled": [each.to_json() for each in self.recalled]}),
        }

    @classmethod
    def from_json(cls, value: Json, known: Iterable[Entry] = ()) -> "Reply":
        """Read the JSON form; `known` as it was written for. Raises KeyError, TypeError or ValueError."""
        here = {entry.header.id: entry for entry in known}
        return cls(
            accepted=tuple(_numbered(item, here) for item in value["accepted"]),
            refused=tuple(
                Refusal(item["entry"], item["code"], dict(item["details"])) for item in value["refused"]
            ),
            cursor=value["cursor"],
            epoch=value["epoch"],
            people=tuple(SignedCertificate.from_json(item) for item in value["people"]),
            checkpoint=Checkpoint.from_json(value["checkpoint"]) if value["checkpoint"] else None,
            more=value["more"],
            at=read_time(value["at"]) if value["at"] else None,
            version=value["version"],
            publications=tuple(map(Publication.from_json, value["publications"])),
            completed=tuple(map(Receipt.from_json, value.get("completed", ()))),
            held=tuple(value.get("held", ())),
            services=tuple(value.get("services", ())),
            office=value.get("office"),
            recalled=tuple(map(Entry.from_json, value["recalled"])) if "recalled" in value else None,
        )


def _numbered(item: Json, known: Mapping[str, Entry]) -> Numbered:
    receipt = Receipt.from_json(item["receipt"])
    return Numbered(Entry.from_json(item["entry"]) if "entry" in item else known[receipt.entry], receipt)


class BackOffice(Protocol):
    """The central back office, wherever it is. Raises Offline, Unknown, TooOld or Refused."""

    def exchange(self, request: Request) -> Reply:
        """Hand over what is unsent and bring back what is new. Safe to repeat."""
        ...
