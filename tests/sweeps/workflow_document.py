"""Draws docs/workflow.md from `WORKFLOW`: one table and one picture (Mermaid).

`python -m tests.sweeps.workflow_document` (or `make docs`) writes it; test_workflow_document.py
fails while the file is not what the code says.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mobile_office.domain.case import WORKFLOW, Status, Transition

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
    return "\n".join([HEAD, *table, "", *picture, ""])


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
