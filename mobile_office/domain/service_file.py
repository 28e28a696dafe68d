"""Reads one service file (TOML) and refuses it whole, with file, line and reason, when anything is wrong.

Words shared by services live in `fields.toml`: `[field.x]`, `[section.x]` (with its rules), `[rule.x]`
and `[evidence.x]`, named by `use`; what stands beside `use` replaces what is shared.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from mobile_office.domain import service_parts
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import BrokenService
from mobile_office.domain.service import NEEDS, Advice, EvidenceKind, FeeRule, Rule, Section, Service
from mobile_office.domain.service_conditions import gather_conditions
from mobile_office.domain.service_fit import fit
from mobile_office.domain.toml_values import (
    TOP,
    Flaw,
    Gathered,
    meant,
    one_of,
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

_REVIEWS, _ENDS = ("before", "drawn", "after"), ("submitted", "prepared", "advice")
_OWN = {"id", "version", "name", "short", "legal_basis", "leika", "review", "ends", "minutes", "fee", "bring"}
_OWN |= {"next_steps", "label", "papers", "section", "rule", "evidence", "sample", "sample_evidence"}
_OWN |= {
    "counter_sample",
    "fee_note",
    "keywords",
    "needs",
    "icon",
    "sample_day",
    "advice",
    "office_note",
    "review_share",
}
_FOR_A_CASE = {"section", "rule", "evidence", "label", "papers", "sample", "sample_evidence"}
_FOR_A_CASE |= {"counter_sample"}
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
        found = Gathered()
        made = gather(data, digest, fields_toml, codelists, fee_items, found)
        found.end()
        return made

    return read_whole(text, file, build)


def read_whole(text: str, file: str, build: Callable[[dict[str, Any], str], _Whole]) -> _Whole:
    """What `build` makes of a TOML file's data and the SHA-256 (hex) of its bytes.

    `build` raises Flaw. Raises BrokenService with details `file`, `line` (from 1) and `reason`.
    """
    try:
        return build(parsed(text), digest_of(text))
    except Flaw as flaw:
        raise BrokenService(file=file, line=flaw.line_in(text), reason=flaw.reason) from flaw


def parsed(text: str) -> dict[str, Any]:
    """The data of a TOML text. Raises Flaw with the line."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as reason:  # a number of 5000 digits, 5000 brackets
        said = str(reason)
        line = re.search(r"line (\d+)", said)
        at = int(line[1]) if line else text.count("\n") + 1
        twice = re.search("Duplicate|overwrite|twice|already|mutate", said)
        flaw = Flaw("toml_twice" if twice else "not_toml", said=said.split(" (at")[0])
        flaw.line = at
        raise flaw from reason


