"""Drafts: every keystroke that was shown as saved is there, and everyone who typed is in `hands`."""

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.domain.overview import Evidence
from mobile_office.store.drafts import Drafts
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import NOW

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def drafts(engine: Engine) -> Drafts:
    drafts = Drafts(engine)
    drafts.new("d1", "registration", 1, "berger", NOW)
    return drafts


def test_a_new_draft_belongs_to_who_began_it(drafts: Drafts) -> None:
    draft = drafts.get("d1")
    assert (draft.owner, draft.hands, draft.answers, draft.case) == ("berger", ("berger",), {}, None)
    assert (draft.created_at, draft.saved_at) == (NOW, NOW)


def test_a_field_is_saved_under_its_path_with_who_and_when(drafts: Drafts) -> None:
    saved = drafts.save("d1", "persons.1.family_name", "Łukasiewicz", "weber", LATER)
    assert saved == drafts.get("d1")
    assert saved.answers == {"persons": [{}, {"family_name": "Łukasiewicz"}]}
    assert (saved.hands, saved.field, saved.saved_at) == (
        ("berger", "weber"),
        "persons.1.family_name",
        LATER,
    )


def test_none_takes_an_answer_out(drafts: Drafts) -> None:
    drafts.save("d1", "email", "erika@example.org", "berger", NOW)
    assert drafts.save("d1", "email", None, "berger", NOW).answers == {}


def test_an_item_of_a_repeated_section_can_be_taken_out(drafts: Drafts) -> None:
    drafts.save("d1", "persons.0.family_name", "Mustermann", "berger", NOW)
    drafts.save("d1", "persons.1.family_name", "Musterfrau", "berger", NOW)
    left = drafts.remove_item("d1", "persons", 0, "weber", LATER)
    assert left.answers == {"persons": [{"family_name": "Musterfrau"}]}
    assert left.hands == ("berger", "weber")


def test_a_draft_goes_on_in_another_version_in_one_write(drafts: Drafts) -> None:
    drafts.save("d1", "street", "Am Markte", "berger", NOW)
    seen = Evidence("identity", "valid", "0001", "", "berger", NOW)
    gone_on = drafts.renew(
        "d1", 2, {"road": "Am Markte"}, (seen,), "weber", LATER, lambda draft: str(draft.version)
    )
    assert gone_on == drafts.get("d1")
    assert (gone_on.version, gone_on.answers, gone_on.evidence) == (2, {"road": "Am Markte"}, (seen,))
    assert (gone_on.hands, gone_on.saved_at, gone_on.label) == (("berger", "weber"), LATER, "2")


def test_evidence_is_noted_once_for_each_kind(drafts: Drafts) -> None:
    seen = Evidence("identity", "seen", "0001", "", "weber", LATER)
    drafts.add_evidence("d1", Evidence("identity", "missing", "", "", "berger", NOW))
    draft = drafts.add_evidence("d1", seen)
    assert draft == drafts.get("d1")
    assert draft.evidence == (seen,)
    assert draft.hands == ("berger", "weber")
    assert drafts.drop_evidence("d1", "identity").evidence == ()


def test_a_draft_is_parked_resumed_and_handed_over_with_its_hands(drafts: Drafts) -> None:
    assert drafts.park("d1", True, NOW).parked
    assert not drafts.park("d1", False, NOW).parked
    handed = drafts.hand_over("d1", "weber", LATER)
    assert (handed.owner, handed.hands) == ("weber", ("berger",))


def test_who_takes_a_draft_over_joins_the_hands(drafts: Drafts) -> None:
    drafts.park("d1", True, LATER)
    taken = drafts.take_over("d1", "weber", LATER)
    assert (taken.owner, taken.hands, taken.parked) == ("weber", ("berger", "weber"), False)
    assert drafts.take_over("d1", "weber", LATER).hands == ("berger", "weber")


def test_the_declared_day_and_the_label_are_kept(drafts: Drafts) -> None:
    drafts.declare("d1", date(2026, 11, 21))
    drafts.save("d1", "name", "Erika Mustermann", "berger", NOW, lambda draft: str(draft.answers["name"]))
    draft = drafts.get("d1")
    assert (draft.declared_at, draft.label) == (date(2026, 11, 21), "Erika Mustermann")


def test_drafts_are_listed_last_saved_first(drafts: Drafts) -> None:
    drafts.new("d2", "id_card", 1, "weber", LATER)
    assert [draft.id for draft in drafts.open()] == ["d2", "d1"]
    drafts.save("d1", "email", "x", "berger", LATER + timedelta(seconds=1))
    assert [draft.id for draft in drafts.open()] == ["d1", "d2"]


def test_a_deleted_draft_is_gone(drafts: Drafts) -> None:
    drafts.delete("d1")
    with pytest.raises(KeyError):
        drafts.get("d1")


@pytest.mark.parametrize("value", ["\ud800", float("nan")])
def test_what_json_cannot_hold_is_refused_and_changes_nothing(drafts: Drafts, value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        drafts.save("d1", "email", value, "berger", NOW)
    assert drafts.get("d1").answers == {}


TYPIST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mobile_office.store.drafts import Drafts
from mobile_office.store.vault import open_store
drafts = Drafts(open_store(Path(sys.argv[1]), bytes(range(32))))
now = datetime(2026, 11, 22, tzinfo=UTC)
drafts.new("typed", "registration", 1, "berger", now)
for count in range(1, 100000):
    drafts.save("typed", "persons.0.family_name", f"Mustermann {count}", "berger", now)
    print(count, flush=True)
"""


def test_nothing_shown_as_saved_is_missing_after_a_kill(path: Path, key: bytes) -> None:
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", TYPIST, str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    ) as typist:
        assert typist.stdout is not None
        shown = 0
        while shown < 40:
            shown = int(typist.stdout.readline())
        typist.send_signal(signal.SIGKILL)
        shown = max([shown, *map(int, typist.stdout.read().split())])
    engine = open_store(path, key)
    kept = Drafts(engine).get("typed").answers["persons"][0]["family_name"]
    close_store(engine)
    assert int(kept.split()[1]) >= shown
