"""What is not finished: on a real desk, continued, handed over, and never lost by one key."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Colleague, Draft
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button
from mobile_office.ui.unfinished import Unfinished
from tests.pause import pause


@pytest.fixture
def opened() -> list[Draft]:
    return []


@pytest.fixture
def unfinished(qtbot: QtBot, desk: Desk, background: Background, opened: list[Draft]) -> Unfinished:
    card = Unfinished(desk, background, opened.append)
    qtbot.addWidget(card)
    background.changed.connect(lambda _: card.show_drafts(desk.today().drafts))
    card.resize(900, 300)
    return card


@pytest.fixture
def draft(desk: Desk) -> Draft:
    draft = desk.start("registration")
    return desk.save(draft.id, "persons.0.family_name", "Łukasiewicz")


def button(card: Unfinished, name: str) -> Button:
    return next(found for found in card.findChildren(Button, name) if found.isVisible())


def texts(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def act(card: Unfinished, draft: Draft, words_of_it: str) -> None:
    menu = button(card, f"more.{draft.id}").menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith(words_of_it)).trigger()


def test_without_drafts_there_is_nothing_to_see(unfinished: Unfinished) -> None:
    unfinished.show_drafts(())
    assert unfinished.isHidden()


def test_a_draft_is_offered_by_person_and_minute(unfinished: Unfinished, desk: Desk, draft: Draft) -> None:
    unfinished.show_drafts(desk.today().drafts)
    sentence = f"Nicht fertig: Anmeldung Łukasiewicz, {words.clock(draft.saved_at)}. Weiterschreiben?"
    assert sentence in texts(unfinished)


def test_continuing_opens_the_draft(
    unfinished: Unfinished, desk: Desk, draft: Draft, opened: list[Draft]
) -> None:
    unfinished.show_drafts(desk.today().drafts)
    button(unfinished, f"draft.{draft.id}").click()
    assert [one.id for one in opened] == [draft.id]


def test_a_parked_draft_goes_on(
    qtbot: QtBot, unfinished: Unfinished, desk: Desk, draft: Draft, opened: list[Draft]
) -> None:
    desk.park(draft.id)
    unfinished.show_drafts(desk.today().drafts)
    assert any(text.startswith("Geparkt: Anmeldung Łukasiewicz") for text in texts(unfinished))
    button(unfinished, f"draft.{draft.id}").click()
    qtbot.waitUntil(lambda: bool(opened))
    assert not opened[0].parked


def test_a_draft_is_handed_over_by_name(
    qtbot: QtBot, unfinished: Unfinished, desk: Desk, desk_of: Callable[[str], Desk], draft: Draft
) -> None:
    weber = desk_of("Weber").actor
    unfinished.show_drafts(desk.today().drafts)
    act(unfinished, draft, f"An {weber.name}")
    qtbot.waitUntil(lambda: desk.draft(draft.id).owner == weber.person)
    qtbot.waitUntil(lambda: any(f"Bei {weber.name}." in text for text in texts(unfinished)))


def test_a_colleagues_draft_is_taken_over_and_says_what_follows(
    qtbot: QtBot,
    unfinished: Unfinished,
    desk: Desk,
    desk_of: Callable[[str], Desk],
    draft: Draft,
    opened: list[Draft],
) -> None:
    desk.park(draft.id)
    weber = desk_of("Weber")
    card = Unfinished(weber, unfinished._background, opened.append)
    qtbot.addWidget(card)
    card.show_drafts(weber.today().drafts)
    assert button(card, f"draft.{draft.id}").text() == "Übernehmen"
    told = next(text for text in texts(card) if text.startswith(f"Bei {desk.actor.name}."))
    assert "nicht freigeben" in told
    button(card, f"draft.{draft.id}").click()
    qtbot.waitUntil(lambda: bool(opened))
    assert (opened[0].owner, opened[0].hands) == (weber.actor.person, (desk.actor.person, weber.actor.person))


def test_only_clerks_can_be_handed_a_draft(unfinished: Unfinished, desk: Desk, draft: Draft) -> None:
    unfinished.show_drafts(desk.today().drafts)
    menu = button(unfinished, f"more.{draft.id}").menu()
    assert menu is not None
    offered = [action.text() for action in menu.actions() if action.text().startswith("An ")]
    assert len(offered) == 1


def test_the_colleagues_are_read_once_for_all_rows(
    unfinished: Unfinished, desk: Desk, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, times = desk.colleagues, list[None]()

    def colleagues() -> tuple[Colleague, ...]:
        times.append(None)
        return read()

    monkeypatch.setattr(desk, "colleagues", colleagues)
    unfinished.show_drafts((draft, desk.start("registration")))
    assert len(times) == 1


def test_discarding_asks_again_and_can_be_kept(unfinished: Unfinished, desk: Desk, draft: Draft) -> None:
    unfinished.show_drafts(desk.today().drafts)
    act(unfinished, draft, "Verwerfen")
    assert "Anmeldung Łukasiewicz wird gelöscht und kommt nicht wieder." in texts(unfinished)
    button(unfinished, "sure.keep").click()
    assert button(unfinished, f"draft.{draft.id}").isVisible()
    assert desk.draft(draft.id).label == "Łukasiewicz"


def test_a_question_stays_while_the_drafts_change_and_then_they_are_shown(
    unfinished: Unfinished, desk: Desk, draft: Draft
) -> None:
    unfinished.show_drafts(desk.today().drafts)
    act(unfinished, draft, "Verwerfen")
    another = desk.start("registration")
    unfinished.show_drafts(desk.today().drafts)
    keep = button(unfinished, "sure.keep")
    assert keep.isVisible()
    keep.click()
    pause(20)
    assert button(unfinished, f"draft.{another.id}").isVisible()
    assert button(unfinished, f"draft.{draft.id}").isVisible()


def test_discarding_for_good_deletes_the_draft(
    qtbot: QtBot, unfinished: Unfinished, desk: Desk, draft: Draft
) -> None:
    unfinished.show_drafts(desk.today().drafts)
    act(unfinished, draft, "Verwerfen")
    button(unfinished, "sure.do").click()
    qtbot.waitUntil(lambda: desk.today().drafts == ())
    qtbot.waitUntil(unfinished.isHidden)


def test_own_drafts_come_before_those_of_colleagues(
    unfinished: Unfinished, desk: Desk, desk_of: Callable[[str], Desk], draft: Draft
) -> None:
    other = desk_of("Weber").start("id_exemption")
    unfinished.show_drafts(desk.today().drafts)
    own = button(unfinished, f"draft.{draft.id}")
    assert own.mapTo(unfinished, own.rect().topLeft()).y() < _top(unfinished, other)


def _top(card: Unfinished, draft: Draft) -> int:
    found = button(card, f"draft.{draft.id}")
    card.layout().activate()  # type: ignore[union-attr]
    return found.mapTo(card, found.rect().topLeft()).y()
