"""The system's word about the network: many words at once are one, and none is needed."""

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from mobile_office.ui.link import Link, load


class System(QObject):
    """What Qt tells of the network."""

    reachabilityChanged = Signal(object)  # noqa: N815  # as Qt names them
    isBehindCaptivePortalChanged = Signal(bool)  # noqa: N815
    transportMediumChanged = Signal(object)  # noqa: N815


def test_a_network_that_comes_up_bit_by_bit_is_one_change(qtbot: QtBot) -> None:
    parent, system = QObject(), System()
    told: list[bool] = []
    link = Link(parent)
    link.watch(system)
    link.changed.connect(lambda: told.append(True))
    with qtbot.waitSignal(link.changed, timeout=10_000):
        system.transportMediumChanged.emit(None)
        system.reachabilityChanged.emit(None)
        system.isBehindCaptivePortalChanged.emit(False)
    assert told == [True]


def test_a_machine_that_tells_nothing_is_no_trouble(qtbot: QtBot) -> None:
    parent = QObject()
    link = Link(parent)
    load()
    link.watch()  # whatever there is here, or nothing
    qtbot.wait(20)
    assert link.parent() is parent
