"""The shelves of the catalogue (services, fees, code lists, fields, tours, streets) as files, read to be inspected.

Whoever checks or publishes what an administrator writes reads it here; broken files are findings, never errors.
"""

import contextlib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mobile_office import resources, sentences
from mobile_office.domain import codelists, service_file
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import Damaged
from mobile_office.domain.inspection import (
    STREETS,
    TRIED,
    Around,
    Finding,
    Identity,
    findings,
    identity_of,
    joined,
    sentences_by_language,
    street_findings,
)
from mobile_office.domain.service import LANGUAGES
from mobile_office.domain.service_proof import Shelf
from mobile_office.domain.toml_values import Flaw
from mobile_office.publication import LARGEST, Kind
from mobile_office.store import catalog

_TABLE = re.compile(r"(\w+-)?\d{4}-\d\d-\d\d(\.\d+)?")  # what a fee table's file is called
_SHEETS = {".ods", ".xls", ".xlsx", ".xlsm", ".numbers"}


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: its bytes, what it is, and everything there is to say about it."""

    file: Path
    content: bytes
    identity: Identity
    findings: tuple[Finding, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, lower-case hex."""
        return hashlib.sha256(self.content).hexdigest()


def check(files: Iterable[Path], around: Around) -> dict[Path, tuple[Finding, ...]]:
    """Everything there is to say about each file; a service may use the lists and tables that come with it."""
    return {sheet.file: sheet.findings for sheet in look(files, around)}


def look(files: Iterable[Path], around: Around) -> tuple[Sheet, ...]:
    """Each file, read once and checked against what there is and the others."""
    texts = {file: _text(file) for file in files}
    beside = joined(
        around,
        [(file.stem, text) for file, text in texts.items() if isinstance(text, str) and not _is_csv(file)],
    )
    unread = {file.stem for file, text in texts.items() if not isinstance(text, str) or not _parsed(text)}
    return tuple(_blameless(_sheet(file, text, around, beside), unread) for file, text in texts.items())


def _blameless(sheet: Sheet, unread: set[str]) -> Sheet:
    """Without what is only missing because a file beside it could not be read: that one is told of itself."""
    no_fees = any(_TABLE.fullmatch(name) for name in unread)
    kept = tuple(
        finding
        for finding in sheet.findings
        if not (finding.code == "list_unknown" and finding.gaps["list"] in unread)
        and not (finding.code == "fee_item_unknown" and no_fees)
    )
    return replace(sheet, findings=kept)


def is_waiting(sheets: Iterable[Sheet]) -> bool:
    """Whether there is a service whose samples could not be tried yet."""
    return any(
        sheet.identity.kind == Kind.SERVICE and any(finding.code not in TRIED for finding in sheet.findings)
        for sheet in sheets
    )


def _sheet(file: Path, text: str | Finding, around: Around, beside: Around) -> Sheet:
    if isinstance(text, Finding):
        return Sheet(file, b"", Identity("", file.stem), (text,))
    held = text.encode("utf-8")
    if _is_csv(file):
        return Sheet(file, held, Identity(STREETS, file.stem), street_findings(text, file.stem))
    identity = identity_of(_parsed(text), file.stem)
    return Sheet(file, held, identity, findings(text, file.stem, around, beside))


def _is_csv(file: Path) -> bool:
    return file.suffix.lower() == ".csv"


def told_apart(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets, each once: of two that are the same thing with other bytes the second has a finding more."""
    first: dict[Identity, Sheet] = {}
    kept = []
    for sheet in sheets:
        named = sheet.identity.kind and sheet.identity.name  # a broken file is nothing yet
        earlier = first.setdefault(sheet.identity, sheet) if named else sheet
        if sheet is not earlier and sheet.digest == earlier.digest:
            continue
        if sheet is not earlier:
            twice = Finding(1, "file_twice", {"name": sheet.identity.name, "other": earlier.file.name})
            sheet = replace(sheet, findings=(*sheet.findings, twice))
        kept.append(sheet)
    return tuple(kept)


def identities(folder: Path) -> dict[Identity, str]:
    """What each file of a resources folder is, and SHA-256 (hex) of its bytes; broken ones are left out."""
    found = {}
    paths = [folder / "fields.toml"]
    for shelf in ("services", "fees", "codelists"):
        paths += sorted((folder / shelf).glob("*.toml"))
    for path in paths:
        text = _text(path)
        if isinstance(text, str) and (data := _parsed(text)):
            found[identity_of(data, path.stem)] = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return found


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


def fixed(known: Mapping[Identity, str]) -> dict[Identity, str]:
    """Of what there is, what never changes: a case names services and fees with their version, for ever."""
    return {of: digest for of, digest in known.items() if of.kind in (Kind.SERVICE, Kind.FEES)}


def sentence(finding: Finding) -> str:
    """What is wrong and what to do, in the chosen language."""
    gaps = dict(finding.gaps)
    if finding.code == "sample_problem":  # a problem has its own sentence, filled by what begins with of_
        own = str(gaps.get(f"own_{sentences.language()}", "–"))
        said = sentences.sentences(sentences.language()).get(f"problems.{gaps['code']}", own)
        gaps["said"] = re.sub(r"\{(\w+)\}", lambda gap: str(gaps.get(f"of_{gap[1]}", "…")), said)
    said = sentences.say(f"finding.{finding.code}", **gaps)
    return f"{said} {sentences.say('services.meant', meant=gaps['meant'])}" if gaps.get("meant") else said


def _text(file: Path) -> str | Finding:
    """What a file holds, or why it cannot be read."""
    try:
        with file.open("rb") as opened:
            held = opened.read(LARGEST + 1)
    except OSError:
        return Finding(1, "not_readable", {})
    if len(held) > LARGEST:
        return Finding(1, "too_large", {"most": LARGEST // 1024**2})
    if file.suffix.lower() in _SHEETS:
        return Finding(1, "spreadsheet", {})
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as reason:
        return Finding(held[: reason.start].count(b"\n") + 1, "not_utf8", {})


def _parsed(text: str) -> dict[str, Any]:
    """The data of a TOML text, nothing where it is broken: that is a finding already."""
    try:
        return service_file.parsed(text)
    except Flaw:
        return {}


def _own_or_ours(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else resources.folder() / name


def _toml(path: Path) -> dict[str, Any]:
    """The data of a file, nothing where it is broken: whoever names it on the command line is told."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
