"""A target of the fuzzer: one parser, what it may refuse with, and the limits that hold for every input.

No crash means: nothing is raised but what the parser documents. A fault names types and places, never the input's words.
"""

import resource
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.sweeps.tree import ROOT

SECONDS = 2.0  # of work for each input; waiting for a busy machine does not count
MEMORY_MB = 512  # that an input may add at its highest
SIGNED = 1_000_000  # bytes: what is larger is not signed anew, which would take longer than reading it
Seeds = Callable[[], tuple[bytes, ...]]


def _none() -> tuple[bytes, ...]:
    return ()


@dataclass(frozen=True)
class Target:
    """A parser at the edge. `run` may raise `refusals` only; `seeds` are inputs it takes.

    `largest` are the bytes the long form tries; `heavy` are the worst that fits into what the program takes in.
    """

    name: str
    run: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    seeds: Seeds
    largest: int = 4096
    heavy: Seeds = _none
    is_json: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong with an input: `crash`, `slow` or `memory`, and where or how much."""

    kind: str
    what: str


def judge(target: Target, data: bytes) -> Fault | None:
    """Give one input to a target; None where every limit holds."""
    before, began = _forget_peak(), time.process_time()
    try:
        target.run(data)
    except target.refusals:
        pass
    except Exception as error:  # noqa: BLE001  # that there is one is the finding
        return Fault("crash", place_of(error))
    took, grown = time.process_time() - began, _peak_mb() - before
    if took > SECONDS:
        return Fault("slow", f"{took:.1f} s")
    return Fault("memory", f"{grown:.0f} MB") if grown > MEMORY_MB else None


def place_of(error: BaseException) -> str:
    """Its type, and the innermost of our lines it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/mobile_office/" in frame.filename] or frames
    last = ours[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} {last.name}"


def keep(target: Target, data: bytes, folder: Path = ROOT / "build" / "fuzz") -> Path:
    """Write a failing input down, to be tried again."""
    from hashlib import sha256

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{target.name}-{sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def _forget_peak() -> float:
    """Let the highest memory so far count as the present one; the present one in megabytes."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:  # another system: growth beyond the highest so far is still seen
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return _peak_mb()


def _peak_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
