"""What stays findable of a case whose bodies were erased on this device."""

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


def downgrade() -> None:
    op.drop_table("outcome")
