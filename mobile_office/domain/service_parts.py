"""The parts of a service file: sections, fields, rules, fees and evidence, each read from its TOML table.

What a part shares stands in `fields.toml` and is named by `use`; what stands beside `use` wins. Every function
raises Flaw for the first thing wrong with its part; a section gathers the flaws of its fields.
"""

import re
from collections.abc import Mapping
from typing import Any

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.kinds import KINDS, is_empty
from mobile_office.domain.service import Advice, EvidenceKind, FeeRule, Field, Rule, Section, Severity
from mobile_office.domain.text import TYPES
from mobile_office.domain.toml_values import (
    Flaw,
    Gathered,
    meant,
    one_of,
    only,
    string,
    strings,
    table,
    used,
    whole,
    word,
    words,
)

_SHEETS = re.compile(r"(\d{4}[a-z]?(-\d{4}[a-z]?)?)?")  # 0101, 1301a, 1601-1607
_ELEMENT = re.compile(r"([a-z][A-Za-z]*(/[a-z][A-Za-z]*)*)?")  # strasse, nachname/name


def section(values: dict[str, Any], shared: Mapping[str, Any], lists: CodeLists, found: Gathered) -> Section:
    """A section; a field with a flaw stands in as a text of its name, so that what names it finds it."""
    repeat = string(values, "repeat", "")
    fields = values.get("fields")
    if not isinstance(fields, list) or not fields:
        raise Flaw("section_empty", f'"{values.get("key")}"', section=str(values.get("key")))
    read = [found.of(_stand_in(given), field, given, shared, lists) for given in fields]
    known = {"key", "label", "fields", "intro", "repeat", "item_label", "least", "most", "when"}
    found.of(None, only, values, known, "section")
    key = word(values, "key")
    return Section(
        key=key,
        label=found.of({}, words, values, "label"),
        fields=tuple(read),
        intro=found.of({}, words, values, "intro", optional=True),
        repeat=repeat,
        item_label=found.of({}, words, values, "item_label", optional=not repeat),
        least=found.of(1, whole, values, "least", 1, least=0),
        most=found.of(1, whole, values, "most", 1, least=1),
        when=found.of("", string, values, "when", ""),
    )


def _stand_in(given: Any) -> Field:
    key = given.get("key", given.get("use")) if isinstance(given, dict) else given
    return Field(str(key), "text", {})


def field(given: Any, shared: Mapping[str, Any], lists: CodeLists) -> Field:
    """A field: the name of a shared one, or a table."""
    values = {"use": given} if isinstance(given, str) else given
    if not isinstance(values, dict):
        raise Flaw("not_a_field", str(given), value=str(given))
    shared_name = values.get("use", "")
    values = used(values, "use", "field", shared)
    values.setdefault("key", shared_name)
    key = word(values, "key")
    near = f'"{key}"'
    known = {"key", "kind", "label", "hint", "required", "when", "letters", "codelist", "dsmeld"}
    only(values, known | {"xinneres", "warn_length", "width", "default"}, key, near)
    made = Field(
        key=key,
        kind=one_of(values, "kind", tuple(KINDS)),
        label=words(values, "label"),
        hint=words(values, "hint", optional=True),
        required=string(values, "required", ""),
        when=string(values, "when", ""),
        letters=one_of(values, "letters", tuple(TYPES), "A"),
        codelist=string(values, "codelist", ""),
        dsmeld=string(values, "dsmeld", ""),
        xinneres=string(values, "xinneres", ""),
        warn_length=whole(values, "warn_length", 0, least=0),
        width=whole(values, "width", 1, least=1),
        default=values.get("default"),
    )
    if made.kind in ("choice", "choices") and made.codelist not in lists:
        raise Flaw(
            "list_unknown",
            f'codelist = "{made.codelist}"',
            near,
            field=key,
            list=made.codelist or "–",
            meant=meant(made.codelist, lists.lists),
        )
    for name, said, shape in (("dsmeld", made.dsmeld, _SHEETS), ("xinneres", made.xinneres, _ELEMENT)):
        if not shape.fullmatch(said):
            raise Flaw("standard_shape", f'{name} = "{said}"', near, field=key, name=name, said=said)
    wrong = not is_empty(made.default) and not isinstance(made.default, KINDS[made.kind].type)
    if wrong or made.width > 2:
        raise Flaw("default_or_width", near, field=key)
    return made


def rule(values: dict[str, Any], shared: Mapping[str, Any]) -> Rule:
    """A rule."""
    shared_name = values.get("use", "")
    values = used(values, "use", "rule", shared)
    values.setdefault("code", shared_name)
    known = {"code", "field", "problem", "severity", "source", "each", "sentence", "gaps"}
    only(values, known, "rule")
    code = word(values, "code")
    return Rule(
        code=code,
        field=string(values, "field"),
        problem=string(values, "problem"),
        severity=Severity(one_of(values, "severity", tuple(Severity))),
        source=string(values, "source"),
        each=string(values, "each", ""),
        sentence=words({**values, "key": code}, "sentence", optional=True),
        gaps=_gaps(values.get("gaps", {}), code),
    )


def _gaps(given: Any, code: str) -> dict[str, str]:
    if not isinstance(given, dict) or not all(
        isinstance(source, str) and source for source in given.values()
    ):
        raise Flaw("gaps_shape", "gaps =", f'"{code}"', rule=code)
    return dict(given)


def advice(values: dict[str, Any]) -> Advice:
    """A paragraph of advice."""
    only(values, {"title", "text"}, "advice")
    return Advice(words(values, "title"), words(values, "text"))


def fee(values: dict[str, Any]) -> FeeRule:
    """A fee the service may cost."""
    only(values, {"item", "when", "each"}, "fee")
    return FeeRule(word(values, "item"), string(values, "when", ""), string(values, "each", ""))


def evidence(values: dict[str, Any], shared: Mapping[str, Any]) -> EvidenceKind:
    """A kind of evidence."""
    shared_name = values.get("use", "")
    values = used(values, "use", "evidence", shared)
    values.setdefault("key", shared_name)
    key = word(values, "key")
    near = f'"{key}"'
    known = {"key", "label", "states", "satisfied", "required", "when", "asks_last", "asks_note", "scan"}
    only(values, known | {"scan_source"}, key, near)
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
        raise Flaw("evidence_states", near, kind=key, known=", ".join(states))
    return kind
