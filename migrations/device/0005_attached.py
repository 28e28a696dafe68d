"""Attachments: named by a draft, and their files beside the store."""

import sqlalchemy as sa
from alembic import op

revision = "device_0005"
down_revision = "device_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("attachments", sa.Text, nullable=False, server_default="[]"))
    op.create_table(
        "blob",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("draft", sa.String(36)),
        sa.Column("entry", sa.String(36)),
        sa.Column("subject", sa.String(64)),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("here", sa.Boolean, nullable=False),
        sa.Column("sent_at", sa.String(24)),
        sa.Column("created_at", sa.String(24), nullable=False),
    )
    op.create_index("blob_entry", "blob", ["entry"])
    op.create_index("blob_subject", "blob", ["subject"])
    op.create_index("blob_draft", "blob", ["draft"])


def downgrade() -> None:
    for index in ("blob_draft", "blob_subject", "blob_entry"):
        op.drop_index(index, "blob")
    op.drop_table("blob")
    op.drop_column("draft", "attachments")
