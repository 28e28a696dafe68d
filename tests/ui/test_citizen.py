"""F7: the display stands on a second screen or over the clerk's, follows the form, and only the clerk takes it away."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.devices.signature import strokes_of
from mobile_office.domain.confirmation import confirmation
from mobile_office.printing import Signature
from mobile_office.ui.background import Background
from mobile_office.ui.citizen import other_screen
from mobile_office.ui.signature_pad import SignaturePad
from tests.handwriting import name, with_finger
from tests.house import Laptop, Town
from tests.samples import fill_sample
from tests.signed import confirm, desk_that_signs
from tests.ui.shown import OFFICE, PASSPHRASE, shown


def test_without_a_draft_it_shows_a_welcome_and_whose_house_it_is(desk: Desk, background: Background) -> None:
    with shown(desk, background) as at:
        at.display.toggle()
        assert at.view.step == "welcome"
        assert OFFICE in at.said()
        assert "Willkommen" in at.said()


def test_with_a_form_it_is_read_confirmed_in_a_language_and_the_clerk_sees_it(
    desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    with shown(desk, background) as at:
        page = at.form(draft)
        at.display.toggle()
        assert at.view.step == "language"
        at.view.choose("tr")
        at.confirm()
        assert at.view.step == "thanks"
        stored = desk.draft(draft.id)
        found = confirmation(stored.evidence, desk.found(stored).number)
        assert found is not None
        assert (found.language, found.stands) == ("tr", True)
        assert "vom Bürger bestätigt, Türkisch, " in page.side.confirmation.line.text()
        assert [item.kind for item in page.draft.evidence] == [item.kind for item in stored.evidence]


def test_the_step_on_the_screen_is_left_before_the_citizen_reads_so_that_what_they_confirm_stands(
    desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    with shown(desk, background) as at:
        page = at.form(draft)
        at.display.toggle()
        at.view.choose("de")
        at.confirm()
        page.go_on()
        at.settle()
        stored = desk.draft(draft.id)
        found = confirmation(stored.evidence, desk.found(stored).number)
        assert found is not None
        assert found.stands


def test_over_the_clerk_s_window_only_the_passphrase_leads_back(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    with shown(desk, background) as at:
        at.form(draft)
        at.display.toggle()
        assert at.window.is_covered
        for key in (Qt.Key.Key_F7, Qt.Key.Key_Escape, Qt.Key.Key_F7):
            qtbot.keyClick(at.window, key)
        at.display.toggle()
        assert at.display.is_over_the_clerk_s
        assert draft.answers["street"] not in at.said()
        at.view.entry.line.setText("falsch")
        at.view.entry.submit()
        qtbot.waitUntil(lambda: bool(at.view.entry.error.text()))
        assert at.display.is_over_the_clerk_s
        at.view.entry.line.setText(PASSPHRASE)
        at.view.entry.submit()
        qtbot.waitUntil(lambda: not at.window.is_covered)
        assert not at.window.isFullScreen()
        assert at.window.page.objectName() == "form"


def test_the_cover_hides_it_and_lifting_it_leads_to_the_clerk_s_form(
    desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    with shown(desk, background) as at:
        at.form(draft)
        at.display.toggle()
        at.window.cover()
        assert at.window.layers.currentWidget() is at.window.cover_page
        assert at.view.telling is None or not at.view.isVisible()
        at.window.uncover()
        assert not at.display.is_over_the_clerk_s
        assert not at.window.isFullScreen()


def test_on_a_second_screen_it_follows_what_is_typed_and_takes_no_keyboard(
    desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    with shown(desk, background, second_screen=True) as at:
        page = at.form(draft)
        at.display.toggle()
        assert at.display.frame.isVisible()
        assert at.display.frame.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        assert not at.window.is_covered
        at.view.choose("de")
        assert draft.answers["street"] in at.said()
        page._edited("street", "Am Marstall")
        page.flush()
        at.settle()
        assert "Am Marstall" in at.said()
        at.window.cover()
        assert at.display.frame.isVisible()
        assert "Am Marstall" not in at.said()
        at.window.uncover()
        assert at.view.step == "language"
        at.display.toggle()
        assert not at.display.frame.isVisible()


def test_a_screen_that_is_unplugged_takes_the_display_away(desk: Desk, background: Background) -> None:
    with shown(desk, background, second_screen=True) as at:
        at.display.toggle()
        QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # type: ignore[union-attr]
        assert not at.display.frame.isVisible()
        assert not at.display.is_out


def test_leaving_the_form_ends_what_is_shown(desk: Desk, background: Background) -> None:
    with shown(desk, background, second_screen=True) as at:
        at.form(fill_sample(desk, "registration"))
        at.display.toggle()
        assert at.view.step == "language"
        at.window.back()
        at.settle()
        assert at.view.step == "welcome"
        assert at.view.telling is None


def test_the_only_screen_is_no_second_one(desk: Desk, background: Background) -> None:
    with shown(desk, background) as at:
        assert (other_screen(at.window) is None) is (len(QGuiApplication.screens()) == 1)


def test_on_a_second_screen_it_is_signed_with_a_finger_while_the_clerk_looks_on(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    with shown(desk, background, second_screen=True) as at:
        page = at.form(draft)
        at.display.toggle()
        at.view.choose("uk")
        at.confirm()
        assert at.view.step == "sign"
        pad = at.view.findChild(SignaturePad)
        with_finger(pad, name(40))  # type: ignore[arg-type]
        at.view.go.click()
        qtbot.waitUntil(lambda: at.view.step == "thanks")
        at.settle()
        stored = desk.draft(draft.id)
        assert desk.signature(stored) is Signature.SIGNED
        assert "auf dem Bildschirm unterschrieben, " in page.side.confirmation.signed.text()
        strokes = strokes_of(desk.attaching.opened(stored.attachments[0]))
        assert len(strokes) == 3


def test_what_is_drawn_and_covered_is_not_kept_and_the_clerk_asks_again(
    laptop: Laptop, town: Town, background: Background
) -> None:
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    with shown(desk, background) as at:
        at.form(draft).go_on()  # an empty box of the step is a no
        at.settle()
    confirm(desk, draft)
    with shown(desk, background, second_screen=True) as at:
        page = at.form(desk.draft(draft.id))
        page.side.confirmation.sign.click()
        at.settle()
        assert (at.view.step, at.display.is_out) == ("sign", True)
        with_finger(at.view.findChild(SignaturePad), name(40))  # type: ignore[arg-type]
        at.window.cover()
        at.window.uncover()
        at.settle()
        assert at.view.step == "language"
        page.side.confirmation.sign.click()
        at.settle()
        pad = next(one for one in at.view.findChildren(SignaturePad) if one.isVisible())
        assert pad.is_empty
    assert desk.draft(draft.id).attachments == ()
    assert [*(laptop.place.home / "attachments").glob("*")] == []
