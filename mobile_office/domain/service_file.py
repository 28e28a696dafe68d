"""Reads one service file (TOML) and refuses it whole, with file, line and reason, when anything is wrong.

Words shared by services live in `fields.toml`: `[field.x]`, `[section.x]` (with its rules), `[rule.x]`
and `[evidence.x]`, named by `use`; what stands beside `use` replaces what is shared.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import BrokenService
from mobile_office.domain.kinds import KINDS, is_empty
from mobile_office.domain.service import NEEDS, EvidenceKind, FeeRule, Field, Rule, Section, Service, Severity
from mobile_office.domain.service_conditions import inspect_conditions
from mobile_office.domain.text import TYPES
from mobile_office.domain.toml_values import (
    Flaw,
    line_of,
    one_of,
    only,
    string,
    strings,
    table,
    tables,
    used,
    whole,
    word,
    word_lists,
    words,
)

_REVIEWS, _ENDS = ("before", "drawn", "after"), ("submitted", "prepared")
_OWN = {"id", "version", "name", "short", "legal_basis", "leika", "review", "ends", "minutes", "fee", "bring"}
_OWN |= {"next_steps", "label", "papers", "section", "rule", "evidence", "sample", "sample_evidence"}
_OWN |= {"counter_sample", "fee_note", "keywords", "needs", "icon"}
_Whole = TypeVar("_Whole")


def read(
    text: str,
    file: str,
    fields_toml: Mapping[str, Any],
    codelists: CodeLists,
    fee_items: Collection[str] | None = None,
) -> Service:
    """The service of one file. Raises BrokenService with details `file`, `line` (from 1) and `reason`.

    `fee_items` are the items the fee tables have; without them the items a service names are not looked up.
    """

    def build(data: dict[str, Any], digest: str) -> Service:
        return _service(data, fields_toml, codelists, fee_items, digest)

    return read_whole(text, file, build)


def read_whole(text: str, file: str, build: Callable[[dict[str, Any], str], _Whole]) -> _Whole:
    """What `build` makes of a TOML file's data and the SHA-256 (hex) of its bytes.

    `build` raises Flaw. Raises BrokenService with details `file`, `line` (from 1) and `reason`.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as reason:  # a number of 5000 digits, 5000 brackets
        line = re.search(r"line (\d+)", str(reason))
        at = int(line[1]) if line else text.count("\n") + 1
        raise BrokenService(file=file, line=at, reason=f"not TOML: {reason}") from reason
    try:
        return build(data, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    except Flaw as flaw:
        raise BrokenService(file=file, line=line_of(text, flaw.near), reason=flaw.reason) from flaw


def _service(
    data: dict[str, Any],
    shared: Mapping[str, Any],
    lists: CodeLists,
    fee_items: Collection[str] | None,
    digest: str,
) -> Service:
    for key in data.keys() - _OWN:
        raise Flaw(f"unknown key {key!r}", key)
    sections, rules = [], [_rule(values, shared) for values in tables(data, "rule")]
    for values in tables(data, "section"):
        values = used(values, "use_section", "section", shared)
        rules += [_rule(rule, shared) for rule in tables(values, "rules")]
        values.pop("rules", None)
        sections.append(_section(values, shared, lists))
    service = Service(
        id=word(data, "id"),
        version=whole(data, "version", least=1),
        hash=digest,
        name=words(data, "name"),
        short=words(data, "short"),
        legal_basis=string(data, "legal_basis"),
        leika=string(data, "leika", ""),
        review=one_of(data, "review", _REVIEWS),
        ends=one_of(data, "ends", _ENDS),
        minutes=whole(data, "minutes", least=1),
        fee=words(data, "fee_note", optional=True),
        bring=word_lists(data, "bring"),
        next_steps=words(data, "next_steps"),
        label=tuple(strings(data, "label")),
        sections=tuple(sections),
        rules=tuple(rules),
        evidence=tuple(_evidence(values, shared) for values in tables(data, "evidence")),
        papers=tuple(strings(data, "papers")),
        sample=table(data, "sample"),
        sample_evidence=table(data, "sample_evidence"),
        counter_samples=tuple(tables(data, "counter_sample")),
        fees=tuple(_fee(values) for values in tables(data, "fee")),
        keywords=_keywords(data),
        needs=_needs(data),
        icon=string(data, "icon", "service"),
    )
    _fits(service)
    _fees_fit(service, fee_items)
    inspect_conditions(service, lists, Flaw)
    return service


def _keywords(data: dict[str, Any]) -> dict[str, list[str]]:
    """The everyday words of each language; a language without any would find nothing."""
    found = word_lists(data, "keywords") if "keywords" in data else {}
    if any(not said or not all(word.strip() for word in said) for said in found.values()):
        raise Flaw("'keywords' needs at least one word in each language, none of them empty", "keywords")
    return found


def _needs(data: dict[str, Any]) -> tuple[str, ...]:
    found = strings(data, "needs") if "needs" in data else []
    for need in found:
        if need not in NEEDS:
            raise Flaw(f"needs {need!r} is none of {', '.join(NEEDS)}", "needs =")
    return tuple(found)


def _fits(service: Service) -> None:
    """Keys once each, rules and labels about fields there are, a sample that can be tried."""
    paths: set[str] = set()
    for section in service.sections:
        for field in section.fields:
            path = f"{section.repeat}.*.{field.key}" if section.repeat else field.key
            if path in paths:
                raise Flaw(f"field {path!r} twice", f'"{field.key}"')
            paths.add(path)
    for path in service.label:
        if re.sub(r"\.\d+\.", ".*.", path) not in paths:
            raise Flaw(f"label names an unknown field {path!r}", f'"{path}"')
    _rules_fit(service, paths | {f"evidence.{kind.key}" for kind in service.evidence})
    _samples_fit(service)


def _samples_fit(service: Service) -> None:
    if not service.sections or not service.sample or not service.counter_samples:
        raise Flaw("sections, sample and counter_sample must not be missing", "[sample]")
    for counter in service.counter_samples:
        if not isinstance(counter.get("code"), str) or not isinstance(counter.get("set", {}), dict):
            raise Flaw("a counter_sample needs the code it expects and what it sets", "[[counter_sample]]")
    known = {kind.key: kind.states for kind in service.evidence}
    for key, state in service.sample_evidence.items():
        if state not in [*known.get(key, ())]:  # a list: the value may be of any shape
            raise Flaw(f"sample_evidence has an unknown kind or state {key!r}", "[sample_evidence]")


def _rules_fit(service: Service, paths: set[str]) -> None:
    repeats = {section.repeat for section in service.sections if section.repeat}
    for rule in service.rules:
        near = f'"{rule.code}"'
        if rule.each and rule.each not in repeats:
            raise Flaw(f"rule {rule.code!r} is for each of an unknown section {rule.each!r}", near)
        path = f"{rule.each}.*.{rule.field}" if rule.each else rule.field
        if path not in paths | repeats:
            raise Flaw(f"rule {rule.code!r} is about an unknown field {rule.field!r}", near)


def _fees_fit(service: Service, fee_items: Collection[str] | None) -> None:
    if not service.fees:
        raise Flaw("a service names its [[fee]], free of charge too (an item of 0 cents)", "id =")
    repeats = {section.repeat for section in service.sections if section.repeat}
    for fee in service.fees:
        if fee_items is not None and fee.item not in fee_items:
            raise Flaw(f"no fee table has an item {fee.item!r}", f'"{fee.item}"')
        if fee.each and fee.each not in repeats:
            raise Flaw(f"fee {fee.item!r} is for each of an unknown section {fee.each!r}", f'"{fee.item}"')


def _section(values: dict[str, Any], shared: Mapping[str, Any], lists: CodeLists) -> Section:
    repeat = string(values, "repeat", "")
    fields = values.get("fields")
    if not isinstance(fields, list) or not fields:
        raise Flaw(f"section {values.get('key')!r} has no fields", f'"{values.get("key")}"')
    known = {"key", "label", "fields", "intro", "repeat", "item_label", "least", "most", "when"}
    only(values, known, "section")
    return Section(
        key=word(values, "key"),
        label=words(values, "label"),
        fields=tuple(_field(field, shared, lists) for field in fields),
        intro=words(values, "intro", optional=True),
        repeat=repeat,
        item_label=words(values, "item_label", optional=not repeat),
        least=whole(values, "least", 1, least=0),
        most=whole(values, "most", 1, least=1),
        when=string(values, "when", ""),
    )


def _field(given: Any, shared: Mapping[str, Any], lists: CodeLists) -> Field:
    values = {"use": given} if isinstance(given, str) else given
    if not isinstance(values, dict):
        raise Flaw(f"not a field: {given!r}")
    shared_name = values.get("use", "")
    values = used(values, "use", "field", shared)
    values.setdefault("key", shared_name)
    key = word(values, "key")
    known = {"key", "kind", "label", "hint", "required", "when", "letters", "codelist", "dsmeld"}
    only(values, known | {"warn_length", "width", "default"}, f"field {key!r}", f'"{key}"')
    field = Field(
        key=key,
        kind=one_of(values, "kind", tuple(KINDS)),
        label=words(values, "label"),
        hint=words(values, "hint", optional=True),
        required=string(values, "required", ""),
        when=string(values, "when", ""),
        letters=one_of(values, "letters", tuple(TYPES), "A"),
        codelist=string(values, "codelist", ""),
        dsmeld=string(values, "dsmeld", ""),
        warn_length=whole(values, "warn_length", 0, least=0),
        width=whole(values, "width", 1, least=1),
        default=values.get("default"),
    )
    if field.kind in ("choice", "choices") and field.codelist not in lists:
        raise Flaw(f"field {key!r} has an unknown code list {field.codelist!r}", field.codelist, f'"{key}"')
    wrong = not is_empty(field.default) and not isinstance(field.default, KINDS[field.kind].type)
    if wrong or field.width > 2:
        raise Flaw(f"field {key!r} has an impossible default or width", f'"{key}"')
    return field


def _rule(values: dict[str, Any], shared: Mapping[str, Any]) -> Rule:
    shared_name = values.get("use", "")
    values = used(values, "use", "rule", shared)
    values.setdefault("code", shared_name)
    only(values, {"code", "field", "problem", "severity", "source", "each"}, "rule")
    return Rule(
        code=word(values, "code"),
        field=string(values, "field"),
        problem=string(values, "problem"),
        severity=Severity(one_of(values, "severity", tuple(Severity))),
        source=string(values, "source"),
        each=string(values, "each", ""),
    )


def _fee(values: dict[str, Any]) -> FeeRule:
    only(values, {"item", "when", "each"}, "fee")
    return FeeRule(word(values, "item"), string(values, "when", ""), string(values, "each", ""))


def _evidence(values: dict[str, Any], shared: Mapping[str, Any]) -> EvidenceKind:
    shared_name = values.get("use", "")
    values = used(values, "use", "evidence", shared)
    values.setdefault("key", shared_name)
    key = word(values, "key")
    known = {"key", "label", "states", "satisfied", "required", "when", "asks_last", "asks_note", "scan"}
    only(values, known | {"scan_source"}, f"evidence {key!r}", f'"{key}"')
    states = {state: words(values["states"], state) for state in table(values, "states")}
    kind = EvidenceKind(
        key=key,
        label=words(values, "label"),
        states=states,
        satisfied=tuple(strings(values, "satisfied")),
        required=string(values, "required", ""),
        when=string(values, "when", ""),
        asks_last=bool(values.get("asks_last", False)),
        asks_note=tuple(strings(values, "asks_note")) if "asks_note" in values else (),
        scan=bool(values.get("scan", False)),
        scan_source=string(values, "scan_source"),
    )
    if not kind.satisfied or not set(kind.satisfied) | set(kind.asks_note) <= states.keys():
        raise Flaw(f"evidence {key!r} names a state it does not have", f'"{key}"')
    return kind
