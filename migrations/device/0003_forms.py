"""Paper forms: the numbered blank forms of this laptop, and which draft was declared on which form."""

import sqlalchemy as sa
from alembic import op

revision = "device_0003"
down_revision = "device_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form",
        sa.Column("number", sa.String(20), primary_key=True),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("printed_at", sa.String(24)),
        sa.Column("case_number", sa.String(64)),
    )
    op.add_column("draft", sa.Column("form", sa.String(20), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("draft", "form")
    op.drop_table("form")
