"""The order to wipe a device (Löschanordnung), and the device's own word that it has obeyed.

Both are signed by whom they name, for this one device; nothing else can make a laptop destroy what it holds (ADR 017).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mobile_office.canonical import Json, read_time, write_time
from mobile_office.domain.errors import CertificateInvalid, SignatureInvalid
from mobile_office.signing import sign, verify

WIPE = "wipe"  # labels of signatures
WIPED = "wiped"
HANDOVER = "handover"  # purpose of the envelopes with what was unsent
WIPE_ORDERED = "wipe_ordered"  # the refusal that brings an order


@dataclass(frozen=True)
class Order:
    """The office orders `device` to destroy what it holds; signed, hex."""

    device: str
    stream: str
    at: datetime
    signature: str = ""

    def signed_part(self) -> Json:
        """What the office's signature covers."""
        return {"device": self.device, "stream": self.stream, "at": write_time(self.at)}

    def signed(self, office_seed: bytes) -> "Order":
        """The order with the office's signature in it."""
        return replace(self, signature=sign(office_seed, WIPE, self.signed_part()))

    def check(self, device: str, stream: str, office_public: str) -> None:
        """Raise SignatureInvalid unless the office orders exactly this device to be wiped."""
        if (self.device, self.stream) != (device, stream):
            raise SignatureInvalid(label=WIPE, reason="device")
        verify(office_public, WIPE, self.signed_part(), self.signature)

    def to_json(self) -> dict[str, Json]:
        """The JSON form."""
        return {**self.signed_part(), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "Order":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        device, stream, signature = (value[name] for name in ("device", "stream", "signature"))
        if not all(isinstance(each, str) for each in (device, stream, signature)):
            raise TypeError("an order is text")
        return cls(device, stream, read_time(value["at"]), signature)


class WipeOrdered(CertificateInvalid):
    """The device is refused, and the office orders it to wipe itself; the order is not believed yet."""

    code = WIPE_ORDERED

    def __init__(self, order: Order) -> None:
        super().__init__(device=order.device)
        self.order = order


def read_order(answer: Mapping[str, Json]) -> Order | None:
    """The order in a refusal, if there is one that can be read."""
    try:
        return Order.from_json(answer["wipe"])
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Word:
    """The device's word: nothing is left on it. `handed_over` and `lost` count entries of cases and days."""

    order: str  # the order's signature
    device: str
    at: datetime
    handed_over: int
    lost: int
    signature: str = ""

    def signed_part(self) -> Json:
        """What the device's signature covers."""
        return {
            "order": self.order,
            "device": self.device,
            "at": write_time(self.at),
            "handed_over": self.handed_over,
            "lost": self.lost,
        }

    def signed(self, device_seed: bytes) -> "Word":
        """The word with the device's signature in it."""
        return replace(self, signature=sign(device_seed, WIPED, self.signed_part()))

    def check(self, device_public: str) -> None:
        """Raise SignatureInvalid unless the device has given exactly this word."""
        verify(device_public, WIPED, self.signed_part(), self.signature)

    def to_json(self) -> dict[str, Json]:
        """The JSON form."""
        return {**self.signed_part(), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "Word":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        texts = {name: value[name] for name in ("order", "device", "signature")}
        counts = {name: value[name] for name in ("handed_over", "lost")}
        if not all(isinstance(each, str) for each in texts.values()):
            raise TypeError("text was expected")
        if not all(type(each) is int and 0 <= each < 2**31 for each in counts.values()):
            raise TypeError("a count was expected")
        return cls(at=read_time(value["at"]), **texts, **counts)
