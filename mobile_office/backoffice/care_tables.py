"""The tables of the office's own care: what was erased, backed up and done, and whose turn it is.

They share the `metadata` of `tables.py`, which brings them along; SQL lives in these two files and in the store.
"""

from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table

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

# Legal holds (Löschsperren) on a case: it is not erased while one of them is not lifted. What was lifted stays as a record.
legal_holds = Table(
    "office_legal_hold",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("number", String(64), primary_key=True),
    Column("reason", String(16), primary_key=True),  # a code
    Column("set_at", String(24), primary_key=True),
    Column("set_by", String(64), nullable=False),
    Column("lifted_at", String(24)),
    Column("lifted_by", String(64), nullable=False),
)

# Since when it is told of a case without an outcome that its contents will go; nothing goes unannounced.
last_calls = Table(
    "office_last_call",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("number", String(64), primary_key=True),
    Column("told_at", String(24), nullable=False),
)

# Pool slots (Vertretungsplätze): prepared on a device, with a code that only the recovery key opens. Nobody at the office
# until handed out: then the same id is a person. `same_as`: they were known already, under this id.
pool = Table(
    "office_pool",
    metadata,
    Column("stream", String(12), primary_key=True),
    Column("person", String(36), primary_key=True),
    Column("device", String(64), nullable=False),
    Column("name", String(40), nullable=False),
    Column("desk_key", String(64), nullable=False),
    Column("decision_key", String(64), nullable=False),
    Column("exchange_key", String(64), nullable=False),
    Column("sealed", String(200), nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(24), nullable=False),
    Column("ready_at", String(24)),  # the device has said that it holds it
    Column("handed_at", String(24)),
    Column("handed_to", String(200), nullable=False),
    Column("asked_by", String(200), nullable=False),
    Column("same_as", String(64), nullable=False),
    Column("opened_at", String(24)),  # when the device told of it
    Column("void_at", String(24)),
    Index("office_pool_device", "stream", "device"),
)
