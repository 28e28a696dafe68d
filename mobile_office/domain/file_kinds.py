"""What a TOML file of an administrator is, by what stands in it: a service, fees, a code list, fields, or tours.

Nothing in the file says so outright, so the keys are asked, mistyped ones too: `[[stops]]` is a tour plan with a
mistake, not a service without everything. What cannot be told is "", and then nothing else is said of the file.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from mobile_office.domain.fee_tables import file_of

SHARED = ("field", "section", "rule", "evidence")  # the tables of fields.toml
_KEYS = {
    "codes": "codelist",
    "stop": "tours",
    "item": "fees",
    "reduction": "fees",
    "valid_from": "fees",
    "field": "fields",
    "section": "service",
    "rule": "service",
    "evidence": "service",
    "fee": "service",
    "sample": "service",
    "counter_sample": "service",
    "legal_basis": "service",
    "next_steps": "service",
    "papers": "service",
    "keywords": "service",
    "id": "service",
}
_NEAR = 0.75  # like `stops` and `stop`; less is another word


class Identity(NamedTuple):
    """What a file is: its kind, its name, and its version (of a service or a fee table, else 0)."""

    kind: str
    name: str
    version: int = 0


def kind_of(data: Mapping[str, Any], name: str = "") -> str:
    """The kind: "codelist", "fees", "fields", "tours", "service", or "" when it cannot be told.

    `name` is the file's name without the ending, where it has one.
    """
    if "codes" in data:
        return "codelist"
    if "stop" in data:
        return "tours"
    if isinstance(data.get("item"), dict) or "reduction" in data or "valid_from" in data:
        return "fees"
    if "id" not in data and (name == "fields" or any(isinstance(data.get(key), dict) for key in SHARED)):
        return "fields"
    for key in data:
        if key in _KEYS:
            return _KEYS[key]
    for key in data:
        for near in get_close_matches(key, _KEYS, n=1, cutoff=_NEAR):
            return _KEYS[near]
    return ""


def identity_of(data: Mapping[str, Any], name: str) -> Identity:
    """What a TOML file is; `name` is its name without the ending. What is missing in it is empty or 0."""
    kind, said = kind_of(data, name), data.get("version")
    version = said if isinstance(said, int) and not isinstance(said, bool) else 0
    if kind == "service":
        named = data.get("id")
        return Identity(kind, named if isinstance(named, str) else "", version)
    if kind == "fees":
        return Identity(kind, file_of(data.get("series", ""), data.get("valid_from", "")), version)
    return Identity(kind, "fields" if kind == "fields" else name)
