"""Autosave writes in the order of typing, says saved only when it is, and never gives up."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import DiskFull
from mobile_office.domain.overview import Draft
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background


@pytest.fixture
def save(desk: Desk, background: Background) -> Iterator[Autosave]:
    parent = QObject()
    yield Autosave(desk, background, desk.start("registration"), parent)
    parent.deleteLater()


def test_a_change_is_written_by_itself_within_a_moment(qtbot: QtBot, desk: Desk, save: Autosave) -> None:
    with qtbot.waitSignal(save.saved, timeout=1000):
        save.change("street", "Am Markte")
        assert not save.idle
    assert desk.draft(save.draft.id).answers == {"street": "Am Markte"}
    assert save.idle


def test_only_the_last_of_many_keystrokes_is_written(
    desk: Desk, save: Autosave, background: Background
) -> None:
    written: list[Draft] = []
    save.saved.connect(written.append)
    for length in range(1, 6):
        save.change("street", "Markt"[:length])
    save.flush()
    background.drain()
    assert [draft.answers for draft in written] == [{"street": "Markt"}]


def test_what_failed_is_kept_told_and_written_later(
    desk: Desk, save: Autosave, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    save.failed.connect(told.append)
    with monkeypatch.context() as broken:
        broken.setattr(desk, "save", lambda *_: (_ for _ in ()).throw(DiskFull()))
        save.change("street", "Markt")
        save.flush()
        background.drain()
    assert isinstance(told[0], DiskFull)
    assert not save.idle
    monkeypatch.undo()
    save.change("street", "Marktplatz")
    save.flush()
    background.drain()
    assert desk.draft(save.draft.id).answers == {"street": "Marktplatz"}


def test_going_on_waits_for_the_write(save: Autosave, background: Background) -> None:
    gone: list[bool] = []
    save.change("street", "Markt")
    save.when_saved(lambda: gone.append(save.idle))
    assert gone == []
    background.drain()
    assert gone == [True]


def test_evidence_goes_the_same_way(desk: Desk, save: Autosave, background: Background) -> None:
    save.see("identity", "valid", "0001", "")
    save.flush()
    background.drain()
    assert [(item.kind, item.last) for item in desk.draft(save.draft.id).evidence] == [("identity", "0001")]
    save.see("identity", "", "", "")
    save.flush()
    background.drain()
    assert desk.draft(save.draft.id).evidence == ()


def test_a_removed_person_is_gone_on_the_screen_at_once(save: Autosave, background: Background) -> None:
    save.change("persons.0.family_name", "A")
    save.change("persons.1.family_name", "B")
    save.remove("persons", 0)
    assert save.answers == {"persons": [{"family_name": "B"}]}
    background.drain()
    assert save.draft.answers == save.answers


def test_what_is_on_its_way_elsewhere_is_waited_for(qtbot: QtBot, desk: Desk, background: Background) -> None:
    draft = desk.start("registration")
    save = Autosave(desk, background, draft, background)
    after: list[str] = []
    save.hold()
    save.hold()
    save.when_saved(lambda: after.append("handed in"))
    save.took(None)
    assert (after, save.idle) == ([], False)
    changed = desk.see(draft.id, "identity", "valid")
    save.took(changed)
    assert (after, save.idle, save.draft) == (["handed in"], True, changed)
