"""The one byte form of what is hashed, signed or sent: canonical JSON (RFC 8785), times in UTC.

Times carry milliseconds and are written `2026-11-22T10:42:07.123Z`.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import rfc8785

Json = Any
Body = dict[str, Json]


def canonical(value: Json) -> bytes:
    """The one byte form of a JSON value (RFC 8785). Raises ValueError for what JSON cannot hold."""
    return rfc8785.dumps(value)


def digest(value: Json) -> str:
    """SHA-256 of the canonical form, lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def write_time(at: datetime) -> str:
    """A UTC time as `2026-11-22T10:42:07.123Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def read_time(text: str) -> datetime:
    """The inverse of `write_time`. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
