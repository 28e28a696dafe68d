"""The way through a form: one step for each section and person, the summary last.

Pure: drawn from the Service value, the answers and what is visible. Sections that repeat under
the same key and follow each other are walked person by person.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from mobile_office.domain.service import Answers, Field, Section, Service
from mobile_office.domain.view import items
from mobile_office.ui import words


@dataclass(frozen=True)
class Step:
    """One stop. `section` None is the summary; `index` is the person's place where it repeats."""

    section: Section | None
    index: int | None = None

    @property
    def key(self) -> str:
        """What stays the same for all persons: the section's key."""
        return self.section.key if self.section else "summary"

    def path(self, field: Field) -> str:
        """The field's path in the answers."""
        assert self.section is not None
        return self.section.path(field, self.index or 0)

    def paths(self) -> tuple[str, ...]:
        """The paths of all its fields, in reading order."""
        return tuple(self.path(field) for field in self.section.fields) if self.section else ()


SUMMARY = Step(None)


def steps(service: Service, answers: Answers, visible: Collection[str]) -> tuple[Step, ...]:
    """All stops in the order they are walked; a section with nothing to ask is left out."""
    result: list[Step] = []
    for repeat, group in groupby(service.sections, key=lambda section: section.repeat):
        sections = tuple(group)
        places = range(len(items(sections[0], answers))) if repeat else (None,)
        result += [Step(section, index) for index in places for section in sections]
    asked = [step for step in result if any(path in visible for path in step.paths())]
    return (*asked, SUMMARY)


def step_of(path: str, way: tuple[Step, ...]) -> Step | None:
    """The step that asks the field at a path, None when no step does."""
    return next((step for step in way if path in step.paths()), None)


def sections_of(way: tuple[Step, ...]) -> tuple[str, ...]:
    """The keys of the different sections of the way, in order, `summary` last."""
    return tuple(dict.fromkeys(step.key for step in way))


def item_name(section: Section) -> str:
    """What one item of a repeated section is called: Person, Bisherige Wohnung."""
    return words.text(section.item_label) or words.text(section.label)


def called(step: Step) -> str:
    """What a step is called where one comes to it: its section, of a repeated one with the item's number."""
    if step.section is None:
        return words.say("form.summary")
    name = words.text(step.section.label)
    if step.index is None:
        return name
    item = words.say("form.item_unnamed", item=item_name(step.section), index=step.index + 1)
    return item if item.startswith(name) else f"{item}, {name}"


def find_field(service: Service, path: str) -> tuple[Section, Field] | None:
    """The field asked at a path (`persons.1.family_name`, `move_in_date`), and its section."""
    parts = path.split(".")
    repeat = parts[0] if len(parts) == 3 else ""
    for section in service.sections:
        if section.repeat == repeat:
            for field in section.fields:
                if field.key == parts[-1]:
                    return section, field
    return None
