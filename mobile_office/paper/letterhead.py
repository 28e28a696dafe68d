"""The head of every paper: which office, where it is, how it is reached. No seal."""

from dataclasses import dataclass

from mobile_office.settings import Settings


@dataclass(frozen=True)
class Letterhead:
    """What stands at the top of a paper; `contact` is one line as a person reads it."""

    office: str
    address: str
    contact: str


def letterhead(settings: Settings) -> Letterhead:
    """The letterhead of this laptop's office."""
    return Letterhead(settings.office_name, settings.office_address, settings.office_contact)
