"""A draft signed on the screen at a real desk, as the form does it: confirmed, drawn, sealed, kept."""

from dataclasses import replace
from functools import partial

from mobile_office.backoffice.office import Office
from mobile_office.desk import Desk
from mobile_office.devices.signature import picture
from mobile_office.domain.attachment import Format
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.domain.overview import Draft
from tests.handwriting import name
from tests.house import Laptop

PNG = picture(name(30))


def desk_that_signs(
    laptop: Laptop, office: Office, person: str = "Berger", *, registrations: bool = True
) -> Desk:
    """A desk at a laptop of a city that lets people sign on the screen."""
    place = laptop.place
    allowed = replace(place.settings, sign_on_screen=True, sign_registration_on_screen=registrations)
    laptop.place = replace(place, settings=allowed)
    return laptop.desk(person, office)


def sign(desk: Desk, draft: Draft, png: bytes = PNG, number: str = "") -> Draft:
    """Read, confirmed and signed as it stands; `number` is what was read where something else was typed since."""
    number = number or desk.found(desk.draft(draft.id)).number
    fresh = desk.attaching.seal(png, Format.PNG, 1, SIGNED_SCREEN)
    keep = partial(desk.attaching.keep, draft.id, fresh)
    try:
        return desk.confirming.sign(draft.id, number, fresh.attachment, keep)
    except BaseException:
        desk.attaching.drop(fresh)
        raise


def confirm(desk: Desk, draft: Draft, language: str = "tr") -> None:
    """Read and confirmed as it stands."""
    desk.confirming.confirm(draft.id, desk.found(desk.draft(draft.id)).number, language)
