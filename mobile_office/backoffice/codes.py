"""One-time codes at the office: issued by the administrator, used once, gone after 15 minutes.

Only two hashes of a code's secret are kept. The same claim again gets the same answer, so a reply that
was lost on the way costs nothing.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from mobile_office.backoffice.tables import Connection, codes
from mobile_office.canonical import Json, digest, read_time, write_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.sync.code import SECRET, Code, proof

LIFETIME = timedelta(minutes=15)
DEVICE = "device"
PERSON = "person"
RECOVERY = "recovery"


@dataclass(frozen=True)
class Invitation:
    """What a code stands for: a person by id, or a device to be with its letter and kind.

    `waits`: somebody has to compare the device's fingerprint. `device`: where a person may be let in anew.
    """

    stream: str
    purpose: str
    subject: str
    letter: str = ""
    kind: str = ""
    waits: bool = False
    device: str = ""


@dataclass(frozen=True)
class Redeemed:
    """An invitation whose code was proved; `again` when these very keys have used it before."""

    invitation: Invitation
    again: bool


def issue(connection: Connection, invitation: Invitation, root: bytes, now: datetime) -> Code:
    """A fresh code for an invitation."""
    code = Code(secrets.token_bytes(SECRET), root)
    connection.execute(
        codes.insert().values(
            stream=invitation.stream,
            lookup=code.lookup,
            proof_key=code.proof_key,
            purpose=invitation.purpose,
            subject=invitation.subject,
            letter=invitation.letter,
            kind=invitation.kind,
            waits=invitation.waits,
            device=invitation.device,
            expires_at=write_time(now + LIFETIME),
        )
    )
    return code


def look(
    connection: Connection, purpose: str, lookup: str, claim: Json, proved: str, now: datetime
) -> Redeemed:
    """What a proved code stands for, without using it.

    Raises NotAllowed: code_unknown (also for a wrong proof), code_expired, code_used (by other keys).
    """
    row = connection.execute(codes.select().where(codes.c.lookup == lookup)).mappings().one_or_none()
    if row is None or row["purpose"] != purpose:
        raise NotAllowed("code_unknown")
    if not hmac.compare_digest(proof(row["proof_key"], claim), proved):
        raise NotAllowed("code_unknown")
    used_by = row["used_by"]
    if used_by is not None and used_by != digest(claim):
        raise NotAllowed("code_used")
    # Whoever has used it may ask again as long as it is kept: the link may have been gone for longer.
    if used_by is None and read_time(row["expires_at"]) <= now:
        raise NotAllowed("code_expired")
    names = ("stream", "subject", "letter", "kind", "waits", "device")
    invitation = Invitation(purpose=purpose, **{name: row[name] for name in names})
    return Redeemed(invitation, used_by is not None)


def redeem(
    connection: Connection, purpose: str, lookup: str, claim: Json, proved: str, now: datetime
) -> Redeemed:
    """Use a code for these keys. Raises as `look`."""
    stream = look(connection, purpose, lookup, claim, proved, now).invitation.stream
    here = (codes.c.stream == stream) & (codes.c.lookup == lookup)
    connection.execute(codes.select().where(here).with_for_update())  # of two at once the second one waits,
    redeemed = look(connection, purpose, lookup, claim, proved, now)  # and then reads what the first has done
    connection.execute(codes.update().where(here).values(used_by=digest(claim)))
    return redeemed


def forget_expired(connection: Connection, now: datetime) -> None:
    """Drop codes a day after they have lost their use: until then their user hears why."""
    connection.execute(codes.delete().where(codes.c.expires_at < write_time(now - timedelta(days=1))))
