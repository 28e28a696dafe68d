"""`make leaks`: the canary citizen's day below strace, then the controls, into build/leaks.json; 1 when one is wrong."""

import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6.QtCore

from mobile_office import VERSION
from tests.leaks import control, director, trace
from tests.leaks.scanner import Leak
from tests.leaks.scanning import SCAN, paper
from tests.leaks.scenes import FOLDER, LIST, residents
from tests.leaks.search import Search

_WATCHED = ("home", "tmp", "run", "stick", director.WORK)
_OWN = (*_WATCHED, director.SHOWN, "given")
_LEFT_ALONE = ("PATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "PYTHONPATH")


def main() -> int:
    """Play, search, write the report, say it in a few lines."""
    if shutil.which("strace") is None:
        print("make leaks needs strace, which shows what a program writes. Please install it.")
        return 2
    began = time.monotonic()
    with TemporaryDirectory(prefix="leaks-") as name:
        root = Path(name).resolve()
        _prepare(root)
        is_played, day = _play(root)
        _, caught = _play(root, "--control")
        report = _report(day, caught, is_played)
    report["seconds"] = round(time.monotonic() - began, 1)
    Path("build").mkdir(exist_ok=True)
    text = json.dumps(report, indent=1, ensure_ascii=False)
    Path("build/leaks.json").write_text(text + "\n", encoding="utf-8")
    return _tell(report, day.leaks)


def _prepare(root: Path) -> None:
    """A fresh home, and what the citizen and the care home bring with them."""
    for folder in _OWN:
        (root / folder).mkdir(mode=0o700)
    (root / director.SHOWN / FOLDER).mkdir()
    (root / "given" / LIST).write_bytes(residents())
    (root / "given" / SCAN).write_bytes(paper())


def _play(root: Path, *more: str) -> tuple[bool, Search]:
    """Play below strace and search; whether everything was played, and what was found."""
    record = root / f"trace{'-'.join(more)}"
    line = [*trace.command(record), sys.executable, "-m", "tests.leaks.director", str(root), *more]
    with (root / "said").open("w") as said:
        done = subprocess.run(line, env=_environment(root), stdout=said, stderr=said, check=False)
    if done.returncode:
        # Only this harness' own words: where a scene stops it names what it looked for.
        lines = (root / "said").read_text(errors="replace").splitlines()[-12:]
        print("\n".join(["The day could not be played to its end:", *lines]))
    search = Search((root / director.SHOWN, root / director.WORK / "office"))
    search.read(record)
    search.look(*(root / folder for folder in _WATCHED), root / "said")
    return done.returncode == 0, search


def _environment(root: Path) -> dict[str, str]:
    own = {name: os.environ[name] for name in _LEFT_ALONE if name in os.environ}
    return own | {
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "tmp"),
        "XDG_RUNTIME_DIR": str(root / "run"),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",  # these modules hold the canary's words
    }


def _report(day: Search, caught: Search, is_played: bool) -> dict[str, object]:
    hit = {leak.step for leak in caught.leaks}
    missed = [name for name in control.CONTROLS if f"control: {name}" not in hit]
    return {
        "use_cases": len(day.steps),
        "hits": len(day.leaks),
        "control_hits": len(control.CONTROLS) - len(missed),
        "controls": len(control.CONTROLS),
        "missed": missed,
        "is_played": is_played,
        "arrived": sorted(day.arrived),  # words that reached the office: the canary was really there
        "where": _where(day.leaks),
        "calls": day.calls,
        "written_bytes": day.bytes,
        "allowed": ["the papers a person saves or prints", "the office's own database"],
        "names": day.steps,
        "date": datetime.now(UTC).date().isoformat(),
        "versions": {
            "mobile-office": VERSION,
            "python": platform.python_version(),
            "qt": PySide6.QtCore.qVersion(),
            "strace": _strace(),
        },
    }


def _where(leaks: Sequence[Leak]) -> list[dict[str, str]]:
    return [{"kind": one.kind, "what": one.word, "form": one.form, "step": one.step} for one in leaks]


def _strace() -> str:
    told = subprocess.run(["strace", "-V"], capture_output=True, text=True, check=True).stdout
    return told.split()[-1] if not told else told.splitlines()[0].split()[-1]


def _tell(report: dict[str, object], leaks: Sequence[Leak]) -> int:
    for leak in leaks:
        print(f"  LEAK  {leak.kind}: {leak.word} ({leak.form}), while: {leak.step}")
    for name in report["missed"]:  # type: ignore[attr-defined]
        print(f"  MISSED  the control: {name}")
    print(
        f"{report['use_cases']} use cases, {report['hits']} hits; {report['control_hits']} of "
        f"{report['controls']} controls caught; {report['seconds']} s"
    )
    if not report["arrived"]:
        print("  NOTHING of the canary reached the office: the day was somebody else's")
    is_proof = report["is_played"] and report["arrived"] and not report["missed"]
    return 0 if is_proof and not report["hits"] else 1


if __name__ == "__main__":
    sys.exit(main())
