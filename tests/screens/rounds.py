"""The round through a care home as screens: the home, the empty list, typing, a read list, worked down, closing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.residents import Reason, Wish
from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.resident_home import HomePage
from mobile_office.ui.resident_person import PersonPage
from mobile_office.ui.resident_preview import PreviewPage
from mobile_office.ui.residents import ResidentsPage
from tests.screens import worlds
from tests.screens.areas import area
from tests.screens.scenes import Scene
from tests.screens.stage import STOP, Opened, Stage, settle, wait

HOME = {"street": "Am Markte", "house_number": "12", "postcode": "30629", "town": "Hannover"}
NAMES = (
    ("Mustermann", "Erika", "1934-08-12", "101", "id_exemption"),
    ("Łukasiewicz", "Wanda", "1938-03-03", "102", "id_exemption"),
    ("Sommerfeldt", "Ida", "1931-11-30", "104", "id_exemption"),
    ("Gabler", "Max", "1940-01-31", "107", "registration"),
    ("Beispiel", "Anna-Luise Friederike", "1929-05-17", "110", "id_exemption"),
    ("Özdemir", "Ayşe", "1944-09-09", "112", "loss_report"),
    ("Nguyễn", "Văn An", "1946-00-00", "203", "id_exemption"),
    ("Mustermann", "Otto", "1933-02-02", "204", "id_exemption"),
)
LIST = """Zimmer;Nachname;Vorname;geboren am;Leistung
101;Mustermann;Erika;12.08.1934;
102;Łukasiewicz;Wanda;1938-03-03;Ausweisbefreiung
104;Sommerfeldt;Ida;31.02.1931;
107;;Max;31.01.1940;Anmeldung
110;Beispiel;Anna-Luise;17.05.1929;Haarschnitt
112;Özdemir;Ayşe;09.09.1944;Verlustmeldung
101;Mustermann;Erika;12.08.1934;
203;Nguyễn;Văn An;1946-00-00;
"""

GOOD = "\n".join(line for place, line in enumerate(LIST.splitlines()) if place in (0, 1, 2, 6, 8))


def wishes() -> tuple[Wish, ...]:
    """Eight who asked."""
    keys = ("family_name", "given_names", "birth_date")
    return tuple(Wish(dict(zip(keys, row[:3], strict=True)), row[3], row[4]) for row in NAMES)


def arrived(stage: Stage) -> None:
    """At the home, nothing entered yet."""
    stage.desk("Berger").daybook.arrive(STOP)


def begun(stage: Stage) -> None:
    """The home is entered, the list is empty."""
    arrived(stage)
    stage.desk("Berger").residents.begin(STOP, {**HOME, "represented_by": "none"})


def working(stage: Stage) -> None:
    """Three done, one begun, one left out, three waiting."""
    begun(stage)
    desk = stage.desk("Berger")
    lines = desk.residents.add(wishes())
    for one in lines[:3]:
        stage.clock.go(12)
        submit(desk, desk.residents.open(one).id)
    desk.residents.settle()
    desk.residents.leave_out(lines[4], Reason.ASLEEP)
    desk.park(desk.residents.open(lines[5]).id)


def over(stage: Stage) -> None:
    """Nobody waits any more."""
    begun(stage)
    desk = stage.desk("Berger")
    for one in desk.residents.add(wishes()[:3]):
        desk.residents.leave_out(one, Reason.NOT_TODAY)


def submit(desk: Desk, id: str) -> str:
    """Fill in what the list does not know, and submit."""
    draft = desk.draft(id)
    service = desk.service(draft.service, draft.version)
    for key, value in service.sample.items():
        if key not in draft.answers:
            desk.save(id, key, value)
    for kind, state in service.sample_evidence.items():
        desk.see(id, kind, state, "0001", "")
    return desk.submit(id)


def page(make: Callable[[Opened], QWidget]) -> Callable[[Stage], QWidget]:
    """A page above the start page."""

    def draw(stage: Stage) -> QWidget:
        opened = stage.window("Berger", "today")
        made = make(opened)
        opened.window.open(made)
        opened.settle()
        return made

    return draw


def worklist(stage: Stage) -> ResidentsPage:
    """The list as it is."""
    made = page(lambda at: ResidentsPage(at.desk, at.background))(stage)
    assert isinstance(made, ResidentsPage)
    return made


def typed(stage: Stage) -> None:
    """A line half typed, with something wrong."""
    made = worklist(stage)
    made.enter_line()
    for column, value in (("family_name", "Grünwald"), ("given_names", "Änne"), ("birth_date", "31.02.1936")):
        made.line.cells[column].show_value(value)
    made.line.take()


def registration(stage: Stage) -> None:
    """The one who wants to register is chosen: § 32 BMG."""
    made = worklist(stage)
    made.table.select(made.table.rows.row(3).id)


def why(stage: Stage) -> None:
    """Somebody is left out."""
    worklist(stage).leave_out()


def another(stage: Stage) -> None:
    """Somebody asks for more."""
    worklist(stage).add_service()


def forget(stage: Stage) -> None:
    """The list is to be deleted."""
    worklist(stage).verbs.menu.forget.emit()


def home_wrong(stage: Stage) -> None:
    """A postcode that is none, and a representative."""
    made = page(lambda at: HomePage(at.desk, at.background))(stage)
    assert isinstance(made, HomePage)
    boxes = made.home.boxes
    boxes["postcode"].editor.edited.emit("3016")
    boxes["postcode"].editor.show_value("3016")
    made.acting.boxes["represented_by"].editor.show_value("betreuer")
    made.acting.boxes["represented_by"].editor.edited.emit("betreuer")
    made.keep()


def read(stage: Stage, text: str = LIST) -> None:
    """A list, with wrong lines unless another is given."""
    made = page(lambda at: PreviewPage(at.desk, at.background))(stage)
    file = Path(stage.town.folder) / "liste.csv"
    file.write_text(text, encoding="utf-8")
    assert isinstance(made, PreviewPage)
    made.file.setText(str(file))
    made.read()
    made.file.setText("Liste.csv")


def closing(stage: Stage) -> None:
    """The day is to be closed while somebody waits."""
    made = page(lambda at: ClosingPage(at.desk, at.background, _nothing, _nothing))(stage)
    assert isinstance(made, ClosingPage)
    counted = made.findChild(QLineEdit, "closing.counted")
    assert counted is not None
    counted.setText("0")
    made.do_close()
    wait(lambda: made.findChild(QWidget, "sure.keep") is not None)
    settle(made._background)


def person(stage: Stage) -> QWidget:
    """What is known of one of them."""

    def make(at: Opened) -> PersonPage:
        current = at.desk.residents.round()
        assert current is not None
        return PersonPage(at.desk, at.background, current.residents[6])

    return page(make)(stage)


def person_wrong(stage: Stage) -> None:
    """Without a name, and with a day that does not exist."""
    made = person(stage)
    assert isinstance(made, PersonPage)
    for name, value in (("family_name", ""), ("birth_date", "31.02.1946")):
        editor = made.person.boxes[name].editor
        editor.show_value(value)
        editor.edited.emit(value)
    made.keep()


def _nothing(*_: object) -> None:
    """Where a picture leads to nowhere."""


SCENES = (
    Scene("round-home", "empty", arrived, page(lambda at: HomePage(at.desk, at.background)), ("dark",)),
    Scene("round-home", "filled", working, page(lambda at: HomePage(at.desk, at.background))),
    Scene("round-home", "problems", arrived, home_wrong),
    Scene("round-list", "empty", begun, worklist, ("dark",)),
    Scene("round-list", "typed", working, typed),
    Scene("round-list", "filled", working, worklist, ("dark", "contrast")),
    Scene("round-list", "registration", working, registration),
    Scene("round-list", "left_out", working, why),
    Scene("round-list", "another", working, another),
    Scene("round-list", "forget", working, forget),
    Scene("round-list", "over", over, worklist),
    Scene("round-read", "empty", begun, page(lambda at: PreviewPage(at.desk, at.background))),
    Scene("round-read", "filled", begun, lambda stage: read(stage, GOOD)),
    Scene("round-read", "problems", begun, read, ("dark",)),
    Scene("round-person", "filled", working, person),
    Scene("round-person", "problems", working, person_wrong),
    Scene("round-closing", "problems", working, closing, ("dark",)),
    Scene("round-today", "filled", working, area("Berger", "today")),
    Scene("round-today", "empty", worlds.empty, area("Berger", "today")),
)
