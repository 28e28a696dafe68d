"""The side counts what is open, in words, and a hint never counts as an error."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.service import Problem, Severity
from mobile_office.printing import Signature
from mobile_office.ui.formstate import FormState
from mobile_office.ui.side import Side, open_lines
from tests.samples import capture_sample, fill_sample


def test_what_is_open_is_counted_by_what_must_be_done() -> None:
    problems = (
        Problem("a", "required"),
        Problem("b", "required"),
        Problem("c", "not_a_date"),
        Problem("evidence.identity", "evidence_missing"),
        Problem("d", "not_family", Severity.OVERRIDABLE),
        Problem("e", "print_length", Severity.HINTS),
    )
    assert open_lines(problems, Signature.SIGNED) == [
        "1 Angabe zu korrigieren",
        "2 Angaben fehlen",
        "1 Nachweis fehlt",
        "1 Begründung nötig",
        "1 Hinweis",
    ]
    assert open_lines(problems, Signature.SIGNED, overridden=["d"])[3:] == ["1 Hinweis"]
    assert open_lines((), Signature.SIGNED) == []


def test_a_signature_is_open_until_it_is_given_and_void_after_an_edit() -> None:
    assert open_lines((), Signature.OPEN) == ["Unterschrift fehlt"]
    assert open_lines((), Signature.VOID) == [
        "Nach der Unterschrift geändert. Bitte neu unterschreiben lassen."
    ]


def _side(qtbot: QtBot, desk: Desk, draft: Draft) -> Side:
    service = desk.service(draft.service, draft.version)
    side = Side(service)
    qtbot.addWidget(side)
    side.show()
    side.show_state(FormState(desk, service, draft))
    QApplication.processEvents()  # what was added is shown by the layout
    return side


def test_the_list_of_missing_papers_is_offered_while_something_is_missing(qtbot: QtBot, desk: Desk) -> None:
    assert _side(qtbot, desk, desk.start("id_card")).missing.isVisible()
    assert not _side(qtbot, desk, fill_sample(desk, "id_card")).missing.isVisible()


def test_the_landlords_form_is_offered_where_the_service_asks_for_it(qtbot: QtBot, desk: Desk) -> None:
    assert _side(qtbot, desk, fill_sample(desk, "registration")).landlord.isVisible()
    assert not _side(qtbot, desk, fill_sample(desk, "id_card")).landlord.isVisible()


def test_a_captured_form_asks_for_the_signature_on_it_and_prints_none(qtbot: QtBot, desk: Desk) -> None:
    draft = capture_sample(desk, desk.daybook.legal_date())
    for sign, state in (("○", draft), ("✓", desk.sign(draft.id))):
        side = _side(qtbot, desk, state)
        lines = [label.text() for label in side.findChildren(QLabel) if not label.isHidden()]
        assert any(line.startswith(f"{sign} Unterschrift auf dem Formular") for line in lines)
        assert side.paper.text() == "Unterschrift eintragen  (F9)"
    assert _side(qtbot, desk, fill_sample(desk, "registration")).paper.text().startswith("Zum Unterschreiben")


def test_what_nobody_signs_on_the_bus_asks_for_no_signature(qtbot: QtBot, desk: Desk) -> None:
    for name, is_signed in (("registration", True), ("id_card", False), ("loss_report", False)):
        side = _side(qtbot, desk, fill_sample(desk, name))
        assert side.paper.isVisible() is is_signed
        told = {label.text() for label in side.findChildren(QLabel)}
        assert ("• Unterschrift fehlt" in told) is is_signed


def test_the_bill_is_drawn_anew_with_what_was_saved(qtbot: QtBot, desk: Desk) -> None:
    draft = fill_sample(desk, "id_card")
    side = _side(qtbot, desk, draft)

    def amounts() -> list[str]:
        texts = (label.text() for label in side.bill.findChildren(QLabel) if label.isVisible())
        return [text for text in texts if text.endswith("€")]

    assert amounts() == ["46,00 €"]
    desk.save(draft.id, "birth_date", "2004-05-05")
    draft = desk.save(draft.id, "direct_delivery", True)
    side.show_state(FormState(desk, desk.service(draft.service, draft.version), draft))
    QApplication.processEvents()
    assert amounts() == ["27,60 €", "15,00 €", "42,60 €"]


def test_an_open_fee_names_the_field_it_depends_on(qtbot: QtBot, desk: Desk) -> None:
    side = _side(qtbot, desk, desk.start("id_card"))
    told = [label.text() for label in side.bill.findChildren(QLabel)]
    assert any("Geburtsdatum" in text for text in told)
