"""Whose turn it is to erase, and what an administrator did."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0006"
down_revision = "backoffice_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_turn",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("work", sa.String(16), primary_key=True),
        sa.Column("until", sa.String(24), nullable=False),
        sa.Column("done_at", sa.String(24)),
    )
    op.create_table(
        "office_deed",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("office_deed")
    op.drop_table("office_turn")
