"""A desktop of its own (Arbeitsplatz): an X server without a screen, a session bus, and the bus of screen readers.

Nothing of the machine's own session is touched. What is missing for it is named, so that a test can say why it skips.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from tests.sweeps.tree import ROOT

_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
_REGISTRY = Path("/usr/share/dbus-1/accessibility-services/org.a11y.atspi.Registry.service")
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class Desktop:
    """Where it is. `environment` is what a program is started with on it; `bus` the session bus's address."""

    display: str
    bus: str
    environment: dict[str, str]


def missing() -> str:
    """What this machine lacks for it, as a sentence with its Debian packages; "" when everything is there."""
    needed = {
        "Xvfb (xvfb)": shutil.which("Xvfb"),
        "dbus-daemon (dbus)": shutil.which("dbus-daemon"),
        "at-spi-bus-launcher (at-spi2-core)": _SERVICE.exists() and _launcher(),
        "at-spi2-registryd (at-spi2-core)": _REGISTRY.exists(),
        "libXtst (libxtst6)": find_library("Xtst"),
    }
    lacking = [name for name, found in needed.items() if not found]
    lacking += _windows().split()
    return f"a screen reader's desktop needs {', '.join(lacking)}" if lacking else ""


def _windows() -> str:
    """The packages a window on X11 needs here."""
    line = [sys.executable, str(ROOT / "packaging" / "preflight.py"), "--window", "--packages", "apt"]
    asked = subprocess.run(
        line, env={**os.environ, "DISPLAY": ":0"}, capture_output=True, text=True, check=False
    )
    return asked.stdout


@contextmanager
def desktop(folder: Path, *screens: str) -> Iterator[Desktop]:
    """Start everything; `screens` are sizes (`1366x768x24`), one screen of that when none is named.

    `folder` must have a short path: sockets lie in it. All of it ends with the context.
    """
    folder.chmod(0o700)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "QT_", "AT_SPI"))}
    kept |= {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "GSETTINGS_BACKEND": "memory"}
    for name in ("WAYLAND_DISPLAY", "SESSION_MANAGER", "NO_AT_BRIDGE"):
        kept.pop(name, None)
    with ExitStack() as running:
        display = _display(running, screens or ("1366x768x24",))
        (folder / "bus.conf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
        line = ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--print-address=1", "--nofork"]
        environment = {**kept, "DISPLAY": display}
        address = _started(running, line, environment).strip()
        environment |= {"DBUS_SESSION_BUS_ADDRESS": address, "QT_QPA_PLATFORM": "xcb"}
        _start(running, [*_launcher(), "--launch-immediately"], environment)
        yield Desktop(display, address, environment)


def _display(running: ExitStack, screens: Sequence[str]) -> str:
    read, write = os.pipe()
    line = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-noreset", "-ac"]
    for number, size in enumerate(screens):
        line += ["-screen", str(number), size]
    try:
        _start(running, line, dict(os.environ), (write,))
    finally:
        os.close(write)
    with os.fdopen(read) as told:
        return f":{told.readline().strip()}"


def _started(running: ExitStack, line: Sequence[str], environment: dict[str, str]) -> str:
    """Start something that says one line once it is ready."""
    process = _start(running, line, environment)
    assert process.stdout is not None
    return process.stdout.readline()


def _start(
    running: ExitStack, line: Sequence[str], environment: dict[str, str], kept: Sequence[int] = ()
) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        line,
        env=environment,
        pass_fds=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    running.callback(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _launcher() -> list[str]:
    """How the bus of screen readers is started here; its place differs from system to system."""
    found = re.search(r"^Exec=(.+)$", _SERVICE.read_text(encoding="utf-8"), re.MULTILINE)
    return shlex.split(found[1]) if found else []
