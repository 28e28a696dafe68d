"""The whole road: from the administrator's first command to the register, and the laptop that forgets.

A real office over TLS on a real PostgreSQL, a bus laptop and an office PC, a gateway, a link that is cut.
"""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.app import preload
from mobile_office.demo.day import papers, writing
from mobile_office.demo.day.reviewing import see_everything
from mobile_office.demo.day.stage import Stage
from mobile_office.domain.attachment import CHUNK
from mobile_office.domain.case import Action, Status
from mobile_office.domain.overview import Delivery, Light
from mobile_office.store.attachments import FOLDER
from mobile_office.store.keys import Slots, new_secrets, public_keys
from mobile_office.sync import enrolment
from mobile_office.sync.comparison import fingerprint_of
from mobile_office.sync.gateway import Gateway
from mobile_office.sync.http import office_of
from mobile_office.ui import style, words
from tests.journeys.at_work import enrolling, enter
from tests.journeys.cable import laid
from tests.journeys.capturing import HIGH, WIDE, appoint, capture
from tests.journeys.road import BERGER, THIELE, VOGT, WEBER, Road, deliver, passphrase, typed
from tests.journeys.town_hall import TownHall

DOUBT = "Bestätigung trägt kein Datum. Bitte beim Wohnungsgeber nachfragen."


@pytest.fixture
def road(qapp: QApplication, empty_postgresql: str, tmp_path: Path) -> Iterator[Road]:
    """An office that serves, and nothing else yet."""
    style.apply(qapp, "light")
    words.use("de")
    preload()
    hall, out = TownHall(empty_postgresql, tmp_path / "office.keys"), tmp_path / "out"
    for folder in (out, tmp_path / "bus", tmp_path / "pc"):
        folder.mkdir()
    for home in ("bus", "pc"):
        (tmp_path / home / "settings.toml").write_text("deliver_automatically = false\n", encoding="utf-8")
    with hall.open(tmp_path / "office.log") as port, laid(port) as bus_link, laid(port) as pc_link:
        yield Road(hall, bus_link, pc_link, tmp_path, out)


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)  # the offscreen platform has no keyboard
def test_a_case_with_a_scan_goes_the_whole_road(qtbot: QtBot, road: Road) -> None:
    set_up_the_bus(qtbot, road)
    set_up_the_office_pc(road)
    appoint(road)
    with road.bus(BERGER) as stage:
        number = capture(stage, road)
        deliver_over_a_cut_link(stage, road, number)
    decided_twice(road, number)
    taken_over_by_the_gateway(road, number)
    forgotten_on_the_bus(road, number)
    revoked(road)
    for home, name in (("bus", BERGER), ("pc", VOGT)):
        assert "Alles in Ordnung" in typed(road, home, "verify", "--ask-office", of=(name,))


def set_up_the_bus(qtbot: QtBot, road: Road) -> None:
    """The window, the code's one line, the fingerprint at both ends, the first person; two more by command."""
    code = road.hall.device("B", "bus", road.bus_link.url)
    clerk = road.person(BERGER, "clerk")
    with enrolling(qtbot, road.folder / "bus") as screen:
        enter(screen.code.code.line, code.line.lower())
        qtbot.waitUntil(screen.compare.isVisible)
        screen.grab().save(str(road.out / "compare.png"))
        shown = "".join(screen.compare.digits.text().split())
        road.hall.confirm("B", shown)
        qtbot.waitUntil(lambda: "hat die Kennung bestätigt" in screen.compare.state.accessibleName())
        screen.compare.next.click()
        enter(screen.person.code.line, clerk)
        qtbot.waitUntil(lambda: BERGER in screen.person.name.accessibleName())
        with qtbot.waitSignal(screen.done, timeout=20_000):
            for line in (screen.person.passphrase.first.line, screen.person.passphrase.again.line):
                enter(line, passphrase(BERGER))
    for name, role in ((WEBER, "clerk"), (THIELE, "supervisor")):
        said = typed(road, "bus", "join", "--person-code", road.person(name, role), of=(BERGER, name))
        assert name in said


