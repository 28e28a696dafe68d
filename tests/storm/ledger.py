"""The ledger (Zeugenbuch): what a client was told is saved, written by itself and durable before it goes on.

`about` stands before an append, `done` after it has returned. What is done must be there for ever; what is only
begun may be there or not, but never in part. A last line cut short by a kill was never finished.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mobile_office.protocol import Entry


@dataclass(frozen=True)
class Line:
    """An entry a client has begun to write, of a draft or of none (empty); `is_done` once its store has said that it is saved."""

    entry: str
    case: str
    action: str
    digest: str
    draft: str
    is_done: bool = False


class Ledger:
    """The ledger of one client."""

    def __init__(self, path: Path) -> None:
        is_torn = path.exists() and not path.read_bytes().endswith(b"\n")
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if is_torn:
            os.write(self._file, b"\n")

    def about(self, entry: Entry, draft: str | None) -> None:
        """An entry is going to be appended."""
        header = entry.header
        self._say("about", [header.id, header.subject, header.action.value, header.digest, draft or ""])

    def done(self, entry: Entry) -> None:
        """It is."""
        self._say("done", [entry.header.id])

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _say(self, word: str, facts: list[str]) -> None:
        os.write(self._file, json.dumps([word, *facts]).encode() + b"\n")
        os.fsync(self._file)


def read(paths: Iterable[Path]) -> dict[str, Line]:
    """Everything in some ledgers, by the entries' ids, in the order it was begun."""
    lines: dict[str, Line] = {}
    for path in paths:
        for word, *facts in _complete(path):
            if word == "about":
                entry, case, action, digest, draft = facts
                lines[entry] = Line(entry, case, action, digest, draft)
            else:
                lines[facts[0]] = replace(lines[facts[0]], is_done=True)
    return lines


def _complete(path: Path) -> Iterable[list[str]]:
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            yield json.loads(line)
        except ValueError:
            continue  # cut short by a kill
