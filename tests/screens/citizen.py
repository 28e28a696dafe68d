"""The citizen display as screens: welcome, languages, what is declared in three scripts, what comes next, the end."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mobile_office.domain.overview import Draft
from mobile_office.ui.citizen import CitizenDisplay
from mobile_office.ui.citizen_view import CitizenView
from mobile_office.ui.form import FormPage
from mobile_office.ui.paper import PaperPage, Sheet
from mobile_office.ui.signature_pad import SignaturePad
from tests.handwriting import name, with_pen
from tests.pause import pause
from tests.screens import worlds
from tests.screens.forms import sample_of, zoe
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage, find, wait

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
            pause(60)
        raise TimeoutError(step)

    return read


def scrolled(view: CitizenView) -> None:
    """One page on."""
    view.page.read_on()


def confirmed(view: CitizenView) -> None:
    """Confirm, and wait until it is kept."""
    for _ in range(20):
        pause(60)
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


def signing(stage: Stage) -> None:
    """A laptop of a city that lets people sign on the screen."""
    place = stage.laptop.place
    allowed = replace(place.settings, sign_on_screen=True, sign_registration_on_screen=True)
    stage.laptop.place = replace(place, settings=allowed)


def to_sign(code: str, *steps: Callable[[CitizenView], object]) -> Callable[[Stage], object]:
    """Zoë's registration, read and confirmed in a language, about to be signed."""

    return shown(zoe, language(code), to("confirm"), confirmed_to_sign, *steps)


def write(view: CitizenView) -> None:
    """With a pen."""
    pause(60)
    if view.go.isEnabled():
        view.go.click()  # on a small screen to the pad first
    pause(60)
    with_pen(view.findChild(SignaturePad), name())  # type: ignore[arg-type]


def accept(view: CitizenView) -> None:
    """Hand the signature over, scrolled to where that is offered."""
    for _ in range(40):
        pause(60)
        if not view.go.isEnabled():
            break
        view.go.click()
    wait(lambda: view.step == "thanks")


def signed_form(at: str = "") -> Callable[[Stage], FormPage]:
    """The clerk's form after it was signed on the screen; with the evidence open `at` a kind."""

    def draw(stage: Stage) -> FormPage:
        opened = stage.window("Berger")
        page = opened.form(zoe(stage))
        made = display(opened)
        for step in (language("tr"), to("confirm"), confirmed_to_sign, write, accept):
            step(made.view)
        opened.window.uncover()
        opened.settle()
        page.refresh()
        if at:
            page.jump(at)
            opened.settle()
            shown_at = find(page, "signature.view")
            shown_at.setFocus()
            page.scroll_to(shown_at)
            opened.settle()
        return page

    return draw


def confirmed_to_sign(view: CitizenView) -> None:
    """Confirm, and wait for the pad."""
    for _ in range(40):
        pause(60)
        if not view.go.isEnabled() or view.step != "confirm":
            break
        view.go.click()
    wait(lambda: view.step == "sign")


def changed_after(stage: Stage) -> None:
    """Something typed after the signature."""
    page = signed_form()(stage)
    page._edited("house_number", "99")
    page.flush()
    wait(lambda: page.saved)
    page.refresh()
    pause(300)


def signed_case(stage: Stage) -> None:
    """What review sees of it."""
    page = signed_form()(stage)
    opened = stage.window("Thiele")
    wait(lambda: page.saved)
    view = opened.case(stage.desk("Berger").submit(page.draft.id))
    found = find(view, "case.scan.1")
    found.setFocus()
    opened.settle()


def signed_paper(stage: Stage) -> None:
    """The declaration with the signature on it."""
    page = signed_form()(stage)
    wait(lambda: page.saved)
    opened = stage.window("Berger")
    sheet = PaperPage(opened.background, opened.desk.declaration(page.draft), lambda: None)
    opened.window.open(sheet)
    wait(lambda: sheet.findChild(Sheet) is not None)
    opened.settle()
    bar = sheet.sheets.verticalScrollBar()
    bar.setValue(bar.maximum() - bar.pageStep() * 6 // 5)
    opened.settle()


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
    Scene("citizen", "sign-empty", signing, to_sign("de"), DARK_TOO),
    Scene("citizen", "sign", signing, to_sign("tr", write), DARK_TOO),
    Scene("citizen", "sign-ar", signing, to_sign("ar", write)),
    Scene("citizen", "sign-on-paper", signing, to_sign("pl", wrong)),
    Scene("citizen", "signed-form", signing, signed_form()),
    Scene("citizen", "signed-changed", signing, changed_after),
    Scene("citizen", "signed-evidence", signing, signed_form("evidence.identity")),
    Scene("citizen", "signed-case", signing, signed_case),
    Scene("citizen", "signed-paper", signing, signed_paper),
)
