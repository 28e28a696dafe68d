"""Recalling (Zurückholen): what the office has refused of a chain that this store has left comes home.

A store put back to an older copy does not hold what was written after the copy. What the office has taken in comes back
as news; what it has refused would be known to nobody here, and the citizen's answers with it. So the store asks for it,
chain by chain, until the office has no more.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Engine, String, func, insert, select

from mobile_office.domain.case import Action
from mobile_office.protocol import CHAINS, Entry, Refusal
from mobile_office.store import blobs, tables
from mobile_office.store.drafts import drop
from mobile_office.store.heads import left_behind
from mobile_office.store.local import get_local, put_local
from mobile_office.store.quarantine import MALFORMED
from mobile_office.store.rows import entry_row, read_entry
from mobile_office.store.transactions import reading, writing
from mobile_office.weights import together

MOST = 25  # entries in one reply, besides what is new
_TOLD = "recalled"  # the key in `local`: by chain how far it has come, and -1 when there is no more
_END = -1
_e, _d = tables.entry.c, tables.draft.c


# -- at the office


def refused_of(
    connection: Connection, stream: str, device: str, asked: Mapping[str, int]
) -> tuple[tuple[Entry, ...], tuple[Refusal, ...]]:
    """What was refused of these chains of a device, each after a place, and why; what is erased stays away.

    At most `MOST`, and what goes together by weight; the next question is for what lies behind.
    """
    entries: list[Entry] = []
    refused: list[Refusal] = []
    for chain, after in sorted(asked.items()):
        its_own = _e.stream == stream, _e.chain == chain, _e.device == device, _e.n > after
        kept = _e.refused.is_not(None), _e.refused != MALFORMED, _e.body.is_not(None)
        chosen = select(tables.entry).where(*its_own, *kept).order_by(_e.n).limit(MOST - len(entries))
        for row in connection.execute(chosen):
            entries.append(read_entry(row))
            refused.append(Refusal(row.id, row.refused, row.refused_details))
    light = together(entries)
    return tuple(entries[:light]), tuple(refused[:light])


# -- on a device


def still_asked(engine: Engine, in_use: str | None) -> dict[str, int]:
    """The chains left behind of which the office may have refused what is not here, and how far it has told.

    As many as go into one question; the others are asked for when these have been told to the end.
    """
    with reading(engine) as connection:
        left = left_behind(connection) - {in_use}
        told = (get_local(connection, _TOLD) or {}) if left else {}
    waiting = [chain for chain in sorted(left) if told.get(chain, 0) != _END]
    return {chain: told.get(chain, 0) for chain in waiting[:CHAINS]}


def note(engine: Engine, asked: Mapping[str, int], entries: Iterable[Entry]) -> None:
    """Note how far the office has told: to the last of these, and when there is none of any chain, all."""
    reached = {entry.header.chain: entry.header.n for entry in entries if entry.header.chain in asked}
    with writing(engine) as connection:
        told = get_local(connection, _TOLD) or {}
        put_local(connection, _TOLD, {**told, **(reached or dict.fromkeys(asked, _END))})


def ask_again(connection: Connection) -> None:
    """The office has refused something we do not know: it may be of a chain we have left."""
    if get_local(connection, _TOLD):
        put_local(connection, _TOLD, {})


def take_in(connection: Connection, stream: str, entries: Iterable[Entry]) -> frozenset[str]:
    """Keep those that are not here; which these are. They are not counted as our own: their chain may have gaps."""
    fresh = set()
    for entry in entries:
        here = select(_e.id).where(_e.stream == stream, _e.id == entry.header.id)
        if connection.scalar(here) is None:
            connection.execute(insert(tables.entry), entry_row(entry, own=False))
            blobs.expect(connection, entry)
            fresh.add(entry.header.id)
    return frozenset(fresh)


def is_handed_in_since(connection: Connection, stream: str, entry: Entry) -> bool:
    """Whether what a refused revision had become, or was made of, was handed in after all; then it is no draft again."""
    became = func.json_extract(_e.body, "$.draft", type_=String)
    made_of = [entry.header.id, str((entry.body or {}).get("draft", ""))]
    revisions = func.json_extract(_e.header, "$.action", type_=String).in_([Action.SUBMIT, Action.CORRECT])
    counts = _e.stream == stream, _e.body.is_not(None), _e.refused.is_(None), revisions
    return connection.scalar(select(_e.id).where(*counts, became.in_(made_of)).limit(1)) is not None


def drop_older(connection: Connection, entry: Entry) -> None:
    """The draft a revision was made of is here again as it was before: it goes, unless somebody has typed in it since.

    What was scanned for it stays with the revision.
    """
    draft = (entry.body or {}).get("draft", "")
    older = select(_d.id).where(_d.id == draft, _d.saved_at <= entry.header.at)
    if connection.scalar(older) is not None:
        blobs.hand_over(connection, draft, entry)
        drop(connection, draft)
