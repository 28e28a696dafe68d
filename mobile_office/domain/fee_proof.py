"""The proof of a fee table: every paragraph is named, and nothing is lost that the table before it had.

What `fee_tables.py` refuses a program could not use; what is found here a citizen or a court of auditors would.
"""

import re
from collections.abc import Iterator

from mobile_office.domain.fee_tables import FeeTable, FeeTables
from mobile_office.domain.toml_values import Flaw

_PARAGRAPH = re.compile(r"§+ \d|Nr\. \d")


def of_table(made: FeeTable, tables: FeeTables) -> Iterator[Flaw]:
    """What is wrong; `tables` are all there are, with those that come with this one."""
    for shelf, entries in (("item", made.items), ("reduction", made.reductions)):
        for key, entry in entries.items():
            if not _PARAGRAPH.search(entry.paragraph):
                flaw = Flaw("source_shape", "paragraph", where=key, said=entry.paragraph)
                yield flaw.within(f"[{shelf}.{key}]")
    for key, rule in made.reductions.items():
        if not any(ground.enough for ground in rule.grounds.values()):
            yield Flaw("ground_none_enough", where=key).within(f"[reduction.{key}]")
    yield from _twice(made, tables)
    before = tables.before(made)
    if before:
        yield from _lost(made, before)


def _twice(made: FeeTable, tables: FeeTables) -> Iterator[Flaw]:
    """Series are in force together, so each item and each reduction stands in one of them only."""
    there: dict[tuple[str, str], str] = {}
    for other in tables.tables:
        if other.series != made.series:
            there |= {("item", key): other.name for key in other.items}
            there |= {("reduction", key): other.name for key in other.reductions}
    for shelf, keys in (("item", made.items), ("reduction", made.reductions)):
        for key in keys:
            if (shelf, key) in there:
                flaw = Flaw("fee_in_two_series", where=key, table=there[shelf, key])
                yield flaw.within(f"[{shelf}.{key}]")


def _lost(made: FeeTable, before: FeeTable) -> Iterator[Flaw]:
    items = sorted(before.items.keys() - made.items.keys())
    if items:
        yield Flaw("fee_items_gone", "valid_from", table=before.name, items=", ".join(items))
    reductions = sorted(before.reductions.keys() - made.reductions.keys())
    if reductions:
        yield Flaw("fee_reductions_gone", "valid_from", table=before.name, items=", ".join(reductions))
    for key, item in made.items.items():
        known = before.items.get(key)
        if item.mark == "U" and known and known.mark == "V":
            flaw = Flaw("fee_amount_lost", "mark =", item=key, table=before.name)
            yield flaw.within(f"[item.{key}]")
