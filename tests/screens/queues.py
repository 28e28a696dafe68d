"""The walk-in queue on the start page: nobody yet, a busy morning, and somebody about to be sent away."""

from PySide6.QtWidgets import QPushButton

from mobile_office.domain.queue import Reason
from mobile_office.printing import Paper
from mobile_office.ui.paper import PaperPage, Sheet
from mobile_office.ui.queue import QueueCard
from tests.screens.areas import area
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find, wait


def nobody(stage: Stage) -> None:
    """The bus has just arrived."""
    stage.desk("Berger")


def busy(stage: Stage) -> None:
    """Four served, one sent away, one not there, one at the desk, three waiting."""
    queue = stage.desk("Berger").daybook.queue
    for _ in range(10):
        queue.issue()
        stage.clock.go(2)
    for minutes in (9, 14, 11, 12):
        queue.next()
        stage.clock.go(minutes)
        queue.done()
    queue.next()
    stage.clock.go(3)
    queue.send_away(Reason.PAPERS)
    queue.next()
    queue.absent()
    current = queue.next()
    stage.clock.go(1)
    queue.call(current.id)


def away(stage: Stage) -> None:
    """The reasons are open."""
    opened = stage.window("Berger", "today")
    button = find(opened.window, "queue.away")
    assert isinstance(button, QPushButton)
    button.click()
    opened.settle()


def told(stage: Stage) -> None:
    """Counted, and where the list is."""
    opened = stage.window("Berger", "today")
    card = opened.window.findChild(QueueCard, "queue")
    assert card is not None
    card.away.ask()
    card.away.chosen.emit(Reason.PAPERS)
    wait(lambda: not card.away.keep.isVisible())
    opened.settle()


def search(stage: Stage) -> None:
    """What is found says what it lacks here today, and what to do instead."""
    opened = stage.window("Berger", "today")
    opened.window.findChild(QueueCard, "queue")
    line = find(opened.window, "new.search")
    line.setProperty("text", "pin")
    line.setFocus()
    opened.settle()


def ticket(stage: Stage) -> None:
    """The number on paper."""
    opened = stage.window("Berger", "today")
    queue = opened.desk.daybook.queue.line()
    last = queue.waiting[-1]
    paper: Paper = opened.desk.printing.ticket(queue.name(last), 40, last.issued_at, opened.desk.clock())
    made = PaperPage(opened.background, paper, lambda: None)
    opened.window.open(made)
    wait(lambda: made.findChild(Sheet) is not None)
    opened.settle()


SCENES = (
    Scene("queue", "empty", nobody, area("Berger", "today")),
    Scene("queue", "filled", busy, area("Berger", "today"), ("dark", "contrast")),
    Scene("queue", "away", busy, away),
    Scene("queue", "ticket", busy, ticket),
    Scene("queue", "search", busy, search),
    Scene("queue", "told", busy, told),
)
