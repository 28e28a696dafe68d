"""Above the list of a round: the home, its address and how far the work is; and the menu of the list."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from mobile_office.domain.resident_csv import template
from mobile_office.domain.residents import Round, Turn
from mobile_office.ui import style
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.pieces import Muted, Pill, Title
from mobile_office.ui.words import say


class RoundHead(QWidget):
    """Says it in words; nobody's name stands here."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.address, self.figures, self.lead = Title(), Muted(), Muted(), Muted()
        self.progress = Pill(small=True)
        self.figures.setWordWrap(False)
        box, line = QVBoxLayout(self), Flow(gap=style.px(style.BETWEEN))
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        for part in (self.progress, self.figures):
            line.addWidget(part)
        box.addWidget(self.title)
        box.addWidget(self.address)
        box.addWidget(self.lead)
        box.addSpacing(style.px(style.TIGHT))
        box.addLayout(line)
        self.lead.setText(say("residents.list_lead"))

    def show_round(self, current: Round) -> None:
        """Show how far it is."""
        done, everybody = current.count(Turn.DONE), len(current.residents)
        over = bool(everybody) and current.next() is None
        self.title.setText(say("residents.list_title", home=current.name))
        address = _address(current.answers)
        self.address.setText(address)
        self.address.setVisible(bool(address))
        key = "progress_all" if over else "progress"
        told = say(f"residents.{key}", done=done, n=everybody)
        self.progress.show_state(told, "good" if over else "calm")
        figures = {"waiting": Turn.WAITING, "begun": Turn.BEGUN, "left": Turn.LEFT_OUT}
        counted = {name: current.count(turn) for name, turn in figures.items()}
        self.figures.setText(say("residents.figures", **counted))
        for part in (self.progress, self.figures):
            part.setVisible(bool(everybody))


class ListMenu(PlainButton):
    """What concerns the list as a whole. `told(sentence, tone)` says how saving the template went."""

    read = Signal()
    home = Signal()
    forget = Signal()
    told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(say("residents.menu"))
        self.setObjectName("residents.menu")
        menu = QMenu(self)
        acts: dict[str, Callable[[], object]] = {
            "read": self.read.emit,
            "template": self._save,
            "home": self.home.emit,
            "forget": self.forget.emit,
        }
        for name, act in acts.items():
            action = menu.addAction(say(f"residents.menu_{name}"))
            action.setObjectName(f"menu.{name}")
            action.triggered.connect(lambda _=False, act=act: act())
        self.setMenu(menu)

    def _save(self) -> None:
        name, kind = say("residents.template_file"), say("residents.template_kind")
        path, _ = QFileDialog.getSaveFileName(self, say("residents.menu_template"), name, kind)
        if path:
            self.save_template(Path(path))

    def save_template(self, path: Path) -> None:
        """Write the template to a file."""
        try:
            path.write_bytes(template())
        except OSError:
            self.told.emit(say("residents.write_failed"), "bad")
        else:
            self.told.emit(say("residents.template_saved"), "good")


def _address(answers: dict[str, Any]) -> str:
    def together(keys: Iterable[str]) -> str:
        return " ".join(str(answers[key]) for key in keys if answers.get(key))

    street = together(("street", "house_number", "house_letter", "house_part"))
    return ", ".join(filter(None, (street, together(("postcode", "town")))))
