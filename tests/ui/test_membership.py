"""Who belongs to the laptop: colleagues hear who was let go, one's own end locks, and an order ends the process."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk, utc_now
from mobile_office.domain.people import Certificate, Role
from mobile_office.leaving import Left, remove_revoked
from mobile_office.ui import membership
from mobile_office.ui.background import Background
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.membership import Membership, validity
from mobile_office.ui.window import Window
from tests.house import Laptop, Town

NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)


def certificate(days: float) -> Certificate:
    until = NOW + timedelta(days=days)
    return Certificate("p", "n", frozenset({Role.CLERK}), "s", "a", "b", "c", NOW - timedelta(days=40), until)


@pytest.mark.parametrize(
    "days, part", [(8, ""), (7, "endet am"), (0.1, "endet am"), (0, "abgelaufen"), (-3, "abgelaufen")]
)
def test_a_certificate_is_spoken_of_a_week_before_it_ends(days: float, part: str) -> None:
    said = validity(certificate(days), NOW)
    assert (part in said) if part else said == ""
    assert validity(None, NOW) == ""


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, background: Background) -> Window:
    pages: dict[str, QWidget] = {"delivery": DeliveryPage(desk, background)}
    window = Window(desk, background, pages, lambda: None, lambda *_: None)
    qtbot.addWidget(window)
    window.show()
    return window


def member(
    window: Window,
    background: Background,
    desk: Desk,
    locked: list[bool],
    remove: Callable[[], tuple[Left, ...]] = tuple,
    obey: Callable[[], bool] = bool,
) -> Membership:
    return Membership(
        window,
        background,
        desk.actor.person,
        remove_revoked=remove,
        look=lambda code: pytest.fail(code),
        obey=obey,
        certificate=lambda: None,
        lock=lambda: locked.append(True),
        clock=utc_now,
    )


def test_a_colleague_is_told_who_was_let_go(
    qtbot: QtBot, window: Window, background: Background, desk: Desk, town: Town, laptop: Laptop
) -> None:
    locked: list[bool] = []
    member(window, background, desk, locked, lambda: remove_revoked(laptop.place, laptop.slots, utc_now()))
    town.office.revoke_person(laptop.people["Weber"].person)
    desk.deliver(force=True)
    background.changed.emit(frozenset())
    qtbot.waitUntil(lambda: "Weber" in window.trouble.notice.accessibleName())
    assert window.trouble.isVisible()
    assert locked == []
    assert laptop.people["Weber"].person not in dict(laptop.slots.people())


def test_who_is_let_go_reads_it_and_then_the_laptop_locks(
    qtbot: QtBot, window: Window, background: Background, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership, "LOCKS_AFTER", 1)
    locked: list[bool] = []
    member(window, background, desk, locked, lambda: (Left(desk.actor.person, desk.actor.name, 0),))
    qtbot.waitUntil(lambda: locked == [True])
    assert "sperrt sich" in window.trouble.notice.accessibleName()


def test_an_order_ends_the_process(qtbot: QtBot, window: Window, background: Background, desk: Desk) -> None:
    locked: list[bool] = []
    member(window, background, desk, locked, obey=lambda: True)
    qtbot.waitUntil(lambda: locked == [True])


def test_letting_somebody_in_is_at_the_foot_of_the_rail(
    window: Window, background: Background, desk: Desk
) -> None:
    member(window, background, desk, []).open_join()
    assert [type(page).__name__ for page in window.opened] == ["JoinPage"]
