"""`python -m mobile_office.demo`: the office, a laptop with invented people, and the window.

Without a display it says so and plays the scripted day instead. A second start uses the same home.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from mobile_office.demo.home import STREETS, make_home
from mobile_office.demo.office import DemoOffice
from mobile_office.demo.people import PEOPLE
from mobile_office.desk import utc_now
from mobile_office.domain.people import Role


def has_display() -> bool:
    """True where a window can be seen (X11 or Wayland), or where a platform was chosen by hand."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def main() -> int:
    """Start the demonstration; returns the window's exit status."""
    parser = argparse.ArgumentParser(prog="python -m mobile_office.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/demo"), help="where the demo lives")
    folder = parser.parse_args().folder.resolve()
    if not has_display():
        print("No display here: playing the scripted day offscreen instead of opening the window.")
        return subprocess.call([sys.executable, "-m", "mobile_office.demo.day"])
    home = folder / "laptop"
    with DemoOffice(folder / "office") as office:
        print(f"Back office: {office.url}")
        if not (home / "device.json").exists():
            print("Enrolling the demo laptop and its people ...")
            codes = [office.add_person(person.name, person.role) for person in PEOPLE]
            make_home(home, office, "B", "bus", PEOPLE, codes)
        office.publish(STREETS)
        office.plan(utc_now().astimezone().date())
        for person in PEOPLE:
            print(f"  {person.name:<15} {_duty(person.role):<12} passphrase: {person.passphrase}")
        line = [sys.executable, "-m", "mobile_office", "--home", str(home), "--backoffice", office.url]
        return subprocess.call(line)


def _duty(role: Role) -> str:
    return f"({role.value})"


if __name__ == "__main__":
    sys.exit(main())
