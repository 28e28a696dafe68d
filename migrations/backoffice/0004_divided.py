"""Nothing is unique without its stream, so that a distributed database can divide the office by it.

Ids are made by the office (uuid7) and lookups are hashes of 128 random bits: they need no index to be unique.
"""

from alembic import op

revision = "backoffice_0004"
down_revision = "backoffice_0003"
branch_labels = None
depends_on = None

_INDEXES = (
    ("office_device_id", "office_device", "id"),
    ("office_person_id", "office_person", "id"),
    ("office_code_lookup", "office_code", "lookup"),
)


def upgrade() -> None:
    _make_anew(unique=False)


def downgrade() -> None:
    _make_anew(unique=True)


def _make_anew(*, unique: bool) -> None:
    for name, table, column in _INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, [column], unique=unique)
