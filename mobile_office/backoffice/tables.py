"""The tables only the office has: devices, people, one-time codes, checkpoints, publications.

`stream` (the municipality's AGS) stands first in every primary key, so one data centre can serve many
and a distributed database can shard by it. Times are canonical text; keys are lower-case hex.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    UniqueConstraint,
    func,
    select,
)

__all__ = [
    "Condition",
    "Connection",
    "Engine",
    "checkpoints",
    "codes",
    "devices",
    "metadata",
    "people",
    "piece_of",
    "publications",
    "published",
]

Condition = ColumnElement[bool]  # what a `where` takes

metadata = MetaData()

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
    # a letter is never given twice: it begins the case numbers of its device for ever
    UniqueConstraint("stream", "letter", name="office_device_letter"),
    Index("office_device_id", "id", unique=True),
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
    Index("office_person_id", "id", unique=True),
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
    Index("office_code_lookup", "lookup", unique=True),
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


def piece_of(where: Condition, at: int, length: int) -> Select[Any]:
    """Selects `length` bytes of what was published, from byte `at` (from 0) on: not all of it is carried."""
    return select(func.substr(published.c.content, at + 1, length, type_=LargeBinary)).where(where)
