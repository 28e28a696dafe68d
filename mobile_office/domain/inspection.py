"""Inspection (Prüfung) of what an administrator writes: services, fees, code lists, shared fields, tours, streets.

Pure: text and surroundings in, every finding out, in the order of the lines. The command and the sweeps of the
repository ask the same. Never raises for anything a file may hold.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mobile_office.domain import (
    codelists,
    fee_proof,
    fee_tables,
    service_file,
    service_parts,
    service_proof,
    streets,
    tours,
)
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.fee_tables import FeeTables
from mobile_office.domain.file_kinds import SHARED
from mobile_office.domain.file_kinds import Identity as Identity
from mobile_office.domain.file_kinds import identity_of as identity_of
from mobile_office.domain.file_kinds import kind_of as kind_of
from mobile_office.domain.service import LANGUAGES
from mobile_office.domain.service_proof import SAMPLE_DAY, Shelf
from mobile_office.domain.toml_values import TOP, Flaw, Gathered, day, table
from mobile_office.domain.tours import Tours

_OF_SAMPLES = frozenset({"sample_problem", "sample_label", "sample_hidden", "counter_silent"})
TRIED = _OF_SAMPLES | {"version_taken", "version_high", "file_twice"}  # found when samples have been tried
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
STREETS = "streets"
_HIGHEST = 1_000_000  # a version; nobody gets there by counting
_NAMED = 8  # of many, so that the sentence stays readable


@dataclass(frozen=True)
class Finding:
    """What is wrong in a line (from 1): a code with a sentence `finding.<code>`, and what fills its gaps."""

    line: int
    code: str
    gaps: Mapping[str, str | int]


@dataclass(frozen=True)
class Around:
    """What a file is checked against. `fields` is the data of fields.toml.

    `taken` are the versions that can no longer be changed: SHA-256 (hex) of the bytes of each. `plans` are the
    tour plans by name.
    """

    fields: Mapping[str, Any]
    tables: FeeTables
    shelf: Shelf
    taken: Mapping[Identity, str] = field(default_factory=dict)
    plans: Mapping[str, Tours] = field(default_factory=dict)

    @property
    def lists(self) -> CodeLists:
        """The code lists there are."""
        return self.shelf.lists


def joined(around: Around, files: Iterable[tuple[str, str]]) -> Around:
    """The same with the lists, tables, shared fields and tour plans among these files (name, text) put in place.

    Of one with a flaw stays what can be used: it is told of where it stands, not at each service that names it.
    """
    lists, tables, fields = dict(around.lists.lists), list(around.tables.tables), around.fields
    plans = dict(around.plans)
    for name, text in files:
        found = Gathered()
        data = found.of({}, service_file.parsed, text)
        kind = kind_of(data, name)
        if kind == "codelist":
            lists[name] = codelists.gather(name, data, found)
        elif kind == "fees":
            tables.append(fee_tables.gather(data, "", found))
        elif kind == "fields":
            fields = data
        elif kind == "tours":
            plans[name] = tours.gather(data, found)
    shelf = replace(around.shelf, lists=CodeLists(lists))
    return replace(around, fields=fields, tables=FeeTables(tuple(tables)), shelf=shelf, plans=plans)


def findings(text: str, name: str, around: Around, beside: Around | None = None) -> tuple[Finding, ...]:
    """Everything there is to say about a TOML file; `name` is its name without the ending.

    Services, fees and tours are checked against `beside` where given: what there is, `joined` with what comes
    with them.
    """
    found = Gathered()
    data = found.of(None, service_file.parsed, text)
    if data is not None:
        kind = kind_of(data, name)
        inspect: Callable[[dict[str, Any], str, Around, Gathered], None] = {
            "codelist": _codelist,
            "fees": _fees,
            "fields": _fields,
            "service": _service,
            "tours": _tours,
            "": _unknown,
        }[kind]
        inspect(data, name, (beside or around) if kind in ("service", "fees", "tours") else around, found)
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
        found.flaws.append(Flaw("file_name", "id =", name=name, id=service.id, version=service.version))
    rules = data.get("rule")
    written = (
        [rule.get("code") for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    )
    codes = [code for code in written if isinstance(code, str)]
    found.flaws += service_proof.of_form(service, around.shelf, codes)
    if not found.flaws:
        found.flaws += service_proof.of_samples(service, around.shelf, on)


def _unknown(_data: dict[str, Any], _name: str, _around: Around, found: Gathered) -> None:
    found.flaws.append(Flaw("kind_unknown"))


def _fees(data: dict[str, Any], name: str, around: Around, found: Gathered) -> None:
    made = fee_tables.gather(data, "", found)
    if not found.flaws and name != made.name and (name != made.file or made.version > 1):
        called = made.file if made.version == 1 else made.name
        found.flaws.append(Flaw("fee_file_name", "valid_from", name=name, called=called))
    if "item" in data:
        found.flaws += fee_proof.of_table(made, around.tables)


def _codelist(data: dict[str, Any], name: str, around: Around, found: Gathered) -> None:
    made = codelists.gather(name, data, found)
    before = around.lists.lists.get(name)
    written = data.get("codes")
    if not isinstance(written, dict):
        return  # told already
    for code, known in before.codes.items() if before else ():
        now = made.codes.get(code)
        if code not in written:  # a case that names it would show a bare code
            found.flaws.append(Flaw("code_gone", "[codes]", code=code))
        elif now and not now.is_called_like(known):  # a case that names it would say something else
            gaps = {"code": code, "was": known.label["de"], "said": now.label["de"]}
            found.flaws.append(Flaw("code_changed", f"{code} =", **gaps).within("[codes]"))
    if not made.codes and not found.flaws:
        found.flaws.append(Flaw("part_missing", "[codes]", part="[codes]"))


def _tours(data: dict[str, Any], name: str, around: Around, found: Gathered) -> None:
    plan = tours.gather(data, found)
    if not found.flaws:  # else its stops have no place of their own any more
        others = {other: made for other, made in around.plans.items() if other != name}
        found.flaws += tours.met(plan, others)


def _fields(data: dict[str, Any], _name: str, around: Around, found: Gathered) -> None:
    """The shared words: each must be usable alone, with both languages."""
    for key in sorted(data.keys() - set(SHARED)):
        gaps = {"what": "fields.toml", "key": key, "meant": ", ".join(SHARED)}
        found.flaws.append(Flaw("key_unknown", f"[{key}", f"{key} =", **gaps))
    there = {f"{shelf}.{key}" for shelf in SHARED for key in _keys(around.fields, shelf)}
    gone = sorted(there - {f"{shelf}.{key}" for shelf in SHARED for key in _keys(data, shelf)})
    if gone:
        named = ", ".join(gone[:_NAMED]) + (" …" if len(gone) > _NAMED else "")
        found.flaws.append(Flaw("shared_gone", count=len(gone), names=named))
    for shelf in SHARED:
        entries = found.of({}, table, data, shelf) if shelf in data else {}
        for key in entries:
            before = len(found.flaws)
            found.of(None, _shared, shelf, key, entries, data, around, found)
            told = {flaw.reason for flaw in found.flaws[:before]}  # of a field that a section names again
            found.flaws[before:] = [flaw for flaw in found.flaws[before:] if flaw.reason not in told]
            for flaw in found.flaws[before:]:
                flaw.part = (f"[{shelf}.{key}]", 0)


def _keys(data: Mapping[str, Any], shelf: str) -> Iterable[str]:
    entries = data.get(shelf)
    return entries.keys() if isinstance(entries, dict) else ()


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
