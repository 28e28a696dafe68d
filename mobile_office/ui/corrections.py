"""Corrections: the comments pinned to fields, and the basis a correction stands on.

A correction says why what was signed may change (workflow.md): a typing error against the signed
paper, the citizen's word again, or the authority's own duty (§ 6 BMG, von Amts wegen).
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.pieces import Heading2, Muted
from mobile_office.ui.ticks import Dot

BASES = ("typing_error", "reconfirmed", "ex_officio")  # the desk knows the same three


def first_comment(comments: Mapping[str, str], paths: Iterable[str]) -> str:
    """The first commented field in reading order, "" when no comment names a field of the form."""
    return next((path for path in paths if path in comments), "")


def loose_comments(comments: Mapping[str, str], paths: Iterable[str]) -> dict[str, str]:
    """Comments about no field of the form (the whole, an evidence): shown above it."""
    known = set(paths)
    return {path: text for path, text in comments.items() if path not in known and text}


class BasisChoice(QWidget):
    """Which of the three it is; nothing is preselected, because each has another legal weight."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        column.addWidget(Heading2(words.say("form.basis_question")))
        self._group = QButtonGroup(self)
        for basis in BASES:
            button = Dot(words.say(f"form.basis_{basis}"))
            button.setObjectName(f"basis.{basis}")
            button.setAccessibleDescription(words.say(f"form.basis_{basis}_means"))
            button.clicked.connect(lambda _checked=False, basis=basis: self.chosen.emit(basis))
            self._group.addButton(button)
            column.addWidget(button)
            meaning = Muted(words.say(f"form.basis_{basis}_means"))
            meaning.setContentsMargins(style.px(style.WIDE + style.NEAR), 0, 0, style.px(style.TIGHT))
            column.addWidget(meaning)

    def basis(self) -> str:
        """The chosen code (`typing_error` ...), "" while none is."""
        button = self._group.checkedButton()
        return button.objectName().removeprefix("basis.") if button else ""
