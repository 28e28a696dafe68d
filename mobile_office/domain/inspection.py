"""Inspection (Prüfung) of what an administrator writes: services, fees, code lists, shared fields, tours, streets.

Pure: text and surroundings in, every finding out, in the order of the lines. The command and the sweeps of the
repository ask the same. Never raises for anything a file may hold.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from mobile_office.domain import (
    codelists,
    fee_tables,
    service_file,
    service_parts,
    service_proof,
    streets,
    tours,
)
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.fee_tables import FeeTables
from mobile_office.domain.service import LANGUAGES
from mobile_office.domain.service_proof import SAMPLE_DAY, Shelf
from mobile_office.domain.toml_values import TOP, Flaw, Gathered, day, table

TRIED = frozenset({"sample_problem", "sample_label", "sample_hidden", "counter_silent"})  # by trying samples
_PARAGRAPH = re.compile(r"§+ \d|Nr\. \d")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
STREETS = "streets"
_HIGHEST = 1_000_000  # a version; nobody gets there by counting


class Identity(NamedTuple):
    """What a file is: its kind, its name, and its version (of a service or a fee table, else 0)."""

    kind: str
    name: str
    version: int = 0


@dataclass(frozen=True)
class Finding:
    """What is wrong in a line (from 1): a code with a sentence `finding.<code>`, and what fills its gaps."""

    line: int
    code: str
    gaps: Mapping[str, str | int]


@dataclass(frozen=True)
class Around:
    """What a file is checked against. `fields` is the data of fields.toml.

    `taken` are the versions that can no longer be changed: SHA-256 (hex) of the bytes of each.
    """

    fields: Mapping[str, Any]
    tables: FeeTables
    shelf: Shelf
    taken: Mapping[Identity, str] = field(default_factory=dict)

    @property
    def lists(self) -> CodeLists:
        """The code lists there are."""
        return self.shelf.lists


def kind_of(data: Mapping[str, Any]) -> str:
    """What a TOML file is, by what stands in it: "codelist", "fees", "fields", "tours" or "service"."""
    if "codes" in data:
        return "codelist"
    if "stop" in data:
        return "tours"
    if isinstance(data.get("item"), dict) or "reduction" in data or "valid_from" in data:
        return "fees"
    shared = ("field", "section", "rule", "evidence")
    return (
        "fields"
        if any(isinstance(data.get(shelf), dict) for shelf in shared) and "id" not in data
        else "service"
    )


def identity_of(data: Mapping[str, Any], name: str) -> Identity:
    """What a TOML file is; `name` is its name without the ending. What is missing in it is empty or 0."""
    kind, said = kind_of(data), data.get("version")
    version = said if isinstance(said, int) and not isinstance(said, bool) else 0
    if kind == "service":
        named = data.get("id")
        return Identity(kind, named if isinstance(named, str) else "", version)
    if kind == "fees":
        return Identity(kind, str(data.get("valid_from", "")), version)
    return Identity(kind, "fields" if kind == "fields" else name)


def joined(around: Around, files: Iterable[tuple[str, str]]) -> Around:
    """The same with the code lists, fee tables and shared fields among these files (name, text) put in place.

    One with a flaw is left out: what needs it is told so.
    """
    lists, tables, fields = dict(around.lists.lists), list(around.tables.tables), around.fields
    for name, text in files:
        found = Gathered()
        data = found.of({}, service_file.parsed, text)
        kind = kind_of(data)
        if kind == "codelist":
            made = codelists.gather(name, data, found)
            lists |= {} if found.flaws else {name: made}
        elif kind == "fees":
            table_ = fee_tables.gather(data, "", found)
            tables += [] if found.flaws else [table_]
        elif kind == "fields":
            fields = data
    shelf = replace(around.shelf, lists=CodeLists(lists))
    return replace(around, fields=fields, tables=FeeTables(tuple(tables)), shelf=shelf)


def findings(text: str, name: str, around: Around, beside: Around | None = None) -> tuple[Finding, ...]:
    """Everything there is to say about a TOML file; `name` is its name without the ending.

    A service is checked against `beside` where given: what there is, `joined` with what comes with it.
    """
    found = Gathered()
    data = found.of(None, service_file.parsed, text)
    if data is not None:
        inspect: Callable[[dict[str, Any], str, Around, Gathered], None] = {
            "codelist": _codelist,
            "fees": _fees,
            "fields": _fields,
            "service": _service,
            "tours": _tours,
        }[kind_of(data)]
        kind = kind_of(data)
        inspect(data, name, (beside or around) if kind == "service" else around, found)
        _identity(identity_of(data, name), service_file.digest_of(text), around, found)
    return _told(text, found)


def street_findings(text: str, name: str) -> tuple[Finding, ...]:
    """Everything there is to say about a street directory (CSV)."""
    found = Gathered()
    streets.inspect(text, found)
    _identity(Identity(STREETS, name), "", None, found)
    return _told(text, found)


def _told(text: str, found: Gathered) -> tuple[Finding, ...]:
    told = [Finding(flaw.line_in(text), flaw.code, flaw.gaps) for flaw in found.flaws]
    unique = {(each.line, each.code, str(each.gaps)): each for each in told}
    return tuple(sorted(unique.values(), key=lambda each: each.line))


def _identity(of: Identity, digest: str, around: Around | None, found: Gathered) -> None:
    """Names must fit where they are kept; what bears a version that is taken must be the very same."""
    if of.name and not _NAME.fullmatch(of.name):
        found.flaws.append(Flaw("name_wrong", name=of.name))
    if of.version > _HIGHEST:
        found.flaws.append(Flaw("version_high", "version =", most=_HIGHEST).within(TOP))
    if around and around.taken.get(of, digest) != digest:
        taken = [other.version for other in around.taken if other[:2] == of[:2]]
        gaps: dict[str, str | int] = {"name": of.name, "version": of.version, "next": max(taken) + 1}
        found.flaws.append(Flaw("version_taken", "version =", "valid_from =", **gaps).within(TOP))


def _service(data: dict[str, Any], name: str, around: Around, found: Gathered) -> None:
    on = found.of(None, day, data, "sample_day") or SAMPLE_DAY
    items = around.tables.keys or None
    service = service_file.gather(data, "", around.fields, around.lists, items, found)
    if service.id and name not in (service.id, f"{service.id}_v{service.version}"):
        gaps: dict[str, str | int] = {"name": name, "id": service.id, "version": service.version}
        found.flaws.append(Flaw("file_name", "id =", **gaps))
    rules = data.get("rule")
    written = (
        [rule.get("code") for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    )
    codes = [code for code in written if isinstance(code, str)]
    found.flaws += service_proof.of_form(service, around.shelf, codes)
    if not found.flaws:
        found.flaws += service_proof.of_samples(service, around.shelf, on)


def _fees(data: dict[str, Any], name: str, around: Around, found: Gathered) -> None:
    made = fee_tables.gather(data, "", found)
    if not found.flaws and name not in (made.valid_from.isoformat(), made.name):
        gaps: dict[str, str | int] = {
            "name": name,
            "id": made.valid_from.isoformat(),
            "version": made.version,
        }
        found.flaws.append(Flaw("file_name", "valid_from", **gaps))
    for shelf, entries in (("item", made.items), ("reduction", made.reductions)):
        for key, entry in entries.items():
            if not _PARAGRAPH.search(entry.paragraph):
                found.flaws.append(
                    Flaw("source_shape", "paragraph", where=key, said=entry.paragraph).within(
                        f"[{shelf}.{key}]"
                    )
                )
    for key, rule in made.reductions.items():
        if not any(ground.enough for ground in rule.grounds.values()):
            found.flaws.append(Flaw("ground_none_enough", where=key).within(f"[reduction.{key}]"))
    written = data.get("item")
    earlier = [other for other in around.tables.tables if other.valid_from < made.valid_from]
    if earlier:
        last = max(earlier, key=lambda other: (other.valid_from, other.version))
        lacking = last.items.keys() - (written.keys() if isinstance(written, dict) else set())
        if lacking:
            told: dict[str, str | int] = {"table": last.name, "items": ", ".join(sorted(lacking))}
            found.flaws.append(Flaw("fee_items_gone", "[item", **told))


def _codelist(data: dict[str, Any], name: str, around: Around, found: Gathered) -> None:
    made = codelists.gather(name, data, found)
    before = around.lists.lists.get(name)
    written = data["codes"]
    for code in before.codes if before and isinstance(written, dict) else ():
        if code not in written:  # a case that names it would show a bare code
            found.flaws.append(Flaw("code_gone", "[codes]", code=code))
    if not made.codes and not found.flaws:
        found.flaws.append(Flaw("part_missing", "[codes]", part="[codes]"))


def _tours(data: dict[str, Any], _name: str, _around: Around, found: Gathered) -> None:
    tours.gather(data, found)


def _fields(data: dict[str, Any], _name: str, around: Around, found: Gathered) -> None:
    """The shared words: each must be usable alone, with both languages."""
    for key in sorted(data.keys() - {"field", "section", "rule", "evidence"}):
        found.flaws.append(
            Flaw(
                "key_unknown",
                f"[{key}",
                f"{key} =",
                what="fields.toml",
                key=key,
                meant="field, section, rule, evidence",
            )
        )
    for shelf in ("field", "section", "rule", "evidence"):
        entries = found.of({}, table, data, shelf) if shelf in data else {}
        for key in entries:
            before = len(found.flaws)
            found.of(None, _shared, shelf, key, entries, data, around, found)
            told = {flaw.reason for flaw in found.flaws[:before]}  # of a field that a section names again
            found.flaws[before:] = [flaw for flaw in found.flaws[before:] if flaw.reason not in told]
            for flaw in found.flaws[before:]:
                flaw.part = (f"[{shelf}.{key}]", 0)


def _shared(
    shelf: str, key: str, entries: dict[str, Any], data: dict[str, Any], around: Around, found: Gathered
) -> None:
    values = table(entries, key)
    if shelf == "field":
        service_parts.field({"use": key}, data, around.lists)
    elif shelf == "section":
        section = {name: value for name, value in values.items() if name != "rules"}
        service_parts.section({"key": key, **section}, data, around.lists, found)
        for rule in values.get("rules", ()):
            found.of(None, service_parts.rule, rule, data)
    elif shelf == "rule":
        service_parts.rule({"use": key}, data)
    else:
        service_parts.evidence({"use": key}, data)


def sentences_by_language(problems: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The sentences of problems (code -> text), by language; none for one that is missing."""
    return {language: problems.get(language, {}) for language in LANGUAGES}
