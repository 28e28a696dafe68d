"""Refusals a person has to look at, until they have: a refused entry asks for somebody only once."""

from sqlalchemy import Connection, select, update

from mobile_office.store.tables import entry as _entry


def see_refusals(connection: Connection, subject: str) -> None:
    """Note that what was refused about a subject has been seen."""
    here = (_entry.c.subject == subject) & _entry.c.refused.is_not(None)
    connection.execute(update(_entry).where(here).values(refusal_seen=True))


def see_refusal_of_draft(connection: Connection, draft: str) -> None:
    """The same for the case a draft came back from; such a draft bears its refused entry's id."""
    subject = connection.scalar(select(_entry.c.subject).where(_entry.c.id == draft))
    if subject is not None:
        see_refusals(connection, subject)
