"""What is here today (Ausstattung), and what of it a service needs and lacks. It tells; it never forbids.

What a service `needs` is in its file: printer, link, certified_station, phone. A need nobody knows counts as lacking,
so that a newer service file is told of honestly.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Equipment:
    """What this laptop has now. `link` is false once the office could not be reached at the last try."""

    printer: bool = True
    link: bool = True
    certified_station: bool = False
    phone: bool = True

    def lacks(self, needs: Iterable[str]) -> tuple[str, ...]:
        """What of these needs is not here, in their order."""
        return tuple(need for need in needs if getattr(self, need, None) is not True)
