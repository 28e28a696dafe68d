"""Answers by path: `persons.0.family_name` names one place in the nested JSON of a form.

A part of digits is a place in a list. Pure functions; the answers given are not changed.
"""

import copy
from itertools import pairwise
from typing import Any

_MOST_ITEMS = 100  # of a repeated section; a path beyond it is a bug, not a big family


def with_answer(answers: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The answers with one of them changed; None takes it out. Raises ValueError for an impossible path."""
    changed = dict(answers)
    *_, last = parts = _parts(path)
    place: Any = changed
    for part, following in pairwise(parts):
        if value is None and not _has(place, part):
            return changed
        place = _step(place, part, [] if isinstance(following, int) else {})
    if value is not None:
        _put(place, last, value)
    elif _has(place, last):
        del place[last]
    return changed


def without_item(answers: dict[str, Any], path: str, index: int) -> dict[str, Any]:
    """The answers with one item of a repeated section taken out; unchanged when it is not there."""
    changed = dict(answers)
    place: Any = changed
    for part in _parts(path):
        if not _has(place, part):
            return changed
        place = _step(place, part, {})
    if isinstance(place, list) and 0 <= index < len(place):
        del place[index]
    return changed


def _parts(path: str) -> list[str | int]:
    parts: list[str | int] = [int(p) if p.isascii() and p.isdigit() else p for p in path.split(".")]
    if "" in parts or isinstance(parts[0], int):
        raise ValueError("not a path of answers")
    return parts


def _has(place: Any, part: str | int) -> bool:
    if isinstance(part, int):
        return isinstance(place, list) and part < len(place)
    return isinstance(place, dict) and part in place


def _step(place: Any, part: str | int, empty: Any) -> Any:
    """One level down, in a copy of its own: what lies beside the path is shared with the answers given."""
    is_there = _has(place, part) and place[part] is not None
    _put(place, part, copy.copy(place[part]) if is_there else empty)
    return place[part]


def _put(place: Any, part: str | int, value: Any) -> None:
    if isinstance(part, int) and isinstance(place, list) and part < _MOST_ITEMS:
        place.extend({} for _ in range(part + 1 - len(place)))
        place[part] = value
    elif isinstance(part, str) and isinstance(place, dict):
        place[part] = value
    else:
        raise ValueError("not a path of these answers")
