"""What the office publishes, who belongs to one visit, and the list of residents who asked in a care home."""

import sqlalchemy as sa
from alembic import op

revision = "device_0004"
down_revision = "device_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("announcement", sa.Text, nullable=False),
    )
    op.create_table(
        "publication_piece",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "resident_round",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "resident",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("round", sa.String(36), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("draft", sa.String(36)),
        sa.Column("case_number", sa.String(64)),
    )
    op.create_index("resident_place", "resident", ["round", "place"])
    op.add_column("draft", sa.Column("visit", sa.String(36), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("draft", "visit")
    op.drop_index("resident_place", "resident")
    for table in ("resident", "resident_round", "publication_piece", "publication"):
        op.drop_table(table)
