"""Substitutes (Vertretung): somebody nobody knew of opens a laptop offline, with a code the office reads out.

The slots are prepared ahead, while a person with rights is unlocked and the office can be reached (`fill`). A code opens
one of them once; from then on the substitute has a passphrase of their own, like everybody (ADR 020).
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mobile_office.authoring import new_id
from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import Damaged, NotAllowed, WrongKey
from mobile_office.domain.people import Role, as_substitute
from mobile_office.domain.spoken import heard
from mobile_office.signing import verify_certificate
from mobile_office.store import passphrase as policy
from mobile_office.store.device import read_device
from mobile_office.store.keys import ARGON, Argon, Slots, Unlocked
from mobile_office.store.pool import SIZE, Pool, PoolSlot
from mobile_office.sync import pooling
from mobile_office.sync.http import HttpBackOffice
from mobile_office.sync.pooling import Offer, Told
from mobile_office.workplace import Workplace, open_workplace

LONGEST_NAME = 80
_ROUNDS = 4  # offered, certified, told ready; one more where the office wanted another
_MAY_PREPARE = frozenset({Role.CLERK, Role.SUPERVISOR})


def step_in(
    home: Path, code: str, name: str, passphrase: str, now: datetime | None = None, argon: Argon = ARGON
) -> str:
    """Open a pool slot with a code, for whoever this is; their id. From then on their own passphrase opens it.

    Nobody needs to be unlocked, nothing is asked of the office. `now` None is the laptop's clock.
    Raises NotAllowed: name_missing, spoken_short, spoken_wrong; Trouble("weak_passphrase") and its kin;
    WrongKey("pool_code_wrong", seconds), Delayed(seconds), CertificateInvalid for a slot somebody has changed.
    After a power cut the code is good for another try, or the substitute stands among those who can unlock.
    """
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise NotAllowed("name_missing")
    secret = heard(code)
    policy.check(passphrase, (name,))
    pool, slots = Pool(home, argon), Slots(home, argon)
    for person in {person for person, _ in slots.people()} & {each.slot.person for each in pool.ready()}:
        pool.used(person)  # the power failed between the two
    try:
        stepped = pool.step_in(secret, now or datetime.now(UTC))
    except WrongKey as error:
        raise WrongKey("pool_code_wrong", **error.details) from None
    person, device = stepped.slot.slot.person, read_device(home)
    certificate = SignedCertificate.from_json(stepped.slot.certificate)
    verify_certificate(certificate, device.office_signing)  # it lay in a file that anybody here could write
    dbk = _let_in(home, stepped.dbks, certificate)
    slots.put(person, as_substitute(name), passphrase, device.id, dbk, stepped.keys)
    pool.used(person)
    slots.remember_last(person)
    return person


def is_substitute(home: Path, person: str) -> bool:
    """Whether somebody came in by a pool slot of this laptop."""
    return person in Pool(home).opened()


class Filling:
    """Keeps the pool of one laptop full while somebody with rights is unlocked."""

    def __init__(
        self, place: Workplace, unlocked: Unlocked, office: HttpBackOffice, argon: Argon = ARGON
    ) -> None:
        self._place, self._unlocked, self._office = place, unlocked, office
        self._pool = Pool(place.home, argon)
        self._is_told = False

    def count(self) -> int:
        """How many slots lie ready."""
        return len(self._pool.ready())

    def is_due(self) -> bool:
        """Whether the office has to be told something: once in a shift, and as long as slots are lacking."""
        return not self._is_told or self.count() < SIZE or bool(self._pool.pending())

    def fill(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """Tell the office of the pool, and prepare what it wants more; how many lie ready. Argon2 for each new one.

        `go_on` may end it early. Raises Offline, Unknown, TooOld or CertificateInvalid; nothing is lost by it.
        """
        if not self._place.device.office_recovery:
            return self.count()
        person, said = self._unlocked.person, None
        # of somebody whom the link failed: nobody else may sign for it, and the office takes it for lost
        self._pool.drop(each.slot.person for each in self._pool.pending() if each.made_by != person)
        for _ in range(_ROUNDS):
            told = self._told()
            if told == said or not go_on():
                break
            heard, said = pooling.tell(self._office, told), told
            self._pool.certify(heard.certificates)
            self._pool.drop(heard.drop)
            if self._may_prepare() and not self._pool.pending():
                for _ in range(min(heard.wanted, SIZE)):
                    self._prepare()
        self._is_told = True
        return self.count()

    def _told(self) -> Told:
        device, seed = self._place.device.id, self._unlocked.desk_seed
        offers = tuple(_offer(each).signed(device, seed) for each in self._pool.pending())
        ready = tuple(each.slot.person for each in self._pool.ready())
        return Told(device, ready, self._pool.opened()[-pooling.MOST :], offers)

    def _may_prepare(self) -> bool:
        """A substitute prepares no slots for further ones."""
        person = self._unlocked.person
        certificate = self._place.people.certificate(person)
        return bool(certificate and certificate.roles & _MAY_PREPARE) and person not in self._pool.opened()

    def _prepare(self) -> None:
        device, unlocked = self._place.device, self._unlocked
        self._pool.prepare(new_id(), device.id, device.office_recovery, unlocked.person, unlocked.dbk)


def _offer(pending: PoolSlot) -> Offer:
    keys = pending.keys
    made = pending.slot.person, keys.desk, keys.decision, keys.exchange
    return Offer(*made, pending.sealed, pending.made_by)


def _let_in(home: Path, dbks: Sequence[bytes], certificate: SignedCertificate) -> bytes:
    """Keep the certificate that came with the slot; the key that opens the store."""
    place, dbk = _opened(home, dbks)
    try:
        place.people.put_certificates([certificate])
    finally:
        place.close()
    return dbk


def _opened(home: Path, dbks: Sequence[bytes]) -> tuple[Workplace, bytes]:
    """The store, under the first key that opens it: while the key is being changed there are two."""
    for dbk in dbks[:-1]:
        try:
            return open_workplace(home, dbk), dbk
        except (WrongKey, Damaged):  # in the middle of a change the key that does not fit looks like damage
            continue
    return open_workplace(home, dbks[-1]), dbks[-1]
