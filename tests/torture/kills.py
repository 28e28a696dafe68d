"""`kill -9` at a random moment, for real: the child plays on and on until it is ended, then its home is judged.

A kill has few teeth: what was written stays in the system's memory. It finds what the program itself leaves
half done; the power cuts are the harder test.
"""

import ctypes
import json
import os
import random
import shutil
import signal
import time
import traceback
from pathlib import Path

from tests.torture.base import HOME, Prepared
from tests.torture.child import begin
from tests.torture.replay import Tally
from tests.torture.verdict import judge
from tests.torture.witness import PREFIX, Expected, Witness

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of linux/prctl.h
_LATEST = 0.8  # seconds after the start, about a third of them for opening and migrating


def kills(base: Prepared, folder: Path, seed: int, count: int) -> Tally:
    """Kill `count` children in `folder`."""
    chance, tally = random.Random(seed), Tally()
    for n in range(count):
        tally.count(_kill(base, folder / f"kill-{seed}-{n}", chance))
    return tally


def _kill(base: Prepared, folder: Path, chance: random.Random) -> tuple[str, ...]:
    shutil.copytree(base.folder, folder)
    seed, moment = chance.randrange(1 << 30), chance.uniform(0.0, _LATEST)
    child = os.fork()  # quicker than a fresh process; nothing is open in this one
    if child == 0:
        play(folder, seed)
    time.sleep(moment)
    ended, _ = os.waitpid(child, os.WNOHANG)
    if ended:
        raise RuntimeError("the child ended before it was killed")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    expected = Expected(base.store, base.files)
    for line in lines_of(folder):
        expected.hear(json.loads(line.removeprefix(PREFIX)))
    faults = judge(folder / HOME, expected)
    if not faults:
        shutil.rmtree(folder)
    return faults


def play(folder: Path, seed: int) -> None:
    """Play on and on in this process, what is promised into `folder/said`; never returns."""
    # Or it would play for ever behind a run that was ended.
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    try:
        said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        _, day = begin(folder, seed, Witness(folder / HOME, lambda line: os.write(said, line)))
        day.on_and_on()
    finally:
        traceback.print_exc()  # a day ends by a kill or by an error, and nobody else would tell that
        os._exit(1)  # never back into the parent's program


def lines_of(folder: Path) -> list[bytes]:
    """What a child has said so far, complete lines."""
    path = folder / "said"
    data = path.read_bytes() if path.exists() else b""
    return data.splitlines()[: data.count(b"\n")]
