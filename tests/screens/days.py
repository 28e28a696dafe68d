"""The day on the road as screens: the cards of the start page, departure, stop, closing, and the protocol."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from mobile_office.departure import TICKS
from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.printing import Paper
from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.departure import DeparturePage
from mobile_office.ui.paper import PaperPage, Sheet
from mobile_office.ui.stop import StopPage
from tests.samples import fill_sample
from tests.screens import worlds
from tests.screens.areas import area
from tests.screens.scenes import Scene
from tests.screens.stage import STOP, Away, Opened, Stage, find, wait

OK = dict.fromkeys(
    ("store", "clock", "disk", "certificate", "services", "delivery", "forms", "printer"), "ok"
)


def signed(desk: Desk, service: str = "id_exemption") -> Draft:
    """A draft with its declaration signed in ink."""
    return desk.sign(fill_sample(desk, service).id)


def morning(stage: Stage) -> None:
    """Nothing but an enrolled laptop; blank forms are printed."""
    stage.desk("Berger").issue_forms("registration", 20)


def on_the_road(stage: Stage) -> None:
    """Left at eight, at the second stop, three signed papers, one draft signed and one only begun."""
    desk = stage.desk("Berger")
    desk.daybook.depart({**OK, "forms": "warn"}, TICKS)
    stage.clock.go(20)
    desk.daybook.arrive("Marktplatz Bothfeld")
    for service in ("registration", "id_card", "id_exemption"):
        desk.submit(signed(desk, service).id)
        stage.clock.go(25)
    desk.daybook.arrive(STOP)
    stage.clock.go(10)
    worlds.sample(desk, "registration", "Sommerfeldt", "Ida")
    desk.deliver(force=True)
    signed(desk)
    desk.submit(fill_sample(desk, "id_exemption").id)
    stage.clock.go(200)


def closed(stage: Stage) -> None:
    """The same day, closed."""
    on_the_road(stage)
    daybook = stage.desk("Thiele").daybook
    daybook.close(len(daybook.tally().papers))
    stage.clock.go(5)


def closed_and_gone_on(stage: Stage) -> None:
    """Closed with a difference, the date set right; then somebody else came."""
    on_the_road(stage)
    desk = stage.desk("Berger")
    desk.daybook.set_right(STOP, date(2026, 11, 21), "Die Uhr ging nach dem Akkuwechsel einen Tag vor.")
    desk.daybook.close(5, "Ein Papier von gestern lag noch in der Tasche.")
    stage.clock.go(5)
    desk.submit(signed(desk).id)
    stage.clock.go(5)


def with_trouble(stage: Stage) -> None:
    """A laptop that should not have been left alone: old waiting work, a clock set back, no forms."""
    desk = stage.desk("Berger", Away())
    desk.submit(signed(desk).id)
    stage.clock.go(60 * 50)
    worlds.sample(desk, "registration", "Sommerfeldt", "Ida")
    stage.clock.go(-60)


def page(make: Callable[[Opened], QWidget], name: str = "Berger") -> Callable[[Stage], QWidget]:
    """A page above the start page."""

    def draw(stage: Stage) -> QWidget:
        opened = stage.window(name, "today")
        made = make(opened)
        opened.window.open(made)
        opened.settle()
        return made

    return draw


def departure(stage: Stage, *, printer: bool = True) -> DeparturePage:
    """The checks have run."""
    made = page(lambda at: DeparturePage(at.desk, at.background, lambda: printer, _nothing))(stage)
    assert isinstance(made, DeparturePage)
    wait(lambda: bool(made.checks))
    return made


def departure_bad(stage: Stage) -> None:
    """Signed without a note."""
    made = departure(stage, printer=False)
    made.sign.click()
    wait(made.error.isVisible)


def stop_typed(stage: Stage) -> None:
    """A stop being set right, with a date."""
    made = page(lambda at: StopPage(at.desk, at.background, _nothing, right=True))(stage)
    for name, text in (("name", "Wochenmarkt Misburg"), ("date", "21.11.2026"), ("reason", "")):
        _line(made, f"stop.{name}").setText(text)
    assert isinstance(made, StopPage)
    made.do.click()
    wait(lambda: made.errors["reason"].isVisible())


def closing(stage: Stage) -> ClosingPage:
    """The papers to be counted."""
    made = page(lambda at: ClosingPage(at.desk, at.background, _nothing, _nothing), "Thiele")(stage)
    assert isinstance(made, ClosingPage)
    return made


def closing_differs(stage: Stage) -> None:
    """Two papers ticked, the count typed and refused."""
    made = closing(stage)
    for tick in list(made.papers.ticks.values())[:2]:
        tick.click()
    made.close_day.click()
    wait(lambda: made.errors["count"].isVisible())


def protocol(stage: Stage) -> None:
    """The day's protocol on the screen."""
    opened = stage.window("Berger", "today")
    paper: Paper = opened.desk.daybook.protocol()
    made = PaperPage(opened.background, paper, _nothing)
    opened.window.open(made)
    wait(lambda: made.findChild(Sheet) is not None)
    opened.settle()


def _line(page: QWidget, name: str) -> QLineEdit:
    found = find(page, name)
    assert isinstance(found, QLineEdit)
    return found


def _nothing(*_: object) -> None:
    """Where a picture leads to nowhere."""


SCENES = (
    Scene("day", "morning", morning, area("Berger", "today")),
    Scene("day", "on_the_road", on_the_road, area("Berger", "today"), ("dark", "contrast")),
    Scene("day", "closed", closed, area("Thiele", "today")),
    Scene("day", "gone_on", closed_and_gone_on, area("Berger", "today")),
    Scene("departure", "empty", worlds.empty, departure),
    Scene("departure", "filled", morning, departure, ("dark", "contrast")),
    Scene("departure", "problems", with_trouble, departure_bad),
    Scene("stop", "empty", on_the_road, page(lambda at: StopPage(at.desk, at.background, _nothing))),
    Scene("stop", "problems", on_the_road, stop_typed, ("dark",)),
    Scene("closing", "empty", morning, closing),
    Scene("closing", "filled", on_the_road, closing, ("dark", "contrast")),
    Scene("closing", "problems", on_the_road, closing_differs),
    Scene("closing", "closed", closed, closing),
    Scene("closing", "gone_on", closed_and_gone_on, closing),
    Scene("protocol", "empty", morning, protocol),
    Scene("protocol", "filled", closed_and_gone_on, protocol),
)
