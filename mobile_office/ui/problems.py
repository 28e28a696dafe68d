"""Problems in words: the sentence of a code, and where it is on the form."""

from mobile_office.domain.service import Problem, Service
from mobile_office.ui import letters, words
from mobile_office.ui.steps import find_field, item_name


def problem_sentence(problem: Problem, service: Service | None = None) -> str:
    """The sentence of a problem, its paragraph included where it has one, a letter called by its name.

    Where the program knows no sentence the rule brings its own; without one (a service that is newer than the
    program) the field and the paragraph are named. Never fails.
    """
    details = dict(problem.details)
    if "letter" in details:
        details["name"] = letters.name(details["letter"])
    own = problem.sentence.get(words.language(), "")
    said = words.sentences(words.language()).get(f"problems.{problem.code}", own)
    try:
        return said.format_map(details) if said else _general(problem, service)
    except (LookupError, ValueError, AttributeError):  # a gap that nobody fills, or broken brackets
        return _general(problem, service)


def is_known(problem: Problem) -> bool:
    """Whether the program has a sentence of its own for it, which says what to do."""
    return f"problems.{problem.code}" in words.sentences(words.language())


def _general(problem: Problem, service: Service | None) -> str:
    name = _name(service, problem.field) if service else words.say("problem.this")
    source = problem.details.get("source", "")
    return words.say("problem.general_source" if source else "problem.general", field=name, source=source)


def _name(service: Service, path: str) -> str:
    """What a field or an evidence is called, without the person it is of."""
    for evidence in service.evidence:
        if path == f"evidence.{evidence.key}":
            return words.text(evidence.label)
    found = find_field(service, path)
    return words.text(found[1].label) if found else words.say("summary.whole")


def problem_place(service: Service, problem: Problem) -> str:
    """The problem with the name of its field (and person) before it."""
    sentence, name = problem_sentence(problem, service), _name(service, problem.field)
    found = find_field(service, problem.field)
    if found and found[0].repeat:
        index, item = int(problem.field.split(".")[1]) + 1, item_name(found[0])
        return words.say("summary.jump_item", item=item, index=index, field=name, sentence=sentence)
    return words.say("summary.jump", field=name, sentence=sentence)
