"""How people and laptops leave (Abschied): a revoked person's slot goes, and a lost laptop destroys what it holds.

Nothing but the office's own signature over this very device makes a laptop wipe itself (ADR 017); it is checked when
the order arrives, and again by the fresh process that carries it out.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mobile_office.domain.errors import MobileOfficeError, NotEnrolled, SignatureInvalid
from mobile_office.store import durable_file, os_keyring
from mobile_office.store.device import read_device
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.keys import Slots
from mobile_office.store.pool import Pool
from mobile_office.store.wiped import FILE, Wiped, destroy, read_wiped, write_wiped
from mobile_office.sync.http import utc_now
from mobile_office.sync.parting import give_word, hand_over
from mobile_office.sync.requests import Signer
from mobile_office.sync.wipe import Order, Word
from mobile_office.workplace import Workplace

_MOST = 10_000  # entries handed over before a wipe


@dataclass(frozen=True)
class Left:
    """Somebody whose slot is gone because the office has revoked them, and how many drafts they left behind."""

    person: str
    name: str
    drafts: int


def remove_revoked(place: Workplace, slots: Slots, now: datetime) -> tuple[Left, ...]:
    """Take away the slots of people the office has revoked; who they were.

    Their drafts stay, and a colleague can take them over. They have seen the database key: it is changed when
    somebody is let in next (`rotation`).
    """
    gone = []
    for person, name in slots.people():
        certificate = place.people.certificate(person)
        if certificate is None or certificate.revoked_at is None or certificate.revoked_at > now:
            continue
        slots.remove(person, now)
        slots.forget_previous()  # it still has their slot
        Pool(place.home).drop_made_by(person)
        drafts = sum(draft.owner == person for draft in place.drafts.open())
        gone.append(Left(person, name, drafts))
    return tuple(gone)


def obey(place: Workplace, order: Order, url: str, now: datetime) -> None:
    """Check an order, hand over once what is unsent, and note that everything is to be destroyed.

    The caller then ends this process; the next one destroys (`carry_out`) before anything is opened. Raises
    SignatureInvalid for an order that is not the office's for this device; then nothing has happened.
    """
    device = place.device
    order.check(device.id, device.stream, device.office_signing)
    unsent = place.journal.unsent(_MOST)
    taken = hand_over(url, device, place.keys, unsent, Signer(device.id, place.keys.seed, utc_now))
    total = len(place.journal.unsent_places())
    word = Word(order.signature, device.id, now, taken, max(0, total - taken)).signed(place.keys.seed)
    write_wiped(place.home, Wiped(url, device.office_signing, order.to_json(), word.to_json()))


def obey_if_ordered(place: Workplace, order: Order | None, url: str, now: datetime) -> bool:
    """Obey an order that a refusal brought; False where there is none, or the office has not signed it for us."""
    if order is None:
        return False
    try:
        obey(place, order, url, now)
    except SignatureInvalid:
        return False
    return True


def carry_out(home: Path) -> Wiped | None:
    """Destroy what a noted order says; the wipe that happened here, or None. Again is harmless.

    Where `device.json` is gone everything was destroyed before. A note that the office has not signed for this
    device is passed over. Raises OSError when something cannot be removed.
    """
    wiped = read_wiped(home)
    if wiped is None:
        return None
    try:
        device = read_device(home)
    except NotEnrolled:
        return wiped
    try:
        order = Order.from_json(wiped.order)
        order.check(device.id, device.stream, device.office_signing)
    except (SignatureInvalid, KeyError, TypeError, ValueError):
        return None
    entry = DeviceSecret(home).entry()
    destroy(home)
    if entry:  # after the rest: a keyring that does not answer must not keep a laptop from being wiped
        os_keyring.forget(entry)
    return wiped


def ordered_at(wiped: Wiped) -> datetime:
    """When the office ordered it."""
    return Order.from_json(wiped.order).at


def begin_anew(home: Path) -> None:
    """The laptop was found and is set up again; nothing of before is left but this note, and it goes."""
    durable_file.remove(home / FILE)


def tell_office(home: Path) -> bool:
    """Give the laptop's word to the office unless it has it; True once it has."""
    wiped = read_wiped(home)
    if wiped is None or wiped.told:
        return wiped is not None
    try:
        give_word(wiped.url, wiped.office_signing, Word.from_json(wiped.word))
    except MobileOfficeError:
        return False  # said again at the next start
    write_wiped(home, replace(wiped, told=True))
    return True
