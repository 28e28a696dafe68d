"""Which head each chain had when a person was revoked: its number alone anybody could have claimed too high."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0008"
down_revision = "backoffice_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # a mark from before names no head and covers nothing: what comes under it waits for the administrator
    head = sa.Column("head", sa.String(64), nullable=False, server_default="")
    op.add_column("office_revocation_mark", head)


def downgrade() -> None:
    op.drop_column("office_revocation_mark", "head")
