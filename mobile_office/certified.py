"""A certificate (Zertifikat) of a person as it travels: its JSON form and the office's signature over it."""

from dataclasses import dataclass

from mobile_office.canonical import Json, read_time, write_time
from mobile_office.domain.people import Certificate, FormerKeys, Role


@dataclass(frozen=True)
class SignedCertificate:
    """A certificate and the office's signature over its canonical JSON (hex)."""

    certificate: Certificate
    signature: str

    def to_json(self) -> Json:
        """The JSON form."""
        return {"certificate": certificate_to_json(self.certificate), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "SignedCertificate":
        """Read the JSON form. Raises KeyError, TypeError or ValueError."""
        return cls(certificate_from_json(value["certificate"]), value["signature"])


def certificate_to_json(certificate: Certificate) -> Json:
    """A certificate as JSON; its canonical form is what the office signs."""
    revoked = certificate.revoked_at
    former = [
        {"desk_key": each.desk_key, "decision_key": each.decision_key, "until": write_time(each.until)}
        for each in certificate.former
    ]
    return {
        **({"former": former} if former else {}),  # most people have had no others
        **({"also": list(certificate.also)} if certificate.also else {}),
        "person": certificate.person,
        "name": certificate.name,
        "roles": sorted(role.value for role in certificate.roles),
        "stream": certificate.stream,
        "desk_key": certificate.desk_key,
        "decision_key": certificate.decision_key,
        "exchange_key": certificate.exchange_key,
        "valid_from": write_time(certificate.valid_from),
        "valid_until": write_time(certificate.valid_until),
        "revoked_at": write_time(revoked) if revoked else None,
    }


def certificate_from_json(value: Json) -> Certificate:
    """Read a certificate. Raises KeyError, TypeError or ValueError."""
    fields = dict(value)
    fields["roles"] = frozenset(Role(role) for role in fields["roles"])
    fields["valid_from"] = read_time(fields["valid_from"])
    fields["valid_until"] = read_time(fields["valid_until"])
    fields["revoked_at"] = read_time(fields["revoked_at"]) if fields["revoked_at"] else None
    fields["former"] = tuple(
        FormerKeys(each["desk_key"], each["decision_key"], read_time(each["until"]))
        for each in fields.get("former", ())
    )
    fields["also"] = tuple(fields.get("also", ()))
    return Certificate(**fields)
