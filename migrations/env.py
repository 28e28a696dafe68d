"""Alembic's entry: runs the migrations of `store/upgrade.py` in the transaction it is given.

Three branches, each a folder: `journal` (shared), `device`, `backoffice`. A revision's upgrade() takes a
store one step on, downgrade() one step back. Revisions never import the tables of the program: those
change, a revision does not.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
