"""Problems in words: the sentence of a code, and where it is on the form."""

from mobile_office.domain.service import Problem, Service
from mobile_office.ui import letters, words
from mobile_office.ui.steps import find_field, item_name


def problem_sentence(problem: Problem) -> str:
    """The sentence of a problem, its paragraph included where it has one, a letter called by its name."""
    details = dict(problem.details)
    if "letter" in details:
        details["name"] = letters.name(details["letter"])
    return words.say(f"problems.{problem.code}", **details)


def problem_place(service: Service, problem: Problem) -> str:
    """The problem with the name of its field (and person) before it."""
    sentence = problem_sentence(problem)
    kind = problem.field.removeprefix("evidence.")
    for evidence in service.evidence:
        if problem.field.startswith("evidence.") and evidence.key == kind:
            return words.say("summary.jump", field=words.text(evidence.label), sentence=sentence)
    found = find_field(service, problem.field)
    if found is None:
        return words.say("summary.jump", field=words.say("summary.whole"), sentence=sentence)
    section, field = found
    name = words.text(field.label)
    if section.repeat:
        index, item = int(problem.field.split(".")[1]) + 1, item_name(section)
        return words.say("summary.jump_item", item=item, index=index, field=name, sentence=sentence)
    return words.say("summary.jump", field=name, sentence=sentence)
