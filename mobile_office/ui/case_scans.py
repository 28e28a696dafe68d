"""The scans of a case's latest revision: what each shows, whether it lies here, and whether the office holds them.

Values in, one signal out. Erased here, only their number is left.
"""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.domain.attachment import Attachment
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.domain.overview import CasePage
from mobile_office.domain.service import Service
from mobile_office.printing import SIGNED_PAPER
from mobile_office.ui import style, words
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.pieces import Heading2, Muted, Words
from mobile_office.ui.scans import facts
from mobile_office.ui.words import say


class CaseScans(QWidget):
    """A heading, one line for each scan, and where they are."""

    viewed = Signal(object)  # Attachment

    def __init__(self, page: CasePage, service: Service, here: Collection[str]) -> None:
        super().__init__()
        self.setObjectName("case.scans")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.NEAR))
        box.addWidget(Heading2(say("scan.case_title")))
        for number, one in enumerate(page.attachments, 1):
            box.addLayout(self._line(one, number, scan_name(one, service), is_here=one.digest in here))
        told = Muted(where(page))
        told.setObjectName("case.scans.where")
        box.addWidget(told)

    def _line(self, one: Attachment, number: int, name: str, *, is_here: bool) -> QHBoxLayout:
        row, told = QHBoxLayout(), QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(Words(name))
        about = facts(one) if is_here else say("scan.not_here")
        told.addWidget(Muted(f"{say('scan.name', n=number)} · {about}"))
        row.addLayout(told, 1)
        if is_here:
            view = LinkButton(say("scan.view"))
            view.setObjectName(f"case.scan.{number}")
            view.setAccessibleName(f"{name}: {say('scan.view')}")
            view.clicked.connect(partial(self.viewed.emit, one))
            row.addWidget(view)
        return row


def scan_name(one: Attachment, service: Service) -> str:
    """What a scan shows: the name of its evidence."""
    if one.evidence == SIGNED_PAPER:
        return say("evidence.signed_paper")
    if one.evidence == SIGNED_SCREEN:
        return say("evidence.signed_screen")
    kind = next((kind for kind in service.evidence if kind.key == one.evidence), None)
    return words.text(kind.label) if kind else one.evidence


def where(page: CasePage) -> str:
    """Whether the office holds them, in a sentence."""
    if page.erased:
        return words.count("scan.erased", page.attached)
    return say("scan.here") if page.are_complete else words.count("scan.not_there", page.attached)
