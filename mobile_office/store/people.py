"""What the office has certified of each person of a stream, as this device knows it.

Signatures are verified before a certificate is put here (`signing.verify_certificate`).
"""

from collections.abc import Iterable

from sqlalchemy import Engine, bindparam, delete, insert, select

from mobile_office.certified import SignedCertificate, certificate_from_json, certificate_to_json
from mobile_office.domain.overview import Colleague
from mobile_office.domain.people import Certificate
from mobile_office.store.remembered import remembered
from mobile_office.store.tables import person as _person
from mobile_office.store.transactions import reading, writing

_SIGNED = select(_person.c.certificate, _person.c.signature).where(
    _person.c.stream == bindparam("in_stream"), _person.c.person == bindparam("who")
)
_CERTIFICATE = select(_person.c.certificate).where(
    _person.c.stream == bindparam("in_stream"), _person.c.person == bindparam("who")
)


class People:
    """The certified people of one stream."""

    def __init__(self, engine: Engine, stream: str) -> None:
        self.engine = engine
        self.stream = stream

    def put_certificates(self, signed: Iterable[SignedCertificate]) -> None:
        """Keep certificates; one that is older than what is kept is passed over."""
        fresh = self._changed(signed)
        if not fresh:
            return  # as in nearly every reply: nothing to wait for the disk for
        with writing(self.engine) as connection:
            for item in fresh:
                certificate = item.certificate
                here = (_person.c.stream == self.stream) & (_person.c.person == certificate.person)
                kept = connection.scalar(select(_person.c.certificate).where(here))
                if kept and _is_newer(certificate_from_json(kept), certificate):
                    continue
                connection.execute(delete(_person).where(here))
                row = {
                    "stream": self.stream,
                    "person": certificate.person,
                    "certificate": certificate_to_json(certificate),
                    "signature": item.signature,
                }
                connection.execute(insert(_person).values(row))

    def _changed(self, signed: Iterable[SignedCertificate]) -> list[SignedCertificate]:
        """Those that are not kept just as they are."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(_person).where(_person.c.stream == self.stream))
            kept = {row.person: (row.certificate, row.signature) for row in rows}
        return [
            item
            for item in signed
            if kept.get(item.certificate.person) != (certificate_to_json(item.certificate), item.signature)
        ]

    @remembered
    def certificate(self, person: str) -> Certificate | None:
        """The latest certificate of a person, also when it has expired."""
        with reading(self.engine) as connection:
            kept = connection.scalar(_CERTIFICATE, {"in_stream": self.stream, "who": person})
        return certificate_from_json(kept) if kept else None

    @remembered
    def signed(self, person: str) -> SignedCertificate | None:
        """The same with its signature, which nobody has looked at since; None for what cannot be read."""
        with reading(self.engine) as connection:
            row = connection.execute(_SIGNED, {"in_stream": self.stream, "who": person}).one_or_none()
        try:
            return SignedCertificate(certificate_from_json(row.certificate), row.signature) if row else None
        except (KeyError, TypeError, ValueError):
            return None

    @remembered
    def colleagues(self) -> tuple[Colleague, ...]:
        """Everyone certified and not revoked, by name."""
        chosen = select(_person.c.certificate).where(_person.c.stream == self.stream)
        with reading(self.engine) as connection:
            kept = [certificate_from_json(value) for value in connection.scalars(chosen)]
        people = (Colleague(item.person, item.name, item.roles) for item in kept if item.revoked_at is None)
        return tuple(sorted(people, key=lambda colleague: (colleague.name, colleague.person)))


def _is_newer(kept: Certificate, offered: Certificate) -> bool:
    if kept.valid_from == offered.valid_from:
        return kept.revoked_at is not None and offered.revoked_at is None
    return kept.valid_from > offered.valid_from
