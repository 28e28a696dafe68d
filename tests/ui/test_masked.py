"""A person with an information block through every page and paper that lists people: named on none of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from mobile_office.domain.case import Action
from mobile_office.store import visits
from mobile_office.ui import masked, words
from mobile_office.ui.cases import CasesPage
from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.departure import DeparturePage
from mobile_office.ui.residents import ResidentsPage
from mobile_office.ui.visit import SoFar
from tests.house import passphrase
from tests.screens.masking import BLOCK, FAMILY, blocked
from tests.screens.stage import Opened, Stage


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    assert qapp
    stage = Stage(tmp_path / "stage")
    yield stage
    stage.close()


def said(widget: QWidget) -> Iterator[str]:
    """Everything a screen, a screen reader or a task bar could tell of a widget and what is in it."""
    for part in (widget, *widget.findChildren(QWidget)):
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle())
        if isinstance(part, QLabel | QPushButton | QLineEdit):
            yield part.text()
        if isinstance(part, QComboBox):
            yield from (part.itemText(at) for at in range(part.count()))
        if isinstance(part, QAbstractItemView) and (model := part.model()) is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data())


def names(widget: QWidget) -> str:
    return "\n".join(said(widget))


def test_no_list_title_or_protocol_names_somebody_with_an_information_block(stage: Stage) -> None:
    registration, request = blocked(stage)
    shown: dict[str, QWidget] = {
        f"{name} {key}": stage.window(name, key).window
        for name, key in (
            ("Berger", "today"),
            ("Berger", "cases"),
            ("Berger", "delivery"),
            ("Thiele", "review"),
            ("Albrecht", "intake"),
        )
    }
    at = Opened(stage, stage.desk("Berger"), "today", lambda *_: None)
    desk, background = at.desk, at.background
    for name, page in (
        ("residents", ResidentsPage(desk, background)),
        ("closing", ClosingPage(desk, background, lambda: None, lambda: None)),
        ("departure", DeparturePage(desk, background, lambda: True, lambda: None)),
    ):
        at.window.open(page)
        at.settle()
        shown[name] = page
    told = {name: names(window) for name, window in shown.items()}
    assert [name for name, text in told.items() if FAMILY in text] == []
    for name in ("Berger today", "Berger cases", "Berger delivery", "Albrecht intake", "residents"):
        assert "Auskunftssperre" in told[name], name
    assert registration in told["Thiele review"]
    assert request in told["Berger cases"]
    run = desk.post.runs.last()
    assert run is not None
    papers = (desk.daybook.protocol(), desk.post.runs.protocol(run, (), str, stage.clock()))
    assert [paper.kind for paper in papers if FAMILY in str(paper.values)] == []
    so_far = SoFar(desk.visiting.visit(desk.page(request).visit), {})
    assert FAMILY not in names(so_far)
    so_far.deleteLater()


def test_found_by_name_it_is_shown_masked_and_opened_it_is_all_there(stage: Stage) -> None:
    registration, request = blocked(stage)
    at = stage.window("Berger", "cases")
    page = at.window.page
    assert isinstance(page, CasesPage)
    page.search.setText(FAMILY)
    page.refresh()
    rows = page.table.rows.rows
    assert {line.number for line in rows} == {registration, request}
    page.search.clear()
    assert FAMILY not in names(page)
    view = at.case(request)
    title, rest = view.findChildren(QLabel)[0], names(view)
    assert FAMILY in rest
    assert FAMILY not in title.text()
    assert FAMILY not in at.window.windowTitle()


def test_another_laptop_and_the_office_get_it_masked_too(stage: Stage) -> None:
    registration, request = blocked(stage)
    station = stage.town.laptop("S", "station")
    desk = station.desk("Albrecht", stage.town.office)
    desk.deliver(force=True)
    lines = {line.number: line.label for line in desk.cases()}
    assert (lines[registration], lines[request]) == ("Auskunftssperre", "Auskunftssperre")
    bodies = [kept.entry.body for kept in stage.town.office.journal("03241001").entries(request)]
    assert [body["label"] for body in bodies if body and "label" in body] == ["Auskunftssperre"]
    thiele = stage.desk("Thiele")  # what refolds the case does not bring the name back
    thiele.do(registration, Action.APPROVE, passphrase=passphrase("Thiele"))
    thiele.deliver(force=True)
    desk.deliver(force=True)
    assert {line.label for line in desk.cases() if line.number == registration} == {"Auskunftssperre"}
    found = visits.visit(station.place.journal.engine, "03241001", desk.page(request).visit)
    assert {case.label for case in found.cases} == {"Auskunftssperre"}


def test_it_is_said_in_the_language_of_the_screen() -> None:
    assert masked.shown("Auskunftssperre") == "Auskunftssperre"
    assert masked.title("Auskunftssperre", "Auskunftssperre") == "Auskunftssperre"
    words.use("en")
    assert masked.title("Registration", "Auskunftssperre") == "Registration: Information block"
    assert masked.title("Registration", "") == f"Registration: {words.say('cases.erased')}"
    assert BLOCK == "information_block"
