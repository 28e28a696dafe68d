"""What the scripted day leaves out: a stick, a round, a visit, copying, files, bugs, a disk that is full."""

import resource
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from mobile_office.bug_report import FILE
from mobile_office.demo.day import bus, writing
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.demo.people import CLERK, INTAKE
from mobile_office.domain.residents import Turn
from mobile_office.ui import clipboard
from mobile_office.ui.bundle import BundleCard
from mobile_office.ui.paper import PaperPage
from tests.leaks import control, desk
from tests.leaks.canary import WORDS
from tests.leaks.scanning import scan

FOLDER = f"Akte {WORDS['family name']}"  # a person's own choice; nothing may remember it
LIST = "liste.csv"
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
_PERSON = {"family_name": "Mustermann", "given_names": "Erika"}


def residents() -> bytes:
    """A care home's list of residents, as it brings it."""
    rows = (
        f"{room};{WORDS['resident']};{WORDS['given name']} {more};{WORDS['birth date as typed']};"
        for room, more in enumerate(("Ida", "Eva"), start=1)
    )
    return "\n".join(["Zimmer;Name;Vorname;Geburtsdatum;Leistung", *rows, ";;;;x"]).encode("cp1252")


def back_at_the_field(stage: Stage) -> str:
    """The day's own scene; then, while there is no link, what waits goes on a stick."""
    following = bus.back_at_the_field(stage)
    stage.click("rail.delivery")
    stage.find("bundle.write")
    card, stick = stage.top.findChild(BundleCard), stage.out.parent / "stick"
    assert isinstance(card, BundleCard)
    card.write_to(stick)
    stage.wait("a bundle on the stick", lambda: any(stick.iterdir()) and card.write.isEnabled())
    stage.click("rail.today")
    stage.passed("what waits is written to a stick")
    return following


def counter(stage: Stage) -> str:
    """The clerk at the counter."""
    clipboard.KEPT = 0.4
    stage.unlock(CLERK.passphrase, CLERK.name)
    _round(stage)
    _visit(stage)
    _copying(stage)
    _search(stage)
    _files(stage)
    scan(stage)
    desk.queue(stage)
    desk.citizen(stage)
    desk.backup(stage)
    desk.passphrase(stage)
    _bugs(stage)
    _full_disk(stage)
    stage.click("new.registration")
    writing.fill(stage, "persons.0.", _PERSON)
    return "unlocking"


def _round(stage: Stage) -> None:
    stage.focus("day.round")
    stage.press(ENTER)
    stage.find("street")
    for text in ("Am Markte", "12", "", "", "30159"):
        stage.press(text) if text else None
        stage.press(ENTER)
    stage.control(Qt.Key.Key_S)
    stage.find("entry.family_name")
    stage.control(Qt.Key.Key_O)
    stage.enter("read.file", str(stage.out.parent / "given" / LIST))
    stage.focus("read.file")
    stage.press(ENTER)
    stage.control(Qt.Key.Key_S)
    stage.wait("two residents", lambda: _residents(stage) == 2 and not stage.there("read.take"))
    stage.passed("a care home's list is read from a CSV file, with wrong lines told")
    stage.press(Qt.Key.Key_Insert)
    pasted = f"{WORDS['resident']}\t{WORDS['given name']} Anna\n{WORDS['family name']}\tMax"
    QGuiApplication.clipboard().setText(pasted)
    stage.focus("entry.family_name")
    stage.control(Qt.Key.Key_V)
    stage.find("read.take")
    stage.press(Qt.Key.Key_Escape)
    stage.wait("the list", lambda: not stage.there("read.take"))
    stage.passed("residents are pasted from a spreadsheet")
    stage.press(Qt.Key.Key_Delete)
    stage.wait("taken out", lambda: _residents(stage) == 1)
    stage.control(Qt.Key.Key_Z)
    stage.wait("put back", lambda: _residents(stage) == 2)
    stage.passed("a resident is deleted from the list, and put back by Ctrl+Z")
    stage.press(Qt.Key.Key_F3)
    stage.find("why.asleep")
    stage.press(Qt.Key.Key_1)
    stage.wait("left out", lambda: _residents(stage, Turn.LEFT_OUT) == 1)
    stage.passed("a resident is left out with a reason")
    stage.press(Qt.Key.Key_F2)
    stage.find("form.head")
    stage.press(Qt.Key.Key_F8)
    stage.find("residents.back")
    stage.click("residents.back")
    stage.find("new.registration")
    stage.passed("a resident's form is begun from the list and parked")


def _residents(stage: Stage, turn: Turn | None = None) -> int:
    current = stage.desk.residents.round()
    everybody = current.residents if current else ()
    return sum(turn is None or one.turn is turn for one in everybody)


def _visit(stage: Stage) -> None:
    stage.click("new.registration")
    writing.fill(stage, "persons.0.", {**_PERSON, "birth_date": "1964-08-12", "birth_place": "Berlin"})
    stage.press(Qt.Key.Key_F4)
    stage.find("visit.back")
    stage.click("new.id_exemption")
    stage.find("visit.carried")
    stage.press(Qt.Key.Key_F8)
    stage.find("form.head")
    stage.passed("one visit, a second service: what was said is taken over")


