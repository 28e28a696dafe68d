"""Legal holds on cases, and since when it is told that a case without an outcome will lose its contents."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0009"
down_revision = "backoffice_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_legal_hold",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("number", sa.String(64), primary_key=True),
        sa.Column("reason", sa.String(16), primary_key=True),
        sa.Column("set_at", sa.String(24), primary_key=True),
        sa.Column("set_by", sa.String(64), nullable=False),
        sa.Column("lifted_at", sa.String(24)),
        sa.Column("lifted_by", sa.String(64), nullable=False),
    )
    op.create_table(
        "office_last_call",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("number", sa.String(64), primary_key=True),
        sa.Column("told_at", sa.String(24), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("office_last_call")
    op.drop_table("office_legal_hold")
