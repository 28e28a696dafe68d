"""Draws the section "Forgeries" of docs/proof.md from the forgeries that are tried: `python -m tests.forgeries.document`."""

import re
from pathlib import Path

from tests.forgeries.decisions import DECISIONS
from tests.forgeries.forged import HELD, KNOWN, NOT_ASKED, NOTHING, UNSEEN, WAITS, Forgery
from tests.forgeries.papers import PAPERS
from tests.forgeries.stores import STORES

PATH = Path(__file__).parents[2] / "docs" / "proof.md"
FORGERIES = (*DECISIONS, *PAPERS, *STORES)
_SECTION = re.compile(r"## Forgeries\n.*?(?=\n## |\Z)", re.DOTALL)
_ANSWERS = {
    KNOWN: "its old receipt; nothing changes",
    NOTHING: "nothing, as beyond any gap",
    WAITS: "takes it in; it waits for a second person",
    HELD: "holds it for the administrator",
    NOT_ASKED: "is not asked; its own stands",
}

HEAD = f"""\
## Forgeries

A clerk holds the opened database of their bus, its device keys, the program and their own keys, and tries {len(FORGERIES)}
forgeries (`tests/forgeries`; six of them in `make test`, all in `make slow`). Each is made by real code, handed to the real office and written into the
SQLCipher store of the laptop that a colleague works on too. Of none does the office take anything that counts: the case
stands as before, a gateway is given nothing, a second bus and a station hear nothing and go on unhindered. Where
something lies in the store, the colleague's case page says that it is not genuine and offers no decision, or
`mobile-office verify` names it (*verify*). Drawn from the tests by `make docs`.

| the clerk ... | the office | the colleague's laptop |
|---|---|---|
"""

TAIL = """
What remains. Who is clerk *and* supervisor and erases themselves from a draft's `hands` on the laptop, before a colleague
hands it in, leaves no trace: the draft is not signed. Whoever can write into the store can destroy what was not delivered,
and cut off its end: only the office's head tells. Entries of other laptops removed from a store, and the case folded
without them, are not missed there; the office and every other laptop have them. Lists show a case as it was folded; its
page and verify look again. Whoever can write into the laptop's folder can exchange the office's pinned key and the
program itself; then that laptop says what they like, and the office still believes none of it.
"""


def section() -> str:
    """The whole section."""
    return HEAD + "\n".join(map(_line, FORGERIES)) + "\n" + TAIL


def _line(one: Forgery) -> str:
    office = _ANSWERS.get(one.office, f"`{one.office}`")
    seen = (
        "nothing arrives" if one.colleague == UNSEEN else f"`{one.colleague}`" + " (verify)" * one.by_verify
    )
    return f"| {one.what} | {office} | {seen} |"


def drawn(text: str) -> str:
    """A page with the section as it should be; at its end where there was none."""
    if _SECTION.search(text):
        return _SECTION.sub(lambda _: section(), text, count=1)
    return text.rstrip("\n") + "\n\n" + section()


if __name__ == "__main__":
    PATH.write_text(drawn(PATH.read_text(encoding="utf-8")), encoding="utf-8")
