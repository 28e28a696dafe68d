"""The road of the storm: a back office that is there sometimes, and a clock that goes on."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mobile_office.canonical import Json, canonical
from mobile_office.domain.errors import Offline, Unknown
from mobile_office.protocol import BackOffice, Reply, Request
from mobile_office.sync.wire import read_json

START = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


class Clock:
    """A clock that goes on a second each time somebody looks."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Lossy:
    """A back office behind a bad road: loses requests, loses replies, delivers some twice."""

    office: BackOffice
    chance: random.Random
    loss: float = 0.25
    lost_requests: int = 0
    lost_replies: int = 0
    repeated: int = 0

    def exchange(self, request: Request) -> Reply:
        """One exchange, if the road is kind. Raises Offline or Unknown."""
        if self.chance.random() < self.loss:
            self.lost_requests += 1
            raise Offline
        arrived = Request.from_json(_travelled(request.to_json()))
        reply = self.office.exchange(arrived)
        if self.chance.random() < self.loss / 2:
            self.repeated += 1
            reply = self.office.exchange(arrived)
        if self.chance.random() < self.loss:
            self.lost_replies += 1
            raise Unknown
        return Reply.from_json(_travelled(reply.to_json()))


def _travelled(value: Json) -> Json:
    return read_json(canonical(value))
