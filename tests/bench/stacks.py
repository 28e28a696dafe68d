"""What each thread of this process is doing, as text: the interpreter writes it down, and nobody holds a frame.

A frame of another thread (`sys._current_frames`) keeps what is local there alive. Where the observer is the last to let go,
it takes widgets apart on its own thread, and Qt with them.
"""

import faulthandler
import re
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

DEEP = 14  # calls kept of a stack
_OURS, _SCRIPT, _DAY = "mobile_office", ("mobile_office.demo", "tests"), "mobile_office.demo.day"
_ROOTS = (*(Path(sysconfig.get_path(name)) for name in ("purelib", "stdlib")), Path(__file__).parents[2])
_THREAD = re.compile(r"(?:Current t|T)hread 0x([0-9a-f]+)")
_CALL = re.compile(r'  File "(.*)", line (\d+|\?\?\?) in (.*)')


@dataclass(frozen=True)
class Call:
    """One call on a stack; `module` is dotted."""

    module: str
    function: str
    line: str


class Stacks:
    """Looks at all threads of this process; for one thread to use."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  open as long as somebody looks

    def look(self) -> dict[int, tuple[Call, ...]]:
        """The stacks by thread (`threading.get_ident`), the innermost call first."""
        self._file.seek(0)
        self._file.truncate()
        faulthandler.dump_traceback(self._file)
        self._file.seek(0)
        return parse(self._file.read().decode(errors="replace"))

    def close(self) -> None:
        """Look no more."""
        self._file.close()


def parse(text: str) -> dict[int, tuple[Call, ...]]:
    """What `faulthandler` has written, by thread."""
    found: dict[int, list[Call]] = {}
    calls: list[Call] = []
    for line in text.splitlines():
        if thread := _THREAD.match(line):
            calls = found.setdefault(int(thread[1], 16), [])
        elif call := _CALL.match(line):
            calls.append(Call(_module(call[1]), call[3], call[2]))
    return {thread: tuple(stack) for thread, stack in found.items()}


def told(stack: tuple[Call, ...], *, only_ours: bool = False) -> str:
    """A stack as `module.function:line < ...`, innermost first; the script that plays is left out."""
    parts: list[str] = []
    for call in stack:
        is_ours = call.module.startswith(_OURS) and not call.module.startswith(_SCRIPT)
        if is_ours or (not parts and not only_ours) or call.module.startswith(_DAY):
            parts.append(f"{call.module.removeprefix(f'{_OURS}.')}.{call.function}:{call.line}")
    return " < ".join(parts[:DEEP])


def _module(file: str) -> str:
    path = Path(file)
    for root in _ROOTS:
        if path.is_relative_to(root):
            path = path.relative_to(root)
            break
    return ".".join(path.with_suffix("").parts)
