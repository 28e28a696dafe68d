"""The process keeps its memory to itself, is alone in its home, and leaves nothing to its successor."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mobile_office import process
from mobile_office.domain.errors import AlreadyOpen
from mobile_office.process import Instance

ROOT = Path(process.__file__).parents[1]


def run(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_a_hardened_process_leaves_no_core_and_says_so() -> None:
    code = (
        "import os, resource\n"
        "from mobile_office import process\n"
        "print(process.is_hardened())\n"
        "process.harden()\n"
        "print(process.is_hardened(), resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    assert run(code).stdout.split("\n")[:2] == ["False", "True (0, 0)"]


def test_a_second_process_in_the_same_home_is_turned_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    code = (
        "import sys, pathlib\nfrom mobile_office.process import Instance\nInstance(pathlib.Path(sys.argv[1]))"
    )
    with Instance(home):
        with pytest.raises(AlreadyOpen):
            Instance(home)
        assert "AlreadyOpen" in run(code, home).stderr
    assert run(code, home).returncode == 0
    Instance(home).release()


def test_releasing_twice_is_no_trouble(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    instance.release()
    instance.release()


def test_a_killed_process_gives_its_home_free(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, time\n"
        "from mobile_office.process import Instance\n"
        "held = Instance(pathlib.Path(sys.argv[1]))\n"
        "print('held', flush=True)\n"
        "time.sleep(30)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyOpen):
            Instance(tmp_path)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    Instance(tmp_path).release()


FRESH = """
import os, pathlib, signal, sys
from mobile_office import process

def holds(mirrored):
    # the needle is never in memory the right way round, unless somebody left it there
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            place, mode = line.split()[:2]
            begin, end = (int(number, 16) for number in place.split("-"))
            if "rw" not in mode or "[v" in line:
                continue
            try:
                memory.seek(begin)
                if mirrored in memory.read(end - begin)[::-1]:
                    return True
            except OSError:
                continue
    return False

home = pathlib.Path(sys.argv[1])
mirrored = (home / "mirrored").read_bytes()
times = len((home / "runs").read_text())
(home / "runs").write_text("x" * (times + 1))
instance = process.Instance(home)
blocked = signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, [])
others = sorted(int(n) for n in os.listdir("/proc/self/fd") if int(n) > 2)
leaked = any(os.path.exists(f"/proc/self/fd/{n}") and "leak" in os.readlink(f"/proc/self/fd/{n}") for n in others)
if times == 0:
    key = mirrored[::-1]
    leak = os.open(home / "leak", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(leak, True)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    print(os.getpid(), "old", holds(mirrored))
    process.replace()
print(os.getpid(), "fresh", holds(mirrored), leaked, blocked, sys.argv[2])
"""


def test_the_successor_has_the_same_number_and_arguments_and_nothing_of_the_memory(tmp_path: Path) -> None:
    (tmp_path / "mirrored").write_bytes(os.urandom(64))
    (tmp_path / "runs").write_text("")
    done = run(FRESH, tmp_path, "--home=elsewhere")
    old, fresh = done.stdout.splitlines()
    number = old.split()[0]
    assert old == f"{number} old True", done.stderr  # the control: the search does find a key
    assert fresh == f"{number} fresh False False False --home=elsewhere"


def test_a_process_that_cannot_become_a_fresh_one_still_ends() -> None:
    code = "from mobile_office import process\nprocess.replace(['/nowhere/at/all'])\nprint('still here')"
    done = run(code)
    assert done.returncode == os.EX_SOFTWARE
    assert "still here" not in done.stdout
