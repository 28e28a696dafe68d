"""The proof of a service: its sample passes, each counter-sample fails with its code, each rule has its source.

What `service_file.py` refuses a program could not use; what is found here a clerk or a court could not.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from mobile_office.domain import checks, rule_words
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import ConditionBroken
from mobile_office.domain.look import Look
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import LANGUAGES, Answers, Field, Problem, Service
from mobile_office.domain.service_conditions import broken
from mobile_office.domain.service_fit import paths_of
from mobile_office.domain.toml_values import Flaw, meant
from mobile_office.domain.view import value_at

SAMPLE_DAY = date(2026, 11, 22)  # samples are tried on it where a file names no `sample_day`
PAPERS = ("declaration", "receipt", "prepared")
LEAST_KEYWORDS = 3
_PARAGRAPH = re.compile(r"§|Art|DSMeld|PAuswV")
_LAW = re.compile(r"§|Art")
_PREPARED = {"de": re.compile("vorbereitet.*noch nicht", re.DOTALL)}
_NUMBER = re.compile(r"(?<=\.)\d+(?=\.)")


@dataclass(frozen=True)
class Shelf:
    """What there is beside a service: code lists, the sentences of problems (code -> text) by language, pictures."""

    lists: CodeLists
    sentences: Mapping[str, Mapping[str, str]]
    icons: frozenset[str]


def of_form(service: Service, shelf: Shelf, written: Collection[str] = ()) -> Iterator[Flaw]:
    """What is wrong without trying a single answer; `written` are the codes of all rules, flawed ones too."""
    yield from _of_head(service, shelf)
    shown = {str(counter.get("code")) for counter in service.counter_samples}  # anything may stand there
    for rule in service.rules:
        near = (f'code = "{rule.code}"', f'"{rule.code}"')
        if not _PARAGRAPH.search(rule.source):
            yield Flaw("source_shape", *near, where=rule.code, said=rule.source)
        if rule.code not in shown:
            yield Flaw("rule_without_counter", *near, rule=rule.code)
        yield from rule_words.of_rule(rule, shelf.sentences)
    for kind in service.evidence:
        if kind.states and not _LAW.search(kind.scan_source):
            yield Flaw("source_shape", f'"{kind.key}"', where=kind.key, said=kind.scan_source)
    yield from _of_paths(service, shelf, {*written, *(rule.code for rule in service.rules)})


def _of_head(service: Service, shelf: Shelf) -> Iterator[Flaw]:
    if service.icon not in shelf.icons:
        yield Flaw("icon_missing", "icon =", icon=service.icon, meant=meant(service.icon, shelf.icons))
    for language in LANGUAGES:
        said = {word.casefold() for word in service.keywords.get(language, ())}
        if len(said) < LEAST_KEYWORDS:
            yield Flaw("keywords_few", "keywords", language=language, least=LEAST_KEYWORDS)
        elif len(said) < len(service.keywords[language]):
            yield Flaw("keywords_twice", "keywords", language=language)
    prepared = service.ends == "prepared"
    if bool(_PREPARED["de"].search(service.next_steps.get("de", ""))) is not prepared:
        yield Flaw("prepared_words" if prepared else "prepared_words_wrongly", "next_steps =")
    if service.is_captured and ("prepared" in service.papers) is not prepared:
        yield Flaw("prepared_paper_missing" if prepared else "prepared_paper_wrongly", "papers =")
    for paper in service.papers:
        if paper not in PAPERS:
            yield Flaw("paper_unknown", "papers =", paper=paper, known=", ".join(PAPERS))


def _of_paths(service: Service, shelf: Shelf, rules: set[str]) -> Iterator[Flaw]:
    known = paths_of(service) | {section.repeat for section in service.sections if section.repeat}
    bare = {path for path, field in _fields(service) if field.kind in ("number", "yes_no")}
    for path in leaves(service.sample):
        near = f"{path.split('.')[-1]} ="
        if _general(path) not in known:
            yield Flaw("sample_unknown", near, path=path, meant=meant(path, known)).within("[sample]")
        elif isinstance(value_at(service.sample, path), date):
            yield Flaw("sample_day_quotes", near, path=path).within("[sample]")
        elif isinstance(value_at(service.sample, path), str) and _general(path) in bare:
            yield Flaw("sample_no_quotes", near, path=path).within("[sample]")
    codes = rules | set(shelf.sentences[LANGUAGES[0]])
    for number, counter in enumerate(service.counter_samples):
        for flaw in _of_counter(counter, known, codes):
            yield flaw.within("[[counter_sample]]", number)


def _of_counter(counter: Mapping[str, Any], known: set[str], codes: set[str]) -> Iterator[Flaw]:
    code = str(counter.get("code"))
    if code not in codes:
        yield Flaw("counter_code_unknown", "code", code=code, meant=meant(code, codes))
    changed = counter.get("set", {})
    for path, value in changed.items() if isinstance(changed, dict) else ():
        if _general(path) not in known:
            yield Flaw("counter_path_unknown", "set", path=path, meant=meant(path, known))
        elif isinstance(value, date):
            yield Flaw("sample_day_quotes", "set", path=path)
    if day_of(counter.get("day", SAMPLE_DAY)) is None:
        yield Flaw("not_a_day", "day", key="day")


def of_samples(service: Service, shelf: Shelf, day: date = SAMPLE_DAY) -> Iterator[Flaw]:
    """What trying the sample and every counter-sample tells. Only for a service without other flaws."""
    if not service.is_captured:
        return
    try:
        yield from _of_sample(service, shelf, day)
        for number, counter in enumerate(service.counter_samples):
            told = {problem.code for problem in counter_problems(service, counter, shelf.lists, day)}
            if counter["code"] not in told:
                named = ", ".join(sorted(told)) or "–"
                flaw = Flaw("counter_silent", "code", code=counter["code"], told=named)
                yield flaw.within("[[counter_sample]]", number)
        yield from _of_gaps(service, shelf, day)
    except ConditionBroken as reason:
        cases = [(service.sample, service.sample_evidence, day)]
        cases += [_countered(service, counter, day) for counter in service.counter_samples]
        yield from _of_conditions(service, shelf, cases, reason)


def _of_conditions(
    service: Service,
    shelf: Shelf,
    cases: Sequence[tuple[Answers, dict[str, str], date]],
    reason: ConditionBroken,
) -> Iterator[Flaw]:
    """Which condition it was that could not be evaluated, in the first of these cases where it is found."""
    for answers, states, on in cases:
        with suppress(ConditionBroken):  # already asking what is shown
            found = list(broken(service, Look(service, answers, seen(states), on, shelf.lists)))
            if found:
                yield from found
                return
    yield Flaw("condition_fails", "[sample]", where="sample", said=str(reason).split(". ")[0])


def _of_sample(service: Service, shelf: Shelf, day: date) -> Iterator[Flaw]:
    states = seen(service.sample_evidence)
    for problem in checks.problems(service, service.sample, states, day, shelf.lists):
        path, near = problem.field, f"{problem.field.split('.')[-1]} ="
        part = "[sample_evidence]" if path.startswith("evidence.") else "[sample]"
        details = {f"of_{name}": value for name, value in problem.details.items()}
        details |= {f"own_{language}": said for language, said in problem.sentence.items()}
        details["meant"] = _codes_meant(service, path, shelf)
        yield Flaw("sample_problem", near, path=path, code=problem.code, **details).within(part)
    if not checks.named(service, service.sample):
        yield Flaw("sample_label", "label =")
    asked = set(leaves(checks.shown(service, service.sample, day, states)))
    for path in sorted(set(leaves(service.sample)) - asked):
        yield Flaw("sample_hidden", f"{path.split('.')[-1]} =", path=path).within("[sample]")


def _codes_meant(service: Service, path: str, shelf: Shelf) -> str:
    """The codes that may be meant where the sample names one that cannot be chosen; "" for any other answer."""
    name = next((field.codelist for at, field in _fields(service) if at == _general(path)), "")
    said, codes = value_at(service.sample, path), shelf.lists.labels(name) if name in shelf.lists else {}
    if not isinstance(said, str) or said in codes:
        return ""
    called = [code for code, label in codes.items() if label == said]
    return ", ".join(called) or meant(said, codes) or ", ".join([*codes][:3])


def _fields(service: Service) -> Iterator[tuple[str, Field]]:
    """Every field, and where its answer lies: `persons.*.family_name` in a repeated section."""
    for section in service.sections:
        for field in section.fields:
            yield f"{section.repeat}.*.{field.key}" if section.repeat else field.key, field


def _of_gaps(service: Service, shelf: Shelf, day: date) -> Iterator[Flaw]:
    """A missing answer, or too many items, must not break a condition before a citizen."""
    varied = [put(service.sample, leaf, None) for leaf in leaves(service.sample)]
    for section in service.sections:
        if section.repeat:
            varied.append(service.sample | {section.repeat: [{}] * (section.most + 1)})
    for answers in varied:
        try:
            checks.problems(service, answers, {}, day, shelf.lists)
        except ConditionBroken as reason:
            yield from _of_conditions(service, shelf, [(answers, {}, day)], reason)
            return


def counter_problems(
    service: Service, counter: Mapping[str, Any], lists: CodeLists, day: date = SAMPLE_DAY
) -> tuple[Problem, ...]:
    """The problems of the sample after what a counter-sample sets, on its own day if it has one."""
    answers, states, on = _countered(service, counter, day)
    return checks.problems(service, answers, seen(states), on, lists)


def _countered(
    service: Service, counter: Mapping[str, Any], day: date
) -> tuple[Answers, dict[str, str], date]:
    """Answers, states of evidence and day of a counter-sample."""
    answers: Answers = deepcopy(service.sample)
    for path, value in counter.get("set", {}).items():
        answers = put(answers, path, value)
    states = {**service.sample_evidence, **counter.get("evidence", {})}
    return answers, states, day_of(counter.get("day", day)) or day


def day_of(value: Any) -> date | None:
    """A day written as a TOML date or as text (`2026-11-22`); None for anything else."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def seen(states: Mapping[str, str]) -> dict[str, Evidence]:
    """Evidence in these states, seen by nobody in particular."""
    at = datetime(SAMPLE_DAY.year, SAMPLE_DAY.month, SAMPLE_DAY.day, 12, tzinfo=UTC)
    return {kind: Evidence(kind, state, "", "", "sample", at) for kind, state in states.items() if state}


def leaves(value: Any, path: str = "") -> list[str]:
    """The path of every single answer: `family_name`, `persons.0.family_name`."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{path}.{key}".strip("."))]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [leaf for n, inner in enumerate(value) for leaf in leaves(inner, f"{path}.{n}")]
    return [path]


def put(answers: Answers, path: str, value: Any) -> Answers:
    """The same answers with one changed, items made where they are missing."""
    answers = deepcopy(answers)
    here: Any = answers
    parts = path.split(".")
    for part, following in pairwise(parts):
        if part.isdigit():
            here = here[int(part)]
            continue
        here = here.setdefault(part, [])
        here.extend({} for _ in range(int(following) + 1 - len(here)))
    here[int(parts[-1]) if isinstance(here, list) else parts[-1]] = value
    return answers


def _general(path: str) -> str:
    return _NUMBER.sub("*", path)
