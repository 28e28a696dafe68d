"""The citizen display as screens: welcome, languages, what is declared in three scripts, what comes next, the end."""

from collections.abc import Callable
from functools import partial

from PySide6.QtTest import QTest

from mobile_office.domain.overview import Draft
from mobile_office.ui.citizen import CitizenDisplay
from mobile_office.ui.citizen_view import CitizenView
from tests.screens import worlds
from tests.screens.forms import sample_of, zoe
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage, wait

OFFICE = "Landeshauptstadt Hannover, Mobiles Bürgeramt"


def display(opened: Opened) -> CitizenDisplay:
    """The display of an opened window, over it."""
    made = CitizenDisplay(
        opened.window,
        opened.background,
        lambda _: None,
        OFFICE,
        unreviewed=True,
        find_screen=lambda _: None,
    )
    made.toggle()
    opened.window.showNormal()  # a picture has its own size
    opened.window.resize(1366, 768)
    opened.settle()
    return made


def shown(
    draft: Callable[[Stage], Draft] | None, *steps: Callable[[CitizenView], object]
) -> Callable[[Stage], object]:
    """The display with a draft open, brought to where it is looked at."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        if draft is not None:
            opened.form(draft(stage))
        made = display(opened)
        for step in steps:
            step(made.view)
            opened.settle()

    return draw


def language(code: str) -> Callable[[CitizenView], object]:
    """Choose it."""
    return lambda view: view.choose(code)


def to(step: str) -> Callable[[CitizenView], object]:
    """Read on until there."""

    def read(view: CitizenView) -> None:
        for _ in range(200):
            if view.step == step:
                return
            view.go.click()
            QTest.qWait(60)
        raise TimeoutError(step)

    return read


def scrolled(view: CitizenView) -> None:
    """One page on."""
    view.page.read_on()


def confirmed(view: CitizenView) -> None:
    """Confirm, and wait until it is kept."""
    for _ in range(20):
        QTest.qWait(60)
        if not view.go.isEnabled():
            break
        view.go.click()
    wait(lambda: view.step == "thanks")


def wrong(view: CitizenView) -> None:
    """Say that something is not correct."""
    view.wrong.click()


def clerk(view: CitizenView) -> None:
    """The clerk wants it back."""
    view.ask_clerk()


def confirmed_form(stage: Stage) -> None:
    """The clerk's form after it was confirmed in Turkish."""
    opened = stage.window("Berger")
    page = opened.form(zoe(stage))
    made = display(opened)
    language("tr")(made.view)
    to("confirm")(made.view)
    confirmed(made.view)
    opened.window.uncover()
    opened.settle()
    page.refresh()


CARD = partial(sample_of, "id_card")
DARK_TOO = ("dark", "contrast")


def scene(
    state: str, draft: Callable[[Stage], Draft] | None, *steps: Callable[[CitizenView], object]
) -> Scene:
    """One picture."""
    themes = DARK_TOO if state in ("data-de", "confirm") else ("dark",) if state == "data-ar" else ()
    return Scene("citizen", state, worlds.forms, shown(draft, *steps), themes)


SCENES = (
    scene("welcome", None),
    scene("languages", zoe),
    scene("data-de", zoe, language("de")),
    scene("data-tr", zoe, language("tr")),
    scene("data-ar", zoe, language("ar")),
    scene("data-ar-more", zoe, language("ar"), scrolled),
    scene("data-uk", zoe, language("uk"), scrolled),
    scene("next-de", zoe, language("de"), to("next")),
    scene("next-pl", CARD, language("pl"), to("next")),
    scene("objections-ro", zoe, language("ro"), to("objections")),
    scene("confirm", zoe, language("pl"), to("confirm")),
    scene("wrong", zoe, language("fa"), to("confirm"), wrong),
    scene("thanks", zoe, language("de_easy"), to("confirm"), confirmed),
    scene("clerk", zoe, language("de"), clerk),
    Scene("citizen", "form", worlds.forms, confirmed_form),
)
