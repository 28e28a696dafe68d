"""The form's side: evidence, what is still open, the fee, and the steps. Drawn anew after each save."""

from collections.abc import Collection

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout

from mobile_office.domain.reduction import chosen
from mobile_office.domain.service import Problem, Service, Severity
from mobile_office.drafting import LANDLORD
from mobile_office.printing import SIGNED_PAPER, Signature
from mobile_office.ui import style, words
from mobile_office.ui.bill import BillView
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.citizen_side import ConfirmationLine
from mobile_office.ui.evidence import evidence_line, form_signature
from mobile_office.ui.formstate import FormState
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Words
from mobile_office.ui.reduction import ReductionChooser
from mobile_office.ui.steplist import StepList, flush_left

MISSING = ("required", "evidence_missing")  # codes that mean "nothing there yet"


def open_lines(
    problems: Collection[Problem], signature: Signature, overridden: Collection[str] = ()
) -> list[str]:
    """What is still open, in words: to correct, missing, evidence, reasons, hints, signature."""
    blocks = [problem for problem in problems if problem.severity is Severity.BLOCKS]
    evidence = [problem for problem in blocks if problem.field.startswith("evidence.")]
    answers = [problem for problem in blocks if problem not in evidence]
    missing = [problem for problem in answers if problem.code in MISSING]
    reasons = [p for p in problems if p.severity is Severity.OVERRIDABLE and p.field not in overridden]
    hints = [problem for problem in problems if problem.severity is Severity.HINTS]
    counted = {
        "wrong": len(answers) - len(missing),
        "missing": len(missing),
        "evidence": len(evidence),
        "reason": len(reasons),
        "hint": len(hints),
    }
    lines = [words.count(f"open.{key}", number) for key, number in counted.items() if number]
    return lines if signature is Signature.SIGNED else [*lines, words.say(f"open.signature_{signature}")]


class Side(Card):
    """Nachweise, Noch offen, Gebühr, Schritte."""

    evidence_wanted = Signal()
    paper_wanted = Signal()
    missing_wanted = Signal()
    landlord_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self._shown: tuple[object, ...] = ()
        margin = style.px(style.AROUND)
        self.box.setContentsMargins(margin, margin - style.px(style.TIGHT), margin, margin)
        self.box.setSpacing(margin)
        self._evidence, self._open = QVBoxLayout(), QVBoxLayout()
        edit = _link("evidence.edit", self.evidence_wanted, "F6")
        self.paper = _link("open.paper", self.paper_wanted, "F9")
        self.missing = _link("evidence.missing_list", self.missing_wanted, "Shift+F9")
        self.landlord = _link("evidence.landlord_form", self.landlord_wanted)
        self.missing.hide()
        if all(kind.key != LANDLORD for kind in service.evidence):
            self.landlord.hide()
        fee = QVBoxLayout()
        self.bill = BillView()
        self.confirmation = ConfirmationLine()
        self.reduction = ReductionChooser()
        fee.addWidget(self.bill)
        fee.addWidget(self.reduction)
        parts = {"evidence.title": self._evidence, "open.title": self._open, "open.fee": fee}
        for title, column in parts.items():
            box = QVBoxLayout()
            box.setSpacing(style.px(style.NEAR))
            column.setSpacing(style.px(style.NEAR))
            box.addWidget(Heading2(words.say(title)))
            box.addLayout(column)
            if column is self._evidence:
                for link in (edit, self.missing, self.landlord):
                    box.addWidget(flush_left(link))
            if column is self._open:
                box.addWidget(flush_left(self.paper))
                box.addWidget(self.confirmation)
            self.box.addLayout(box)
        steps = QVBoxLayout()
        steps.setSpacing(style.px(style.TIGHT))
        steps.addWidget(Heading2(words.say("form.steps")))
        self.step_list = StepList("step", words.say("form.steps"), column=True)
        steps.addWidget(self.step_list)
        self.another = _link("visit.short", self.another_wanted, "F4")
        steps.addWidget(flush_left(self.another))
        self._steps = steps
        self.box.addLayout(steps)
        self.box.addStretch(1)

    def add_link(self, link: LinkButton) -> None:
        """One more thing a form offers, below the steps."""
        self._steps.addWidget(flush_left(link))

    def show_state(self, state: FormState) -> None:
        """Draw the lists; nothing is touched while nothing changes."""
        draft, visible, problems = state.draft, state.visible, state.problems
        self.bill.show_bill(state.fees, self._service.fee, state.labels)
        self.reduction.show_offer(state.reductions, chosen(draft.evidence), state.fees)
        seen = {item.kind: item for item in draft.evidence}
        needed = {problem.field for problem in problems}
        lines = tuple(
            evidence_line(kind, seen.get(kind.key), required=f"evidence.{kind.key}" in needed)
            for kind in self._service.evidence
            if f"evidence.{kind.key}" in visible
        )
        if state.signed_on_form:
            signed = evidence_line(form_signature(), seen.get(SIGNED_PAPER), required=True)
            lines = (*lines, signed)
        self.missing.setHidden(not state.lacking)
        self.confirmation.show_state(state)
        paper = "capture.signature_enter" if state.signed_on_form else "open.paper"
        self.paper.set_words(f"{words.say(paper)}  ({words.keys('F9')})")
        asked = self._service.is_signed or state.signed_on_form
        self.paper.setVisible(asked)
        signature = state.signature if asked else Signature.SIGNED
        still = open_lines(problems, signature, state.overrides) or [words.say("open.nothing")]
        shown = (lines, tuple(still))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._evidence)
        clear(self._open)
        for line in lines or (words.say("evidence.none"),):
            self._evidence.addWidget(Words(line))
        for line in still:
            self._open.addWidget(Words(f"• {line}"))


def _link(name: str, wanted: SignalInstance, key: str = "") -> LinkButton:
    said = words.say(name)
    link = LinkButton(f"{said}  ({words.keys(key)})" if key else said)
    link.setObjectName(name)
    link.clicked.connect(wanted)
    return link
