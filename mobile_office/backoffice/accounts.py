"""The people an office knows, their roles, and the certificates it issues over their public keys."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from uuid_utils import uuid7

from mobile_office.backoffice.tables import Condition, Connection, former_keys, people, pool
from mobile_office.canonical import read_time, write_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Certificate, FormerKeys, Role

LIFETIME = timedelta(days=35)  # the most security.md 3 allows; renewed at each exchange
_SLACK = timedelta(days=1)  # a laptop whose clock is a day slow may still decide


@dataclass(frozen=True)
class Account:
    """A person as the administrator entered them."""

    stream: str
    id: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class PersonKeys:
    """A person's three public keys, hex."""

    desk_key: str
    decision_key: str
    exchange_key: str


def is_empty(connection: Connection) -> bool:
    """True while no person has ever been entered."""
    return connection.execute(people.select().limit(1)).first() is None


def add(connection: Connection, stream: str, name: str, roles: frozenset[Role], now: datetime) -> Account:
    """Enter a person; keys come when their code is used."""
    account = Account(stream, str(uuid7()), name, roles)
    connection.execute(
        people.insert().values(
            stream=stream,
            id=account.id,
            name=name,
            roles=" ".join(sorted(roles)),
            added_at=write_time(now),
        )
    )
    return account


def account(connection: Connection, stream: str, id: str) -> Account:
    """A person by id. Raises NotAllowed (person_unknown, person_revoked)."""
    row = connection.execute(people.select().where(_here(stream, id))).mappings().one_or_none()
    if row is None:
        raise NotAllowed("person_unknown")
    if row["revoked_at"] is not None:
        raise NotAllowed("person_revoked")
    return Account(stream, id, row["name"], frozenset(Role(role) for role in row["roles"].split()))


def certify(connection: Connection, stream: str, id: str, keys: PersonKeys, now: datetime) -> None:
    """Enter the public keys of a person; what was signed with those before stays signed.

    Raises NotAllowed (person_unknown, person_revoked).
    """
    account(connection, stream, id)
    before = connection.execute(people.select().where(_here(stream, id)).with_for_update()).mappings().one()
    if before["desk_key"] is not None:
        known = {"desk_key": before["desk_key"], "decision_key": before["decision_key"]}
        until = write_time(now + _SLACK)  # of a laptop whose clock is fast, too
        connection.execute(former_keys.insert().values(stream=stream, person=id, until=until, **known))
    connection.execute(
        people.update().where(_here(stream, id)).values(certified_at=write_time(now), **keys.__dict__)
    )


def revoke(connection: Connection, id: str, now: datetime) -> None:
    """End what a person may do from now on. Raises NotAllowed("person_unknown")."""
    row = connection.execute(people.select().where(people.c.id == id)).mappings().one_or_none()
    if row is None:
        raise NotAllowed("person_unknown")
    # The first time stays, whoever else revokes the same person now.
    here = _here(row["stream"], id) & people.c.revoked_at.is_(None)
    connection.execute(people.update().where(here).values(revoked_at=write_time(now)))


def certificates(connection: Connection, stream: str, now: datetime) -> tuple[Certificate, ...]:
    """Current certificates of everyone with keys, revoked people included so that devices hear of it."""
    rows = connection.execute(
        people.select().where((people.c.stream == stream) & people.c.certified_at.is_not(None))
    ).mappings()
    # whole days, so that a day's certificates are the same in every reply
    former, also = _former(connection, stream), _also(connection, stream)
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return tuple(
        Certificate(
            person=row["id"],
            name=row["name"],
            roles=frozenset(Role(role) for role in row["roles"].split()),
            stream=stream,
            desk_key=row["desk_key"],
            decision_key=row["decision_key"],
            exchange_key=row["exchange_key"],
            valid_from=read_time(row["certified_at"]) - _SLACK,
            valid_until=today + LIFETIME,
            revoked_at=read_time(row["revoked_at"]) if row["revoked_at"] else None,
            former=former.get(row["id"], ()),
            also=also.get(row["id"], ()),
        )
        for row in rows
    )


def _former(connection: Connection, stream: str) -> dict[str, tuple[FormerKeys, ...]]:
    chosen = former_keys.select().where(former_keys.c.stream == stream).order_by(former_keys.c.until)
    found: dict[str, tuple[FormerKeys, ...]] = {}
    for row in connection.execute(chosen).mappings():
        keys = FormerKeys(row["desk_key"], row["decision_key"], read_time(row["until"]))
        found[row["person"]] = (*found.get(row["person"], ()), keys)
    return found


def identities(connection: Connection, id: str) -> tuple[str, ...]:
    """A person's id, and those under which they came in by a pool slot."""
    same = connection.execute(pool.select().where(pool.c.same_as == id).order_by(pool.c.name)).mappings()
    return (id, *(row["person"] for row in same))


def _also(connection: Connection, stream: str) -> dict[str, tuple[str, ...]]:
    """By person: the pool slots they used, and those they made, whose keys they may have kept."""
    handed = (pool.c.stream == stream) & pool.c.handed_at.is_not(None)
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(pool.select().where(handed).order_by(pool.c.name)).mappings():
        for person in {row["same_as"], row["made_by"]} - {""}:
            found[person] = (*found.get(person, ()), row["person"])
    return found


def _here(stream: str, id: str) -> Condition:
    return (people.c.stream == stream) & (people.c.id == id)
