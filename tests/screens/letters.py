"""The typing help as screens: the palette at a field, and a refused letter with its near spelling."""

from collections.abc import Callable
from functools import partial

from mobile_office.ui.form import FormPage
from mobile_office.ui.inputs import Line
from mobile_office.ui.palette import Palette, open_palette
from tests.pause import pause
from tests.screens import worlds
from tests.screens.forms import at, blank, drawn, zoe_with
from tests.screens.scenes import Scene
from tests.screens.stage import find

FAMILY, PLACE = "persons.0.family_name", "persons.0.birth_place"
DARK_TOO = ("dark", "contrast")


def palette(path: str, asked: str) -> Callable[[FormPage], object]:
    """The palette at a field, with something asked for."""

    def opened(page: FormPage) -> None:
        line = find(page, path)
        assert isinstance(line, Line)
        line.setFocus()
        open_palette(line, line.put, line.gone).search.setText(asked)

    return opened


def in_letters(page: FormPage) -> None:
    """The keyboard from the search into the letters, two further."""
    shown = page.findChild(Palette)
    assert isinstance(shown, Palette)
    shown.grid.setFocus()
    shown.grid.setCurrentIndex(shown.grid.model().index(2, 0))
    pause(10)


def look_alike(page: FormPage) -> None:
    """A name with a Cyrillic letter, and the keyboard one field further."""
    page.jump("persons.0.given_names")


SCENES = (
    Scene("letters", "empty", worlds.forms, drawn(partial(blank, "registration"), palette(FAMILY, ""))),
    Scene("letters", "filled", worlds.forms, drawn(zoe_with(), at(FAMILY), palette(FAMILY, "polnisch"), in_letters),
          themes=DARK_TOO),
    Scene("letters", "marks", worlds.forms, drawn(zoe_with(), at(PLACE), palette(PLACE, "o"))),
    Scene("letters", "nothing", worlds.forms, drawn(zoe_with(), at(FAMILY), palette(FAMILY, "Ypsilon"))),
    Scene("letters", "field", worlds.forms, drawn(zoe_with(), at(FAMILY))),
    Scene(
        "letters", "problems", worlds.forms,
        drawn(zoe_with(**{FAMILY: "Lukаsiewicz"}), at(FAMILY), look_alike),
    ),
)  # fmt: skip
