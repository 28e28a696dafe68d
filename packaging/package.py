"""`make package`: builds the bundle, proves it, and writes down what it weighs and how soon it starts.

Leaves `build/package/mobile-office/` (to ship), `build/package/day/` (pictures) and `build/package.json`.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import PySide6
from bundle import ROOT, Bundle, build
from proof import Failed, Proof

BUILD = ROOT / "build"
OUT = BUILD / "package"


def main() -> int:
    """Build and prove; 0 when the bundle may be shipped."""
    print("Building the bundle (about a minute) ...", flush=True)
    build(OUT, BUILD / "pyinstaller")
    made = Bundle(OUT / "mobile-office")
    if problems := made.problems():
        print("The bundle is not fit to ship:", *problems, sep="\n  ", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        proof = Proof(made.folder, OUT / "actor", Path(folder) / "proof")
        try:
            proof.commands()
            bundled, checkout = proof.start_ms()
            proof.day(OUT / "day")
        except Failed as failed:
            print(f"The bundle is not fit to ship: {failed}", file=sys.stderr)
            return 1
    shutil.rmtree(OUT / "actor")
    _write(made, bundled, checkout)
    return 0


def _write(made: Bundle, bundled: int, checkout: int) -> None:
    figures = {
        "size_mb": made.size_mb(),
        "files": len(made.files()),
        "start_ms": bundled,
        "start_from_checkout_ms": checkout,
        "python": platform.python_version(),
        "qt": PySide6.__version__,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {' '.join(platform.libc_ver())}",
        "load_1min": round(os.getloadavg()[0], 2),
        "date": datetime.now(UTC).date().isoformat(),
    }
    (BUILD / "package.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(
        f"{made.folder.relative_to(ROOT)}: {figures['size_mb']} MB in {figures['files']} files; the unlock "
        f"window is painted {bundled} ms after the start (from the checkout: {checkout} ms)"
    )


if __name__ == "__main__":
    sys.exit(main())
