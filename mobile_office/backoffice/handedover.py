"""What a laptop handed over before it wiped itself, for the administrator to look through (ADR 017).

Somebody else may have held it, so nothing of it enters the journal. The list says of each entry whether its author's key
signed it; what it contains is written to a file, for whoever has to enter it by hand, and forgotten when that is done.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from mobile_office.backoffice import sheets, wiping
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import handovers
from mobile_office.canonical import Json
from mobile_office.domain.errors import Refused
from mobile_office.protocol import Entry
from mobile_office.signing import verify_entry
from mobile_office.store.transactions import writing


@dataclass(frozen=True)
class Handed:
    """One entry as it came; `entry` is None where it cannot be read, `is_signed` when its author's key signed it."""

    content: Json
    entry: Entry | None
    is_signed: bool = False


def looked_through(office: Office, device: str) -> tuple[Handed, ...]:
    """Every entry a device has handed over, in the order in which it was written."""
    found = [_read(office, item) for letter in wiping.handed_over(office, device) for item in _items(letter)]
    return tuple(sorted(found, key=lambda one: (one.entry is None, one.entry.header.n if one.entry else 0)))


def forget(office: Office, device: str) -> int:
    """Delete what a device has handed over; how many letters there were."""
    with writing(office.engine) as connection:
        return connection.execute(handovers.delete().where(handovers.c.device == device)).rowcount


def listed(found: tuple[Handed, ...]) -> str:
    """A line for each entry: subject, action, author, time, signature. No name, nothing that was declared."""
    lines = [_line(one) for one in found]
    if not lines:
        return "Nothing was handed over."
    count = "1 entry was handed over" if len(lines) == 1 else f"{len(lines)} entries were handed over"
    return "\n".join([*lines, f"{count}. Nothing of it is in the journal; --out writes all of it to a file."])


def write(found: tuple[Handed, ...], path: Path) -> None:
    """All of it as JSON, readable by whoever runs this alone. Raises as `sheets.write`."""
    content = json.dumps([one.content for one in found], ensure_ascii=False, indent=1)
    sheets.write(path, content.encode())


def _items(letter: bytes) -> list[Json]:
    try:
        items = json.loads(letter)["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return [None]
    return items if isinstance(items, list) else [None]


def _read(office: Office, content: Json) -> Handed:
    try:
        entry = Entry.from_json(content)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Handed(content, None)
    header = entry.header
    known = (one for one in office.certificates(header.stream) if one.person == header.person)
    certificate = next(known, None)
    if certificate is None:
        return Handed(content, entry)
    try:
        verify_entry(entry, certificate)
    except Refused:
        return Handed(content, entry)
    return Handed(content, entry, is_signed=True)


def _line(one: Handed) -> str:
    if one.entry is None:
        return "an entry that cannot be read"
    header = one.entry.header
    signed = "signed by its author" if one.is_signed else "NOT signed by its author"
    subject, person = map(
        _printable, (header.subject, header.person)
    )  # whoever held it may have written anything
    return f"{subject} {header.action.value} by {person} {header.at:%Y-%m-%d %H:%M} UTC, {signed}"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
