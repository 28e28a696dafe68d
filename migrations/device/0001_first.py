"""What only a device has: drafts, search, local facts, people."""

import sqlalchemy as sa
from alembic import op

revision = "device_0001"
down_revision = None
branch_labels = ("device",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("hands", sa.Text, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("parked", sa.Boolean, nullable=False),
        sa.Column("case_number", sa.String(64)),
        sa.Column("field", sa.String(200), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("declared_at", sa.String(10)),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("saved_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "local",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("certificate", sa.Text, nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
    )
    # Not contentless: those keep deleted words. With secure-delete, deleted words leave the index too.
    op.execute("CREATE VIRTUAL TABLE search USING fts5(number UNINDEXED, words)")
    op.execute("INSERT INTO search(search, rank) VALUES('secure-delete', 1)")


def downgrade() -> None:
    for table in ("search", "person", "local", "draft"):
        op.drop_table(table)
