"""Who is let in, and by whom: a laptop waits until a second person has compared its fingerprint (Kennung).

And somebody who forgot their passphrase gets a code for one laptop. Everything here is an administrator's act.
"""

from mobile_office.backoffice import accounts, codes, devices
from mobile_office.backoffice.codes import Invitation
from mobile_office.backoffice.devices import KnownDevice, Standing
from mobile_office.backoffice.office import Office
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.transactions import reading, writing
from mobile_office.sync.code import Code
from mobile_office.sync.comparison import fingerprint_of, is_same


def fingerprint(device: KnownDevice) -> str:
    """The fingerprint of a device's keys, as the device shows it."""
    return fingerprint_of(device.signing_key, device.exchange_key)


def confirm(office: Office, id: str, typed: str) -> KnownDevice:
    """Somebody has the fingerprint that the laptop shows; it may exchange from now on. Again is harmless.

    Raises CertificateInvalid (device_unknown, device_revoked), NotAllowed("fingerprint_differs").
    """
    with writing(office.engine) as connection:
        device = devices.known(connection, id)
        if not is_same(typed, fingerprint(device)):
            raise NotAllowed("fingerprint_differs")
        devices.confirm(connection, device, office.clock())
        return device


def standings(office: Office, stream: str | None = None) -> tuple[Standing, ...]:
    """Every device and how it stands."""
    with reading(office.engine) as connection:
        return devices.standings(connection, stream)


def invite_back(office: Office, device: str, person: str) -> Code:
    """A code that lets a person in anew at one laptop, within 15 minutes.

    Raises CertificateInvalid (device_unknown, device_revoked), NotAllowed (person_unknown, person_revoked,
    recovery_key_away).
    """
    if not office.keys.recovery:
        raise NotAllowed("recovery_key_away")
    with writing(office.engine) as connection:
        known = devices.known(connection, device)
        accounts.account(connection, known.stream, person)
        invitation = Invitation(known.stream, codes.RECOVERY, person, device=device)
        return office.issue(connection, invitation)
