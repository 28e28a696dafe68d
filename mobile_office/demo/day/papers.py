"""The papers of the day: looked at on the screen, left as PDF beside the pictures, signed."""

from PySide6.QtCore import Qt

from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.ui.paper import PaperPage


def sign(stage: Stage) -> None:
    """F9: the declaration is shown, printed, signed in ink, and noted as signed."""
    stage.press(Qt.Key.Key_F9)
    look(stage, "declaration")
    stage.click("paper.signed")
    stage.find("form.head")
    stage.wait("the signature noted", lambda: not stage.says("Unterschrift fehlt"))


def receipt(stage: Stage) -> None:
    """F9 after the submit: the receipt."""
    stage.click("result.receipt")
    look(stage, "receipt")
    stage.press(Qt.Key.Key_Escape)
    stage.find("result.number")


def look(stage: Stage, name: str) -> None:
    """A paper on the screen: seen, and left as PDF beside the pictures."""
    stage.find("paper.print")
    page = stage.app.shift.window.page if stage.app.shift else None
    if not isinstance(page, PaperPage):
        raise Missing(name)
    stage.wait(f"the pages of the {name}", lambda: page.sheets.box.count() > 0)
    number = len(list(stage.out.glob("*.pdf"))) + 1
    page.save_to(str(stage.out / f"paper-{number:02d}-{name}.pdf"))
    stage.wait("the paper saved", lambda: page.notice.isVisible())
    stage.picture(name)
