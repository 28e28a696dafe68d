"""What the office has published: announcements by number, and the bytes they announce."""

import sqlalchemy as sa
from alembic import op

revision = "backoffice_0002"
down_revision = "backoffice_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_publication",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("fields", sa.String(64), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
    )
    op.create_index("office_publication_name", "office_publication", ["stream", "kind", "name"])
    op.create_table(
        "office_published",
        sa.Column("stream", sa.String(12), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("office_published")
    op.drop_index("office_publication_name", "office_publication")
    op.drop_table("office_publication")
