"""The recovery slot (Notschlüssel): the office opens a laptop's grant and seals it for one person's new keys.

Needs a code an administrator has issued for this person at this laptop, and the recovery key, which may lie offline
most of the time. Every opening is noted. What the person signed with their keys before stays signed.
"""

from dataclasses import dataclass

from mobile_office.backoffice import accounts, codes, devices
from mobile_office.backoffice.accounts import PersonKeys
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import recoveries
from mobile_office.canonical import Json, write_time
from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import NotAllowed, WrongKey
from mobile_office.sealing import encrypt
from mobile_office.signing import sign_certificate
from mobile_office.store.recovery import open_recovery, recovered_info
from mobile_office.store.transactions import reading, writing


@dataclass(frozen=True)
class LetIn:
    """A person let in anew: their certificate, and what opens the laptop, sealed for their exchange key (hex)."""

    certificate: SignedCertificate
    grant: str


def recover(office: Office, lookup: str, claim: Json, proved: str) -> LetIn:
    """Certify new keys and open the laptop for them; the same claim again gets the same.

    Raises NotAllowed: as `codes.look`, person_unknown, person_revoked, recovery_key_away, recovery_not_ours (the
    grant is another laptop's, another office's, or damaged); CertificateInvalid for a laptop that was revoked.
    """
    if not office.keys.recovery:
        raise NotAllowed("recovery_key_away")
    keys = PersonKeys(**{name: claim[name] for name in ("desk_key", "decision_key", "exchange_key")})
    with writing(office.engine) as connection:
        redeemed = codes.redeem(connection, codes.RECOVERY, lookup, claim, proved, office.clock())
        found = redeemed.invitation
        devices.known(connection, found.device)
        try:
            opened = open_recovery(bytes.fromhex(claim["grant"]), office.keys.recovery, found.device)
        except WrongKey:
            raise NotAllowed("recovery_not_ours") from None
        if not redeemed.again:
            now = office.clock()
            accounts.certify(connection, found.stream, found.subject, keys, now)
            noted = {"at": write_time(now), "device": found.device, "person": found.subject}
            connection.execute(recoveries.insert().values(stream=found.stream, **noted))
        accounts.account(connection, found.stream, found.subject)
    info = recovered_info(found.device, found.subject)
    grant = encrypt(opened.dbk + opened.device_secret, keys.exchange_key, info).hex()
    for certificate in office.certificates(found.stream):
        if certificate.person == found.subject:
            return LetIn(sign_certificate(certificate, office.keys.signing), grant)
    raise NotAllowed("person_unknown")


@dataclass(frozen=True)
class Opening:
    """One use of the recovery key: when (canonical text), at which device, for whom."""

    at: str
    device: str
    person: str


def openings(office: Office) -> tuple[Opening, ...]:
    """Every use of the recovery key, oldest first."""
    with reading(office.engine) as connection:
        rows = connection.execute(recoveries.select().order_by(recoveries.c.at)).mappings()
        return tuple(Opening(row["at"], row["device"], row["person"]) for row in rows)
