"""The letterhead comes from the office's settings."""

from mobile_office.paper.letterhead import letterhead
from mobile_office.settings import Settings


def test_it_is_what_the_settings_say() -> None:
    head = letterhead(Settings(office_name="Musterstadt", office_address="Markt 1", office_contact="115"))
    assert (head.office, head.address, head.contact) == ("Musterstadt", "Markt 1", "115")
