"""A document read in at the counter: a reader sends its lines, the program says what differs."""

from PySide6.QtCore import Qt

from mobile_office.demo.day import writing
from mobile_office.demo.day.stage import Missing, Stage

LINES = "evidence.identity.document"
# Specimens: somebody else's card of the same name, and the passport of the person at the counter.
OTHERS_CARD = (
    "IDD<<LZ6311T475<<<<<<<<<<<<<<<",
    "8308126<3110315D<<2108<<<<<<<9",
    "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
)
PASSPORT = (
    "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
    "C01X00T478D<<6408125F3103315<<<<<<<<<<<<<<<2",
)


def read(stage: Stage) -> None:
    """The wrong card is noticed by its birth date; the right passport is taken over: four characters, no more."""
    stage.press(Qt.Key.Key_F6)
    _scan(stage, OTHERS_CARD)
    stage.wait_for("Geburtsdatum: eingetragen „12.08.1964“, im Dokument „12.08.1983“.")
    stage.picture("document-differs")
    stage.control(Qt.Key.Key_A)
    stage.press(Qt.Key.Key_Delete)
    _scan(stage, PASSPORT)
    stage.wait_for("stimmt mit den Angaben zu Mustermann, Erika überein")
    stage.click(f"{LINES}.take")
    writing.wait_saved(stage)
    if stage.text("evidence.identity.last") != "0T47":
        raise Missing("the last four characters of the number")
    stage.picture("document-read")
    stage.press(Qt.Key.Key_F6)
    stage.find("form.head")
    if any("C01X00T47" in str(draft) for draft in stage.desk.today().drafts):
        raise Missing("a draft without the document's number")
    stage.passed("a document is read in and compared; only four characters of its number are kept")


def _scan(stage: Stage, lines: tuple[str, ...]) -> None:
    """As a reader that is a keyboard sends them: every line with Enter, which goes nowhere."""
    stage.focus(LINES)
    for line in lines:
        stage.press(line)
        stage.press(Qt.Key.Key_Return)
