"""What only the office has: devices, people, one-time codes, checkpoints."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0001"
down_revision = None
branch_labels = ("backoffice",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_device",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("letter", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("signing_key", sa.String(64), nullable=False),
        sa.Column("exchange_key", sa.String(64), nullable=False),
        sa.Column("enrolled_at", sa.String(24), nullable=False),
        sa.Column("revoked_at", sa.String(24)),
        sa.UniqueConstraint("stream", "letter", name="office_device_letter"),
    )
    op.create_index("office_device_id", "office_device", ["id"], unique=True)
    op.create_table(
        "office_person",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("added_at", sa.String(24), nullable=False),
        sa.Column("desk_key", sa.String(64)),
        sa.Column("decision_key", sa.String(64)),
        sa.Column("exchange_key", sa.String(64)),
        sa.Column("certified_at", sa.String(24)),
        sa.Column("revoked_at", sa.String(24)),
    )
    op.create_index("office_person_id", "office_person", ["id"], unique=True)
    op.create_table(
        "office_code",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("lookup", sa.String(64), primary_key=True),
        sa.Column("proof_key", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(8), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("letter", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("expires_at", sa.String(24), nullable=False),
        sa.Column("used_by", sa.String(64)),
    )
    op.create_index("office_code_lookup", "office_code", ["lookup"], unique=True)
    op.create_table(
        "office_checkpoint",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("chain", sa.String(64), primary_key=True),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("alarm", sa.String(24)),
    )


def downgrade() -> None:
    for table in ("office_checkpoint", "office_code", "office_person", "office_device"):
        op.drop_table(table)
