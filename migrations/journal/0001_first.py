"""The journal: how far, entries, folded cases."""

import sqlalchemy as sa
from alembic import op

revision = "journal_0001"
down_revision = None
branch_labels = ("journal",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stream",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("epoch", sa.String(64), nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("handed_over_at", sa.String(24)),
        sa.Column("settled", sa.String(64)),
        sa.Column("seq", sa.BigInteger),
        sa.Column("receipt", sa.Text),
        sa.Column("refused", sa.String(64)),
        sa.Column("refused_details", sa.Text),
        sa.Column("refusal_seen", sa.Boolean, nullable=False),
        sa.UniqueConstraint("stream", "settled", "seq", name="entry_number"),
    )
    op.create_index("entry_place", "entry", ["stream", "chain", "n"])
    op.create_index("entry_subject", "entry", ["stream", "subject"])
    op.create_index("entry_device", "entry", ["stream", "device", "subject"])
    waiting = sa.text("seq IS NULL")
    op.create_index(
        "entry_open", "entry", ["stream", "chain", "n"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "case_line",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("number", sa.String(64), primary_key=True),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("hands", sa.Text, nullable=False),
        sa.Column("base", sa.String(36), nullable=False),
        sa.Column("revision", sa.String(36), nullable=False),
        sa.Column("revision_digest", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("submitted_by", sa.String(64), nullable=False),
        sa.Column("submitted_at", sa.String(24), nullable=False),
        sa.Column("changed_at", sa.String(24), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
    )
    op.create_index("case_changed", "case_line", ["stream", "changed_at"])
    op.create_index("case_status", "case_line", ["stream", "status", "changed_at"])


def downgrade() -> None:
    for table in ("case_line", "entry", "stream"):
        op.drop_table(table)
