"""Counts what a clerk presses for the standard registration, through the real window, from the start page to the number.

One single person moves in from another German town. A key with Shift or Ctrl counts one; signing in ink and printing
are not counted. Nothing gets the keyboard but by keys. The yardstick is the characters of the answers, plus 60.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from mobile_office.demo.day.stage import Missing, Stage

ALLOWED = 60  # keys above the characters of the answers (issue "the clerk's day")
PERSON = {
    "family_name": "Mustermann",
    "birth_name": "Gabler",
    "given_names": "Erika Maria",
    "birth_date": "12.08.1964",
    "birth_place": "Berlin",
    "sex": "w",
    "nationalities": "de",
    "religion": "rk",
    "marital_status": "LD",
}
HOME = {
    "move_in_date": "",
    "home_status": "sole",
    "street": "Am Markte",
    "house_number": "12",
    "house_letter": "a",
    "postcode": "30159",
}
OLD_HOME = {
    "where": "germany",
    "street": "Heidestraße",
    "house_number": "17",
    "postcode": "51147",
    "town": "Köln",
    "move_out_date": "",
}
LANDLORD = {"landlord_name": "Wohnbau Leine eG", "landlord_address": "Marktstraße 5, 30159 Hannover"}
DECLARED = ("instruction_202a", "assurance")
EVIDENCE = {"evidence.identity": "valid", "evidence.identity.last": "0129", "evidence.landlord": "present"}


def standard(moved: str) -> dict[str, str]:
    """Every answer of the standard registration by its path, as it is typed; `moved` as 12.08.1964."""
    dates = {"move_in_date": moved, "former_homes.0.move_out_date": moved}
    answers = {f"persons.0.{key}": value for key, value in PERSON.items()}
    answers |= HOME | {f"former_homes.0.{key}": value for key, value in OLD_HOME.items()} | LANDLORD
    return answers | dates | dict.fromkeys(DECLARED, " ")


@dataclass
class Count:
    """The keys pressed, how often the keyboard moved from one field to another, and the characters typed.

    `answers` are the characters of what a person says; choosing from a list is the program's affair.
    """

    stage: Stage
    keys: int = 0
    moves: int = 0
    answers: int = 0
    skipped: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    @property
    def goal(self) -> int:
        """As many keys as there may be."""
        return self.answers + ALLOWED

    def press(
        self, keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press it where the keyboard is."""
        self.keys += len(keys) if isinstance(keys, str) else 1
        self.stage.press(keys, modifier)

    def control(self, key: Qt.Key) -> None:
        """Ctrl and a key."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def section(self, answers: Mapping[str, str]) -> None:
        """Answer what the screen asks, in its own order. Raises Missing when Tab never gets there."""
        left = {path: value for path, value in answers.items() if self.stage.there(path) is not None}
        for _ in range(80):
            if not left:
                return
            path = _name(QApplication.focusWidget(), left)
            if path:
                self._answer(path, left.pop(path))
                left |= {
                    key: value for key, value in answers.items() if key not in self._done(left, answers, path)
                }
            else:
                self._pass()
        raise Missing(", ".join(left))

    def _done(self, left: Mapping[str, str], answers: Mapping[str, str], path: str) -> set[str]:
        """What need not be asked (again): answered before, or not on this screen."""
        self.answered.add(path)
        return {
            key for key in answers if key in self.answered or key in left or self.stage.there(key) is None
        }

    def _pass(self) -> None:
        """On from what is not asked of this person: Enter in a field, Tab on everything else."""
        widget = QApplication.focusWidget()
        self.skipped.append(_own_name(widget))
        is_field = isinstance(widget, QLineEdit | QComboBox | QCheckBox) and not self.stage.there(
            "evidence.identity"
        )
        self.press(Qt.Key.Key_Return if is_field else Qt.Key.Key_Tab)

    def _answer(self, path: str, value: str) -> None:
        widget = QApplication.focusWidget()
        box = widget if isinstance(widget, QComboBox) else _combo(widget)
        if isinstance(widget, QCheckBox):
            self.press(Qt.Key.Key_Space)
        elif box is not None and not box.isEditable():
            self._choose(box, value)
        elif box is not None:
            self._pick(value)
        else:
            if path.endswith(".nationalities"):
                self._pick(value)
                return
            self.answers += len(value)
            self.press(value)
            self.press(Qt.Key.Key_Return if not isinstance(widget, QPlainTextEdit) else Qt.Key.Key_Tab)

    def _choose(self, box: QComboBox, code: str) -> None:
        """The first letters of the entry until it is the one, as anybody does; then on."""
        place = box.findData(code)
        if place < 0:
            raise Missing(f"{box.objectName()}: {code}")
        for letter in box.itemText(place):
            if box.currentData() == code:
                break
            self.press(letter)
        if box.currentData() != code:
            raise Missing(f"{box.objectName()}: {box.itemText(place)}")
        self.press(Qt.Key.Key_Return)

    def _pick(self, value: str) -> None:
        self.press(value)
        self.press(Qt.Key.Key_Return)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        self.moves += old is not None and new is not None and old is not new


def play(stage: Stage, moved: str) -> tuple[Count, str]:
    """Register; the count, and the number of the case. Raises Missing."""
    count, answers = Count(stage), standard(moved)
    stage.wait("the keyboard on the search", lambda: stage.find("new.search").hasFocus())
    count.press("um")
    count.press(Qt.Key.Key_Return)
    stage.find("persons.0.family_name")
    for _ in range(14):
        count.section(answers)
        if stage.there("privacy_notice") is not None:
            break
        before = _step(stage)
        count.control(Qt.Key.Key_Return)
        stage.wait("the next step", partial(_has_left, stage, before))
        stage.pause(60)
    count.press(Qt.Key.Key_F6)
    stage.find("evidence.identity")
    count.section(EVIDENCE)
    count.control(Qt.Key.Key_S)
    stage.find("summary")
    count.control(Qt.Key.Key_S)
    return count, stage.text("result.number")


def _step(stage: Stage) -> str:
    """Where the form says one is, without the time of saving."""
    return stage.text("form.head").rpartition(" · ")[0]


def _has_left(stage: Stage, step: str) -> bool:
    return _step(stage) != step


def _combo(widget: QWidget | None) -> QComboBox | None:
    parent = widget.parentWidget() if isinstance(widget, QLineEdit) else None
    return parent if isinstance(parent, QComboBox) else None


def _name(widget: QWidget | None, wanted: Mapping[str, str]) -> str:
    """The field the keyboard is in, if it is wanted: the widget's own name or that of a part around it."""
    while widget is not None:
        if widget.objectName() in wanted:
            return widget.objectName()
        widget = widget.parentWidget()
    return ""


def _own_name(widget: QWidget | None) -> str:
    return "" if widget is None else widget.objectName() or type(widget).__name__
