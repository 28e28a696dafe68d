"""Who gets into this laptop (Wer hier hineinkommt), and what an administrator may do about it.

The office decides who belongs to the team; whoever it has revoked goes by themselves (`leaving`). An administrator may
take somebody's slot away here who is not revoked, and have the database key changed. Nobody takes their own away, so
somebody always stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mobile_office.canonical import read_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.workplace import STORE, Workplace

_PER_SECOND = 40_000_000  # bytes rewritten on a slow laptop (`make bench`, rekey, gives more)


@dataclass(frozen=True)
class Insider:
    """Somebody with a slot: since when, until when certified (None where it is not known), and if it is they who are here."""

    person: str
    name: str
    since: datetime | None
    until: datetime | None
    is_here: bool


class Insiders:
    """The people of one laptop as whoever is unlocked sees them. Changes belong off the window's thread."""

    def __init__(
        self, place: Workplace, slots: Slots, unlocked: Unlocked, clock: Callable[[], datetime]
    ) -> None:
        self._place, self._slots, self._person, self._clock = place, slots, unlocked.person, clock

    def people(self) -> tuple[Insider, ...]:
        """Everyone with a slot, in the order they were let in."""
        since = self._slots.since()
        return tuple(
            Insider(
                person,
                name,
                read_time(since[person]) if since.get(person) else None,
                certificate.valid_until if (certificate := self._place.people.certificate(person)) else None,
                person == self._person,
            )
            for person, name in self._slots.people()
        )

    def may_manage(self) -> bool:
        """Whether whoever is here is a certified administrator."""
        certificate = self._place.people.certificate(self._person)
        return (
            certificate is not None
            and Role.ADMINISTRATOR in certificate.roles
            and certificate.is_valid(self._clock())
        )

    def is_due(self) -> bool:
        """Whether the key is changed when somebody is let in next."""
        return self._slots.rotation() is not None

    def seconds(self) -> int:
        """About how long changing it takes, rounded up."""
        return 1 + (self._place.home / STORE).stat().st_size // _PER_SECOND

    def want_rotation(self) -> None:
        """Have the key changed when somebody is let in next. Raises NotAllowed("administrator_only")."""
        self._check()
        self._slots.want_rotation(self._clock())

    def remove(self, person: str) -> None:
        """Take somebody's slot away here; the key is due to be changed. Their drafts stay, and so does their certificate.

        Raises NotAllowed("administrator_only") or ("own_slot").
        """
        self._check()
        if person == self._person:
            raise NotAllowed("own_slot")
        self._slots.remove(person, self._clock())
        self._slots.forget_previous()  # it still has their slot

    def _check(self) -> None:
        if not self.may_manage():
            raise NotAllowed("administrator_only")
