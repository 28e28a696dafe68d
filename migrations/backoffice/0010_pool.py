"""Pool slots: prepared on a laptop for a substitute, each with a code that the office keeps sealed and hands out once."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0010"
down_revision = "backoffice_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_pool",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("person", sa.String(36), primary_key=True),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("desk_key", sa.String(64), nullable=False),
        sa.Column("decision_key", sa.String(64), nullable=False),
        sa.Column("exchange_key", sa.String(64), nullable=False),
        sa.Column("sealed", sa.String(200), nullable=False),
        sa.Column("made_by", sa.String(64), nullable=False),
        sa.Column("made_at", sa.String(24), nullable=False),
        sa.Column("ready_at", sa.String(24)),
        sa.Column("handed_at", sa.String(24)),
        sa.Column("handed_to", sa.String(200), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("same_as", sa.String(64), nullable=False),
        sa.Column("opened_at", sa.String(24)),
        sa.Column("void_at", sa.String(24)),
    )
    op.create_index("office_pool_device", "office_pool", ["stream", "device"])


def downgrade() -> None:
    op.drop_table("office_pool")
