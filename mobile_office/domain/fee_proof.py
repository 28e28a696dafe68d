"""The proof of a fee table: every paragraph is named, no amount looks mistyped, nothing is lost that was there before.

What `fee_tables.py` refuses a program could not use; what is found here a citizen or a court of auditors would.
"""

import re
from collections.abc import Iterator

from mobile_office.domain.fee_tables import FeeTable, FeeTables
from mobile_office.domain.toml_values import Flaw

_PARAGRAPH = re.compile(r"§+ \d|Nr\. \d")
JUMP = 3  # times as much, or a third: laws raise a fee by less, a nought too many by more
HIGH = 30_000  # cents; no fee of a citizens' office comes near it (the highest federal one is 70 euros)


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
    yield from _mistyped(made, before)
    if before:
        yield from _lost(made, before)


def _mistyped(made: FeeTable, before: FeeTable | None) -> Iterator[Flaw]:
    """Amounts that jump, or are higher than any; `was` beside one, right, says that it is meant."""
    told: set[tuple[int, int | None]] = set()  # what is the `same_as` another is told with it
    for key, item in made.items.items():
        known = before.items.get(key) if before else None
        was, now = known.cents if known else None, item.cents
        if now is None or (now, was) in told or item.was == (was or 0):
            continue
        told.add((now, was))
        gaps: dict[str, str | int] = {"item": key, "now": f"{now / 100:.2f}"}
        if was is None and now > HIGH:
            yield Flaw("fee_high", "cents =", **gaps).within(f"[item.{key}]")
        elif before and was is not None and not was / JUMP < now < was * JUMP and now != was:
            gaps |= {"was": f"{was / 100:.2f}", "table": before.name, "cents": was}
            yield Flaw("fee_jump", "cents =", **gaps).within(f"[item.{key}]")


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
