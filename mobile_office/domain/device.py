"""What people note about a device (Laptop): which actions there are, and who may write them.

A device has no status and nothing is folded; an entry about it only says, signed, what was done here.
It is written with the desk key and has no `base`.
"""

from mobile_office.domain.case import DeviceAction, Header, SubjectKind, admit_author
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Certificate, Role
from mobile_office.domain.rights import Right, signers

DEVICE_ACTIONS: dict[DeviceAction, frozenset[Role]] = {
    DeviceAction.ERASED: signers(Right.ERASE),
    DeviceAction.RESTORED: signers(Right.RESTORE),
}


def admit_device(header: Header, certificate: Certificate | None) -> None:
    """Refuse an entry about a device that its author may not write; only about the device it was written on.

    Raises NotAllowed or CertificateInvalid. Runs where it is written and again at the office.
    """
    if header.kind is not SubjectKind.DEVICE or not isinstance(header.action, DeviceAction):
        raise NotAllowed(action=header.action)
    if header.subject != header.device:
        raise NotAllowed(action=header.action)
    admit_author(DEVICE_ACTIONS[header.action], header, certificate)
