"""Draws docs/workflow.md from `WORKFLOW` and from the rights: two tables and one picture (Mermaid).

`python -m tests.sweeps.workflow_document` (or `make docs`) writes it; test_workflow_document.py
fails while the file is not what the code says.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mobile_office.domain.case import WORKFLOW, Status, Transition
from mobile_office.domain.people import Role
from mobile_office.domain.rights import DEVICE_RIGHTS, TABLE, Grant

PATH = Path(__file__).parents[2] / "docs" / "workflow.md"

HEAD = """\
# The life of a case

Drawn by `make docs` from `WORKFLOW` in `mobile_office/domain/case.py`. Change it there, not here.

A case (Vorgang) is the fold of its entries; each entry is one of the actions below, written by a person
and signed. `admit` refuses what the table does not allow, on the device and again at the office.

* **Four eyes**: nobody who typed into any draft of the case, or submitted or corrected it, may do this.
* **Key**: the *desk key* is open while a person works; the *decision key* asks for the passphrase each time.
* **Commutes**: may be written about an older state of the case; everything else is refused as stale.
* Delivery (saved here, handed over, receipted) is not a status: it is a fact about each entry.
"""

RIGHTS = """\
## Everything else a role may do

From `domain/rights.py`. What is *signed* is an entry: checked where it is written, and again by the office with the roles it
knows itself. Nobody's certificate needs to be valid for these; it must be ours, of this municipality, and not revoked. The
rest is asked where it is shown. Who may reduce a fee stands in the fee table, by law (`who`); whoever else chooses a
reduction proposes it. The office's commands ask for no role: they are for whoever may log in on its machine.
"""
DEVICES = """\
A device, too, may ask the office only for what its kind is for; an entry must come from the device it names, in a chain of
that device, and a case number bears that device's letter.
"""


def names(values: Iterable[str]) -> str:
    """Several names in one table cell."""
    return ", ".join(values)


def line(row: Transition) -> str:
    """One row of the workflow as one row of the table."""
    if row.start == frozenset(Status):
        start = "any"
    else:
        start = names(status.value for status in Status if status in row.start) or "-"
    cells = (
        start,
        row.action.name,
        names(sorted(role.value for role in row.roles)),
        row.to.value if row.to else "same",
        "yes" if row.four_eyes else "",
        "decision key" if row.decision else "desk key",
        "yes" if row.commutes else "",
    )
    return "| " + " | ".join(cells) + " |"


def grant(row: Grant) -> str:
    """One right as one row of its table."""
    who = "whoever is unlocked" if row.roles is None else names(role for role in Role if role in row.roles)
    return f"| {row.what} | {row.german} | {who} | {'yes' if row.signed else ''} |"


def arrows(row: Transition) -> Iterator[str]:
    """One row of the workflow as arrows of the picture; what stays in place has none."""
    if row.to is None:
        return
    for start in (None, *Status):
        if start in row.start:
            yield f"    {start.value if start else '[*]'} --> {row.to.value}: {row.action.name}"


def ends() -> Iterator[str]:
    """Where a case can rest for ever: no action leads away."""
    leaving = {status for row in WORKFLOW if row.to for status in row.start}
    for status in Status:
        if status not in leaving:
            yield f"    {status.value} --> [*]"


def document() -> str:
    """The whole file."""
    table = [
        "| from | action | who | to | four eyes | key | commutes |",
        "|---|---|---|---|---|---|---|",
        *map(line, WORKFLOW),
    ]
    picture = [
        "```mermaid",
        "stateDiagram-v2",
        *(arrow for row in WORKFLOW for arrow in arrows(row)),
        *ends(),
        "```",
    ]
    rights = ["| right | German | who | signed |", "|---|---|---|---|", *map(grant, TABLE)]
    kinds = ["| device | asks for |", "|---|---|"]
    for kind in ("bus", "station", "gateway"):
        kinds.append(
            f"| {kind} | {names(right for right, having in DEVICE_RIGHTS.items() if kind in having)} |"
        )
    return "\n".join([HEAD, *table, "", *picture, "", RIGHTS, *rights, "", DEVICES, *kinds, ""])


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
