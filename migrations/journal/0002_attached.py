"""Entries that name attachments: how many, and the office's second word once all of them are there."""

import sqlalchemy as sa
from alembic import op

revision = "journal_0002"
down_revision = "journal_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entry", sa.Column("attached", sa.Integer, nullable=False, server_default="0"))
    op.add_column("entry", sa.Column("completion", sa.Text))
    waiting = sa.text("attached > 0 AND completion IS NULL")
    op.create_index(
        "entry_incomplete", "entry", ["stream", "subject"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    op.drop_index("entry_incomplete", "entry")
    op.drop_column("entry", "completion")
    op.drop_column("entry", "attached")
