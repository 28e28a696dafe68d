"""The form tells the display what may be told, and keeps a confirmation behind what was typed before it."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import confirmation
from mobile_office.domain.errors import NotAllowed
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_form import FormConfirmation
from tests.handwriting import name
from tests.house import Laptop, Town
from tests.samples import fill_sample
from tests.signed import confirm, desk_that_signs
from tests.ui.opened import Opened, open_form


def of(form: Opened) -> FormConfirmation:
    found = form.page.findChild(FormConfirmation)
    assert isinstance(found, FormConfirmation)
    return found


def test_what_is_told_follows_what_is_saved(qtbot: QtBot, desk: Desk, background: Background) -> None:
    form = open_form(qtbot, desk, background, fill_sample(desk, "registration"))
    before = of(form).told
    assert before is not None
    with qtbot.waitSignal(of(form).changed):
        form.page._edited("house_number", "99")
        form.settle()
    after = of(form).told
    assert after is not None
    assert after.number != before.number


def test_what_was_typed_while_it_was_read_is_not_confirmed_and_nothing_is_lost(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, fill_sample(desk, "registration"))
    told = of(form).told
    done: list[bool] = []
    failed: list[Exception] = []
    assert told is not None
    form.page._edited("house_number", "99")
    of(form).confirm(told.number, "de", lambda: done.append(True), failed.append)
    form.settle()
    assert not done
    assert [type(error) for error in failed] == [NotAllowed]
    stored = desk.draft(form.page.draft.id)
    assert stored.answers["house_number"] == "99"
    assert confirmation(stored.evidence, "") is None
    assert form.page.saved


def test_handed_in_nothing_is_told_any_more(qtbot: QtBot, desk: Desk, background: Background) -> None:
    form = open_form(qtbot, desk, background, fill_sample(desk, "id_exemption"))
    for _ in range(2):
        form.page.hand_in()
        form.settle()
    assert form.text("result.number") or form.page.side.isHidden()
    assert of(form).told is None


def test_what_was_typed_while_it_was_drawn_is_not_signed_and_no_file_is_left(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    confirm(desk, draft)
    form = open_form(qtbot, desk, background, desk.draft(draft.id))
    told, failed = of(form).told, list[Exception]()
    assert told is not None
    assert told.asks_signature
    form.page._edited("house_number", "99")
    of(form).sign(told.number, name(30), lambda: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    form.settle()
    assert [type(error) for error in failed] == [NotAllowed]
    assert desk.draft(draft.id).attachments == ()
    assert [*(laptop.place.home / "attachments").iterdir()] == []
    assert form.page.saved


def test_signed_once_nothing_more_is_asked_and_without_the_city_s_word_nothing_at_all(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    ink = laptop.desk("Berger", town.office)
    plain = of(open_form(qtbot, ink, background, fill_sample(ink, "registration"))).told
    assert plain is not None
    assert not plain.asks_signature
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    confirm(desk, draft)
    form = open_form(qtbot, desk, background, desk.draft(draft.id))
    told, done = of(form).told, list[bool]()
    assert told is not None
    of(form).sign(told.number, name(30), lambda: done.append(True), lambda _: None)
    qtbot.waitUntil(lambda: bool(done))
    after = of(form).told
    assert after is not None
    assert not after.asks_signature
