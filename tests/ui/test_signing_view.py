"""Signing on the display: after the question, in the language it was read in, and nothing of it is left without a yes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from mobile_office.citizen import texts
from mobile_office.domain.confirmation import Confirmation
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_view import CitizenView
from mobile_office.ui.signature_pad import SignaturePad
from tests.handwriting import name, with_mouse
from tests.pause import pause
from tests.ui.test_citizen_view import SHORT, press, said, settle

ASKED = replace(SHORT, has_objections=False, asks_signature=True)
READ = Confirmation("tr", datetime(2026, 11, 22, 9, 42, tzinfo=UTC), ASKED.number, stands=True)


@pytest.fixture
def view(qtbot: QtBot, background: Background) -> Iterator[CitizenView]:
    made = CitizenView(background, lambda _: None, "Hannover", unreviewed=True)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    pause(60)


@pytest.fixture
def signing(view: CitizenView) -> CitizenView:
    """Read and confirmed in Turkish, about to be signed."""
    view.show_telling(ASKED)
    view.choose("tr")
    for _ in range(30):
        press(view)
        if not view.go.isEnabled():
            break
    view.thank()
    settle(view)
    assert view.step == "sign"
    return view


def pad_of(view: CitizenView) -> SignaturePad:
    found = view.page.findChild(SignaturePad)
    assert isinstance(found, SignaturePad)
    return found


def test_what_was_confirmed_is_signed_where_that_is_asked_and_handed_over_with_its_number(
    qtbot: QtBot, signing: CitizenView
) -> None:
    assert "Unterschrift abgeben" in signing.go.text()
    assert not signing.go.isEnabled()
    with_mouse(pad_of(signing), name(40))
    strokes = pad_of(signing).strokes
    with qtbot.waitSignal(signing.signed) as told:
        press(signing)
    assert told.args == [ASKED.number, strokes]
    assert not signing.go.isEnabled()  # nothing is added while it is being kept
    signing.stumble()
    assert signing.go.isEnabled()
    assert pad_of(signing).strokes == strokes
    signing.thank()
    assert signing.step == "thanks"


def test_before_confirming_it_is_said_that_it_will_be_signed_here(view: CitizenView) -> None:
    view.show_telling(ASKED)
    view.choose("de")
    for _ in range(20):
        if view.step == "confirm":
            break
        press(view)
    assert texts("de").say("confirm_lead_sign") in said(view)


def test_who_would_rather_sign_on_paper_says_so_and_nothing_of_the_drawing_is_left(
    signing: CitizenView,
) -> None:
    told: list[object] = []
    signing.signed.connect(lambda *what: told.append(what))
    with_mouse(pad_of(signing), name(40))
    signing.wrong.click()
    assert signing.step == "paper"
    assert texts("de").say("sign_paper_told") in said(signing)
    assert told == []
    assert [pad for pad in signing.page.findChildren(SignaturePad) if pad.isVisible()] == []


def test_something_changed_while_it_is_signed_is_read_anew_and_the_drawing_is_gone(
    signing: CitizenView,
) -> None:
    with_mouse(pad_of(signing), name(40))
    signing.show_telling(replace(ASKED, number="E-0000-0000"))
    assert signing.step == "data"
    assert texts("de").say("changed") in signing._changed.label.text()
    signing.ask_to_sign()
    assert signing.step == "data"  # not confirmed: it is read first


def test_the_way_back_leads_to_the_question(signing: CitizenView) -> None:
    signing.back.click()
    assert signing.step == "confirm"


def test_the_clerk_can_have_it_signed_later_in_the_language_it_was_read_in(view: CitizenView) -> None:
    view.show_telling(replace(ASKED, confirmation=READ))
    view.ask_to_sign()
    assert (view.step, view.language.language) == ("sign", "tr")
    view.show_telling(replace(SHORT, confirmation=READ))
    view.choose("de")
    view.ask_to_sign()
    assert view.step == "data"  # ink is wanted


def test_on_a_low_screen_it_is_read_first_and_then_the_whole_pad_is_in_view(signing: CitizenView) -> None:
    signing.resize(1000, 420)
    pause(100)
    assert "Weiterlesen" in signing.go.text()
    press(signing)
    assert signing.page.shows(pad_of(signing))
    assert "Unterschrift abgeben" in signing.go.text()
