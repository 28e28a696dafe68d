"""The head says the address and how far it is; the template is saved where it was said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from mobile_office.domain.resident_csv import template
from mobile_office.domain.residents import Resident, Round, Turn
from mobile_office.ui.resident_head import ListMenu, RoundHead
from tests.screens.rounds import HOME

ROUND = Round("r", date(2026, 11, 22), "Heim", HOME, datetime.now(UTC))


def test_it_counts_and_says_when_all_had_their_turn(qtbot: QtBot) -> None:
    head = RoundHead()
    qtbot.addWidget(head)
    one = Resident("1", {}, "", "x", Turn.DONE)
    head.show_round(replace(ROUND, residents=(one, replace(one, id="2", turn=Turn.WAITING))))
    assert head.address.text() == "Am Markte 12, 30629 Hannover"
    assert (head.progress.text(), head.figures.text()) == (
        "1 von 2 fertig",
        "1 warten · 0 begonnen · 0 ausgelassen",
    )
    head.show_round(replace(ROUND, residents=(one,)))
    assert head.progress.text() == "Alle 1 waren an der Reihe"


def test_the_template_is_saved_or_it_is_said_that_it_was_not(qtbot: QtBot, tmp_path: Path) -> None:
    menu = ListMenu()
    qtbot.addWidget(menu)
    told: list[str] = []
    menu.told.connect(lambda sentence, _tone: told.append(sentence))
    menu.save_template(tmp_path / "vorlage.csv")
    assert (tmp_path / "vorlage.csv").read_bytes() == template()
    menu.save_template(tmp_path / "not there" / "vorlage.csv")
    assert told == ["Vorlage gespeichert.", told[1]]
    assert "nicht speichern" in told[1]
