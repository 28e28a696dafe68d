"""Papers as screens: each kind to be looked at, blank forms, a form captured later, and its case."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from mobile_office.printing import Paper
from mobile_office.ui.blanks import BlanksPage
from mobile_office.ui.capture import CapturePage
from mobile_office.ui.case_page import CasePageView
from mobile_office.ui.form import FormPage
from mobile_office.ui.paper import PaperPage, Sheet
from tests.samples import decide
from tests.screens import forms, worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage, wait

DECLARED = date(2026, 11, 20)
KNOWN = "F-B-2026-00012-V"


def nowhere(*_: object) -> None:
    """Where a picture leads to nowhere."""


def paper(make: Callable[[Stage], Paper], *, signed: bool = False) -> Callable[[Stage], object]:
    """A paper on the screen, its pages drawn."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        page = PaperPage(opened.background, make(stage), nowhere, nowhere if signed else None)
        opened.window.open(page)
        wait(lambda: page.findChild(Sheet) is not None)
        opened.settle()

    return draw


def printing(stage: Stage) -> None:
    """Fifty blank forms on their way to the printer."""
    opened = stage.window("Berger")
    page = PaperPage(opened.background, stage.desk("Berger").print_blanks("id_exemption", 50), nowhere)
    opened.window.open(page)
    wait(lambda: bool(page.sheets.findChildren(Sheet)))
    page._show_running(True)
    page._tell(12, 50)
    opened.settle()


def receipt(stage: Stage) -> Paper:
    """The receipt of what was declared on paper two days before."""
    return stage.desk("Berger").receipt(captured_case(stage))


def missing(stage: Stage) -> Paper:
    """What is missing while nothing was seen."""
    found = stage.desk("Berger").missing_list(forms.without_evidence(stage))
    assert found is not None
    return found


def landlord(stage: Stage) -> Paper:
    """The landlord's form with what is known of the move."""
    found = stage.desk("Berger").landlord_form(forms.zoe(stage))
    assert found is not None
    return found


def captured(stage: Stage) -> Draft:
    """Zoë's registration, declared on a numbered form two days before and typed."""
    desk = stage.desk("Berger")
    number = desk.issue_forms("registration", 1)[0]
    draft, typed = desk.capture("registration", number, DECLARED), forms.zoe(stage)
    for key, value in typed.answers.items():
        draft = desk.save(draft.id, key, value)
    for item in typed.evidence:
        draft = desk.see(draft.id, item.kind, item.state, item.last, item.note)
    return draft


def captured_case(stage: Stage) -> str:
    """The same, signed on the form and handed in."""
    desk = stage.desk("Berger")
    return desk.submit(desk.sign(captured(stage).id).id)


def asking(stage: Stage) -> tuple[Opened, CapturePage]:
    """The page that asks for the head of a form."""
    opened = stage.window("Berger")
    page = CapturePage(opened.desk, opened.background, nowhere, nowhere)
    opened.window.open(page)
    opened.settle()
    return opened, page


def capture_empty(stage: Stage) -> None:
    """Nothing entered yet."""
    asking(stage)


def capture_filled(stage: Stage) -> None:
    """A form printed here fixes its service."""
    number = stage.desk("Berger").issue_forms("registration", 1)[0]
    opened, page = asking(stage)
    page.number.show_value(number)
    page.number.entered.emit()
    page.day.show_value(DECLARED.isoformat())
    page.day.edited.emit(page.day.value())
    opened.settle()


def capture_wrong(stage: Stage) -> None:
    """A wrong number, no service, a day to come."""
    opened, page = asking(stage)
    page.number.show_value(KNOWN[:-1] + "3")
    page.day.show_value("2026-12-20")
    page.day.edited.emit(page.day.value())
    page.day.leave()
    page.open()
    opened.settle()


def blanks(stage: Stage) -> None:
    """How many forms, for which service."""
    stage.desk("Berger").issue_forms("registration", 7)
    opened = stage.window("Berger")
    opened.window.open(BlanksPage(opened.desk, opened.background, nowhere, nowhere))
    opened.settle()


def blanks_too_many(stage: Stage) -> None:
    """More than are printed at once."""
    opened = stage.window("Berger")
    page = BlanksPage(opened.desk, opened.background, nowhere, nowhere)
    opened.window.open(page)
    page.count.show_value(500)
    page.print()
    opened.settle()


def case(stage: Stage) -> None:
    """The case of a form captured later, as the second person reads it."""
    number = captured_case(stage)
    opened = stage.window("Thiele")
    opened.window.open(CasePageView(opened.desk, opened.background, number, nowhere, nowhere, nowhere))
    opened.settle()


def signature(page: FormPage) -> None:
    """F9: to the signature on the form."""
    page.jump("evidence.signed_paper")


def reconfirmed(stage: Stage) -> None:
    """A correction of a captured case that the person confirms must be signed anew."""
    desk = stage.desk("Berger")
    number = captured_case(stage)
    decide(stage.desk("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte nachfragen.")
    draft = desk.correct(number)
    opened = stage.window("Berger")
    page = opened.form(desk.save(draft.id, "house_number", "14"))
    page.hand_in()
    choice = page.findChild(QWidget, "basis.reconfirmed")
    assert choice is not None
    choice.click()  # type: ignore[attr-defined]
    page.hand_in()
    opened.settle()


def scene(name: str, state: str, draw: Callable[[Stage], object], **more: tuple[str, ...]) -> Scene:
    """A picture on a laptop where forms are being filled in."""
    return Scene(name, state, worlds.forms, draw, **more)


SCENES = (
    scene(
        "paper",
        "declaration",
        paper(lambda stage: stage.desk("Berger").declaration(forms.zoe(stage)), signed=True),
    ),
    scene("paper", "receipt", paper(receipt)),
    scene("paper", "missing", paper(missing)),
    scene("paper", "landlord", paper(landlord)),
    scene("paper", "blank", paper(lambda stage: stage.desk("Berger").print_blanks("registration", 10))),
    scene("paper", "printing", printing),
    scene("capture", "empty", capture_empty, themes=("dark", "contrast")),
    scene("capture", "filled", capture_filled),
    scene("capture", "problems", capture_wrong),
    scene("blanks", "filled", blanks),
    scene("blanks", "problems", blanks_too_many),
    scene("captured", "filled", forms.drawn(captured, forms.at("persons.0.birth_date"))),
    scene("captured", "signature", forms.drawn(captured, signature)),
    scene("captured", "correction", reconfirmed),
    scene("captured", "case", case),
)
