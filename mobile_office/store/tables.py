"""Every table of the journal and of a device, on one page.

`stream` stands first in every key of the journal, so one office can hold many streams and be divided
by it. The journal's tables are the same on a device and at the office; the device's are its own.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.sql import column, table

from mobile_office.canonical import canonical, read_time, write_time


# A TypeDecorator's methods have SQLAlchemy's shape, hence the unread `dialect`.
class Moment(TypeDecorator[datetime]):
    """A UTC time as `2026-11-22T10:42:07.123Z`; sorts as text."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else write_time(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else read_time(value)


class Canonical(TypeDecorator[Any]):
    """A JSON value in its canonical form. Raises ValueError for what JSON cannot hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else canonical(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """From the database."""
        return None if value is None else json.loads(value)


journal = MetaData()
device = MetaData()

# How far this side has got: the highest number handed out (office) or read (device), and of which epoch.
# The office numbers entries under a lock on this row.
stream = Table(
    "stream",
    journal,
    Column("stream", String(12), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("epoch", String(64), nullable=False),
)

# An entry. `seq` NULL and `refused` NULL: the outbox. `settled` is the epoch in which the office answered,
# NULL while it has to be offered. `own` is true where it was written on this device. `attached` counts the
# attachments its body names; `completion` is the office's second receipt, that it holds all of them.
entry = Table(
    "entry",
    journal,
    Column("stream", String(12), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("device", String(64), nullable=False),
    Column("header", Canonical, nullable=False),
    Column("signature", String(128), nullable=False),
    Column("body", Canonical),
    Column("own", Boolean, nullable=False),
    Column("handed_over_at", Moment),
    Column("settled", String(64)),
    Column("seq", BigInteger),
    Column("receipt", Canonical),
    Column("refused", String(64)),
    Column("refused_details", Canonical),
    Column("refusal_seen", Boolean, nullable=False),
    Column("attached", Integer, nullable=False, server_default="0"),
    Column("completion", Canonical),
    UniqueConstraint("stream", "settled", "seq", name="entry_number"),
    # Not unique: a store that was rolled back holds both histories of its chain, one of them refused.
    Index("entry_place", "stream", "chain", "n"),
    Index("entry_subject", "stream", "subject"),
    Index("entry_device", "stream", "device", "subject"),
    # `postgresql_where` would load that dialect on every laptop (4 MB, 40 ms); its migration will say it.
    Index("entry_open", "stream", "chain", "n", sqlite_where=text("seq IS NULL")),
    Index("entry_incomplete", "stream", "subject", sqlite_where=text("attached > 0 AND completion IS NULL")),
)

# A case as folded from its entries, so that lists need not fold. `label` dies with the body.
case = Table(
    "case_line",
    journal,
    Column("stream", String(12), primary_key=True),
    Column("number", String(64), primary_key=True),
    Column("service", Canonical, nullable=False),
    Column("status", String(16), nullable=False),
    Column("hands", Canonical, nullable=False),
    Column("base", String(36), nullable=False),
    Column("revision", String(36), nullable=False),
    Column("revision_digest", String(64), nullable=False),
    Column("device", String(64), nullable=False),
    Column("submitted_by", String(64), nullable=False),
    Column("submitted_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("label", Text, nullable=False),
    Index("case_changed", "stream", "changed_at"),
    Index("case_status", "stream", "status", "changed_at"),
)

# What is still being typed. It never leaves the device.
draft = Table(
    "draft",
    device,
    Column("id", String(36), primary_key=True),
    Column("service", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("answers", Canonical, nullable=False),
    Column("evidence", Canonical, nullable=False),
    Column("hands", Canonical, nullable=False),
    Column("owner", String(64), nullable=False),
    Column("parked", Boolean, nullable=False),
    Column("case_number", String(64)),
    Column("field", String(200), nullable=False),
    Column("label", Text, nullable=False),
    Column("declared_at", String(10)),
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("form", String(20), nullable=False, server_default=""),
    Column("visit", String(36), nullable=False, server_default=""),
    Column("attachments", Canonical, nullable=False, server_default="[]"),
    Column("cursor", Integer),
)

# An attachment's file beside the store, named by the digest of its ciphertext. `own`: captured here, to be
# uploaded, until `sent_at`; else to be fetched until it is `here`. It belongs to a draft, then to an entry.
blob = Table(
    "blob",
    device,
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("draft", String(36)),
    Column("entry", String(36)),
    Column("subject", String(64)),
    Column("own", Boolean, nullable=False),
    Column("here", Boolean, nullable=False),
    Column("sent_at", Moment),
    Column("created_at", Moment, nullable=False),
    Index("blob_entry", "entry"),
    Index("blob_subject", "subject"),
    Index("blob_draft", "draft"),
)

# Paper forms by their number: printed here in advance (`printed_at`), captured as a case.
form = Table(
    "form",
    device,
    Column("number", String(20), primary_key=True),
    Column("service", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("printed_at", Moment),
    Column("case_number", String(64)),
)

# Facts of this device by name: its chain, counters, when delivery tries again.
local = Table(
    "local",
    device,
    Column("key", String(64), primary_key=True),
    Column("value", Canonical, nullable=False),
)

# The office's signed word about each person of the stream.
person = Table(
    "person",
    device,
    Column("stream", String(12), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("certificate", Canonical, nullable=False),
    Column("signature", String(128), nullable=False),
)

# What stays findable of a case whose bodies were erased here: the register's number, no personal data.
# Its status is folded from headers.
outcome = Table(
    "outcome",
    device,
    Column("stream", String(12), primary_key=True),
    Column("number", String(64), primary_key=True),
    Column("register_number", String(64), nullable=False),
    Column("erased_at", Moment, nullable=False),
)

# What the office has announced for this stream, by the office's number; the signature is in the announcement.
publication = Table(
    "publication",
    device,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("announcement", Canonical, nullable=False),
)

# The bytes of it, piece by piece as they arrived; whole when the pieces make up the digest.
publication_piece = Table(
    "publication_piece",
    device,
    Column("digest", String(64), primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

# Those who asked in a care home (a round), with what they share; deleted when the stop is closed.
resident_round = Table(
    "resident_round",
    device,
    Column("id", String(36), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("answers", Canonical, nullable=False),
    Column("created_at", Moment, nullable=False),
)

resident = Table(
    "resident",
    device,
    Column("id", String(36), primary_key=True),
    Column("round", String(36), nullable=False),
    Column("place", Integer, nullable=False),
    Column("answers", Canonical, nullable=False),
    Column("service", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("draft", String(36)),
    Column("case_number", String(64)),
    Index("resident_place", "round", "place"),
)

# A number of the walk-in queue, for its day only; `n` NULL: somebody without one who was sent away.
ticket = Table(
    "ticket",
    device,
    Column("id", String(36), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("n", Integer),
    Column("state", String(16), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("called_at", Moment),
    Column("ended_at", Moment),
    Column("calls", Integer, nullable=False),
    UniqueConstraint("day", "n", name="ticket_number"),
)

# FTS5 with secure-delete (its migration makes it; metadata cannot). `words` is in search form.
search = table("search", column("rowid", BigInteger), column("number", String), column("words", Text))
