"""A built bundle: making it, weighing it, and saying what it lacks or should not hold.

PyInstaller builds it from `mobile-office.spec`; everything it leaves lies under the folders given here.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "packaging" / "mobile-office.spec"
TOOLS = ("ldd", "objcopy", "objdump", "strip")  # PyInstaller asks them; binutils and libc bring them
LARGEST_MB = 250  # it was 210 when this was written: a toolkit or a database that slipped in is noticed
# What would be in the bundle by mistake: the office, development, the Qt that draws no window of ours.
FOREIGN = (
    "fastapi", "pydantic", "uvicorn", "mypy", "pytest", "libQt6Qml", "libQt6Quick",
    "libQt6Sql", "libQt6Test", "libQt6Pdf", "libQt6WebEngine", "libsqlite3", "libstdc++",
)  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """A folder with a program and everything it needs beside it, in `_internal`."""

    folder: Path

    @property
    def inside(self) -> Path:
        """Where the libraries, packages and resources lie."""
        return self.folder / "_internal"

    def files(self) -> list[Path]:
        """Every file once: links are not counted."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink())

    def size_mb(self) -> float:
        """What the files hold together, in millions of bytes."""
        return round(sum(path.stat().st_size for path in self.files()) / 1e6, 1)

    def problems(self) -> list[str]:
        """What speaks against shipping it, a sentence each; empty when nothing does."""
        return [*self._lacking(), *self._foreign(), *self._unlinked()]

    def _lacking(self) -> list[str]:
        lacking = [
            f"the bundle lacks {target}, or holds another one"
            for source, target in read_at_run_time()
            if not _same(source, self.inside / target)
        ]
        program = self.folder / "mobile-office"
        if not os.access(program, os.X_OK):
            lacking.append(f"{program.name} is no program")
        return lacking

    def _foreign(self) -> list[str]:
        names = [path.relative_to(self.folder) for path in self.files()]
        found = [f"{path} does not belong in it" for path in names if path.parts[-1].startswith(FOREIGN)]
        found += [f"{path} does not belong in it" for path in names if set(path.parts) & set(FOREIGN)]
        if self.size_mb() > LARGEST_MB:
            found.append(f"it holds {self.size_mb()} MB; more than {LARGEST_MB} MB needs a reason")
        here = str(ROOT).encode()
        return found + [f"{path} names {ROOT}" for path in names if here in (self.folder / path).read_bytes()]

    def _unlinked(self) -> list[str]:
        """Libraries somebody in the bundle needs that our packages bring and the bundle does not."""
        environment = {**os.environ, "LD_LIBRARY_PATH": str(self.inside)}
        ours = {path.name for path in _packages().rglob("lib*.so*")}
        missing: set[str] = set()
        for path in (path for path in self.files() if ".so" in path.name):
            done = subprocess.run(["ldd", path], capture_output=True, text=True, check=False, env=environment)
            missing |= {line.split()[0] for line in done.stdout.splitlines() if line.endswith("not found")}
        return [f"nothing in the bundle brings {name}" for name in sorted(missing & ours)]


def read_at_run_time() -> list[tuple[Path, Path]]:
    """What the program reads as files: where it lies in the checkout, and where inside the bundle."""
    program = ROOT / "mobile_office"
    places = [
        (ROOT / "resources", Path("mobile_office/_resources")),
        (ROOT / "migrations", Path("mobile_office/_migrations")),
        (program, Path("mobile_office")),
    ]
    return [
        (path, target / path.relative_to(folder))
        for folder, target in places
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and (folder != program or path.suffix != ".py")
    ]


def build(into: Path, work: Path) -> None:
    """Build afresh: `mobile-office` and the unshipped `actor` appear in `into`.

    `work` holds what PyInstaller keeps; the home of whoever builds stays clean. Raises SystemExit with a
    sentence when a tool is missing or the build fails.
    """
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise SystemExit(
            f"To build the bundle this machine lacks: {', '.join(missing)}. Install it, then run the same "
            "command again:\n  Debian, Ubuntu:  sudo apt-get install binutils\n"
            "  Fedora:          sudo dnf install binutils"
        )
    shutil.rmtree(into, ignore_errors=True)
    line = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    line += ["--distpath", str(into), "--workpath", str(work), str(SPEC)]
    environment = {
        **os.environ,
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "PYTHONHASHSEED": "1",  # sets are compiled in the same order each time
    }
    if subprocess.call(line, env=environment) != 0:
        raise SystemExit("The bundle could not be built.")


def _packages() -> Path:
    import PySide6

    return Path(PySide6.__file__).parents[1]


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
