"""What the citizen display reads out, step by step: what is declared, what comes next and costs, objections, the end.

Each function gives the widgets of one step, in a language and in German; they know no draft, only a `Telling`.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mobile_office.citizen import GERMAN, CitizenTexts, texts
from mobile_office.domain.bill import in_euros
from mobile_office.domain.service import Text
from mobile_office.ui import style
from mobile_office.ui.citizen_pieces import Answer, Choices, LargeButton, Told, is_german, told
from mobile_office.ui.citizen_telling import Cost, Telling, label_in, text_in
from mobile_office.ui.pieces import Card, Muted, Notice, Title, Words

_TOGETHER = "\N{NO-BREAK SPACE}"
OBJECTIONS = ("religion", "parties", "jubilees", "books")


def welcome(office: str, languages: tuple[CitizenTexts, ...]) -> list[QWidget]:
    """Nothing is open: a greeting, and whose house it is."""
    greetings = dict.fromkeys(each.say("welcome").replace(" ", _TOGETHER) for each in languages[1:])
    parts: list[Words] = [Title(texts(GERMAN).say("welcome")), Words(office)]
    parts += [Muted(" · ".join(greetings))] if greetings else []
    for part in parts:
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return [*parts]


def choice(languages: tuple[CitizenTexts, ...], chosen: Callable[[str], object]) -> list[QWidget]:
    """A button for each language, named in itself; one nobody has reviewed says so."""
    buttons: list[LargeButton] = []
    for each in languages:
        button = LargeButton("choice", f"citizen.language.{each.language}")
        button.set_words(each.name if each.is_reviewed else f"{each.name}\n{each.say('unreviewed')}")
        button.clicked.connect(partial(chosen, each.language))
        buttons.append(button)
    widgets: list[QWidget] = [Title(texts(GERMAN).say("choose")), Choices(buttons)]
    marked = ", ".join(each.name for each in languages if not each.is_reviewed)
    return [*widgets, unreviewed(f"{texts(GERMAN).say('unreviewed')}: {marked}")] if marked else widgets


def unreviewed(text: str) -> QWidget:
    """The mark of a translation nobody has reviewed; `text` says so."""
    mark = Notice(text, "warn")
    mark.setObjectName("citizen.unreviewed")
    return mark


def data(language: CitizenTexts, telling: Telling) -> list[QWidget]:
    """What is declared, label and value, in the order of the form."""
    widgets: list[QWidget] = [told(language, "data_title", "title"), _text(language, telling.name)]
    widgets.append(told(language, "data_lead", "strong"))
    if not is_german(language):
        widgets.append(told(language, "german_only", "muted"))
    for part in telling.parts:
        card = Card()
        card.box.setSpacing(style.px(style.AROUND))
        card.box.addWidget(_text(language, part.title, "heading"))
        for line in part.lines:
            label = (label_in(language, line), line.label["de"])
            card.box.addWidget(Answer(language, label, (text_in(language, line), line.text["de"])))
        widgets.append(card)
    return widgets


def next_steps(language: CitizenTexts, telling: Telling) -> list[QWidget]:
    """What happens next, and what it costs."""
    after, cost = Card(), Card()
    after.box.addWidget(told(language, "next_prepared" if telling.ends == "prepared" else "next_submitted"))
    if telling.next_steps:
        after.box.addWidget(_text(language, telling.next_steps))
    for each in telling.costs:
        cost.box.addWidget(_cost(language, each))
    if telling.total is None:
        if not any(each.cents is None for each in telling.costs):
            cost.box.addWidget(told(language, "cost_open", "strong"))
    elif telling.total == 0 and not telling.costs:
        cost.box.addWidget(told(language, "cost_free", "strong"))
    elif len(telling.costs) > 1:
        sums = (language.say("cost_total"), texts(GERMAN).say("cost_total"))
        cost.box.addWidget(Answer(language, sums, ("", euros(telling.total))))
    titles = told(language, "next_title", "title"), told(language, "cost_title", "title")
    return [titles[0], after, titles[1], cost]


def objections(language: CitizenTexts) -> list[QWidget]:
    """The objections one may raise (§§ 42, 50 BMG), in plain words."""
    card = Card()
    card.box.setSpacing(style.px(style.AROUND))
    card.box.addWidget(told(language, "objections_if", "strong"))
    for each in OBJECTIONS:
        card.box.addWidget(told(language, f"objection_{each}"))
    return [told(language, "objections_title", "title"), told(language, "objections_lead"), card]


def ending(language: CitizenTexts, step: str, *, signs: bool = False) -> list[QWidget]:
    """A page of a title and a sentence: the question, and what becomes of each answer to it."""
    titles = {
        "confirm": ("confirm_title", "confirm_lead_sign" if signs else "confirm_lead"),
        "wrong": ("not_right", "not_right_told"),
        "paper": ("thanks_title", "sign_paper_told"),
        "thanks": ("thanks_title", "thanks"),
    }
    title, sentence = titles[step]
    return [told(language, title, "title"), told(language, sentence)]


def euros(cents: int) -> str:
    """`46,00 €`, as it stands on the German paper."""
    return "{sign}{euros},{cents} €".format(**in_euros(cents))


def _cost(language: CitizenTexts, cost: Cost) -> Answer:
    """One fee: an amount reads the same in every language, that there is none does not."""
    label = " · ".join(part for part in (cost.label["de"], cost.paragraph) if part)
    translated = "" if is_german(language) else cost.label.get(language.language, "")
    if cost.cents:
        return Answer(language, (translated, label), ("", euros(cost.cents)))
    key = "cost_by_office" if cost.cents is None else "cost_free"
    return Answer(language, (translated, label), (language.say(key), texts(GERMAN).say(key)))


def _text(language: CitizenTexts, text: Text, look: str = "") -> Told:
    """A sentence of a service file, which has German and English only."""
    return Told(language, text.get(language.language, ""), text["de"], look)
