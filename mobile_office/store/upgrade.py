"""Bringing a store to this program's tables: Alembic, three branches, one folder.

`journal` is shared, `device` and `backoffice` stand beside it. What a store has is compared with the
files before Alembic is loaded (0.3 s), so that opening a current store costs nothing.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, inspect, text

from mobile_office.domain.errors import Damaged, TooNew
from mobile_office.store import durable_file

Kind = Literal["device", "office"]
BRANCHES: dict[Kind, tuple[str, ...]] = {
    "device": ("journal", "device"),
    "office": ("journal", "backoffice"),
}
_CHECKOUT = Path(__file__).resolve().parents[2] / "migrations"
_INSTALLED = Path(__file__).resolve().parents[1] / "_migrations"
_NAMES = re.compile(r"^(revision|down_revision)\b[^=]*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)


@dataclass(frozen=True)
class Branch:
    """The revisions of a branch, and its newest."""

    revisions: frozenset[str]
    head: str


def folder() -> Path:
    """Where the migrations lie. Raises Damaged when the installation lacks them."""
    for candidate in (_CHECKOUT, _INSTALLED):
        if (candidate / "env.py").is_file():
            return candidate
    raise Damaged("resources_missing", what="migrations")


def branch(name: str) -> Branch:
    """A branch as its files say. Raises Damaged when it is empty."""
    revisions: set[str] = set()
    before: set[str] = set()
    for path in (folder() / name).glob("*.py"):
        for kind, revision in _NAMES.findall(path.read_text(encoding="utf-8")):
            (revisions if kind == "revision" else before).add(revision)
    heads = revisions - before
    if len(heads) != 1:
        raise Damaged("resources_missing", what="migrations")
    return Branch(frozenset(revisions), heads.pop())


def is_current(connection: Connection, kind: Kind) -> bool:
    """True when the store has all tables of this program. Raises TooNew."""
    present = kept_revisions(connection)
    branches = [branch(name) for name in BRANCHES[kind]]
    if unknown := present - frozenset[str]().union(*(item.revisions for item in branches)):
        raise TooNew(revision=min(unknown))
    return present == {item.head for item in branches}


def kept_revisions(connection: Connection) -> frozenset[str]:
    """What the store says it has been brought to; empty for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return frozenset()
    return frozenset(connection.scalars(text("SELECT version_num FROM alembic_version")))


def upgrade(connection: Connection, kind: Kind) -> None:
    """Bring a store to this program's tables, within the transaction given: all or nothing."""
    from alembic import command  # slow to load, seldom needed
    from alembic.config import Config

    config = Config()
    # Alembic reads per cent signs as placeholders.
    here = str(folder()).replace("%", "%%")
    config.set_main_option("script_location", here)
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(f"{here}/{name}" for name in BRANCHES[kind]))
    config.attributes["connection"] = connection
    for name in BRANCHES[kind]:
        command.upgrade(config, f"{name}@head")


def back_up(path: Path, revisions: frozenset[str]) -> Path:
    """Copy a store beside itself before it is changed, named for what it was; durable when this returns.

    The write-ahead log must have been emptied into the file. The copy is encrypted as the store is. Raises DiskFull.
    """
    copy = path.with_name(f"{path.name}.before-{'-'.join(sorted(revisions))}")
    durable_file.write(copy, path.read_bytes())
    return copy
