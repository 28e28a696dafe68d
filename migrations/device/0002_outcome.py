"""What stays findable of an erased case; search rows stand where their number says, not where they came."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "device_0002"
down_revision = "device_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outcome",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("number", sa.String(64), primary_key=True),
        sa.Column("register_number", sa.String(64), nullable=False),
        sa.Column("erased_at", sa.String(24), nullable=False),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT number, words FROM search")).all()
    connection.execute(sa.text("DELETE FROM search"))
    added = sa.text("INSERT INTO search(rowid, number, words) VALUES(:place, :number, :words)")
    for number, words in dict(rows).items():
        # As folding.search_place was when this was written.
        place = int.from_bytes(hashlib.sha256(number.encode()).digest()[:8]) >> 1
        connection.execute(added, {"place": place, "number": number, "words": words})


def downgrade() -> None:
    op.drop_table("outcome")
