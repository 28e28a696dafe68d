"""The quiet line of what came: named, counted, read once its page is left."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.publication import Kind, Publication
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.news import News, news
from mobile_office.ui.today import TodayPage
from tests.dog_tax import DOG_TAX, SECOND, publish, reader
from tests.house import Laptop, Town
from tests.store.hand import NOW, STREAM


def came(number: int, kind: Kind, name: str, version: int = 0) -> Publication:
    return Publication(STREAM, number, kind, name, version, "", 0, "", NOW)


def test_things_are_named_in_words_the_latest_first(desk: Desk) -> None:
    things = [
        came(1, Kind.STREETS, "streets"),
        came(2, Kind.FIELDS, "fields"),
        came(3, Kind.SERVICE, "id_card", 4),
    ]
    assert news(things, desk.services()) == "Neu vom Amt: Personalausweis, Fassung 4 · Straßenverzeichnis"
    assert news([came(1, Kind.FIELDS, "fields")], desk.services()) == ""


def test_every_kind_has_its_words_and_many_are_counted(desk: Desk) -> None:
    names = {Kind.APPOINTMENTS: "2026-11-24"}
    things = [came(n, kind, names.get(kind, f"name {n}")) for n, kind in enumerate(Kind)]
    for language in words.LANGUAGES:
        words.use(language)
        said = news(things, desk.services())
        assert said.count("·") == 3
        assert "3" in said.split("·")[-1]


def test_the_line_stands_until_its_page_is_left(
    qtbot: QtBot, background: Background, town: Town, laptop: Laptop
) -> None:
    desk = reader(laptop, town)
    page = TodayPage(desk, background, id, id, id)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    assert page.news.isHidden()
    publish(town.office, "service", "dog_tax", 1, DOG_TAX)
    desk.deliver(force=True)
    page.refresh()
    assert page.news.label.text() == "Neu vom Amt: Hundesteuer-Anmeldung, Fassung 1"
    page.refresh()
    assert page.news.isVisible()
    page.hide()
    page.show()
    page.refresh()
    assert page.news.isHidden()
    publish(town.office, "service", "dog_tax", 2, SECOND)
    desk.deliver(force=True)
    page.refresh()
    assert page.news.label.text() == "Neu vom Amt: Hundesteuer-Anmeldung, Fassung 2"


def test_it_is_one_notice(qtbot: QtBot) -> None:
    line = News()
    qtbot.addWidget(line)
    line.show_news((), ())
    assert line.isHidden()
