"""Ciphertext is kept as it is: PostgreSQL need not try to compress what cannot be compressed.

What was kept before stays as it is; it is read the same way.
"""

from alembic import op

revision = "backoffice_0007"
down_revision = "backoffice_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _store("EXTERNAL")


def downgrade() -> None:
    _store("EXTENDED")


def _store(how: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE office_blob_chunk ALTER COLUMN data SET STORAGE {how}")
