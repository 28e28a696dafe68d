"""The list of bundles written (Bündelbuch): what has to be known of each to believe its answer, and to miss it.

Kept with the device's other facts, so it outlives a restart. Digests, numbers and times; nobody's data.
"""

from dataclasses import dataclass
from datetime import datetime

from mobile_office.canonical import Json, read_time, write_time
from mobile_office.protocol import Checkpoint
from mobile_office.store.local import Local
from mobile_office.sync.late import Asked

_KEY = "bundles"
_REMEMBERED = 100  # bundles; more than a laptop writes in a year


@dataclass(frozen=True)
class Written:
    """A bundle. `manifest` and `requests` are SHA-256 (hex) of the files; `reach` is the last place of each chain in it.

    `attachments` are the digests of those in it; once its answer is here, of those still owed. `is_whole`: it was read back from the
    stick. Before that it may be there all the same, when the power went.
    """

    number: int
    at: datetime
    entries: int
    cases: int
    manifest: str
    requests: tuple[str, ...]
    reach: dict[str, int]
    asked: Asked
    is_whole: bool = False
    receipted_at: datetime | None = None
    attachments: tuple[str, ...] = ()


class Ledger:
    """The bundles of one device, by number."""

    def __init__(self, local: Local) -> None:
        self._local = local

    def all(self) -> tuple[Written, ...]:
        """The latest bundles, oldest first."""
        return tuple(_from_json(value) for value in self._local.get(_KEY) or ())

    def next_number(self) -> int:
        """The number after the last."""
        return max((item.number for item in self.all()), default=0) + 1

    def keep(self, item: Written) -> None:
        """Enter a bundle, in place of what was entered of it; durable."""
        together = sorted([*self._others(item), item], key=lambda one: one.number)
        self._local.put(_KEY, [_to_json(one) for one in together[-_REMEMBERED:]])

    def strike(self, item: Written) -> None:
        """Forget a bundle that never came about."""
        self._local.put(_KEY, [_to_json(one) for one in self._others(item)])

    def _others(self, item: Written) -> list[Written]:
        return [one for one in self.all() if one.number != item.number]


def _to_json(item: Written) -> Json:
    return {
        "number": item.number,
        "at": write_time(item.at),
        "entries": item.entries,
        "cases": item.cases,
        "manifest": item.manifest,
        "requests": list(item.requests),
        "reach": item.reach,
        "epoch": item.asked.epoch,
        "cursor": item.asked.cursor,
        "checkpoint": item.asked.checkpoint.to_json(),
        "recall": dict(item.asked.recall),
        "is_whole": item.is_whole,
        "receipted_at": write_time(item.receipted_at) if item.receipted_at else None,
        "attachments": list(item.attachments),
    }


def _from_json(value: Json) -> Written:
    receipted = value["receipted_at"]
    return Written(
        number=value["number"],
        at=read_time(value["at"]),
        entries=value["entries"],
        cases=value["cases"],
        manifest=value["manifest"],
        requests=tuple(value["requests"]),
        reach=dict(value["reach"]),
        asked=_asked(value),
        is_whole=value["is_whole"],
        receipted_at=read_time(receipted) if receipted else None,
        attachments=tuple(value.get("attachments", ())),  # earlier programs carried none
    )


def _asked(value: Json) -> Asked:
    recall = dict(value.get("recall", {}))  # earlier programs asked for none
    return Asked(value["epoch"], value["cursor"], Checkpoint(**value["checkpoint"]), recall)
