"""`submit`: a filled draft becomes a signed, folded, findable case, against inserting the same rows."""

from pathlib import Path
from typing import Any

from mobile_office.store.folding import search_place
from tests.bench import raw
from tests.bench.bureau import Bureau, bureau
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, timed
from tests.bench.scale import Scale
from tests.samples import fill_sample, submit_sample

SERVICE = "registration"


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`submit.ratio`: all of `desk.submit`, with the rules checked once more."""
    with bureau(folder, "submit") as here:
        rows = _Rows(here, submit_sample(here.desk, SERVICE))
        turns = scale.submits + 1
        ready = iter([fill_sample(here.desk, SERVICE).id for _ in range(turns)])
        same = iter([rows.another(n) for n in range(turns)])
        pairs = alternate(
            timed(lambda: rows.write(next(same))), timed(lambda: here.desk.submit(next(ready))), scale.submits
        )
    note = f"{len(rows.entry['body'])} bytes of body, {len(rows.words)} of search words"
    return (Figure("submit.ratio", pairs.ratio, 3.0, pairs, note=note),)


class _Rows:
    """The rows that one submission has left in our store, to be written again under other names."""

    def __init__(self, here: Bureau, number: str) -> None:
        own, self._bare, self._number = here.own, here.bare, number
        self.entry = raw.row(own, "SELECT * FROM entry WHERE subject = ?", number)
        self.case = raw.row(own, "SELECT * FROM case_line WHERE number = ?", number)
        found = raw.row(own, "SELECT words FROM search WHERE rowid = ?", search_place(number))
        self.words = str(found["words"])
        draft = fill_sample(here.desk, SERVICE)
        self.draft = raw.row(own, "SELECT * FROM draft WHERE id = ?", draft.id)
        here.desk.discard(draft.id)
        self._insert_entry, self._insert_case = (
            raw.insert("entry", self.entry),
            raw.insert("case_line", self.case),
        )
        self._insert_draft = raw.insert("draft", self.draft)
        self._bare.execute("INSERT INTO local (key, value) VALUES ('count.B-2026', '0')")

    def another(self, n: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]:
        """Entry, case, search words and draft of the n-th submission; its draft lies ready."""
        number, entry_id = f"{self._number[:-7]}{n:05d}-0", f"{n:08x}{self.entry['id'][8:]}"
        draft = {**self.draft, "id": f"{n:08x}{self.draft['id'][8:]}"}
        self._bare.execute(self._insert_draft, draft)
        entry = {**self.entry, "id": entry_id, "subject": number, "n": n + 2}
        case = {**self.case, "number": number, "base": entry_id, "revision": entry_id}
        words = {"rowid": search_place(number), "number": number, "words": self.words}
        return entry, case, words, draft["id"]

    def write(self, rows: tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]) -> None:
        """One transaction, nothing but statements."""
        entry, case, words, draft = rows
        run = self._bare.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE local SET value = :n WHERE key = 'count.B-2026'", {"n": str(entry["n"])})
        run(self._insert_entry, entry)
        run(self._insert_case, case)
        run("INSERT INTO search (rowid, number, words) VALUES (:rowid, :number, :words)", words)
        run("DELETE FROM draft WHERE id = ?", (draft,))
        run("COMMIT")
