"""The walk-in queue: numbers and times of today."""

import sqlalchemy as sa
from alembic import op

revision = "device_0006"
down_revision = "device_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("n", sa.Integer),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("issued_at", sa.String(24), nullable=False),
        sa.Column("called_at", sa.String(24)),
        sa.Column("ended_at", sa.String(24)),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.UniqueConstraint("day", "n", name="ticket_number"),
    )


def downgrade() -> None:
    op.drop_table("ticket")
