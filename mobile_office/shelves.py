"""The shelves of the catalogue (services, fees, code lists, shared fields) as files, read to be inspected.

Whoever checks or publishes what an administrator writes reads it here; broken files are findings, never errors.
"""

import contextlib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mobile_office import resources, sentences
from mobile_office.domain import codelists
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import Damaged
from mobile_office.domain.inspection import Around, Finding, findings, joined, sentences_by_language
from mobile_office.domain.service import LANGUAGES
from mobile_office.domain.service_proof import Shelf
from mobile_office.store import catalog


def check(files: Iterable[Path], around: Around) -> dict[Path, tuple[Finding, ...]]:
    """Everything there is to say about each file; a service may use the lists and tables that come with it."""
    texts = {file: _text(file) for file in files}
    beside = joined(around, {file.stem: text for file, text in texts.items() if isinstance(text, str)})
    return {
        file: findings(text, file.stem, around, beside) if isinstance(text, str) else (text,)
        for file, text in texts.items()
    }


def surroundings(folder: Path) -> Around:
    """What there is in a resources folder to check a file against; what is broken there counts as missing."""
    lists = {}
    for path in sorted((folder / "codelists").glob("*.toml")):
        with contextlib.suppress(OSError, ValueError, Damaged):
            lists[path.stem] = codelists.read(path.stem, path.read_text(encoding="utf-8"))
    problems = {
        language: _toml(_own_or_ours(folder, f"i18n/{language}/problems.toml")).get("problems", {})
        for language in LANGUAGES
    }
    icons = frozenset(path.stem for path in _own_or_ours(folder, "icons").glob("*.svg"))
    shelf = Shelf(CodeLists(lists), sentences_by_language(problems), icons)
    return Around(_toml(folder / "fields.toml"), catalog.load_fees(folder)[0], shelf)


def sentence(finding: Finding) -> str:
    """What is wrong and what to do, in the chosen language."""
    gaps = dict(finding.gaps)
    if finding.code == "sample_problem":  # a problem has its own sentence, filled by what begins with of_
        said = sentences.sentences(sentences.language()).get(f"problems.{gaps['code']}", "–")
        gaps["said"] = re.sub(r"\{(\w+)\}", lambda gap: str(gaps.get(f"of_{gap[1]}", "…")), said)
    said = sentences.say(f"finding.{finding.code}", **gaps)
    return f"{said} {sentences.say('services.meant', meant=gaps['meant'])}" if gaps.get("meant") else said


def _text(file: Path) -> str | Finding:
    """What a file holds, or why it cannot be read."""
    try:
        held = file.read_bytes()
    except OSError:
        return Finding(1, "not_readable", {})
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as reason:
        return Finding(held[: reason.start].count(b"\n") + 1, "not_utf8", {})


def _own_or_ours(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else resources.folder() / name


def _toml(path: Path) -> dict[str, Any]:
    """The data of a file, nothing where it is broken: whoever names it on the command line is told."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