def set_up_the_office_pc(road: Road) -> None:
    """By command: it says its digits, and may exchange once they were compared."""
    code = road.hall.device("S", "station", road.pc_link.url)
    person = road.person(VOGT, "supervisor")
    arguments = ("--backoffice", road.pc_link.url, "--code", code.text, "--person-code", person)
    said = typed(road, "pc", "enrol", *arguments, of=(VOGT,))
    (digits,) = (line.rpartition(":")[2] for line in said.splitlines() if "Kennung" in line)
    road.hall.confirm("S", digits.replace(" ", ""))


def deliver_over_a_cut_link(stage: Stage, road: Road, number: str) -> None:
    """The case arrives, its scan is cut in the middle; the next run goes on there, and the protocol says so."""
    (scan,) = stage.desk.page(number).attachments
    assert scan.size > 3 * CHUNK
    road.bus_link.cut_after(2 * CHUNK + CHUNK // 2)
    deliver(stage)
    stage.picture("delivery-cut")
    page = stage.desk.page(number)
    assert (page.history[0].delivery, page.are_complete) == (Delivery.RECEIPTED, False)
    stage.wait_for("Nichts ist verloren.")
    stage.wait_for("0 von 1 vollständig beim Amt")
    road.bus_link.mend()
    deliver(stage)
    assert road.bus_link.up < scan.size - CHUNK, "what had arrived is not sent again"
    stage.picture("delivery-complete")
    stage.wait_for("Alles übertragen. Das Amt hat alles quittiert")
    assert stage.desk.page(number).are_complete
    stage.click("delivery.protocol")
    papers.look(stage, "run-protocol")
    stage.press(Qt.Key.Key_Escape)
    stage.find("delivery.now")
    printed = text_of(next(road.out.glob("*run-protocol.pdf")))
    assert number in printed
    assert "vollständig quittiert" in printed


def text_of(paper: Path) -> str:
    """What a printed paper says."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def decided_twice(road: Road, number: str) -> None:
    """The office PC decides offline what the bus decides meanwhile: first to arrive wins, both stay to be seen."""
    with road.pc() as pc:
        deliver(pc)
        road.pc_link.cut()
        pc.click("rail.review")
        pc.open_row("review.table", number)
        pc.picture("review-offline")
        pc.click("case.scan.1")
        pc.find("scan.sheet")
        pc.picture("scan-on-the-office-pc")
        pc.press(Qt.Key.Key_Escape)
        approve(pc)
        pc.wait("approved here", lambda: pc.desk.page(number).case.status is Status.APPROVED)
        deliver(pc)
        assert pc.desk.delivery().light is Light.OFFLINE
    with road.bus(THIELE) as bus:
        hold_back(bus, number)
        deliver(bus)
        assert bus.desk.page(number).history[-1].delivery is Delivery.RECEIPTED
    road.pc_link.mend()
    with road.pc() as pc:
        deliver(pc)
        pc.picture("told-of-the-first")
        page = pc.desk.page(number)
        assert page.case.status is Status.HELD_BACK
        assert {(line.action, line.delivery) for line in page.history} == {
            (Action.SUBMIT, Delivery.RECEIPTED),
            (Action.APPROVE, Delivery.REFUSED),
            (Action.HOLD_BACK, Delivery.RECEIPTED),
        }
        assert pc.desk.delivery().light is Light.NEEDS_YOU
        pc.open_row("delivery.table", number)
        pc.find("case.title")
        pc.wait_for(DOUBT)
        pc.picture("both-in-the-history")
        pc.click("rail.delivery")
        pc.wait("heard", lambda: pc.desk.delivery().light is Light.DELIVERED)


def approve(stage: Stage) -> None:
    """Every section seen, and the passphrase."""
    see_everything(stage)
    stage.click(f"act.{Action.APPROVE}")
    confirm(stage, VOGT)


def hold_back(stage: Stage, number: str) -> None:
    stage.click("rail.review")
    stage.open_row("review.table", number)
    stage.click(f"act.{Action.HOLD_BACK}")
    stage.focus("decision.reason")
    stage.press(DOUBT)
    confirm(stage, THIELE)
    stage.wait("held back", lambda: stage.desk.page(number).case.status is Status.HELD_BACK)


def confirm(stage: Stage, name: str) -> None:
    stage.focus("decision.passphrase")
    stage.press(passphrase(name))
    stage.click("decision.confirm")


def taken_over_by_the_gateway(road: Road, number: str) -> None:
    """The city's own program: enrolled, compared, and in the end it has the case, its scan and a number."""
    code = road.hall.device("G", "gateway", road.pc_link.url)
    person, secrets = road.person("Ines Albrecht", "intake"), new_secrets()
    enrolled = enrolment.enrol(code.address, code.text)
    claim = enrolment.device_claim(enrolled.keys)
    road.hall.confirm("G", fingerprint_of(claim["signing_key"], claim["exchange_key"]))
    enrolment.certify(code.address, person, public_keys(secrets))
    with office_of(enrolled.device, enrolled.keys.seed, enrolled.keys.exchange) as office:
        gateway = Gateway(office, enrolled.device, road.ids["Ines Albrecht"], secrets.decision_seed)
        (case,) = gateway.cases().cases
        assert (case.number, case.status, case.told["decision"]["reason"]) == (number, "held_back", DOUBT)
        (scan,) = case.told["attachments"]
        picture = QImage.fromData(b"".join(gateway.attachment(scan)))
        assert (scan["evidence"], picture.width(), picture.height()) == ("landlord", WIDE, HIGH)
        assert gateway.take_over(case, "MR-2026-118273").seq
        assert gateway.cases().cases == ()


def forgotten_on_the_bus(road: Road, number: str) -> None:
    """The bus sees what became of it; retention over, body and scan are gone and the outcome is still found."""
    blobs = road.folder / "bus" / FOLDER
    with road.bus(BERGER) as stage:
        deliver(stage)
        page = stage.desk.page(number)
        assert (page.case.status, page.erased) == (Status.TAKEN_OVER, False)
        assert [file for file in blobs.rglob("*") if file.is_file()]
    with (road.folder / "bus" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("retention_hours = 0\n")
    with road.bus(BERGER) as stage:
        stage.control(Qt.Key.Key_F)
        deliver(stage)
        stage.wait("erased here", lambda: stage.desk.page(number).erased)
        stage.wait("the scan gone", lambda: not any(file.is_file() for file in blobs.rglob("*")))
        stage.control(Qt.Key.Key_F)
        stage.press("MR-2026-118273")
        stage.open_row("cases.table", number)
        stage.wait_for("hier gelöscht")
        stage.picture("erased")


def revoked(road: Road) -> None:
    """Somebody is let go: they cannot unlock any more, and a colleague takes over what they had begun."""
    with road.bus(WEBER) as stage:
        stage.click("rail.today")
        stage.click("new.registration")
        writing.fill(stage, "persons.0.", {"family_name": "Beispiel", "given_names": "Max"})
        stage.press(Qt.Key.Key_F8)
        stage.find("new.registration")
    road.hall.order("revoke", "--person", road.ids[WEBER])
    with road.bus(BERGER) as stage:
        deliver(stage)
        stage.wait_for(WEBER)
        stage.picture("somebody-was-let-go")
        stage.click("rail.today")
        (draft,) = stage.desk.today().drafts
        stage.picture("left-behind")
        menu = stage.find_as(f"more.{draft.id}", QPushButton).menu()
        assert isinstance(menu, QMenu)
        next(each for each in menu.actions() if BERGER in each.text()).trigger()
        stage.wait("taken over", lambda: stage.desk.draft(draft.id).owner == stage.desk.actor.person)
        stage.click(f"draft.{draft.id}")
        assert stage.text("persons.0.family_name") == "Beispiel"
    left = {name for _, name in Slots(road.folder / "bus").people()}
    assert left == {BERGER, THIELE}
