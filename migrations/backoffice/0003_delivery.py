"""What a city's office needs besides: attachments, notices, nonces, draws, erasure, backups, recovery."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0003"
down_revision = "backoffice_0002"
branch_labels = None
depends_on = None

_OF_A_DEVICE = {
    "seen_at": sa.String(24),
    "speaks": sa.Integer(),
    "skew_ms": sa.BigInteger(),
    "wipe_ordered_at": sa.String(24),
    "wiped_at": sa.String(24),
}


def upgrade() -> None:
    op.create_table(
        "office_blob",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("whole_at", sa.String(24)),
        sa.Column("created_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "office_blob_chunk",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "office_wanted",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("entry", sa.String(36), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False),
    )
    op.create_index("office_wanted_digest", "office_wanted", ["stream", "digest"])
    op.create_index("office_wanted_subject", "office_wanted", ["stream", "subject"])
    op.create_table(
        "office_notice",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("entry", sa.String(36), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "office_nonce",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("nonce", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(24), nullable=False),
    )
    op.create_index("office_nonce_at", "office_nonce", ["stream", "at"])
    op.create_table(
        "office_revocation_mark",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("chain", sa.String(64), primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "office_draw",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("published_at", sa.String(24)),
    )
    op.create_table(
        "office_service",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
    )
    op.create_table(
        "office_outcome",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("number", sa.String(64), primary_key=True),
        sa.Column("register_number", sa.String(64), nullable=False),
        sa.Column("erased_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "office_backup",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("at", sa.String(24), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.String(24)),
    )
    op.add_column("office_code", sa.Column("device", sa.String(64), nullable=False, server_default=""))
    for name, kind in _OF_A_DEVICE.items():
        op.add_column("office_device", sa.Column(name, kind))


def downgrade() -> None:
    for name in _OF_A_DEVICE:
        op.drop_column("office_device", name)
    op.drop_column("office_code", "device")
    op.drop_index("office_nonce_at", "office_nonce")
    op.drop_index("office_wanted_subject", "office_wanted")
    op.drop_index("office_wanted_digest", "office_wanted")
    for table in (
        "office_backup",
        "office_outcome",
        "office_service",
        "office_draw",
        "office_revocation_mark",
        "office_nonce",
        "office_notice",
        "office_wanted",
        "office_blob_chunk",
        "office_blob",
    ):
        op.drop_table(table)
