"""What stands beside a case: evidence as original seen, overrides, comments, history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.overview import CasePage
from mobile_office.ui.background import Background
from mobile_office.ui.case_side import CaseSide, declared_text, evidence_text
from mobile_office.ui.words import say
from tests.samples import capture_sample, decide, fill_sample, submit_sample


def texts(qtbot: QtBot, desk: Desk, page: CasePage) -> str:
    side = CaseSide()
    qtbot.addWidget(side)
    service = desk.service(page.case.service.id, page.case.service.version)
    names = {colleague.person: colleague.name for colleague in desk.colleagues()}
    side.show_page(page, service, names, {"street": "Straße"}, desk.clock())
    side.show()
    return "\n".join(label.text() for label in side.findChildren(QLabel) if not label.isHidden())


def test_evidence_says_what_was_seen_by_whom(qtbot: QtBot, desk: Desk, background: Background) -> None:
    page = desk.page(submit_sample(desk))
    service = desk.service("registration", 1)
    label = next(kind.label["de"] for kind in service.evidence if kind.key == "identity")
    told = texts(qtbot, desk, page)
    assert f"✓ {label}: " in told
    assert "endet auf 0001" in told
    assert "Berger, Test, " in told


def test_evidence_that_does_not_satisfy_has_no_tick(desk: Desk) -> None:
    service = desk.service("registration", 1)
    kind = next(kind for kind in service.evidence if set(kind.states) - set(kind.satisfied))
    state = next(state for state in kind.states if state not in kind.satisfied)
    draft = desk.see(desk.start("registration").id, kind.key, state, "", "kommt nach")
    told = evidence_text(draft.evidence[0], service)
    assert told == f"○ {kind.label['de']}: {kind.states[state]['de']}, kommt nach"


def test_a_returned_case_shows_its_comments(
    qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background
) -> None:
    clerk, supervisor = desk_of("Berger"), desk_of("Thiele")
    number = submit_sample(clerk)
    decide(supervisor, number, Action.RETURN, "Thiele", comments={"street": "Am Markte?"})
    told = texts(qtbot, clerk, clerk.page(number))
    assert say("case.comments") in told
    assert "Straße: Am Markte?" in told
    assert "Thiele, Test, " in told


def test_a_captured_case_says_from_which_form_which_day_and_where(qtbot: QtBot, desk: Desk) -> None:
    draft = desk.sign(capture_sample(desk, date(2026, 11, 20)).id)
    told = texts(qtbot, desk, desk.page(desk.submit(draft.id))).replace("\N{NON-BREAKING HYPHEN}", "-")
    assert f"Nacherfasst vom Papier, Formular {draft.form} · Erklärt am 20.11.2026 · ohne Halt" in told
    assert f"✓ Unterschrift auf dem Formular, {draft.form}" in told


def test_a_case_of_the_counter_says_its_day_and_names_its_signed_paper(qtbot: QtBot, desk: Desk) -> None:
    told = texts(qtbot, desk, desk.page(desk.submit(desk.sign(fill_sample(desk, "registration").id).id)))
    assert "Nacherfasst" not in told
    assert "Erklärt am " in told
    assert "✓ Unterschriebenes Papier, E" in told


def test_an_erased_case_says_nothing_of_its_declaration(desk: Desk) -> None:
    page = replace(desk.page(submit_sample(desk)), declared_at=None)
    assert declared_text(page) == ""


def test_the_bill_kept_with_the_case_is_shown(qtbot: QtBot, desk: Desk) -> None:
    page = desk.page(submit_sample(desk, "id_card"))
    told = texts(qtbot, desk, page)
    assert "46,00 €" in told
    assert "§ 1 Abs. 1 PAuswGebV" in told
    assert "46,00 €" not in texts(qtbot, desk, replace(page, fees=None))
