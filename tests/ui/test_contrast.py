"""Every colour that the style sheet puts on another can be read there: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11.

The pairs are read from the sheet itself: a rule's text and edges on its own ground, else on that of what it lies in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mobile_office.ui import style
from mobile_office.ui.sheet import SHEET
from mobile_office.ui.style import CONTRAST, THEMES, Theme

GROUNDS = ("page", "card")  # where anything may lie that has no ground of its own
LIES_IN = {
    "rail": ("rail",),
    "inside": ("card",),
    "product": ("card", "page"),
}  # looks with a place of their own
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PART = re.compile(r"^(\*|\w+)((?:\[\w+=\"\w+\"\])*)(?:::([\w-]+))?((?::[\w-]+)*)$")
_TOKEN = re.compile(r"\$(\w+)")
_BARE = (
    "QWidget",
    "QMainWindow",
    "QFrame",
    "QScrollArea",
    "QScrollBar",
    "QHeaderView",
)  # no text of their own
_CONTROLS = ("QPushButton", "QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QDateEdit", "QSpinBox")


@dataclass(frozen=True)
class Selector:
    """`QFrame[look="rail"] QPushButton:hover`: where, what, with which properties and states."""

    above: str
    kind: str
    looks: frozenset[str]
    part: str
    states: frozenset[str]

    def covers(self, other: "Selector") -> bool:
        """Whether whatever `other` is about is under this rule too."""
        return (
            self.kind in ("*", "QWidget", other.kind)
            and self.above in ("", other.above)
            and self.part == other.part
            and self.looks <= other.looks
            and self.states <= other.states
        )

    @property
    def weight(self) -> tuple[int, int]:
        """CSS's: properties and states before the kind."""
        return len(self.looks) + len(self.states), int(self.kind not in ("*", "QWidget")) + bool(self.above)


def selector(text: str) -> Selector:
    *above, last = text.replace(">", " ").split()
    found = _PART.match(last)
    assert found is not None, text
    kind, looks, part, states = found.groups()
    return Selector(
        " ".join(above),
        kind,
        frozenset(re.findall(r"\[(.+?)\]", looks)),
        part or "",
        frozenset(re.findall(r"[\w-]+", states)),
    )


def rules() -> list[tuple[Selector, dict[str, str]]]:
    """The sheet's rules, the heavier later, as Qt applies them."""
    text = SHEET
    for tone in style.TONES:
        text = text.replace(f"${tone}_edge", f"${tone}")
    found = []
    for names, body in _RULE.findall(text):
        facts = dict(line.split(":", 1) for line in body.split(";") if ":" in line)
        facts = {key.strip(): value.strip() for key, value in facts.items()}
        found += [(selector(name.strip()), facts) for name in names.split(",")]
    return sorted(found, key=lambda rule: rule[0].weight)


RULES = rules()


def facts(of: Selector) -> dict[str, str]:
    """What is so for a selector, all its rules together."""
    whole: dict[str, str] = {}
    for each, said in RULES:
        if each.covers(of):
            whole |= {"border-color": said["border"], **said} if "border" in said else said
    return whole


def token(value: str) -> str:
    """The colour's name in a declaration, "" for none."""
    found = _TOKEN.search(value)
    return found[1] if found else ""


def grounds(of: Selector) -> tuple[str, ...]:
    """What something lies on: its own ground, its parent's, or any of the grounds there are."""
    if own := token(facts(of).get("background", "")):
        return (own,)
    return around(of)


def around(of: Selector) -> tuple[str, ...]:
    """What is around it."""
    if of.above and (outer := token(facts(selector(of.above.split()[-1])).get("background", ""))):
        return (outer,)
    look = next((one.split('"')[1] for one in of.looks if one.startswith("look=")), "")
    return LIES_IN.get(look, GROUNDS)


def texts() -> Iterator[tuple[str, str]]:
    """Every text colour with every ground it is put on; what is disabled is excepted by WCAG and kept readable anyway."""
    for of, _ in RULES:
        colour = token(facts(of).get("color", ""))
        if colour and not of.part and of.kind not in _BARE:
            yield from ((colour, ground) for ground in grounds(of))
        whole = facts(of)
        for front, ground in (
            ("selection-color", "selection-background-color"),
            ("placeholder-text-color", "background"),
        ):
            if token(whole.get(front, "")) and token(whole.get(ground, "")):
                yield token(whole[front]), token(whole[ground])


def edges() -> Iterator[tuple[str, str]]:
    """The edges of fields and buttons on what is around them, and every focus ring on what it is drawn over.

    A double ring stands apart from its button: between them is what is around both. What the mouse adds is not counted.
    """
    for of, _ in RULES:
        edge = token(facts(of).get("border-color", ""))
        if not edge or of.part or of.states & {"disabled", "hover", "pressed"}:
            continue
        if "focus" in of.states and "double" not in facts(of)["border"]:
            yield from ((edge, ground) for ground in _without_focus(of))
        elif "focus" in of.states or of.kind in _CONTROLS:
            yield from ((edge, ground) for ground in around(of))


def _without_focus(of: Selector) -> tuple[str, ...]:
    return grounds(Selector(of.above, of.kind, of.looks, of.part, of.states - {"focus"}))


def too_weak(theme: Theme, pairs: Iterator[tuple[str, str]], least: float) -> list[str]:
    """Pairs below a ratio, with what they have."""
    found = {}
    for front, ground in pairs:
        ratio = style.contrast(getattr(theme, front), getattr(theme, ground))
        if ratio < least:
            found[f"{front} on {ground}"] = ratio
    return [f"{pair}: {ratio:.2f}" for pair, ratio in sorted(found.items())]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_of_the_sheet_can_be_read(theme: Theme) -> None:
    assert too_weak(theme, texts(), 7 if theme is CONTRAST else 4.5) == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_edge_and_every_focus_ring_of_the_sheet_can_be_seen(theme: Theme) -> None:
    assert too_weak(theme, edges(), 3) == []


def test_the_pairs_are_really_found() -> None:
    found = set(texts())
    assert {("bad", "bad_soft"), ("muted", "card"), ("primary_text", "primary_hover")} <= found
    assert {("rail_text", "rail"), ("rail_strong", "rail_active"), ("text", "hover")} <= found
    rings = set(edges())
    assert {("focus", "card"), ("primary", "card"), ("rail_ring", "rail"), ("edge", "card")} <= rings