def digest_of(text: str) -> str:
    """SHA-256 (hex) of the bytes of a file."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def gather(
    data: dict[str, Any],
    digest: str,
    shared: Mapping[str, Any],
    lists: CodeLists,
    fee_items: Collection[str] | None,
    found: Gathered,
) -> Service:
    """The service, whole only when `found` stays without flaws: what has one is left out or stands in."""
    for key in sorted(data.keys() - _OWN):
        gaps = {"what": "service", "key": key, "meant": meant(key, _OWN)}
        found.flaws.append(Flaw("key_unknown", f"{key} =", f"{key}]", key, **gaps))
    empty: dict[str, str] = {}
    is_advice = data.get("ends") == "advice"
    if is_advice:
        data = _for_advice(data, found)
    sections, rules = _sections(data, shared, lists, found)
    service = Service(
        id=found.of("", word, data, "id"),
        version=found.of(1, whole, data, "version", least=1),
        hash=digest,
        name=found.of(empty, words, data, "name"),
        short=found.of(empty, words, data, "short"),
        legal_basis=found.of("", string, data, "legal_basis"),
        leika=found.of("", string, data, "leika", ""),
        review=found.of("", one_of, data, "review", _REVIEWS),
        ends=found.of("", one_of, data, "ends", _ENDS),
        minutes=found.of(1, whole, data, "minutes", least=1),
        fee=found.of(empty, words, data, "fee_note", optional=True),
        bring=found.of({}, word_lists, data, "bring"),
        next_steps=found.of(empty, words, data, "next_steps"),
        label=() if is_advice else tuple(found.of([], strings, data, "label")),
        sections=tuple(sections),
        rules=tuple(rules),
        evidence=tuple(_evidence(data, shared, found)),
        papers=() if is_advice else tuple(found.of([], strings, data, "papers")),
        sample={} if is_advice else found.of({}, table, data, "sample"),
        sample_evidence={} if is_advice else found.of({}, table, data, "sample_evidence"),
        counter_samples=tuple(found.of([], tables, data, "counter_sample")),
        fees=tuple(_fees(data, found)),
        keywords=found.of({}, _keywords, data),
        needs=found.of((), _needs, data),
        icon=found.of("", string, data, "icon", "service"),
        advice=tuple(_advice(data, found)),
        office_note=found.of(empty, words, data, "office_note", optional=True),
        review_share=found.of(0.0, _share, data),
    )
    for flaw in found.flaws:
        if not flaw.part[0] and flaw.code not in ("key_unknown", "not_tables", "table_missing"):
            flaw.within(TOP)
    sound = not found.flaws
    fit(service, fee_items, found)
    gather_conditions(service, lists, found, sound)
    return service


def _for_advice(data: dict[str, Any], found: Gathered) -> dict[str, Any]:
    """The data without what only a case has; each such part is a flaw, for nobody would ever be asked it."""
    for key in sorted(data.keys() & _FOR_A_CASE):
        header = f"[{key}]" if isinstance(data[key], dict) else f"[[{key}]]"
        own = TOP if key in ("label", "papers") else header
        found.flaws.append(Flaw("advice_asks", own, f"{key} =", part=key).within(own))
    return {key: value for key, value in data.items() if key not in _FOR_A_CASE}


def _advice(data: dict[str, Any], found: Gathered) -> list[Advice]:
    made: list[Advice | None] = []
    for number, values in enumerate(found.of([], tables, data, "advice")):
        before = len(found.flaws)
        made.append(found.of(None, service_parts.advice, values))
        found.part("[[advice]]", number, before)
    if bool(made) is not (data.get("ends") == "advice"):
        found.flaws.append(Flaw("advice_wrongly" if made else "advice_missing", "[[advice]]", "ends ="))
    return [one for one in made if one]


def _sections(
    data: dict[str, Any], shared: Mapping[str, Any], lists: CodeLists, found: Gathered
) -> tuple[list[Section], list[Rule]]:
    sections: list[Section | None] = []
    rules: list[Rule | None] = []
    for number, values in enumerate(found.of([], tables, data, "rule")):
        before = len(found.flaws)
        rules.append(found.of(None, service_parts.rule, values, shared))
        found.part("[[rule]]", number, before)
    for number, values in enumerate(found.of([], tables, data, "section")):
        before = len(found.flaws)
        whole_ = found.of({}, used, values, "use_section", "section", shared)
        if whole_:
            own = found.of([], tables, whole_, "rules")
            rules += [found.of(None, service_parts.rule, rule, shared) for rule in own]
            whole_.pop("rules", None)
            sections.append(found.of(None, service_parts.section, whole_, shared, lists, found))
        found.part("[[section]]", number, before)
    return [made for made in sections if made], [rule for rule in rules if rule]


def _evidence(data: dict[str, Any], shared: Mapping[str, Any], found: Gathered) -> list[EvidenceKind]:
    kinds: list[EvidenceKind] = []
    for number, values in enumerate(found.of([], tables, data, "evidence")):
        before = len(found.flaws)
        stand_in = EvidenceKind(str(values.get("key", values.get("use"))), {}, {}, ())
        kinds.append(found.of(stand_in, service_parts.evidence, values, shared))
        found.part("[[evidence]]", number, before)
    return kinds


def _fees(data: dict[str, Any], found: Gathered) -> list[FeeRule]:
    fees: list[FeeRule | None] = []
    given = found.of([{}], tables, data, "fee")
    for number, values in enumerate(given):
        before = len(found.flaws)
        fees.append(found.of(None, service_parts.fee, values) if values else None)
        found.part("[[fee]]", number, before)
    if not given:
        found.flaws.append(Flaw("fees_missing", "id ="))
    return [fee for fee in fees if fee]


def _share(data: dict[str, Any]) -> float:
    """How much of what is `drawn` a second person looks at; only and always beside `review = "drawn"`."""
    share = data.get("review_share")
    if (share is not None) is not (data.get("review") == "drawn"):
        raise Flaw("share_missing" if share is None else "share_wrongly", "review_share =", "review =")
    if share is None:
        return 0.0
    if not isinstance(share, float) or not 0 < share < 1:
        raise Flaw("share_shape", "review_share =", said=str(share))
    return share


def _keywords(data: dict[str, Any]) -> dict[str, list[str]]:
    """The everyday words of each language; a language without any would find nothing."""
    found = word_lists(data, "keywords") if "keywords" in data else {}
    if any(not said or not all(word.strip() for word in said) for said in found.values()):
        raise Flaw("keywords_empty", "keywords")
    return found


def _needs(data: dict[str, Any]) -> tuple[str, ...]:
    found = strings(data, "needs") if "needs" in data else []
    for need in found:
        if need not in NEEDS:
            raise Flaw("need_unknown", "needs =", need=need, known=", ".join(NEEDS))
    return tuple(found)
