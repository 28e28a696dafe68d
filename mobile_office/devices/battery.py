"""The battery (Akku): how full it is and whether a cable feeds it; real through sysfs, or simulated.

Percent is of what the battery holds when full today, not when it was new. Linux only; elsewhere nobody can tell.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SUPPLIES = Path("/sys/class/power_supply")
_CABLES = frozenset({"Mains", "USB", "Wireless"})


@dataclass(frozen=True)
class Charge:
    """What is in the battery, 0 to 100 percent, and whether power comes from a cable."""

    percent: float
    is_plugged: bool = False


class Battery(Protocol):
    """Something that knows the charge. May wait for the hardware: never on the window's thread."""

    def charge(self) -> Charge | None:
        """The charge now; None where there is no battery or it does not answer."""


class SystemBattery:
    """The batteries of this laptop, taken together. Reads the kernel's files below `folder`."""

    def __init__(self, folder: Path = SUPPLIES) -> None:
        self._folder = folder

    def charge(self) -> Charge | None:
        """The charge now; None where there is no battery or it does not answer."""
        supplies = [path for path in sorted(self._folder.glob("*")) if _read(path / "scope") != "Device"]
        batteries = [path for path in supplies if _read(path / "type") == "Battery"]
        parts = [part for path in batteries if (part := _part(path)) is not None]
        whole = sum(full for _, full in parts)
        if not whole:
            return None
        cables = [path for path in supplies if _read(path / "type") in _CABLES]
        fed = any(_read(path / "online") not in ("", "0") for path in cables)
        fed = fed or any(_read(path / "status") in ("Charging", "Full") for path in batteries)
        now = sum(held for held, _ in parts)
        return Charge(min(100.0, 100 * now / whole), fed)


class SimulatedBattery:
    """A battery with a plot: one charge for each question, the last one for ever."""

    def __init__(self, *plot: Charge | None) -> None:
        self._plot: Iterator[Charge | None] = iter(plot)
        self._now: Charge | None = None

    def go_on(self, plot: Iterable[Charge | None]) -> None:
        """Another plot from now on."""
        self._plot = iter(plot)

    def charge(self) -> Charge | None:
        """The next of the plot."""
        with suppress(StopIteration):
            self._now = next(self._plot)
        return self._now


def _part(battery: Path) -> tuple[float, float] | None:
    """What a battery holds and what it holds when full, in whatever unit it counts; None without an answer."""
    for unit in ("energy", "charge"):  # microwatt hours; microampere hours
        held, full = _number(battery / f"{unit}_now"), _number(battery / f"{unit}_full")
        if held is not None and full:
            return held, full
    capacity = _number(battery / "capacity")  # percent
    return None if capacity is None else (capacity, 100.0)


def _number(file: Path) -> float | None:
    try:
        return float(_read(file))
    except ValueError:
        return None


def _read(file: Path) -> str:
    """What a file of the kernel says; "" where there is none, or where the hardware does not answer."""
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
