"""The demonstration's back office: the real server as its own process on a loopback port."""

import subprocess
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from mobile_office.backoffice.embedded import in_process
from mobile_office.demo import today
from mobile_office.domain.errors import Trouble
from mobile_office.domain.people import Role

_PROGRAM = (sys.executable, "-m", "mobile_office.backoffice")
_STREAM = "03241001"  # Hannover (AGS)


class DemoOffice:
    """An office in a folder. Use as context manager, or `start` and `stop` as the story needs."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = f"sqlite:///{folder.resolve() / 'office.db'}"
        self._folder = folder
        self._port_file = folder / "port"
        self._log = folder / "office.log"
        self._running = ExitStack()
        self.url = ""

    def start(self) -> str:
        """Serve on the port used before, or on a free one; returns the address. Raises Trouble."""
        kept = int(self._port_file.read_text()) if self._port_file.exists() else 0
        try:
            self.url, _ = self._running.enter_context(in_process(self._database, kept, log=self._log))
        except Trouble:  # somebody else has the port by now
            self.url, _ = self._running.enter_context(in_process(self._database, log=self._log))
        self._port_file.write_text(self.url.rsplit(":", 1)[1])
        return self.url

    def stop(self) -> None:
        """Stop serving, as when the link is gone."""
        self._running.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def add_person(self, name: str, role: Role) -> str:
        """Register somebody; returns their one-time code."""
        return self._code("add-person", "--name", name, "--role", role.value)

    def enrol(self, letter: str, kind: str) -> str:
        """Register a device; returns its one-time code."""
        return self._code("enrol", "--letter", letter, "--kind", kind, "--stream", _STREAM, "--unattended")

    def publish(self, *files: Path) -> None:
        """Publish files; what is published already stays as it is."""
        line = [*_PROGRAM, "publish", "--database", self._database, "--stream", _STREAM, *map(str, files)]
        subprocess.run(line, capture_output=True, text=True, check=True)

    def plan(self, day: date) -> None:
        """Say where the bus stands on a day and who has an appointment; again replaces what was said of that day."""
        self.publish(today.tour(self._folder, day))
        line = [*_PROGRAM, "appointments", "--database", self._database, "--stream", _STREAM]
        file = today.appointments(self._folder, day)
        subprocess.run([*line, str(file)], capture_output=True, text=True, check=True)

    def _code(self, command: str, *arguments: str) -> str:
        """Run a command of the office; the code stands on a line of its own."""
        line = [*_PROGRAM, command, "--database", self._database, *arguments]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        return next(text.split()[1] for text in done.stdout.splitlines() if text.startswith("code "))
