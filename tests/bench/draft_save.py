"""`draft_save`: one changed field until it is durable, against a bare update of the same bytes."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from mobile_office.canonical import canonical
from tests.bench import people, raw
from tests.bench.bureau import bureau, count_fields, household
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, timed
from tests.bench.scale import Scale

FIELD = "persons.0.given_names"
CHANGED = ("answers", "field", "saved_at")  # what a changed answer changes in the row
_UPDATE = f"UPDATE draft SET {', '.join(f'{name} = :{name}' for name in CHANGED)} WHERE id = :id"


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`draft_save.added_p50_ms` and `.ratio` of the store; `.desk_added_p50_ms` of the whole desk."""
    with bureau(folder, "draft_save") as here:
        desk, drafts, person = here.desk, here.place.drafts, here.desk.actor.person
        draft, turns = household(desk), count()
        note = f"{count_fields(draft.answers)} fields, {len(canonical(draft.answers))} bytes"
        update = timed(_update(here.own, here.bare, draft.id))

        def save() -> None:
            drafts.save(draft.id, FIELD, people.given_names(next(turns) * 1000), person, desk.clock())

        def save_at_desk() -> None:
            desk.save(draft.id, FIELD, people.given_names(next(turns) * 1000))

        store = alternate(update, timed(save), scale.saves)
        whole = alternate(update, timed(save_at_desk), max(1, scale.saves // 4))
    return (
        Figure("draft_save.added_p50_ms", store.added * 1000, 1.0, store, note=note),
        Figure("draft_save.ratio", store.ratio, None, store),
        Figure("draft_save.desk_added_p50_ms", whole.added * 1000, None, whole, note="desk.save, with label"),
        Figure("draft_save.desk_ratio", whole.ratio, None, whole),
    )


def _update(own: Any, bare: Any, id: str) -> Callable[[], object]:
    """The same row in the bare store, and a function that changes it: a few bytes other each time."""
    kept = raw.row(own, "SELECT * FROM draft WHERE id = ?", id)
    bare.execute(raw.insert("draft", kept), kept)
    turns = count()
    states = [
        {**kept, "answers": kept["answers"].replace("Erika Maria", people.given_names(n * 1000))}
        for n in range(16)
    ]

    def update() -> None:
        bare.execute(_UPDATE, states[next(turns) % 16])

    return update
