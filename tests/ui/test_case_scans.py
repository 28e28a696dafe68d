"""The scans of a case: what they show, whether they are here, and whether the office holds them."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.attachment import Attachment
from mobile_office.ui.attachment_view import Viewed
from mobile_office.ui.background import Background
from mobile_office.ui.case_page import CasePageView
from mobile_office.ui.case_scans import where
from tests.devices.files import picture
from tests.samples import fill_sample


def submitted(desk: Desk) -> tuple[str, Attachment]:
    """A registration with a scan of the landlord's confirmation."""
    draft, scan = fill_sample(desk, "registration"), scans.clean(picture(200, 300))
    kept = desk.attaching.keep(draft.id, desk.attaching.seal(scan.data, scan.format, scan.pages, "landlord"))
    return desk.submit(draft.id), kept.attachments[0]


def test_a_scan_is_named_by_its_evidence_and_seen_from_the_case(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    number, one = submitted(desk)
    shown: list[object] = []
    view = CasePageView(
        desk, background, number, lambda: None, lambda _: None, lambda *what: shown.append(what[0])
    )
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view.findChild(QPushButton, "case.scan.1") is not None)
    button = view.findChild(QPushButton, "case.scan.1")
    assert button is not None
    assert button.accessibleName() == "Bestätigung des Wohnungsgebers: Ansehen"
    button.click()
    assert shown == [Viewed(one, "Bestätigung des Wohnungsgebers")]
    view.close()


def test_it_says_whether_the_office_holds_them(desk: Desk) -> None:
    page = desk.page(submitted(desk)[0])
    assert where(page) == "Scan noch nicht im Amt. Er wird nach den Angaben übertragen."
    assert where(replace(page, attached=2)).startswith("2 Scans noch nicht im Amt.")
    assert where(replace(page, are_complete=True)) == "Im Amt angekommen."
    assert where(replace(page, erased=True)) == "1 Scan, hier gelöscht."
