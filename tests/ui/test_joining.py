"""A new person at an enrolled laptop, from the window: real office, real HTTP, their own passphrase."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import utc_now
from mobile_office.domain.people import Role
from mobile_office.joining import Joiner
from mobile_office.ui.background import Background
from mobile_office.ui.joining import JoinPage
from tests.house import CHEAP, STREAM, Laptop, Town

PASSPHRASE = "linde am Marktplatz"


def test_somebody_is_let_in_by_their_code(
    qtbot: QtBot, background: Background, town: Town, laptop: Laptop
) -> None:
    account, code = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    left: list[bool] = []
    dbk = laptop.people["Berger"].dbk
    with in_thread(town.office) as url:
        place = replace(laptop.place, device=replace(laptop.place.device, url=url))
        page = JoinPage(background, lambda typed: Joiner(place, dbk, typed, CHEAP), lambda: left.append(True))
        qtbot.addWidget(page)
        page.show()
        page.code.line.setText("ABCD")
        page.do.click()
        qtbot.waitUntil(lambda: "Zeichen für Zeichen" in page.code.error.text())
        page.code.line.setText(code.text)
        page.do.click()
        qtbot.waitUntil(page.passphrase.isVisible)
        assert "Katrin Berger" in page.notice.accessibleName()
        for line in (page.passphrase.first.line, page.passphrase.again.line):
            line.setText(PASSPHRASE)
        page.do.click()
        qtbot.waitUntil(lambda: "ab jetzt" in page.notice.accessibleName())
    page.back.click()
    assert left
    assert laptop.slots.unlock(account.id, PASSPHRASE, utc_now()).dbk == dbk
