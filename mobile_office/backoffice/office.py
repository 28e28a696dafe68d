"""The back office in this process: the shared journal, the people and the devices behind one door.

It keeps no state of its own, so several may run over one database. It believes no entry's person or
role: signature and `admit` are checked with the certificates it has issued itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from uuid_utils import uuid7

from mobile_office.backoffice import accounts, codes, devices, held, publishing, release
from mobile_office.backoffice.accounts import Account, PersonKeys
from mobile_office.backoffice.codes import Invitation
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.exchange import exchange
from mobile_office.backoffice.keys import OfficeKeys, open_keys
from mobile_office.backoffice.publishing import Offer
from mobile_office.backoffice.tables import Connection, Engine
from mobile_office.canonical import Json
from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Certificate, Role
from mobile_office.protocol import Reply, Request
from mobile_office.publication import LARGEST, Publication
from mobile_office.signing import sign_certificate
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import open_database
from mobile_office.sync.code import Code


def utc_now() -> datetime:
    """The clock a real office runs on; tests pass their own."""
    return datetime.now(UTC)


def open_office(url: str, keys_file: Path | None = None, clock: Callable[[], datetime] = utc_now) -> "Office":
    """The office over a database, made and migrated on first use.

    Keys lie in `keys_file`, or beside an SQLite database. Raises Damaged, TooNew, DiskFull.
    """
    engine = open_database(url)
    with reading(engine) as connection:
        is_new = devices.is_empty(connection) and accounts.is_empty(connection)
    path = keys_file or Path(url.partition(":///")[2] + ".keys")
    return Office(engine, open_keys(path, may_create=is_new), clock)


class Office:
    """A `BackOffice`, and what enrolment and administration need. Safe to use from several threads."""

    def __init__(self, engine: Engine, keys: OfficeKeys, clock: Callable[[], datetime] = utc_now) -> None:
        self.keys = keys
        self.clock = clock
        self.engine = engine

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()

    # -- the journal's door

    def device(self, id: str) -> KnownDevice:
        """A device that may exchange.

        Raises CertificateInvalid (device_unknown, device_revoked, device_waiting).
        """
        with reading(self.engine) as connection:
            return devices.admitted(connection, id)

    def journal(self, stream: str) -> Journal:
        """The journal of a stream."""
        return Journal(self.engine, stream)

    def exchange(self, request: Request, asker: KnownDevice | None = None) -> Reply:
        """One exchange with a device, `asker` where it was just recognised. Raises TooOld or CertificateInvalid."""
        return exchange(self, request, asker)

    def library(self, device: str) -> "DeviceLibrary":
        """What this device may fetch of what was announced to it."""
        return DeviceLibrary(self, device)

    def certificates(self, stream: str) -> tuple[Certificate, ...]:
        """What the office says of its people now, and of itself."""
        now = self.clock()
        with reading(self.engine) as connection:
            people = accounts.certificates(connection, stream, now)
        return (*people, release.certificate(self.keys, stream, now))

    # -- enrolment

    def enrol(self, lookup: str, claim: Json, proved: str) -> KnownDevice:
        """A device brings its keys and a code's proof. Raises NotAllowed."""
        with writing(self.engine) as connection:
            redeemed = codes.redeem(connection, codes.DEVICE, lookup, claim, proved, self.clock())
            if redeemed.again:
                return devices.known(connection, redeemed.invitation.subject)
            device = _new_device(redeemed.invitation, claim)
            devices.add(connection, device, self.clock(), waits=redeemed.invitation.waits)
            return device

    def is_waiting(self, device: KnownDevice) -> bool:
        """Whether somebody has to compare the device's fingerprint before it may exchange."""
        with reading(self.engine) as connection:
            return devices.is_waiting(connection, device)

    def introduce(self, lookup: str, claim: Json, proved: str) -> Account:
        """Whom a code is for. Raises NotAllowed."""
        with reading(self.engine) as connection:
            found = codes.look(connection, codes.PERSON, lookup, claim, proved, self.clock())
            return accounts.account(connection, found.invitation.stream, found.invitation.subject)

    def certify(self, lookup: str, claim: Json, proved: str) -> SignedCertificate:
        """A person brings their public keys and a code's proof. Raises NotAllowed."""
        with writing(self.engine) as connection:
            redeemed = codes.redeem(connection, codes.PERSON, lookup, claim, proved, self.clock())
            stream, person = redeemed.invitation.stream, redeemed.invitation.subject
            accounts.account(connection, stream, person)
            if not redeemed.again:
                accounts.certify(connection, stream, person, PersonKeys(**claim), self.clock())
        for certificate in self.certificates(stream):
            if certificate.person == person:
                return sign_certificate(certificate, self.keys.signing)
        raise NotAllowed("person_unknown")

    # -- publishing

    def streams(self) -> frozenset[str]:
        """The municipalities that have a device which is not revoked."""
        with reading(self.engine) as connection:
            return devices.streams(connection)

    def published(self, stream: str) -> tuple[Publication, ...]:
        """Everything ever published in a stream, in order, without signatures."""
        with reading(self.engine) as connection:
            return publishing.announced(connection, stream)

    def content(self, stream: str, digest: str) -> bytes:
        """All bytes of what was published. Raises NotAllowed("publication_unknown")."""
        with reading(self.engine) as connection:
            return publishing.content(connection, stream, digest, 0, LARGEST)

    def publish(self, stream: str, offers: tuple[Offer, ...], after: int) -> tuple[Publication, ...]:
        """Announce checked files to the devices of a stream: all of them or none.

        Raises NotAllowed("published_meanwhile") when there is more than the `after` they were checked against.
        """
        with writing(self.engine) as connection:
            return publishing.add(connection, stream, offers, after, self.clock())

    # -- administration

    def add_person(self, stream: str, name: str, roles: frozenset[Role]) -> tuple[Account, Code]:
        """Enter a person; the code certifies their keys within 15 minutes."""
        with writing(self.engine) as connection:
            account = accounts.add(connection, stream, name, roles, self.clock())
            return account, self.issue(connection, Invitation(stream, codes.PERSON, account.id))

    def invite_device(self, stream: str, letter: str, kind: str, *, compared: bool = False) -> Code:
        """A code that enrols one device within 15 minutes. Raises NotAllowed("letter_taken").

        With `compared` the device waits until its fingerprint was compared (`inviting.confirm`).
        """
        with writing(self.engine) as connection:
            if devices.is_letter_taken(connection, stream, letter):
                raise NotAllowed("letter_taken")
            invitation = Invitation(stream, codes.DEVICE, str(uuid7()), letter, kind, waits=compared)
            return self.issue(connection, invitation)

    def revoke_device(self, id: str) -> None:
        """Refuse a device from its next request on. Raises CertificateInvalid."""
        with writing(self.engine) as connection:
            devices.revoke(connection, id, self.clock())

    def revoke_person(self, id: str) -> None:
        """Refuse a person's decisions from now on, also as a substitute. Raises NotAllowed("person_unknown")."""
        with writing(self.engine) as connection:
            for each in accounts.identities(connection, id):
                held.mark(connection, each)
                accounts.revoke(connection, each, self.clock())

    def issue(self, connection: Connection, invitation: Invitation) -> Code:
        """A fresh code for an invitation."""
        codes.forget_expired(connection, self.clock())
        return codes.issue(connection, invitation, self.keys.root, self.clock())


@dataclass(frozen=True)
class DeviceLibrary:
    """The `Library` of one device in this process."""

    office: Office
    device: str

    def content(self, digest: str, at: int) -> bytes:
        """A piece of what was published. Raises CertificateInvalid or NotAllowed("publication_unknown")."""
        known = self.office.device(self.device)
        with reading(self.office.engine) as connection:
            return publishing.content(connection, known.stream, digest, at)


def _new_device(invitation: Invitation, claim: Json) -> KnownDevice:
    return KnownDevice(
        stream=invitation.stream,
        id=invitation.subject,
        letter=invitation.letter,
        kind=invitation.kind,
        signing_key=claim["signing_key"],
        exchange_key=claim["exchange_key"],
    )