def _copying(stage: Stage) -> None:
    """On the form that the visit left open."""
    stage.focus("persons.0.family_name")
    stage.control(Qt.Key.Key_A)
    stage.control(Qt.Key.Key_C)
    stage.control(Qt.Key.Key_X)
    stage.control(Qt.Key.Key_V)
    stage.control(Qt.Key.Key_Z)
    stage.control(Qt.Key.Key_V)
    board = QGuiApplication.clipboard()
    if WORDS["family name"] not in board.text():
        raise Missing("the name in the clipboard")
    stage.wait("an empty clipboard", lambda: not board.text())
    writing.wait_saved(stage)
    stage.press(Qt.Key.Key_F8)
    stage.find("new.registration")
    stage.passed("a name is cut, pasted, undone; the clipboard is empty after its time")


def _search(stage: Stage) -> None:
    stage.control(Qt.Key.Key_F)
    stage.find("search")
    stage.press(WORDS["family name"])
    stage.wait("somebody found", lambda: stage.desk.search(WORDS["family name"]))
    stage.pause(300)
    stage.click("rail.today")
    stage.passed("a citizen is searched by name")


def _files(stage: Stage) -> None:
    """Parked cases' papers: looked at, printed, saved by the file dialog into a folder of somebody's name."""
    draft = next(item for item in stage.desk.today().drafts if WORDS["family name"] in item.label)
    stage.click(f"draft.{draft.id}")
    stage.find("form.head")
    stage.press(Qt.Key.Key_F9)
    stage.find("paper.print")
    page = stage.app.shift.window.page if stage.app.shift else None
    if not isinstance(page, PaperPage):
        raise Missing("the paper")
    stage.wait("its pages", lambda: page.sheets.box.count() > 0)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(stage.out / "printed.pdf"))
    page.print_on(printer)
    stage.wait("printed", (stage.out / "printed.pdf").exists)
    stage.passed("a paper is printed from memory")
    saved = stage.out / FOLDER / "paper.pdf"
    QTimer.singleShot(300, lambda: _choose(saved))
    page.save()
    stage.wait("saved", saved.exists)
    stage.top.activateWindow()  # offscreen nobody else does, once the dialog has closed
    stage.click("paper.back")
    stage.find("form.head")
    stage.press(Qt.Key.Key_F8)
    stage.find("new.registration")
    stage.passed("a paper is saved into a folder that bears the citizen's name")


def _choose(path: Path) -> None:
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
    dialog.setDirectory(str(path.parent))
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(path))
    dialog.accept()


def _bugs(stage: Stage) -> None:
    """Exceptions that quote the citizen and hold them in a local variable, from everywhere one may come."""
    everywhere = stage.app.background
    log = stage.app.home / FILE
    for run in (everywhere.write, everywhere.network, everywhere.key):
        run(fail)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    _Ending()
    # one report each: three workers (raised in a slot of the window's thread), another thread, an object's end
    stage.wait("five reports", lambda: log.exists() and log.read_text("utf-8").count("ValueError") == 5)
    stage.passed("bugs with the citizen in message and variables are reported by place only")


def fail() -> None:
    """A bug, in the middle of somebody's data."""
    told = f"{WORDS['family name']}, {WORDS['given name']}, {WORDS['birth date']}"
    raise ValueError(told)


class _Ending:
    def __del__(self) -> None:
        fail()


def _full_disk(stage: Stage) -> None:
    """No file may grow: what is typed waits, a bug cannot even be noted; then there is room again."""
    stage.click("new.registration")
    writing.fill(stage, "persons.0.", {"family_name": "Mustermann"})
    form, limits = writing.form_of(stage), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    stage.focus("persons.0.given_names")
    stage.press(WORDS["given name"])
    stage.press(TAB)
    stage.app.background.key(fail)
    stage.pause(1200)
    is_told = not form.saved
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    if not is_told:
        raise Missing("a form that does not say it is saved")
    writing.wait_saved(stage)
    stage.press(Qt.Key.Key_F8)
    stage.find("new.registration")
    stage.passed("nothing can be written for a while; then everything typed is saved")


def unlocking(stage: Stage) -> str:
    """After the lock: the wrong passphrase, and somebody's name as one."""
    stage.focus("passphrase")
    stage.press(WORDS["passphrase"])
    stage.press(ENTER)
    stage.find("passphrase.error")
    stage.passed("Ctrl+L in the middle of a form; the wrong passphrase after it")
    return ""


def carrying(stage: Stage) -> str:
    """Intake copies answers into the register, and leaves."""
    clipboard.KEPT = 60
    stage.unlock(INTAKE.passphrase)
    stage.click("rail.intake")
    stage.find("intake.table")
    stage.wait("a case", stage.desk.intake_queue)
    stage.open_row("intake.table", stage.desk.intake_queue()[0].number)
    stage.focus("carry.table")
    for _ in range(3):
        stage.press(ENTER)
    board = QGuiApplication.clipboard()
    stage.wait("an answer in the clipboard", board.text)
    stage.press(Qt.Key.Key_Escape)
    stage.wait("an empty clipboard", lambda: not board.text())
    stage.passed("intake copies answers one by one; leaving empties the clipboard")
    return ""


def controls(stage: Stage) -> str:
    """Leak on purpose."""
    for name, leak in control.CONTROLS.items():
        leak(stage.out.parent)
        stage.passed(f"control: {name}")
    return ""


SCENES: dict[str, Callable[[Stage], str]] = {
    "back_at_the_field": back_at_the_field,
    "counter": counter,
    "unlocking": unlocking,
    "carrying": carrying,
    "control": controls,
}
