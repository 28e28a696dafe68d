"""The pool at the office (Vertretungsplätze): sealed codes of slots that wait on laptops, handed out once, by name.

A slot is nobody here until its code is handed out; only then its identity becomes a person with the rights of a clerk,
under the name the administrator gave. What it signs earlier is refused. Every hand-out is noted: when, whom, who asked.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mobile_office.backoffice import accounts, devices
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.tables import Condition, Connection, RowMapping, people, pool
from mobile_office.canonical import read_time, write_time
from mobile_office.domain.errors import NotAllowed, SignatureInvalid, WrongKey
from mobile_office.domain.people import Certificate, Role, as_substitute
from mobile_office.domain.spoken import spoken
from mobile_office.signing import sign_certificate
from mobile_office.store.insertion import insert_new
from mobile_office.store.pool import SIZE, open_code
from mobile_office.store.transactions import reading, writing
from mobile_office.sync.pooling import Heard, Offer, Told

if TYPE_CHECKING:
    from mobile_office.backoffice.office import Office

_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LONGEST = 180  # of a name; "(Vertretung)" stands behind it
_EARLIER = timedelta(days=2)  # so that what the office says after the hand-out is newer on every laptop
_MAKERS = frozenset({Role.CLERK, Role.SUPERVISOR})


@dataclass(frozen=True)
class Slot:
    """A slot as the administrator sees it; times are canonical text, or None."""

    device: str
    person: str
    name: str
    handed_to: str
    asked_by: str
    ready_at: str | None
    handed_at: str | None
    opened_at: str | None
    void_at: str | None

    @property
    def is_ready(self) -> bool:
        """Whether its code can be handed out."""
        return bool(self.ready_at) and not self.handed_at and not self.void_at


@dataclass(frozen=True)
class HandedOut:
    """A code to be read out, the slot it opens, and under which name its entries count."""

    code: str
    person: str
    name: str


def settle(office: "Office", device: KnownDevice, told: Told) -> Heard:
    """Take what a device tells of its pool; again is harmless."""
    with writing(office.engine) as connection:
        now = write_time(office.clock())
        taken = [each.person for each in told.offers if _take(connection, device, each, now)]
        rows = {row["person"]: row for row in _rows(connection, _of(device))}
        here = {*told.ready, *taken}
        for person, row in rows.items():
            if person in told.opened and row["handed_at"] and not row["opened_at"]:
                _note(connection, device, person, opened_at=now)
            elif person in told.ready and not row["ready_at"]:
                _note(connection, device, person, ready_at=now)
            elif person not in here and not row["handed_at"] and not row["void_at"]:
                _note(connection, device, person, void_at=now)  # the laptop lost it: its code opens nothing
        gone = _gone(connection, device)
        offered = {each.person for each in told.offers}
        drop = tuple(sorted(each for each in here | offered if each not in rows or each in gone))
        certified = [_certificate(rows[each], device.stream) for each in taken if each not in drop]
        lie = sum(
            not row["handed_at"] and not row["void_at"] and row["person"] in here for row in rows.values()
        )
    signed = tuple(sign_certificate(each, office.keys.signing) for each in certified)
    return Heard(signed, drop, max(0, SIZE - lie))


def hand_out(office: "Office", device: str, to: str, asked_by: str) -> HandedOut:
    """Open the code of a free slot for somebody: a person's id, or the name of somebody new.

    Raises CertificateInvalid (device_unknown, device_revoked), NotAllowed: recovery_key_away, pool_empty,
    person_unknown, person_revoked.
    """
    if not office.keys.recovery:
        raise NotAllowed("recovery_key_away")
    with writing(office.engine) as connection:
        known, now = devices.known(connection, device), write_time(office.clock())
        same_as, name = _whom(connection, known.stream, to)
        free = (
            _of(known) & pool.c.ready_at.is_not(None) & pool.c.handed_at.is_(None) & pool.c.void_at.is_(None)
        )
        for row in connection.execute(
            pool.select().where(free).order_by(pool.c.name).with_for_update()
        ).mappings():
            try:
                sealed = bytes.fromhex(row["sealed"])
                code = spoken(open_code(sealed, office.keys.recovery, device, row["person"]))
            except (WrongKey, ValueError):  # no code of ours: nobody can ever use it
                _note(connection, known, row["person"], void_at=now)
                continue
            to_whom = {"handed_to": name, "asked_by": asked_by, "same_as": same_as}
            _note(connection, known, row["person"], handed_at=now, **to_whom)
            _enter(connection, row, as_substitute(name), now)
            return HandedOut(code, row["person"], as_substitute(name))
    raise NotAllowed("pool_empty")


def slots(office: "Office", stream: str) -> tuple[tuple[devices.Standing, tuple[Slot, ...]], ...]:
    """Every device of a stream that is not revoked, with its slots in the order they were made."""
    with reading(office.engine) as connection:
        known = [each for each in devices.standings(connection, stream) if each.revoked_at is None]
        return tuple((each, tuple(map(_slot, _rows(connection, _of(each.device))))) for each in known)


def _take(connection: Connection, device: KnownDevice, offer: Offer, now: str) -> bool:
    """Keep an offered slot; whether it is, now or from before."""
    if not _is_allowed(connection, device, offer):
        return False
    keys = {name: getattr(offer, name) for name in ("desk_key", "decision_key", "exchange_key")}
    kept = (
        connection.execute(pool.select().where(_here(device.stream, offer.person))).mappings().one_or_none()
    )
    if kept is not None:
        return bool(kept["device"] == device.id and all(kept[name] == keys[name] for name in keys))
    if connection.execute(people.select().where(people.c.id == offer.person)).one_or_none() is not None:
        return False
    number = 1 + len(_rows(connection, _of(device)))
    return insert_new(
        connection,
        pool,
        stream=device.stream,
        person=offer.person,
        device=device.id,
        name=f"Vertretung {device.letter}-{number:03d}",
        sealed=offer.code,
        made_by=offer.by,
        made_at=now,
        handed_to="",
        asked_by="",
        same_as="",
        **keys,
    )


def _is_allowed(connection: Connection, device: KnownDevice, offer: Offer) -> bool:
    """Whether somebody with rights has made it; who came in by a pool slot themselves may make none."""
    if not re.fullmatch(_ID, offer.person):
        return False
    substitute = pool.select().where(_here(device.stream, offer.by))
    try:
        maker = accounts.account(connection, device.stream, offer.by)
        row = connection.execute(people.select().where(people.c.id == offer.by)).mappings().one()
        offer.check(device.id, row["desk_key"] or "")
    except (NotAllowed, SignatureInvalid):
        return False
    return bool(maker.roles & _MAKERS) and connection.execute(substitute).one_or_none() is None


def _gone(connection: Connection, device: KnownDevice) -> frozenset[str]:
    """The slots of a device the office does not stand by: void, or handed to somebody who was revoked since."""
    known = [row["person"] for row in _rows(connection, _of(device)) if row["handed_at"]]
    revoked = connection.execute(
        people.select().where(people.c.id.in_(known) & people.c.revoked_at.is_not(None))
    )
    void = (row["person"] for row in _rows(connection, _of(device)) if row["void_at"])
    return frozenset((*(row.id for row in revoked), *void))


def _certificate(row: RowMapping, stream: str) -> Certificate:
    """What lets a slot write where nobody can be asked; the office itself goes by its list of people."""
    made = read_time(row["made_at"])
    return Certificate(
        person=row["person"],
        name=row["name"],
        roles=frozenset({Role.CLERK}),
        stream=stream,
        desk_key=row["desk_key"],
        decision_key=row["decision_key"],
        exchange_key=row["exchange_key"],
        valid_from=made - _EARLIER,
        valid_until=made + accounts.LIFETIME,
        also=(row["made_by"],),
    )


def _whom(connection: Connection, stream: str, to: str) -> tuple[str, str]:
    """The id of somebody known ("" for somebody new), and their name."""
    if re.fullmatch(_ID, to):
        return to, accounts.account(connection, stream, to).name[:_LONGEST]
    return "", to[:_LONGEST]


def _enter(connection: Connection, row: RowMapping, name: str, now: str) -> None:
    keys = {each: row[each] for each in ("desk_key", "decision_key", "exchange_key")}
    entered = {"stream": row["stream"], "id": row["person"], "name": name, "roles": Role.CLERK.value}
    connection.execute(people.insert().values(**entered, **keys, added_at=now, certified_at=now))


def _slot(row: RowMapping) -> Slot:
    return Slot(**{name: row[name] for name in Slot.__dataclass_fields__})


def _rows(connection: Connection, where: Condition) -> list[RowMapping]:
    return list(connection.execute(pool.select().where(where).order_by(pool.c.name)).mappings())


def _note(connection: Connection, device: KnownDevice, person: str, **values: str) -> None:
    connection.execute(pool.update().where(_here(device.stream, person)).values(**values))


def _of(device: KnownDevice) -> Condition:
    return (pool.c.stream == device.stream) & (pool.c.device == device.id)


def _here(stream: str, person: str) -> Condition:
    return (pool.c.stream == stream) & (pool.c.person == person)
