"""A publication (Veröffentlichung): a file the office has checked and announces to its devices.

Devices learn the announcement with an exchange and fetch the bytes piece by piece; the digest the office has
signed says whether they are whole. Services, fields, fees and code lists are TOML, streets are CSV, tours TOML, appointments JSON.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from mobile_office.canonical import Json, read_time, write_time

PIECE = 256 * 1024  # bytes of content in one answer
LARGEST = 64 * 1024 * 1024  # bytes of one publication


class Kind(StrEnum):
    """What a publication is."""

    SERVICE = "service"
    FIELDS = "fields"
    FEES = "fees"
    CODELIST = "codelist"
    STREETS = "streets"
    TOURS = "tours"
    APPOINTMENTS = "appointments"


@dataclass(frozen=True)
class Publication:
    """One announcement. `number` counts from 1 in a stream; `digest` is SHA-256 (hex) of the bytes, `size` their count.

    `name` is the service's id, the code list's name, the fee table's file name; `version` a service's, else 0.
    `fields` is the digest of the published fields a service was written with; empty means those of the program.
    `kind` is one of `Kind`, or what a later program calls something new: it is kept, and left alone.
    """

    stream: str
    number: int
    kind: str
    name: str
    version: int
    digest: str
    size: int
    fields: str
    at: datetime
    signature: str = ""

    def signed_part(self) -> Json:
        """What the office's signature covers."""
        return {
            "stream": self.stream,
            "number": self.number,
            "kind": str(self.kind),
            "name": self.name,
            "version": self.version,
            "digest": self.digest,
            "size": self.size,
            "fields": self.fields,
            "at": write_time(self.at),
        }

    def to_json(self) -> Json:
        """The JSON form."""
        return {**self.signed_part(), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "Publication":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        names = ("stream", "number", "kind", "name", "version", "digest", "size", "fields", "signature")
        fields = {name: value[name] for name in names}
        whole = all(isinstance(fields[name], int) for name in ("number", "version", "size"))
        if not whole or not all(isinstance(fields[name], str) for name in names if name not in _NUMBERS):
            raise TypeError("not a publication")
        return cls(at=read_time(value["at"]), **fields)


_NUMBERS = ("number", "version", "size")


class Library(Protocol):
    """Where the bytes of what was published are fetched from, by the device it is announced to."""

    def content(self, digest: str, at: int) -> bytes:
        """A piece (at most `PIECE` bytes) of what was published, from byte `at` on.

        Raises Offline, Unknown, or NotAllowed("publication_unknown").
        """
        ...
