"""The files of sentences (TOML, one line each): read, and changed in place without touching comments or order.

For `linguist.py`. Knows the standard library only.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from string import Formatter

_ENTRY = re.compile(r'^([A-Za-z0-9_-]+) = "((?:[^"\\]|\\.)*)"(\s*#.*)?$')
_TABLE = re.compile(r"^\[([A-Za-z0-9_-]+)\]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
Texts = dict[str, str]  # by `table.key`, in the order of the file


class Refused(Exception):
    """A file that is not taken; the text says why."""


def texts(path: Path) -> Texts:
    """A file's sentences; what stands above its first table is about the file and is none of them."""
    return _texts(path.read_text(encoding="utf-8")) if path.exists() else {}


def _texts(written: str) -> Texts:
    found = tomllib.loads(written)
    tables = ((name, entries) for name, entries in found.items() if isinstance(entries, dict))
    return {f"{name}.{key}": text for name, entries in tables for key, text in entries.items()}


def merged(path: Path, changed: Texts, order: Sequence[str]) -> str:
    """A file's text with sentences changed in their lines; new ones follow the one before them in the German file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for key in [key for key in order if key in changed]:
        table, _, name = key.partition(".")
        places = _places(lines)
        line = f'{name} = "{changed[key].translate(_ESCAPES)}"'
        if key in places:
            known = _ENTRY.match(lines[places[key]])
            assert known is not None
            lines[places[key]] = line + (known[3] or "")
            continue
        before = [
            other for other in order[: order.index(key)] if other in places and other.startswith(f"{table}.")
        ]
        if before:
            lines.insert(places[before[-1]] + 1, line)
        elif f"[{table}]" in lines:
            lines.insert(lines.index(f"[{table}]") + 1, line)
        else:
            lines += [f"[{table}]", line]
    return "\n".join([*lines, ""])


def agree(name: str, text: str, expected: Texts) -> None:
    """Raises Refused unless a file's text says exactly what it should."""
    if _texts(text) != expected:
        raise Refused(f"{name}: a sentence stands there in a way that is not understood; write one line each")


def replace(path: Path, text: str) -> None:
    """Put a file in its place, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def signed(text: str, reviewer: str, day: str) -> str:
    """Who has reviewed it, and when; nobody when sentences came that nobody vouches for."""
    text = re.sub(
        r'(?m)^reviewed_by = ".*"$', lambda _: f'reviewed_by = "{reviewer.translate(_ESCAPES)}"', text
    )
    return re.sub(r'(?m)^reviewed_on = ".*"$', f'reviewed_on = "{day if reviewer else ""}"', text)


def is_reviewed(path: Path) -> bool:
    """Whether somebody has put name and day to it."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return bool(found.get("reviewed_by") and found.get("reviewed_on"))


def _places(lines: Sequence[str]) -> dict[str, int]:
    """The line of each sentence."""
    table, found = "", {}
    for number, line in enumerate(lines):
        if heading := _TABLE.match(line):
            table = heading[1]
        elif entry := _ENTRY.match(line):
            found[f"{table}.{entry[1]}"] = number
    return found


def comments(path: Path) -> Texts:
    """What is remarked about a sentence: the comment right above it, or behind it."""
    table, remark, found = "", list[str](), dict[str, str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := _TABLE.match(line):
            table = heading[1]
        if line.startswith("#"):
            remark.append(line.lstrip("# "))
            continue
        if entry := _ENTRY.match(line):
            told = [*remark, (entry[3] or "").strip().lstrip("# ")]
            found[f"{table}.{entry[1]}"] = " ".join(part for part in told if part)
        remark = []
    return found


def gaps_differ(german: str, other: str) -> str:
    """In words, "" when both leave the same gaps."""
    try:
        wanted, got = (
            {name for _, name, _, _ in Formatter().parse(text) if name is not None}
            for text in (german, other)
        )
    except ValueError as error:
        return f"a bracket is left open ({error})"
    if wanted == got:
        return ""
    shown = [", ".join(sorted(f"{{{name}}}" for name in names)) or "none" for names in (wanted, got)]
    return f"German leaves the gaps {shown[0]}, the translation {shown[1]}"
