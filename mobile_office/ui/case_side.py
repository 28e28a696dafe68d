"""What belongs to a case beside its answers: evidence seen, comments, overrides, history."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.overview import CasePage, Evidence
from mobile_office.domain.service import Service
from mobile_office.printing import SIGNED_PAPER
from mobile_office.ui import style, words
from mobile_office.ui.history import HistoryView
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Words
from mobile_office.ui.words import say


class CaseSide(QWidget):
    """The right column of a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._card = Card()
        box.addWidget(self._card)
        box.addStretch(1)

    def show_page(
        self,
        page: CasePage,
        service: Service,
        names: Mapping[str, str],
        labels: Mapping[str, str],
        now: datetime,
    ) -> None:
        """`names` by person, `labels` by field path."""
        box = self._card.box
        clear(box)
        box.addWidget(Heading2(say("case.evidence")))
        for item in page.evidence:
            box.addWidget(Words(evidence_text(item, service)))
            who = names.get(item.person, item.person)
            box.addWidget(Muted(say("case.evidence_line", name=who, at=words.moment(item.at, now))))
        if not page.evidence:
            box.addWidget(Muted(say("case.no_evidence")))
        for title, texts in (("case.comments", page.comments), ("case.overrides", page.overrides)):
            if texts:
                self._gap()
                box.addWidget(Heading2(say(title)))
            for path, text in texts.items():
                field = labels.get(path, say("decision.whole"))
                box.addWidget(Words(say("history.pinned", field=field, text=text)))
        self._gap()
        box.addWidget(Heading2(say("case.history")))
        history = HistoryView()
        history.show_lines(page.history, names, labels, now)
        box.addWidget(history)

    def _gap(self) -> None:
        self._card.box.addSpacing(style.px(style.NEAR))


def evidence_text(item: Evidence, service: Service) -> str:
    """`✓ Personalausweis: gesehen, endet auf 4711`; ✓ only where the state satisfies, else ○."""
    kind = next((kind for kind in service.evidence if kind.key == item.kind), None)
    label = words.text(kind.label) if kind else _label(item.kind)
    state = words.text(kind.states.get(item.state, {})) if kind else ""
    sign = "✓" if kind is None or item.state in kind.satisfied else "○"
    parts = [f"{label}: {state or item.state}" if kind else label]
    if item.last:
        parts.append(say("case.evidence_last", last=item.last))
    if item.note:
        parts.append(item.note)
    return f"{sign} {', '.join(parts)}"


def _label(kind: str) -> str:
    """The name of evidence that no service file asks for."""
    return words.say("evidence.signed_paper") if kind == SIGNED_PAPER else kind
