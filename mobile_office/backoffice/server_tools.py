"""PostgreSQL's own programs for a copy of a whole database, `pg_dump` and `pg_restore`, where they are installed.

The password of a database's URL is handed over in the environment: every user of a machine reads its command lines.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit, urlunsplit

from mobile_office.domain.errors import NotAllowed, Trouble

_CHUNK = 1024 * 1024


def dumped(url: str) -> Iterator[bytes]:
    """A consistent copy of a database in pg_dump's own form. Raises NotAllowed("pg_dump_missing"), Trouble."""
    plain, environment = _address(url)
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--dbname={plain}"]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, env=environment) as process:
            assert process.stdout is not None
            while piece := process.stdout.read(_CHUNK):
                yield piece
        if process.returncode:
            raise Trouble("pg_dump_stopped", status=process.returncode)


def restore(url: str, content: Iterator[bytes]) -> None:
    """Put a copy into an empty database, all of it or nothing. Raises NotAllowed("pg_restore_missing"), Trouble."""
    plain, environment = _address(url)
    command = [
        _program("pg_restore"),
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
    ]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(
            [*command, f"--dbname={plain}"], stdin=subprocess.PIPE, stderr=complaints, env=environment
        ) as process:
            assert process.stdin is not None
            try:
                for piece in content:
                    process.stdin.write(piece)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it has stopped by itself; the status says so
            except BaseException:
                process.kill()  # what is not genuine is not kept: nothing was committed
                raise
        if process.returncode:
            raise Trouble("pg_restore_stopped", status=process.returncode)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotAllowed(f"{name}_missing")
    return found


def _address(url: str) -> tuple[str, dict[str, str]]:
    """The URL without its password, and the environment that holds it."""
    parts = urlsplit(url.replace("postgresql+psycopg:", "postgresql:", 1))
    environment = dict(os.environ)
    if parts.password is not None:
        environment["PGPASSWORD"] = unquote(parts.password)
        user, _, host = parts.netloc.rpartition("@")
        parts = parts._replace(netloc=f"{user.partition(':')[0]}@{host}")
    return urlunsplit(parts), environment
