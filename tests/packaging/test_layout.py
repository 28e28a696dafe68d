"""Laid out as in a bundle, without a checkout around it, the program finds what it reads."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.sweeps.tree import ROOT

ASK = (
    "from mobile_office import resources; from mobile_office.store import upgrade, catalog\n"
    "from mobile_office.domain import text\n"
    "print(resources.folder()); print(upgrade.folder()); print(upgrade.branch('journal').head)\n"
    "print(len(catalog.load(resources.folder()).services)); print(text.__file__)\n"
)


def test_resources_migrations_and_code_come_from_the_installed_folder(tmp_path: Path) -> None:
    program = tmp_path / "mobile_office"
    shutil.copytree(ROOT / "mobile_office", program, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", program / "_resources")
    shutil.copytree(ROOT / "migrations", program / "_migrations")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    line = [sys.executable, "-c", ASK]
    done = subprocess.run(
        line, cwd=tmp_path, capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    resources, migrations, head, services, code = done.stdout.splitlines()
    assert resources == str(program / "_resources")
    assert migrations == str(program / "_migrations")
    assert head
    assert int(services) >= 3
    assert code.startswith(str(program))
