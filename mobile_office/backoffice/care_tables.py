"""The tables of the office's own care: what was erased, backed up and done, and whose turn it is.

They share the `metadata` of `tables.py`, which brings them along; SQL lives in these two files and in the store.
"""

from sqlalchemy import BigInteger, Column, MetaData, String, Table

metadata = MetaData()

# What stays of a case whose bodies the office has erased.
outcomes = Table(
    "office_outcome",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("number", String(64), primary_key=True),
    Column("register_number", String(64), nullable=False),
    Column("erased_at", String(24), nullable=False),
)

# Backups of the whole office (`stream` is empty), until they are too old to exist.
backups = Table(
    "office_backup",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("at", String(24), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("deleted_at", String(24)),
)

# Whose turn it is to do what only one process may do at a time, of the whole office (`stream` is empty).
turns = Table(
    "office_turn",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("work", String(16), primary_key=True),
    Column("until", String(24), nullable=False),  # then somebody else may begin, should this one have died
    Column("done_at", String(24)),
)

# What an administrator did, and when: ids and codes, no names (`stream` is empty for what is of the whole office).
deeds = Table(
    "office_deed",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("deed", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
)
