"""How a measured process speaks to its parent: one line, `what name=value ...`, at once.

It imports next to nothing, so that the bare side of a measurement stays bare.
"""

import os


def say(what: str, **facts: str | int | float) -> None:
    """Tell the parent that something has happened."""
    line = " ".join([what, *(f"{name}={value}" for name, value in facts.items())])
    os.write(1, f"{line}\n".encode())


def resident() -> int:
    """The resident memory of this process, bytes."""
    return _status("VmRSS:")


def peak() -> int:
    """The most memory this process has had, bytes."""
    return _status("VmHWM:")


def _status(name: str) -> int:
    with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123  pathlib would be imported for it
        for line in file:
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    raise LookupError(name)
