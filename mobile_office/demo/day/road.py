"""The day on the road: departure check, a wrong stop set right, closing with the bag, the protocol.

Each function plays a part of a scene on the clerk's unlocked window and ends on the start page.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from mobile_office.demo.day import papers
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.departure import TICKS

WRONG, RIGHT, NEXT_STOP = "Marktplatz Misburg", "Marktplatz Bothfeld", "Seniorenzentrum Misburg-Nord"
REASON = "Tourplan der vorigen Woche"
BAG, TO = "T-17", "Poststelle Bürgeramt Mitte"


def depart(stage: Stage) -> None:
    """The laptop checks itself; two ticks by hand; signed."""
    stage.click("day.departure")
    stage.find("check.store")
    stage.picture("departure")
    _sign(stage)
    stage.find("departure.note")
    stage.wait("a sentence about the ticks", lambda: stage.says("nicht abgehakt"))
    stage.passed("leaving without the two ticks asks for a note")
    for key in TICKS:
        stage.focus(f"departure.{key}")
        stage.press(Qt.Key.Key_Space)
    stage.picture("departure-ticked")
    if stage.there("departure.note") is not None and _is_bad(stage):
        stage.focus("departure.note")
        stage.press("Technik ist unterrichtet.")
    _sign(stage)
    stage.wait("the departure signed", lambda: stage.desk.daybook.day().departures)
    stage.find("day.departure")
    stage.picture("today-departed")
    stage.passed("the departure check is signed: automatic checks, two ticks by hand")


def wrong_stop(stage: Stage) -> None:
    """The stop is wrong, is set right with a reason, and changes later."""
    _arrive(stage, WRONG)
    stage.click("day.right")
    stage.enter("stop.name", RIGHT)
    _do(stage, "stop.do")
    stage.wait("a sentence about the reason", lambda: stage.says("Bitte einen Grund angeben."))
    stage.focus("stop.reason")
    stage.press(REASON)
    stage.picture("stop-set-right")
    _do(stage, "stop.do")
    stage.wait("the right stop", lambda: stage.desk.daybook.stop() == RIGHT)
    stage.find("day.stop")
    (stop,) = stage.desk.daybook.day().stops
    if (stop.was, stop.reason) != (WRONG, REASON):
        raise Missing("what the stop was set right from")
    stage.passed("a wrong stop is set right by an entry, with its reason")
    _arrive(stage, NEXT_STOP)
    stage.picture("today-next-stop")
    stage.passed("the bus moves on; the top bar shows the stop")


def close_day(stage: Stage) -> None:
    """A wrong count is refused, the right one closes the day; the bag goes; the protocol is printed."""
    known = len(stage.desk.daybook.tally().papers)
    stage.click("day.closing")
    stage.find("closing.counted")
    stage.picture("closing")
    _count(stage, known + 1)
    stage.wait("a sentence about the count", lambda: stage.says(f"bekannt sind {known}."))
    if stage.desk.daybook.day().closing is not None:
        raise Missing("the refusal of a wrong count")
    stage.picture("closing-differs")
    stage.passed("a count that differs from the cases is refused with a sentence")
    boxes = [box.objectName() for box in stage.top.findChildren(QCheckBox) if box.isVisible()]
    for name in (name for name in boxes if name.startswith("paper.")):  # the list is drawn anew meanwhile
        stage.focus(name)
        stage.press(Qt.Key.Key_Space)
    _count(stage, known)
    stage.wait("the day closed", lambda: stage.desk.daybook.day().closing)
    stage.passed(f"the day is closed: {known} signed papers against the cases")
    stage.wait("the bag may go", lambda: stage.find("closing.hand_over").isEnabled())
    stage.focus("closing.bag_number")
    stage.press(BAG)
    stage.press(Qt.Key.Key_Return)
    stage.press(TO)
    stage.press(Qt.Key.Key_Return)
    stage.wait("the bag handed over", lambda: stage.desk.daybook.day().bag)
    stage.wait_for(f"Tasche {BAG}")
    stage.picture("closing-bag")
    stage.passed("the bag with the counted papers is handed over")
    stage.click("closing.protocol")
    papers.look(stage, "day-protocol")
    stage.press(Qt.Key.Key_Escape)
    stage.find("closing.back")
    stage.press(Qt.Key.Key_Escape)
    stage.find("day.closing")
    stage.picture("today-closed")
    stage.passed("the day's protocol is printed: stops, cases, papers, count, bag and the chain's head")


def _arrive(stage: Stage, stop: str) -> None:
    stage.click("day.stop")
    stage.enter("stop.name", stop)
    _do(stage, "stop.do")
    stage.wait(f"at {stop}", lambda: stage.text("stop") == stop)
    stage.find("day.stop")


def _count(stage: Stage, number: int) -> None:
    stage.enter("closing.counted", str(number))
    _do(stage, "closing.close")


def _sign(stage: Stage) -> None:
    stage.wait("the checks done", stage.find("departure.sign").isEnabled)
    _do(stage, "departure.sign")


def _do(stage: Stage, name: str) -> None:
    """Enter on a button."""
    stage.focus(name)
    stage.press(Qt.Key.Key_Return)
    stage.pause()


def _is_bad(stage: Stage) -> bool:
    return stage.says("Problem")
