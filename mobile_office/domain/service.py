"""A service (Verwaltungsleistung) as data: what is asked, what must be shown, who reviews it.

One TOML file each (`service_file.py` reads it). `(id, version)` never changes once published.
`problems` is the whole check of answers; the form, the summary and the sample tests all use it.
"""

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LANGUAGES = ("de", "en")
Text = dict[str, str]  # language ("de", "en") -> text
NEEDS = ("printer", "certified_station", "link", "phone")  # what a service may need there to be on the bus
Answers = dict[str, Any]


class Severity(StrEnum):
    """What a problem does."""

    BLOCKS = "blocks"  # no submit
    OVERRIDABLE = "overridable"  # submit with a reason
    HINTS = "hints"  # shown, nothing more


@dataclass(frozen=True)
class Problem:
    """Something about an answer. `field` is the path (`persons.0.family_name`), or "" for the whole.

    `code` has a sentence in `resources/i18n/*/problems.toml`, or brings its own as `sentence` (a rule of a service
    file); `details` fill its gaps and may be shown, never logged. Evidence has the path `evidence.<kind>`.
    """

    field: str
    code: str
    severity: Severity = Severity.BLOCKS
    details: dict[str, str] = dataclasses.field(default_factory=dict)  # `field` is an attribute here
    sentence: Text = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """One thing asked. `kind` is a key of `kinds.KINDS`; `required` and `when` are CEL conditions.

    An empty condition string means "always" for `when` and "never" for `required`; "true" is allowed.
    `letters` is the DIN 91379 type (A to E) for text kinds. `codelist` names a code list for choice
    kinds. `dsmeld` is the DSMeld sheet ("0101") or a group's range of them ("1601-1607"), `xinneres` the path of
    the XInneres element ("nachname/name"), both "" where no source names them; `warn_length` a print length
    that only hints. `width` is 1 or 2 columns of the form.
    """

    key: str
    kind: str
    label: Text
    hint: Text = field(default_factory=dict)
    required: str = ""
    when: str = ""
    letters: str = "A"
    codelist: str = ""
    dsmeld: str = ""
    xinneres: str = ""
    warn_length: int = 0
    width: int = 1
    default: Any = None


@dataclass(frozen=True)
class Section:
    """A step of the form. With `repeat` the fields repeat under that key, for one to `most` items."""

    key: str
    label: Text
    fields: tuple[Field, ...]
    intro: Text = field(default_factory=dict)
    repeat: str = ""
    item_label: Text = field(default_factory=dict)
    least: int = 1
    most: int = 1
    when: str = ""

    def path(self, field: Field, index: int = 0) -> str:
        """Where an answer lies: `persons.0.family_name` in a repeated section, else the field's key."""
        return f"{self.repeat}.{index}.{field.key}" if self.repeat else field.key


@dataclass(frozen=True)
class Rule:
    """A check across fields: a problem with `code` at `field` when the CEL condition `problem` holds.

    With `each` it is evaluated for each item of that repeated section (as `item`, its place `index`),
    and `field` is relative to the item. `source` is the paragraph it comes from. `sentence` is for a code that
    problems.toml does not know; `gaps` are CEL conditions whose results (days, texts, numbers) fill it.
    """

    code: str
    field: str
    problem: str
    severity: Severity
    source: str
    each: str = ""
    sentence: Text = dataclasses.field(default_factory=dict)  # `field` is an attribute here too
    gaps: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class EvidenceKind:
    """Evidence a service asks for (Nachweis). `states` are the choices a clerk has.

    `satisfied` names those that satisfy the requirement, `asks_note` those that need a note (such as
    how a person without a document was identified). `scan` says whether a copy may be kept,
    `scan_source` why or why not (paragraph).
    """

    key: str
    label: Text
    states: dict[str, Text]
    satisfied: tuple[str, ...]
    required: str = ""
    when: str = ""
    asks_last: bool = False
    asks_note: tuple[str, ...] = ()
    scan: bool = False
    scan_source: str = ""


@dataclass(frozen=True)
class FeeRule:
    """One fee a service may cost: `item` is a key of the fee tables, due when the CEL condition holds.

    With `each` it is due for each item of that repeated section the condition holds for.
    """

    item: str
    when: str = ""
    each: str = ""


@dataclass(frozen=True)
class Advice:
    """A paragraph of advice, read to the citizen: what it is, why not here."""

    title: Text
    text: Text


@dataclass(frozen=True)
class Service:
    """One service, complete. `hash` is SHA-256 (hex) of the file's bytes.

    `review` is before, drawn or after (workflow.md); `review_share` (between 0 and 1) of what is `drawn` is looked at
    by a second person, else it is 0. `ends` is "submitted", "prepared" or "advice": then nothing is
    asked, written or handed in, and `advice` is all there is; it has no sections, label, papers or sample.
    `label` is a list of field paths that name the citizen in lists. `fees` name items of the fee tables;
    `fee` (in the file: `fee_note`) is a sentence beside them, {} when there is none to say.
    `keywords` are the everyday words a service is found by, `needs` what must be there to do it on the bus
    (of `NEEDS`), `icon` the name of a picture in `resources/icons`. `office_note` is read by whoever takes a case
    over, before anything else ({} for none).
    """

    id: str
    version: int
    hash: str
    name: Text
    short: Text
    legal_basis: str
    leika: str
    review: str
    ends: str
    minutes: int
    fee: Text
    bring: dict[str, list[str]]
    next_steps: Text
    label: tuple[str, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    evidence: tuple[EvidenceKind, ...]
    papers: tuple[str, ...]
    sample: Answers = field(default_factory=dict)
    sample_evidence: dict[str, str] = field(default_factory=dict)
    counter_samples: tuple[dict[str, Any], ...] = ()
    fees: tuple[FeeRule, ...] = ()
    keywords: dict[str, list[str]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    icon: str = "service"
    advice: tuple[Advice, ...] = ()
    office_note: Text = field(default_factory=dict)
    review_share: float = 0.0

    @property
    def is_captured(self) -> bool:
        """Whether a case comes of it; advice leaves none."""
        return self.ends != "advice"

    @property
    def is_signed(self) -> bool:
        """Whether a declaration is signed on the bus: what is only prepared or only asked for is not."""
        return "declaration" in self.papers
