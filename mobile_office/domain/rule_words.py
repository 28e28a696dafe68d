"""The words of a rule: a sentence for its code, in both languages, with gaps that something fills.

A sentence stands in problems.toml for everybody, or in the rule itself where problems.toml does not know the code.
"""

from collections.abc import Iterator, Mapping
from string import Formatter

from mobile_office.domain.service import LANGUAGES, Rule
from mobile_office.domain.toml_values import Flaw


def of_rule(rule: Rule, sentences: Mapping[str, Mapping[str, str]]) -> Iterator[Flaw]:
    """What is wrong; `sentences` are those of problems.toml, code -> text, by language."""
    near = (f'code = "{rule.code}"', f'"{rule.code}"')
    known = [language for language in LANGUAGES if rule.code in sentences[language]]
    if rule.sentence and known:  # the office reads one sentence for one code, in every service
        yield Flaw("sentence_taken", *near, rule=rule.code)
        return
    lacking = [language for language in LANGUAGES if language not in known and not rule.sentence]
    if lacking:
        yield Flaw("sentence_missing", *near, rule=rule.code, languages=", ".join(lacking))
        return
    for language in LANGUAGES:
        said = rule.sentence[language] if rule.sentence else sentences[language][rule.code]
        gaps = _gaps(said)
        if gaps is None:
            yield Flaw("sentence_brackets", *near, rule=rule.code, said=said)
            return
        for gap in sorted(gaps - rule.gaps.keys() - {"source"}):
            yield Flaw("sentence_gap", *near, rule=rule.code, gap=gap)
        for gap in sorted(rule.gaps.keys() - gaps):
            yield Flaw("gap_unused", *near, rule=rule.code, gap=gap)


def _gaps(said: str) -> set[str] | None:
    """The names in curly brackets; None where the brackets are broken or hold more than a name."""
    try:
        found = [(name, form, how) for _, name, form, how in Formatter().parse(said) if name is not None]
    except ValueError:
        return None
    if any(form or how or not name.isidentifier() for name, form, how in found):
        return None
    return {name for name, _, _ in found}
