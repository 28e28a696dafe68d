"""The battery as the kernel's files tell it, and as a plot."""

from pathlib import Path

import pytest

from mobile_office.devices.battery import Charge, SimulatedBattery, SystemBattery


def supply(folder: Path, name: str, **facts: object) -> None:
    (folder / name).mkdir()
    for key, value in facts.items():
        (folder / name / key).write_text(f"{value}\n")


def test_it_reads_what_the_kernel_says(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online=0)
    supply(
        tmp_path, "BAT0", type="Battery", status="Discharging", energy_now=21_000_000, energy_full=42_000_000
    )
    assert SystemBattery(tmp_path).charge() == Charge(50.0, is_plugged=False)


def test_two_batteries_count_by_what_they_hold(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", charge_now=3_000_000, charge_full=3_000_000)
    supply(tmp_path, "BAT1", type="Battery", charge_now=0, charge_full=1_000_000)
    assert SystemBattery(tmp_path).charge() == Charge(75.0)


@pytest.mark.parametrize("cable", [{"type": "Mains", "online": 1}, {"type": "USB", "online": 2}])
def test_a_cable_is_seen(tmp_path: Path, cable: dict[str, object]) -> None:
    supply(tmp_path, "cable", **cable)
    supply(tmp_path, "BAT0", type="Battery", capacity=80)
    assert SystemBattery(tmp_path).charge() == Charge(80.0, is_plugged=True)


def test_charging_without_a_cable_that_tells_is_plugged_in(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity=80, status="Charging")
    charge = SystemBattery(tmp_path).charge()
    assert charge is not None
    assert charge.is_plugged


def test_the_battery_of_a_mouse_is_none_of_the_laptop(tmp_path: Path) -> None:
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", capacity=3)
    assert SystemBattery(tmp_path).charge() is None


def test_a_battery_that_does_not_answer_is_unknown(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", energy_now="", energy_full="?")
    assert SystemBattery(tmp_path).charge() is None
    assert SystemBattery(tmp_path / "nowhere").charge() is None


def test_a_worn_gauge_is_never_above_full(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", energy_now=44, energy_full=42)
    assert SystemBattery(tmp_path).charge() == Charge(100.0)


def test_a_plot_ends_with_its_last() -> None:
    battery = SimulatedBattery(Charge(20), None)
    assert [battery.charge() for _ in range(3)] == [Charge(20), None, None]
    battery.go_on([Charge(5)])
    assert battery.charge() == Charge(5)
