"""A device waits until its fingerprint was compared; keys a person had before; who was let in again.

Devices that are enrolled already count as compared at the time they were enrolled.
"""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0005"
down_revision = "backoffice_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office_device", sa.Column("compared_at", sa.String(24)))
    op.execute("UPDATE office_device SET compared_at = enrolled_at")
    op.add_column("office_code", sa.Column("waits", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "office_former_key",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("until", sa.String(24), primary_key=True),
        sa.Column("desk_key", sa.String(64), nullable=False),
        sa.Column("decision_key", sa.String(64), nullable=False),
    )
    op.create_table(
        "office_recovery",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("at", sa.String(24), primary_key=True),
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
    )
    op.create_table(
        "office_handover",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
    )


def downgrade() -> None:
    for table in ("office_handover", "office_recovery", "office_former_key"):
        op.drop_table(table)
    op.drop_column("office_code", "waits")
    op.drop_column("office_device", "compared_at")
