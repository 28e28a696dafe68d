"""A round through a care home by keys alone: a list read in, worked down, closed, and nothing left of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from sqlalchemy import inspect, text

from mobile_office.demo.day.stage import Stage
from mobile_office.demo.day.writing import fill, form_of, go_on, see
from mobile_office.desk import Desk
from mobile_office.domain.overview import Delivery
from mobile_office.domain.residents import Turn
from mobile_office.domain.view import value_at
from mobile_office.shift import Shift
from mobile_office.store.transactions import reading
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.fieldbox import FieldBox
from tests.house import Laptop, Town

LEFT_OUT = ("Schimmelpfennig", "Oberniedermayr")  # names that occur nowhere else
NAMES: tuple[str, ...] = (
    "Mustermann",
    "Gabler",
    "Beispiel",
    LEFT_OUT[0],
    "Sommerfeldt",
    "Łukasiewicz",
    "Özdemir",
)
NAMES += ("Nguyễn", LEFT_OUT[1], "Winter", "Grünwald", "Abel")
WISHES = {"Gabler": "Anmeldung", "Winter": "Verlustmeldung"}
ALONE = {"persons.0.marital_status": "LD"}  # else the form asks for a spouse
ENTER = Qt.Key.Key_Return


@pytest.fixture
def stage(qapp: QApplication, town: Town, laptop: Laptop, tmp_path: Path) -> Iterator[Stage]:
    """The real window of the clerk's shift."""
    assert town.office is not None
    style.apply(qapp, "light")
    words.use("de")
    laptop.place.local.put("deliver_automatically", False)
    background = Background()
    unlocked, url = laptop.people["Berger"], "http://127.0.0.1:9"
    shift = Shift(laptop.place.home, url, laptop.slots, unlocked, background, lambda: None)
    shift.window.show()
    shift.window.activateWindow()
    (tmp_path / "out").mkdir()
    yield Stage(SimpleNamespace(shift=shift), tmp_path / "out")  # type: ignore[arg-type]
    background.drain()
    shift.window.close()
    background.close()
    shift.close()
    shift.window.deleteLater()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# The offscreen platform cannot grab the keyboard for an open list; it says so each time.
@pytest.mark.slow
@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_a_round_from_the_list_to_the_office(
    stage: Stage, town: Town, laptop: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    rows = [f"{n};{name};Erika;12.08.{1930 + n};{WISHES.get(name, '')}" for n, name in enumerate(NAMES)]
    file.write_bytes("\n".join(["Zimmer;Name;Vorname;Geburtsdatum;Leistung", *rows]).encode("utf-8"))
    begin(stage)
    read(stage, file)
    for name in NAMES:
        stage.wait(f"{name} is next", partial(is_chosen, stage, name))
        if name in LEFT_OUT:
            stage.press(Qt.Key.Key_F3)
            stage.find("why.asleep")
            stage.press(Qt.Key.Key_1)
            stage.wait("left out", partial(is_at, stage, name, Turn.LEFT_OUT))
        else:
            stage.press(Qt.Key.Key_F2)
            write_form(stage)
            stage.wait("done", partial(is_at, stage, name, Turn.DONE))
    stage.wait_for("Alle 12 waren an der Reihe")
    close(stage)

    desk = laptop.desk("Berger", town.office)
    assert desk.residents.round() is None
    desk.deliver(force=True)
    found = [line for line in desk.delivery_lines() if line.delivery is Delivery.RECEIPTED]
    cases = {line.number for line in desk.cases()}
    assert len(cases) == 10
    assert cases <= {line.number for line in found}
    kept = everything(laptop)
    assert kept["resident"] == kept["resident_round"] == ""
    assert not [(name, table) for name in LEFT_OUT for table, said in kept.items() if name in said]
    assert any("Sommerfeldt" in said for said in kept.values()), "the search above can find"


def begin(stage: Stage) -> None:
    """The home, from the button on the start page."""
    desk_of(stage).daybook.arrive("Haus am Leineufer")
    stage.focus("day.round")
    stage.press(ENTER)
    stage.find("street")
    for text_, key in (("Am Markte", ENTER), ("12", ENTER), ("", ENTER), ("", ENTER), ("30159", ENTER)):
        stage.press(text_)
        stage.press(key)
    stage.control(Qt.Key.Key_S)
    stage.find("entry.family_name")


def read(stage: Stage, file: Path) -> None:
    """The list, looked at and taken over."""
    stage.control(Qt.Key.Key_O)
    stage.find("read.file")
    stage.press(str(file))
    stage.press(ENTER)
    stage.wait_for("12 Personen können übernommen werden")
    stage.press(ENTER)
    stage.find("residents.next")


def write_form(stage: Stage) -> None:
    """What the list does not know, from the service's sample, step by step; then submitted."""
    form = form_of(stage)
    draft = form.draft
    service = desk_of(stage).service(draft.service, draft.version)
    given = dict(draft.answers)
    while stage.there("summary") is None:
        done: set[str] = set()
        while following := next((box for box in boxes(form) if box.path not in done), None):
            done.add(following.path)
            value = ALONE.get(following.path, value_at(service.sample, following.path))
            is_there = value_at(given, following.path) is not None or following.editor.value() == value
            focus, code = following.editor.focus, value[0] if isinstance(value, list) else value
            if not is_there and value is not None and isinstance(focus, QComboBox) and focus.isEditable():
                names = desk_of(stage).codelists.labels(following.field.codelist or "countries", "de")
                stage.focus(following.path)
                stage.press(names[code])
                stage.press(ENTER)
            elif value is not None and not is_there:
                fill(stage, "", {following.path: value})
        go_on(stage)
    see(stage, service.sample_evidence, dict.fromkeys(service.sample_evidence, "0001"))
    stage.control(Qt.Key.Key_S)
    stage.find("result.number")
    stage.focus("result.done")
    stage.pause(300)  # the papers of the result are made meanwhile
    stage.press(ENTER)
    stage.find("residents.next")


def close(stage: Stage) -> None:
    """Back to the start page, and the day is closed: no paper was signed."""
    stage.press(Qt.Key.Key_Escape)
    stage.focus("day.closing")
    stage.press(ENTER)
    stage.find("closing.counted")
    stage.focus("closing.counted")
    stage.press("0")
    stage.press(ENTER)
    stage.wait("closed", lambda: desk_of(stage).daybook.day().closing is not None)


def boxes(form: QWidget) -> list[FieldBox]:
    return [box for box in form.findChildren(FieldBox) if box.isVisible()]


def desk_of(stage: Stage) -> Desk:
    assert stage.app.shift is not None
    return stage.app.shift.desk


def chosen(stage: Stage) -> str:
    """Who is selected on the list."""
    table = stage.top.findChild(QWidget, "residents")
    one = table.table.resident() if table is not None and table.isVisible() else None  # type: ignore[attr-defined]
    return one.name if one else ""


def turn(stage: Stage, name: str) -> Turn | None:
    current = desk_of(stage).residents.round()
    found = (one.turn for one in current.residents if one.answers["family_name"] == name) if current else ()
    return next(iter(found), None)


def is_chosen(stage: Stage, name: str) -> bool:
    return chosen(stage) == f"{name}, Erika"


def is_at(stage: Stage, name: str, where: Turn) -> bool:
    return turn(stage, name) is where


def everything(laptop: Laptop) -> dict[str, str]:
    """Every table of the decrypted store as text; "" for an empty one."""
    engine = laptop.place.journal.engine
    names = inspect(engine).get_table_names()
    with reading(engine) as connection:
        rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names}
    return {name: "\n".join(map(str, found)) for name, found in rows.items()}
