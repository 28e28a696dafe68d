"""The demonstration's back office: the real server as its own process on a loopback port."""

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from mobile_office.domain.errors import Trouble
from mobile_office.domain.people import Role

_PROGRAM = (sys.executable, "-m", "mobile_office.backoffice")
_STREAM = "03241001"  # Hannover (AGS)


class DemoOffice:
    """An office in a folder. Use as context manager, or `start` and `stop` as the story needs."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = f"sqlite:///{folder.resolve() / 'office.db'}"
        self._port_file = folder / "port"
        self._log = folder / "office.log"
        self._server: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> str:
        """Serve on the port used before, or on a free one; returns the address."""
        port = self._port_file.read_text() if self._port_file.exists() else "0"
        self.url = self._serve(port) or self._serve("0")
        if not self.url:
            raise Trouble("office_not_started")
        self._port_file.write_text(self.url.rsplit(":", 1)[1])
        return self.url

    def stop(self) -> None:
        """Stop serving, as when the link is gone."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(20)
            if self._server.stdout:
                self._server.stdout.close()
            self._server = None

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
        return self._code("enrol", "--letter", letter, "--kind", kind, "--stream", _STREAM)

    def _code(self, command: str, *arguments: str) -> str:
        """Run a command of the office; the code stands on a line of its own."""
        line = [*_PROGRAM, command, "--database", self._database, *arguments]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        return next(text.split()[1] for text in done.stdout.splitlines() if text.startswith("code "))

    def _serve(self, port: str) -> str:
        """Start the server; its address, or nothing when it ended at once (port taken)."""
        line = [*_PROGRAM, "serve", "--database", self._database, "--host", "127.0.0.1", "--port", port]
        with self._log.open("a", encoding="utf-8") as log:
            self._server = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._server.stdout is not None
        for text in self._server.stdout:
            if found := [word for word in text.split() if word.startswith("http://")]:
                return found[0].rstrip("/.")
        self._server.wait(20)
        self._server = None
        return ""
