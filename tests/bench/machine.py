"""The machine a measurement was made on: without it a figure says nothing."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PySide6.QtCore import qVersion
from sqlcipher3 import dbapi2

from tests import postgres


def machine(folder: Path) -> dict[str, Any]:
    """Processor, memory, disk under `folder`, system, and the versions that matter. No name, no address."""
    return {
        "cpu": _processor(),
        "cores": os.cpu_count(),
        "memory_mb": _memory_mb(),
        "load_1min": round(os.getloadavg()[0], 2),
        "kernel": f"{platform.system()} {platform.release()}",
        "disk": _disk(folder),
        "python": platform.python_version(),
        "qt": qVersion(),
        "sqlite": dbapi2.sqlite_version,
        "sqlcipher": _sqlcipher(),
        "postgresql": _postgresql(),
        **{name: version(name) for name in ("uvicorn", "fastapi", "httpx", "psycopg", "sqlalchemy")},
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _postgresql() -> str:
    programs = postgres.binaries()
    if programs is None:
        return "none"
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return told.stdout.split()[-1]


def _memory_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def _disk(folder: Path) -> dict[str, str]:
    """The file system the stores lie on: the longest mount point above the folder."""
    whole = folder.resolve()
    mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    above = [mount for mount in mounts if whole.is_relative_to(mount[1])]
    device, _, kind, options, *_ = max(above, key=lambda mount: len(mount[1]))
    return {"device": device, "filesystem": kind, "options": options}


def _sqlcipher() -> str:
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
        return str(row[0]) if row else "none"
    finally:
        connection.close()
