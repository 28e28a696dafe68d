"""The town hall (Rathaus): a real office over TLS in a process of its own, set up by nothing but its commands."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

from mobile_office.backoffice.__main__ import main as office_command
from mobile_office.sync.code import Code
from mobile_office.ui import words


@dataclass(frozen=True)
class TownHall:
    """An administrator's place at an office: its database and its keys."""

    database: str
    keys: Path

    def order(self, command: str, *arguments: str | Path) -> list[str]:
        """Type a command; the lines it prints."""
        said = io.StringIO()
        with redirect_stdout(said):
            code = office_command([command, *self._where(), *map(str, arguments)])
        words.use("de")  # the command speaks the language of whoever runs it; here both are one process
        assert code == 0, said.getvalue()
        return said.getvalue().splitlines()

    def person(self, name: str, role: str) -> tuple[str, str]:
        """Enter somebody; their id and their one-time code."""
        lines = self.order("add-person", "--name", name, "--role", role)
        return _after("person", lines), _after("code", lines)

    def device(self, letter: str, kind: str, url: str, *more: str) -> Code:
        """Invite a device that will reach the office at `url`; its code as a scanner reads it."""
        lines = self.order("enrol", "--letter", letter, "--kind", kind, "--address", url, *more)
        return replace(Code.read(_after("code", lines)), address=url)

    def confirm(self, letter: str, fingerprint: str) -> None:
        """Compare what a laptop's screen shows, digit by digit."""
        (waiting,) = (line.split() for line in self.order("confirm") if line.split()[0] == letter)
        self.order("confirm", "--device", waiting[2], "--fingerprint", fingerprint)

    @contextmanager
    def open(self, log: Path) -> Iterator[int]:
        """Serve over TLS as `localhost`, from a process of its own; gives the port."""
        line = [sys.executable, "-m", "mobile_office.backoffice", "serve", *self._where()]
        line += ["--tls", "--name", "localhost", "--port", "0"]
        with (
            log.open("wb") as said,
            subprocess.Popen(line, stdout=subprocess.PIPE, stderr=said, text=True) as process,
        ):
            try:
                assert process.stdout is not None
                told = process.stdout.readline()
                assert told, log.read_text(encoding="utf-8")
                yield int(told.strip().rpartition(":")[2])
            finally:
                process.terminate()

    def _where(self) -> list[str]:
        return ["--database", self.database, "--keys", str(self.keys)]


def _after(word: str, lines: list[str]) -> str:
    return next(line.split()[1] for line in lines if line.startswith(f"{word} "))
