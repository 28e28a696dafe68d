"""What the kernel was told, as strace wrote it down: who wrote what where, and which names were given.

Only calls that can carry something out of the process are traced; what memory a file shares is noted by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WRITES = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg", "vmsplice")
NAMES = (
    *("creat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "mknod", "mknodat"),
    *("link", "linkat", "symlink", "symlinkat", "setxattr", "lsetxattr", "fsetxattr"),
)
OPENS = ("open", "openat", "openat2")
COPIES = ("sendfile", "copy_file_range", "splice", "mmap")
NEVER = ("io_uring_setup",)  # would write past this trace
CALLS = (*WRITES, *NAMES, *OPENS, *COPIES, *NEVER, "execve", "execveat")

LONGEST = 16 * 1024 * 1024  # bytes of one write that are traced
_LINE = re.compile(rb"^(\d+) +(\w+)\((.*)$", re.DOTALL)
_STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_PLACE = re.compile(rb"^(\d+)<((?:\\x[0-9a-f]{2})*)>")
_SHARED = re.compile(rb"PROT_WRITE.*MAP_SHARED(?:_VALIDATE)?\S*, (\d+)<((?:\\x[0-9a-f]{2})*)>")
_OPEN_TO_WRITE = re.compile(rb"O_WRONLY|O_RDWR|O_CREAT")


@dataclass(frozen=True)
class Call:
    """One call: its process, the file or socket it goes to, and the texts it carries."""

    process: int
    name: str
    number: int  # of the descriptor; -1 where there is none
    place: str  # path, `socket:[...]`, `pipe:[...]`
    texts: tuple[bytes, ...]
    is_cut: bool  # longer than was traced


def command(trace: Path) -> list[str]:
    """The beginning of a command line that traces what follows."""
    wanted = ",".join(f"?{call}" for call in CALLS)  # `?`: not every machine has every call
    told = ("-f", "--seccomp-bpf", "-qq", "-y", "-v", "-xx", "--signal=none", "-s", str(LONGEST))
    return ["strace", *told, "-e", f"trace={wanted}", "-o", str(trace)]


def calls(trace: Path) -> Iterator[Call]:
    """Every call that writes, names, or opens for writing, in order."""
    with trace.open("rb") as file:
        for line in file:
            if (match := _LINE.match(line)) and (call := _call(int(match[1]), match[2].decode(), match[3])):
                yield call


def _call(process: int, name: str, rest: bytes) -> Call | None:
    if name == "mmap":
        shared = _SHARED.search(rest)
        return Call(process, name, int(shared[1]), _text(shared[2]), (), False) if shared else None
    if name in OPENS and not _OPEN_TO_WRITE.search(_STRING.sub(b"", rest)):
        return None
    place = _PLACE.match(rest)
    found = [(_bytes(match[1]), bool(match[2])) for match in _STRING.finditer(rest)]
    return Call(
        process,
        name,
        int(place[1]) if place else -1,
        _text(place[2]) if place else "",
        tuple(text for text, _ in found),
        any(cut for _, cut in found),
    )


def _bytes(escaped: bytes) -> bytes:
    return bytes.fromhex(escaped.replace(b"\\x", b"").decode())


def _text(escaped: bytes) -> str:
    return _bytes(escaped).decode(errors="replace")
