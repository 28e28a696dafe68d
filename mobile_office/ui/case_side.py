"""What belongs to a case beside its answers: when declared, evidence, fees, comments, overrides, history."""

from collections.abc import Collection, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.confirmation import CONFIRMED, SIGNED_SCREEN
from mobile_office.domain.overview import CasePage, Evidence
from mobile_office.domain.reduction import FEE_REDUCTION
from mobile_office.domain.service import Service
from mobile_office.printing import SIGNED_PAPER
from mobile_office.settings import NO_STOP
from mobile_office.ui import style, words
from mobile_office.ui.bill import BillView
from mobile_office.ui.case_scans import CaseScans
from mobile_office.ui.citizen_side import confirmed_of
from mobile_office.ui.history import HistoryView
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Words
from mobile_office.ui.words import say


class CaseSide(QWidget):
    """The right column of a case. `viewed(attachment)` wants a scan large."""

    viewed = Signal(object)

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
        here: Collection[str] = (),
    ) -> None:
        """`names` by person, `labels` by field path; `here` are the digests of the scans on this device."""
        box = self._card.box
        clear(box)
        if declared := declared_text(page):
            box.addWidget(Heading2(say("case.declared_title")))
            line = Words(declared)
            line.setObjectName("case.declared")
            box.addWidget(line)
            self._gap()
        box.addWidget(Heading2(say("case.evidence")))
        apart = (FEE_REDUCTION, CONFIRMED)  # stand with the fees, and below
        seen = [item for item in page.evidence if item.kind not in apart]
        for item in seen:
            box.addWidget(Words(evidence_text(item, service, page.form)))
            who = names.get(item.person, item.person)
            box.addWidget(Muted(say("case.evidence_line", name=who, at=words.moment(item.at, now))))
        if not seen:
            box.addWidget(Muted(say("case.no_evidence")))
        if confirmed := confirmed_of(page, now):
            read = Words(confirmed)
            read.setObjectName("case.confirmed")
            box.addWidget(read)
        if page.attached:
            self._gap()
            scans = CaseScans(page, service, here)
            scans.viewed.connect(self.viewed)
            box.addWidget(scans)
        if page.fees is not None:
            self._gap()
            box.addWidget(Heading2(say("fee.title")))
            bill = BillView()
            bill.show_bill(page.fees, {}, labels)
            box.addWidget(bill)
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


def declared_text(page: CasePage) -> str:
    """On which day and where it was declared, and on which paper form; "" once the body is erased."""
    if page.declared_at is None:
        return ""
    day = words.short_day(page.declared_at)
    parts = [say("case.from_paper", form=unbroken(page.form))] if page.form else []
    parts.append(say("case.declared", day=day))
    if page.stop:
        nowhere = page.stop == NO_STOP
        parts.append(say("case.no_stop") if nowhere else say("case.stop", stop=page.stop))
    return " · ".join(parts)


def evidence_text(item: Evidence, service: Service, form: str = "") -> str:
    """`✓ Personalausweis: gesehen, endet auf 4711`; ✓ only where the state satisfies, else ○."""
    kind = next((kind for kind in service.evidence if kind.key == item.kind), None)
    label = words.text(kind.label) if kind else _label(item, form)
    state = words.text(kind.states.get(item.state, {})) if kind else ""
    sign = "✓" if kind is None or item.state in kind.satisfied else "○"
    parts = [f"{label}: {state or item.state}" if kind else label]
    if item.last:
        parts.append(say("case.evidence_last", last=item.last))
    if item.note:
        parts.append(unbroken(item.note) if item.kind in (SIGNED_PAPER, SIGNED_SCREEN) else item.note)
    return f"{sign} {', '.join(parts)}"


def unbroken(number: str) -> str:
    """A number that stays on one line: Qt would break it at its hyphens."""
    return number.replace("-", "\N{NON-BREAKING HYPHEN}")


def _label(item: Evidence, form: str) -> str:
    """The name of evidence that no service file asks for; `form` is the paper form of the case."""
    if item.kind == SIGNED_SCREEN:
        return words.say("evidence.signed_screen")
    if item.kind != SIGNED_PAPER:
        return item.kind
    on_form = bool(form) and item.note == form
    return words.say("capture.signature" if on_form else "evidence.signed_paper")
