"""Held entries at the office: what the administrator sees of them, and what comes of the decision.

When a person is revoked the office keeps which head it had countersigned of every chain; what of theirs arrives later
and does not lead to it may be back-dated (security.md 3). The device hears of a release by the number, of a refusal by a notice.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mobile_office.backoffice import admitting, completing, notices
from mobile_office.backoffice.notices import Notice
from mobile_office.backoffice.tables import Connection, checkpoints, people, revocation_marks
from mobile_office.protocol import Entry, Refusal
from mobile_office.store import holding
from mobile_office.store.accepting import Taken
from mobile_office.store.holding import Decision, Waiting
from mobile_office.store.insertion import insert_new
from mobile_office.store.transactions import reading, writing

if TYPE_CHECKING:
    from mobile_office.backoffice.office import Office

REFUSAL = "refusal"  # `content` of such a notice is the code and its details


def mark(connection: Connection, person: str) -> None:
    """Keep how far each chain is countersigned, and at which head, in the transaction that is about to revoke this person.

    Of somebody who is revoked already nothing is changed.
    """
    row = connection.execute(people.select().where(people.c.id == person).with_for_update()).one_or_none()
    if row is None or row.revoked_at is not None:
        return
    for seen in connection.execute(checkpoints.select().where(checkpoints.c.stream == row.stream)):
        mark = {"stream": row.stream, "person": person, "chain": seen.chain, "n": seen.n, "head": seen.head}
        insert_new(connection, revocation_marks, **mark)


def waiting(office: "Office", stream: str) -> tuple[Waiting, ...]:
    """What is held, without a word about a citizen."""
    with reading(office.engine) as connection:
        return holding.waiting(connection, stream)


def release(office: "Office", stream: str, ids: Iterable[str]) -> Taken:
    """Let them through the ordinary door. Raises NotAllowed (held_unknown, held_base)."""
    return _decide(office, stream, lambda decision: decision.release(ids))


def refuse(office: "Office", stream: str, ids: Iterable[str]) -> Taken:
    """Refuse them, and what follows them. Raises NotAllowed("held_unknown")."""
    return _decide(office, stream, lambda decision: decision.refuse(ids))


def with_refusals(refused: Iterable[Refusal], told: Iterable[Notice]) -> tuple[Refusal, ...]:
    """The refusals of an exchange, with those among the notices; each entry once."""
    later = [
        Refusal(notice.entry, notice.content["code"], dict(notice.content["details"]))
        for notice in told
        if notice.kind == REFUSAL
    ]
    return tuple({refusal.entry: refusal for refusal in (*refused, *later)}.values())


def _decide(office: "Office", stream: str, decide: Callable[[Decision], Taken]) -> Taken:
    terms = admitting.terms(office, stream)
    with writing(office.engine) as connection:
        decision = Decision(
            connection,
            stream,
            terms.known,
            terms.number,
            terms.now,
            "",
            terms.word,
            admitting.covered(holding.beside(connection, stream)),
            completing.expecting(office.keys, terms.now),
        )
        decision.tell = _tell
        return decide(decision)


def _tell(connection: Connection, seq: int, entry: Entry, refusal: Refusal) -> None:
    header = entry.header
    content = {"code": refusal.code, "details": refusal.details}
    notice = Notice(seq, REFUSAL, header.id, header.subject, header.device, content)
    notices.add(connection, header.stream, [notice])
