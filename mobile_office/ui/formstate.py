"""Where a form stands: what is visible, wrong, already looked at, and how that is said in words.

Reads only (the desk's plain reads); drawn anew by `reckon` after every save. No widget here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mobile_office.desk import Desk
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.fee_tables import ReductionRule
from mobile_office.domain.overview import Draft
from mobile_office.domain.service import Problem, Section, Service, Severity
from mobile_office.domain.view import items, value_at
from mobile_office.drafting import Found
from mobile_office.store.streets import Suggestion
from mobile_office.ui import words
from mobile_office.ui.holders import NAME, Holder, holders
from mobile_office.ui.problems import is_known, problem_sentence
from mobile_office.ui.steplist import Stop
from mobile_office.ui.steps import SUMMARY, Step, find_field, item_name, sections_of, step_of, steps


class FormState:
    """What the page shows of one draft. `touched` are the fields whose problems may be told."""

    def __init__(self, desk: Desk, service: Service, draft: Draft, found: Found | None = None) -> None:
        """`found` is what the desk has found of this draft already, beside the window's thread."""
        self._desk, self.service = desk, service
        self.overrides: dict[str, str] = {}
        self._judged: tuple[object, ...] = ()
        self.here = SUMMARY
        self.reckon(draft, found)
        answered = (path for path in self.paths if value_at(draft.answers, path) is not None)
        self.touched: set[str] = {*answered, *(f"evidence.{item.kind}" for item in draft.evidence)}

    @classmethod
    def of(cls, desk: Desk, draft: "Begun") -> "FormState":
        """Where the form of a draft stands; what has been reckoned already is taken as it is."""
        if isinstance(draft, FormState):
            return draft
        return cls(desk, desk.service(draft.service, draft.version), draft)

    def reckon(self, draft: Draft, found: Found | None = None) -> None:
        """Look again at the draft as the screen shows it; the same answers on the same day are not judged twice."""
        self._day = draft.declared_at or self._desk.daybook.legal_date()
        judged = (draft.answers, draft.evidence, self._day)
        self.draft = draft
        if judged == self._judged:
            return
        self._judged = judged
        found = found or self._desk.found(draft)
        self.visible, self.problems, self.signature = found.visible, found.problems, found.signature
        self.lacking, self.fees = found.missing, found.fees
        self.number, self.declared = found.number, found.answers
        self.problems += self._desk.streets.hints(self.service, draft.answers, self.visible)
        self.way = steps(self.service, draft.answers, self.visible)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Streets of the directory for what is typed."""
        return self._desk.streets.suggest(typed)

    @property
    def signed_on_form(self) -> bool:
        """Whether what is captured was signed on its paper form; a correction may be signed anew."""
        return bool(self.draft.form) and self.draft.case is None

    def strip(self) -> str:
        """What is being captured later, "" for what is declared at the counter."""
        day, form = self.draft.declared_at, self.draft.form
        return words.say("capture.strip", form=form, day=words.short_day(day)) if form and day else ""

    @property
    def paths(self) -> tuple[str, ...]:
        """All fields in reading order, hidden ones too."""
        return tuple(path for step in self.way for path in step.paths())

    @property
    def labels(self) -> dict[str, str]:
        """The name of each field by its path."""
        found = ((path, find_field(self.service, path)) for path in self.paths)
        return {path: words.text(known[1].label) for path, known in found if known is not None}

    @property
    def today(self) -> date:
        """The day of the declaration: what is valid, is valid on it."""
        return self._day

    @property
    def reductions(self) -> tuple[ReductionRule, ...]:
        """What may be reduced of the fees."""
        return self._desk.visiting.reductions(self.fees, self.today)

    @property
    def codelists(self) -> CodeLists:
        """The lists that codes are named by."""
        return self._desk.codelists

    def holders(self) -> tuple[Holder, ...]:
        """Everybody a document may belong to."""
        return holders(self.service, self.draft.answers, self.visible, self.codelists)

    @property
    def place(self) -> int:
        """The place of the current step on the way."""
        return self.way.index(self.here) if self.here in self.way else 0

    @property
    def following(self) -> Step:
        """The step after the current one."""
        return self.way[min(self.place + 1, len(self.way) - 1)]

    def start(self, path: str) -> str:
        """Begin at the step that asks this field, else at the first; the field to put the keyboard on.

        What the form filled in by itself (a default, an empty box) was not typed: then the step's first.
        """
        self.here = step_of(path, self.way) or self.way[0]
        found, value = find_field(self.service, path), value_at(self.draft.answers, path)
        by_itself = found is not None and (value is False or value == found[1].default)
        return "" if by_itself else path

    def step_for(self, path: str) -> Step:
        """The step where a problem's field is asked; a list's own problem belongs to its first item."""
        listed = (step for step in self.way if step.section and path and step.section.repeat == path)
        return step_of(path, self.way) or next(listed, self.way[0])

    def people(self) -> tuple[Mapping[str, Any], ...]:
        """The items (persons) of the current step's list."""
        section = self.here.section
        return tuple(items(section, self.draft.answers)) if section and section.repeat else ()

    def further_person(self) -> dict[str, Any]:
        """What one more item begins with: the family name, which a household mostly shares."""
        section, people = self.here.section, self.people()
        assert section is not None
        keys = [field.key for field in section.fields]
        key = NAME if NAME in keys else keys[0]
        stored = len(self.draft.answers.get(section.repeat) or ())
        blank = {f"{section.repeat}.{place}.{key}": "" for place in range(stored, len(people))}
        name = (people[0].get(NAME) if people and key == NAME else None) or ""
        return {**blank, f"{section.repeat}.{len(people)}.{key}": name}

    def defaults(self) -> dict[str, Any]:
        """What the current step's unanswered fields begin with."""
        fields = self.here.section.fields if self.here.section else ()
        return {
            path: field.default
            for field in fields
            if field.default is not None
            and (path := self.here.path(field)) in self.visible
            and value_at(self.draft.answers, path) is None
        }

    def forget(self, repeat: str) -> None:
        """An item was removed: what was looked at under its list's old places no longer counts."""
        self.touched = {path for path in self.touched if not path.startswith(f"{repeat}.")}
        self.overrides = {at: why for at, why in self.overrides.items() if not at.startswith(f"{repeat}.")}

    def problem_at(self, path: str) -> tuple[str, bool]:
        """What to say at a field that has been looked at, and whether it is only a hint."""
        problem = next((problem for problem in self.problems if problem.field == path), None)
        if problem is None or path not in self.touched:
            return "", False
        sentence = problem_sentence(problem, self.service)
        if problem.severity is Severity.OVERRIDABLE and not is_known(problem):
            sentence = words.say("form.overridable", sentence=sentence)
        return sentence, problem.severity is Severity.HINTS

    def blocking(self) -> tuple[Problem, ...]:
        """What no reason can override."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.BLOCKS)

    def unreasoned(self) -> tuple[str, ...]:
        """The fields whose problem still needs a reason."""
        asked = (problem.field for problem in self.problems if problem.severity is Severity.OVERRIDABLE)
        return tuple(path for path in asked if not self.overrides.get(path, "").strip())

    def label(self, step: Step, *, plain: bool = False) -> str:
        """A step's name; for a further person with its number."""
        if step.section is None:
            return words.say("form.summary")
        name = words.text(step.section.label)
        if plain or not step.index:
            return name
        return words.say("form.next_item", step=name, item=item_name(step.section), index=step.index + 1)

    def head(self) -> str:
        """`Person 1 von 3 · Schritt 2 von 5 · auf diesem Laptop gespeichert, 10:42:07`."""
        keys = sections_of(self.way)
        parts = [words.say("form.correction", number=self.draft.case)] if self.draft.case else []
        if self.here.section is not None and self.here.index is not None:
            count, item = len(self.people()), item_name(self.here.section)
            parts.append(words.say("form.item", item=item, index=self.here.index + 1, count=count))
        place = keys.index(self.here.key) + 1 if self.here.key in keys else 1
        parts.append(words.say("form.step", index=place, count=len(keys)))
        parts.append(words.say("form.saved", time=words.clock(self.draft.saved_at, seconds=True)))
        return " · ".join(parts)

    def stops(self) -> tuple[Stop, ...]:
        """The step list; a section is finished when it was looked at and nothing in it is open."""
        open_fields = {p.field for p in self.problems if p.severity is not Severity.HINTS}
        stops = []
        for key in sections_of(self.way):
            same = [step for step in self.way if step.key == key]
            paths = {path for step in same for path in step.paths() if path in self.visible}
            finished = bool(paths) and paths <= self.touched and not paths & open_fields
            stops.append(Stop(key, self.label(same[0], plain=True), key == self.here.key, finished))
        return tuple(stops)

    def names(self, section: Section) -> tuple[str, ...]:
        """How the persons are called on their tabs: by the service's own label fields."""
        keys = [path.split(".")[-1] for path in self.service.label if path.startswith(f"{section.repeat}.")]
        names = []
        for place, item in enumerate(items(section, self.draft.answers), 1):
            name = ", ".join(str(item[key]) for key in keys if item.get(key))
            unnamed = words.say("form.item_unnamed", item=item_name(section), index=place)
            names.append(words.say("form.item_tab", index=place, name=name) if name else unnamed)
        return tuple(names)


Begun = Draft | FormState  # a draft whose form is to be opened; or where it stands, reckoned already
