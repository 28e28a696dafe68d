"""Where in the field last typed in the cursor was; nothing: at its end."""

import sqlalchemy as sa
from alembic import op

revision = "device_0007"
down_revision = "device_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("cursor", sa.Integer))


def downgrade() -> None:
    op.drop_column("draft", "cursor")
