"""`python -m mobile_office.demo.day`: directs the scripted day and prints a line for each step.

The director starts and stops the office, starts the program, kills it while it types, and starts it
again; what happens in the windows is played by `actor` in processes of its own.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mobile_office.demo.day.actor import NEXT
from mobile_office.demo.day.audit import is_sound, keep_store, notices_older_store
from mobile_office.demo.home import STREETS, make_home
from mobile_office.demo.office import DemoOffice
from mobile_office.demo.people import CLERK, COLLEAGUE, INTAKE, SUPERVISOR

_LONGEST = 240  # seconds a scene may take
_ACTOR = (sys.executable, "-m", "mobile_office.demo.day.actor")


class Director:
    """One day in a folder of its own; `program` is the actor's command line."""

    def __init__(self, folder: Path, out: Path, program: Sequence[str] = _ACTOR) -> None:
        self.program = program
        self.office = DemoOffice(folder / "office")
        self.laptop, self.office_pc = folder / "laptop", folder / "office-pc"
        self._older, self._elsewhere = folder / "older", folder / "elsewhere"
        self.out = out

    def day(self) -> bool:
        """The whole day; True when every step passed."""
        try:
            self._enrol()
            return self._morning() and self._afternoon() and self._audit()
        finally:
            self.office.stop()

    def _enrol(self) -> None:
        self.office.start()
        bus = (CLERK, COLLEAGUE, SUPERVISOR)
        codes = [self.office.add_person(person.name, person.role) for person in bus]
        make_home(self.laptop, self.office, "B", "bus", bus, codes)
        code = self.office.add_person(INTAKE.name, INTAKE.role)
        make_home(self.office_pc, self.office, "S", "station", (INTAKE,), (code,))
        self._passed("a bus laptop and an office PC are enrolled with their people")
        self.office.publish(STREETS)
        self.office.stop()
        self._passed("the office goes down")

    def _morning(self) -> bool:
        with self._actor("morning", self.laptop) as actor:
            assert actor.stdout is not None
            shown = ""
            for line in actor.stdout:
                if line.startswith("shown as saved: "):
                    shown = line.removeprefix("shown as saved: ").rstrip("\n")
                    if len(shown) >= 20:
                        actor.send_signal(signal.SIGKILL)
                elif line != "typing\n":
                    print(line, end="", flush=True)
            is_killed = actor.wait(_LONGEST) == -signal.SIGKILL
        if not is_killed:
            return False
        (self.out / "shown").write_text(shown, encoding="utf-8")
        self._passed(f"the program is killed (SIGKILL) after {len(shown)} letters of a street")
        return self._play("after_the_crash", self.laptop)

    def _afternoon(self) -> bool:
        if not self._play("intake", self.office_pc):
            return False
        keep_store(self.laptop, self._older)
        with (self.laptop / "settings.toml").open("a", encoding="utf-8") as settings:
            settings.write("retention_hours = 0\n")  # the city erases at once what has been taken over
        return self._play("evening", self.laptop)

    def _audit(self) -> bool:
        if not is_sound(self.laptop, self.office.url):
            return False
        self._passed("verify: chains, signatures, receipts and countersigned heads hold; the office agrees")
        if not notices_older_store(self.laptop, self._older, self._elsewhere):
            return False
        self._passed("verify finds out a store put back to midday, without a network")
        return True

    def _play(self, scene: str, home: Path) -> bool:
        with self._actor(scene, home) as actor:
            assert actor.stdout is not None
            for line in actor.stdout:
                if line == "office, please\n":
                    self.office.start()
                    (self.out / "office-is-up").touch()
                else:
                    print(line, end="", flush=True)
            return actor.wait(_LONGEST) == 0

    def _actor(self, scene: str, home: Path) -> subprocess.Popen[str]:
        (self.out / NEXT).write_text(scene, encoding="utf-8")
        line = [*self.program, "--home", str(home), "--out", str(self.out), "--backoffice", self.office.url]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment)

    def _passed(self, step: str) -> None:
        print(f"  passed  {step}", flush=True)


def main() -> int:
    """Play the day; 0 when every step passed."""
    parser = argparse.ArgumentParser(prog="python -m mobile_office.demo.day", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/day"), help="where pictures are left")
    parser.add_argument("--program", type=Path, help="the actor of a bundle, instead of this checkout's")
    options = parser.parse_args()
    out = options.out.resolve()
    program = [str(options.program.resolve())] if options.program else _ACTOR
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    print("The scripted day")
    with tempfile.TemporaryDirectory() as folder:
        is_passed = Director(Path(folder), out, program).day()
    for name in (NEXT, "shown", "office-is-up"):
        (out / name).unlink(missing_ok=True)
    pictures = len(list(out.glob("*.png")))
    print(f"{'Every step passed' if is_passed else 'THE DAY FAILED'}; {pictures} pictures in {out}")
    return 0 if is_passed else 1


if __name__ == "__main__":
    sys.exit(main())
