"""Refusals a person has to look at, until they have: a refused entry asks for somebody only once."""

from sqlalchemy import Connection, bindparam, select, update

from mobile_office.store.tables import entry as _entry

# What was refused has no number: `seq IS NULL` leads to the index of the few such entries. Without it every
# entry of the store would be read, with each submission.
_e = _entry.c
_SUBJECT = select(_e.subject).where(_e.id == bindparam("draft"), _e.seq.is_(None))
_SEE = update(_entry).where(_e.subject == bindparam("about"), _e.seq.is_(None), _e.refused.is_not(None))


def see_refusals(connection: Connection, subject: str) -> None:
    """Note that what was refused about a subject has been seen."""
    connection.execute(_SEE.values(refusal_seen=True), {"about": subject})


def see_refusal_of_draft(connection: Connection, draft: str) -> None:
    """The same for the case a draft came back from; such a draft bears its refused entry's id."""
    subject = connection.scalar(_SUBJECT, {"draft": draft})
    if subject is not None:
        see_refusals(connection, subject)
