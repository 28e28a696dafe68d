"""Pool slots on the way (Vertretungsplätze): what a device tells the office of its pool, and what it hears.

Sealed both ways, version 1. An offer is signed by the person in whose hands the slot was made: the office remembers who.
"""

from dataclasses import dataclass, replace

from mobile_office.canonical import Json
from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import CertificateInvalid, Unknown
from mobile_office.signing import sign, verify, verify_certificate
from mobile_office.sync import wire
from mobile_office.sync.http import HttpBackOffice

VERSION = 1
REQUEST, REPLY = "pool.request", "pool.reply"  # purposes of envelopes
LABEL = "pool"  # of signatures
MOST = 16  # ids in each list


@dataclass(frozen=True)
class Offer:
    """A slot made on a device: its future identity, the public keys (hex), the sealed code (hex), and who made it."""

    person: str
    desk_key: str
    decision_key: str
    exchange_key: str
    code: str
    by: str
    signature: str = ""

    def signed_part(self, device: str) -> Json:
        """What the signature covers."""
        return {
            "device": device,
            "person": self.person,
            "desk_key": self.desk_key,
            "decision_key": self.decision_key,
            "exchange_key": self.exchange_key,
            "code": self.code,
            "by": self.by,
        }

    def signed(self, device: str, desk_seed: bytes) -> "Offer":
        """The offer with its maker's signature."""
        return replace(self, signature=sign(desk_seed, LABEL, self.signed_part(device)))

    def check(self, device: str, desk_public: str) -> None:
        """Raise SignatureInvalid unless its maker has signed it for this device."""
        verify(desk_public, LABEL, self.signed_part(device), self.signature)


@dataclass(frozen=True)
class Told:
    """What a device tells: the slots it holds ready, those that were opened, and new ones."""

    device: str
    ready: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()

    def to_json(self) -> Json:
        """The JSON form."""
        offers = [
            {**dict(each.signed_part(self.device)), "signature": each.signature} for each in self.offers
        ]
        ids = {"ready": list(self.ready), "opened": list(self.opened)}
        return {"v": VERSION, "device": self.device, **ids, "offers": offers}

    @classmethod
    def from_json(cls, value: Json) -> "Told":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        if value["v"] != VERSION or any(each["device"] != value["device"] for each in value["offers"]):
            raise ValueError("another version, or another device")
        names = tuple(Offer.__dataclass_fields__)
        offers = tuple(Offer(**{name: each[name] for name in names}) for each in value["offers"])
        ready, opened = tuple(value["ready"]), tuple(value["opened"])
        wire.assert_text(value["device"], *ready, *opened)
        for each in offers:
            wire.assert_text(*(getattr(each, name) for name in names))
        if max(map(len, (ready, opened, offers))) > MOST:
            raise ValueError("too many")
        return cls(value["device"], ready, opened, offers)


@dataclass(frozen=True)
class Heard:
    """What the office answers: certificates of the offered, which slots it does not stand by, how many it wants more."""

    certificates: tuple[SignedCertificate, ...] = ()
    drop: tuple[str, ...] = ()
    wanted: int = 0

    def to_json(self) -> dict[str, Json]:
        """The JSON form."""
        certificates = [each.to_json() for each in self.certificates]
        return {"v": VERSION, "certificates": certificates, "drop": list(self.drop), "wanted": self.wanted}


def tell(office: HttpBackOffice, told: Told) -> Heard:
    """Tell the office of a device's pool. Raises Offline, Unknown, TooOld, CertificateInvalid; then tell it again."""
    value = office.converse("/v1/pool", told.to_json(), REQUEST, REPLY)
    try:
        certificates = tuple(map(_certificate, value["certificates"]))
        drop, wanted = tuple(value["drop"]), value["wanted"]
        wire.assert_text(*drop)
        if type(wanted) is not int or value["v"] != VERSION:
            raise ValueError("not a pool's answer")
        for each in certificates:
            verify_certificate(each, office.office_signing)
    except (AttributeError, CertificateInvalid, KeyError, TypeError, ValueError) as error:
        raise Unknown(reason="not_an_answer") from error
    return Heard(certificates, drop, wanted)


def _certificate(value: Json) -> SignedCertificate:
    return SignedCertificate.from_json(value)
