"""The tables only the office has: devices, people, one-time codes, checkpoints, publications.

`stream` (the municipality's AGS) stands first in every primary key and unique constraint, so one data centre can
serve many and a distributed database can shard by it. Times are canonical text; keys are lower-case hex.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    false,
    func,
    select,
)

from mobile_office.backoffice.care_tables import (
    backups,
    deeds,
    last_calls,
    legal_holds,
    metadata,
    outcomes,
    pool,
    turns,
)

__all__ = [
    "Condition",
    "Connection",
    "Engine",
    "Row",
    "RowMapping",
    "Select",
    "backups",
    "bindparam",
    "blobs",
    "checkpoints",
    "chunks",
    "codes",
    "deeds",
    "devices",
    "draws",
    "former_keys",
    "handovers",
    "last_calls",
    "legal_holds",
    "metadata",
    "nonces",
    "notices",
    "outcomes",
    "people",
    "piece_of",
    "pool",
    "publications",
    "published",
    "recoveries",
    "revocation_marks",
    "services",
    "turns",
    "wanted",
]

Condition = ColumnElement[bool]  # what a `where` takes

devices = Table(
    "office_device",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("letter", String(2), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("signing_key", String(64), nullable=False),
    Column("exchange_key", String(64), nullable=False),
    Column("enrolled_at", String(24), nullable=False),
    Column("revoked_at", String(24)),
    Column(
        "seen_at", String(24)
    ),  # the last request; with the version it spoke and how far its clock was ahead
    Column("speaks", Integer),
    Column("skew_ms", BigInteger),
    Column("wipe_ordered_at", String(24)),
    Column("wiped_at", String(24)),  # the device's own signed word
    Column("compared_at", String(24)),  # when somebody had compared its fingerprint; until then it waits
    # a letter is never given twice: it begins the case numbers of its device for ever
    UniqueConstraint("stream", "letter", name="office_device_letter"),
    Index("office_device_id", "id"),
)

people = Table(
    "office_person",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("roles", String(100), nullable=False),  # codes with blanks between them
    Column("added_at", String(24), nullable=False),
    Column("desk_key", String(64)),  # the keys and `certified_at` are empty until the person's code is used
    Column("decision_key", String(64)),
    Column("exchange_key", String(64)),
    Column("certified_at", String(24)),
    Column("revoked_at", String(24)),
    Index("office_person_id", "id"),
)

codes = Table(
    "office_code",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("lookup", String(64), primary_key=True),
    Column("proof_key", String(64), nullable=False),  # emptied when the code has lost its use
    Column("purpose", String(8), nullable=False),
    Column("subject", String(64), nullable=False),  # the person, or the id the device will have
    Column("letter", String(2), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("expires_at", String(24), nullable=False),
    Column("used_by", String(64)),  # digest of the keys it was used for: the same again is the same answer
    Column("device", String(64), nullable=False, server_default=""),  # where a recovery is allowed
    Column(
        "waits", Boolean, nullable=False, server_default=false()
    ),  # a device's fingerprint is to be compared
    Index("office_code_lookup", "lookup"),
)

checkpoints = Table(
    "office_checkpoint",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("chain", String(64), primary_key=True),
    Column("device", String(64), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("head", String(64), nullable=False),
    Column("at", String(24), nullable=False),
    Column("alarm", String(24)),  # when a device first came with a head that does not descend from this one
)

# What was announced, numbered without gaps in each stream; `fields` is the digest of the shared fields a
# service was written with, empty for those that come with the program.
publications = Table(
    "office_publication",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("fields", String(64), nullable=False),
    Column("at", String(24), nullable=False),
    Index("office_publication_name", "stream", "kind", "name"),
)

published = Table(
    "office_published",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)


# Attachments as they came: ciphertext in chunks. `office_wanted` says which entry waits for which.
blobs = Table(
    "office_blob",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("whole_at", String(24)),  # when the digest of all chunks was found right
    Column("created_at", String(24), nullable=False),
)

chunks = Table(
    "office_blob_chunk",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("at", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

wanted = Table(
    "office_wanted",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("entry", String(36), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("subject", String(64), nullable=False),
    Index("office_wanted_digest", "stream", "digest"),
    Index("office_wanted_subject", "stream", "subject"),
)

# Numbered words of the office that are no entries: an entry is complete, a held entry was refused after all.
notices = Table(
    "office_notice",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("entry", String(36), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("device", String(64), nullable=False),
    Column("content", Text, nullable=False),
)

# Requests already answered, until they would be too old to be believed anyway.
nonces = Table(
    "office_nonce",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("nonce", String(64), primary_key=True),
    Column("at", String(24), nullable=False),
    Index("office_nonce_at", "stream", "at"),
)

# How far each chain was countersigned when a person was revoked, and at which head: what does not lead there is held
# for the administrator.
revocation_marks = Table(
    "office_revocation_mark",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("chain", String(64), primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("head", String(64), nullable=False, server_default=""),
)

# The signing keys a person had before they were let in again: what was signed with them stays signed.
former_keys = Table(
    "office_former_key",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("until", String(24), primary_key=True),
    Column("desk_key", String(64), nullable=False),
    Column("decision_key", String(64), nullable=False),
)

# Whenever the recovery key has opened a laptop for somebody.
recoveries = Table(
    "office_recovery",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("at", String(24), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("person", String(64), nullable=False),
)

# What a device has handed over before it wiped itself, for the administrator to look at; the journal has none of it.
handovers = Table(
    "office_handover",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("at", String(24), nullable=False),
)

draws = Table(
    "office_draw",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("salt", String(64), nullable=False),  # secret until the next day
    Column("published_at", String(24)),
)

# Service files the office did not know when a case named them, as a device has handed them in.
services = Table(
    "office_service",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("at", String(24), nullable=False),
)


def piece_of(where: Condition, at: int, length: int) -> Select[Any]:
    """Selects `length` bytes of what was published, from byte `at` (from 0) on: not all of it is carried."""
    return select(func.substr(published.c.content, at + 1, length, type_=LargeBinary)).where(where)
