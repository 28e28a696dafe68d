"""A bill on the screen: amounts, paragraphs, the sum, and what is still open."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.domain.bill import FeeLine, Fees
from mobile_office.ui import words
from mobile_office.ui.bill import BillView
from mobile_office.ui.words import say

CARD = FeeLine(
    "id_card", {"de": "Personalausweis", "en": "Identity card"}, 4600, "§ 1 Abs. 1 PAuswGebV", True
)
PHOTO = FeeLine("photo", {"de": "Foto durch die Behörde", "en": "Photo"}, 600, "§ 1 Abs. 4 PAuswGebV", True)
FREE = FeeLine("registration", {"de": "Anmeldung", "en": "Registration"}, 0, "§ 24 Abs. 2 BMG", False)
DAY = date(2026, 11, 22)
NOTE = {"de": "Die Gebühr entsteht erst im Amt.", "en": "Due at the office."}


def told(qtbot: QtBot, found: Fees, view: BillView | None = None) -> list[str]:
    view = view or BillView()
    qtbot.addWidget(view)
    view.show_bill(found, NOTE, {"birth_date": "Geburtsdatum"})
    view.show()
    return [label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view)]


def test_each_line_says_amount_and_paragraph_and_the_sum_stands_below(qtbot: QtBot) -> None:
    texts = told(qtbot, Fees((CARD, PHOTO), DAY, "2026-02-07.1"))
    assert texts[:6] == [
        "Personalausweis",
        "46,00 €",
        "§ 1 Abs. 1 PAuswGebV",
        "Foto durch die Behörde",
        "6,00 €",
        "§ 1 Abs. 4 PAuswGebV",
    ]
    assert texts[6:8] == [say("fee.total"), "52,00 €"]
    assert say("fee.expected", day=words.short_day(DAY)) in texts


def test_what_is_free_says_so_with_its_paragraph_and_nothing_more(qtbot: QtBot) -> None:
    assert told(qtbot, Fees((FREE,), DAY, "2026-02-07.1")) == ["Anmeldung", "kostenfrei", "§ 24 Abs. 2 BMG"]


def test_a_service_without_any_fee_is_free(qtbot: QtBot) -> None:
    assert told(qtbot, Fees((), DAY, "2026-02-07.1")) == ["kostenfrei"]


def test_a_field_asked_of_several_people_is_named_once(qtbot: QtBot) -> None:
    view = BillView()
    qtbot.addWidget(view)
    found = Fees((CARD,), DAY, "x", ("people.0.birth_date", "people.1.birth_date"))
    view.show_bill(found, {}, dict.fromkeys(found.open, "Geburtsdatum"))
    assert say("fee.still_open", fields="Geburtsdatum") in [
        label.text() for label in view.findChildren(QLabel)
    ]


def test_an_open_sum_names_what_it_depends_on(qtbot: QtBot) -> None:
    texts = told(qtbot, Fees((CARD, PHOTO), DAY, "2026-02-07.1", ("birth_date",)))
    assert say("fee.still_open", fields="Geburtsdatum") in texts
    assert say("fee.total_so_far") in texts


def test_an_amount_the_office_sets_or_that_was_paid_already_is_said_in_words(qtbot: QtBot) -> None:
    lines = (replace(CARD, cents=None), replace(PHOTO, cents=0, shared=True))
    texts = told(qtbot, Fees(lines, DAY, "2026-02-07.1"))
    assert {say("fee.by_office"), "0,00 €", f"{PHOTO.paragraph} · {say('fee.shared')}"} <= set(texts)
    assert say("fee.total") not in texts


def test_a_reduction_says_its_grounds_its_reason_and_who_decides(qtbot: QtBot) -> None:
    line = replace(CARD, key="need", cents=-4600, reason="obdachlos", grounds=({"de": "Not"},), proposed=True)
    texts = told(qtbot, Fees((CARD, line), DAY, "2026-02-07.1"))
    assert f"§ 1 Abs. 1 PAuswGebV · Not · Grund: obdachlos · {say('fee.proposed')}" in texts


def test_without_a_table_the_office_sets_the_fee(qtbot: QtBot) -> None:
    assert say("fee.no_table") in told(qtbot, Fees((), DAY, ""))


def test_a_bill_is_drawn_anew_in_place_of_the_old(qtbot: QtBot) -> None:
    view = BillView()
    told(qtbot, Fees((CARD, PHOTO), DAY, "x"), view)
    view.show_bill(Fees((FREE,), DAY, "x"), {}, {})
    qtbot.waitUntil(lambda: len([one for one in view.findChildren(QLabel) if one.isVisible()]) == 3)
