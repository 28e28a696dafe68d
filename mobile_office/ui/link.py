"""The network as the system sees it (Netz): only a hint that it is worth asking the office now.

VPNs and login pages fool every system, so nothing is concluded from what it says. Where it says nothing, the rhythm
of delivery alone decides.
"""

from PySide6.QtCore import QObject, QTimer, Signal

_SETTLES = 1500  # milliseconds: addresses and routes come one after the other


def load() -> None:
    """Read the library `watch` needs, on any thread: it takes a tenth of a second, which no window has."""
    from PySide6 import QtNetwork  # noqa: F401


class Link(QObject):
    """Says `changed` once a change of network has settled, from `watch` on."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES)
        self._settling.timeout.connect(self.changed)

    def watch(self, system: QObject | None = None) -> None:
        """Begin; `system` has the signals of `QNetworkInformation`, and is the machine's own unless given."""
        if system is None:
            from PySide6.QtNetwork import QNetworkInformation

            if not QNetworkInformation.loadDefaultBackend():
                return
            system = QNetworkInformation.instance()
        for name in ("reachabilityChanged", "isBehindCaptivePortalChanged", "transportMediumChanged"):
            getattr(system, name).connect(self._begin)

    def _begin(self, *_: object) -> None:
        self._settling.start()
