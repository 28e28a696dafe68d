"""Whether the parts of a service file fit together: everything named somewhere is there, and once.

Every function gathers flaws; none looks at what an answer would be (`service_proof.py` does).
"""

import re
from collections.abc import Collection
from typing import Any

from mobile_office.domain.service import Section, Service
from mobile_office.domain.toml_values import Flaw, Gathered, meant

_INDEX = re.compile(r"\.\d+\.")


def fit(service: Service, fee_items: Collection[str] | None, found: Gathered) -> None:
    """Everything there is to say; `fee_items` are those the tables have, None when nobody knows them."""
    paths = paths_of(service, found)
    for path in service.label:
        if _INDEX.sub(".*.", path) not in paths:
            found.flaws.append(Flaw("label_unknown", f'"{path}"', path=path, meant=meant(path, paths)))
    _rules(service, paths | {f"evidence.{kind.key}" for kind in service.evidence}, found)
    _samples(service, found)
    _fees(service, fee_items, found)


def paths_of(service: Service, found: Gathered | None = None) -> set[str]:
    """Where answers lie, `persons.*.family_name` in a repeated section; a path that is there twice is a flaw."""
    paths: set[str] = set()
    for section in service.sections:
        for field in section.fields:
            path = f"{section.repeat}.*.{field.key}" if section.repeat else field.key
            if path in paths and found:
                found.flaws.append(Flaw("field_twice", f'"{field.key}"', path=path))
            paths.add(path)
    return paths


def _repeats(sections: tuple[Section, ...]) -> set[str]:
    return {section.repeat for section in sections if section.repeat}


def _rules(service: Service, paths: set[str], found: Gathered) -> None:
    repeats = _repeats(service.sections)
    for rule in service.rules:
        near = f'"{rule.code}"'
        if rule.each and rule.each not in repeats:
            gaps = {"rule": rule.code, "each": rule.each, "meant": meant(rule.each, repeats)}
            found.flaws.append(Flaw("rule_each_unknown", near, **gaps))
            continue
        path = f"{rule.each}.*.{rule.field}" if rule.each else rule.field
        if path not in paths | repeats:
            gaps = {"rule": rule.code, "field": rule.field, "meant": meant(path, paths)}
            found.flaws.append(Flaw("rule_field_unknown", near, **gaps))


def _samples(service: Service, found: Gathered) -> None:
    if not service.is_captured:
        return
    for word, there in (
        ("[[section]]", service.sections),
        ("[sample]", service.sample),
        ("[[counter_sample]]", service.counter_samples),
    ):
        if not there:
            found.flaws.append(Flaw("part_missing", word, part=word))
    for number, counter in enumerate(service.counter_samples):
        before = len(found.flaws)
        found.of(None, _counter, counter)
        found.part("[[counter_sample]]", number, before)
    known = {kind.key: kind.states for kind in service.evidence}
    for key, state in service.sample_evidence.items():
        if key in known and not known[key]:
            continue  # stands in for a kind that has a flaw of its own
        if state not in [*known.get(key, ())]:  # a list: the value may be of any shape
            states = meant(state, known[key]) if key in known else meant(key, known)
            gaps = {"kind": key, "state": str(state), "meant": states}
            flaw = Flaw("evidence_state_unknown", f"{key} =", **gaps)
            found.flaws.append(flaw.within("[sample_evidence]"))


def _counter(counter: dict[str, Any]) -> None:
    for key in counter.keys() - {"code", "set", "evidence", "day"}:
        known = ("code", "set", "evidence", "day")
        raise Flaw("key_unknown", key, what="counter_sample", key=key, meant=meant(key, known))
    shaped = isinstance(counter.get("set", {}), dict) and isinstance(counter.get("evidence", {}), dict)
    if not isinstance(counter.get("code"), str) or not shaped:
        raise Flaw("counter_shape", "[[counter_sample]]")


def _fees(service: Service, fee_items: Collection[str] | None, found: Gathered) -> None:
    repeats = _repeats(service.sections)
    for fee in service.fees:
        near = f'item = "{fee.item}"'
        if fee_items is not None and fee.item not in fee_items:
            found.flaws.append(
                Flaw("fee_item_unknown", near, item=fee.item, meant=meant(fee.item, fee_items))
            )
        if fee.each and fee.each not in repeats:
            gaps = {"item": fee.item, "each": fee.each, "meant": meant(fee.each, repeats)}
            found.flaws.append(Flaw("fee_each_unknown", near, **gaps))
