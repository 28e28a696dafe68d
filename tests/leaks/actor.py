"""The actor of the leak run: the scripted day's own, with the canary citizen in every part that is spoken.

What a scene types or waits for is put into the canary's words, so the day itself stays as it is.
"""

import re
import sys

from PySide6.QtCore import Qt

from mobile_office.demo.day import actor, documents
from mobile_office.demo.day.stage import Stage
from mobile_office.domain.serial import check_digit
from mobile_office.domain.text import search_form
from tests.leaks import scenes
from tests.leaks.canary import WORDS

FAMILY = f"{WORDS['family name']}-Mustermann"  # the day looks for a draft of somebody called Mustermann
_SAID = {
    "Mustermann": FAMILY,
    "Łukasiewicz-M̂bala": f"{WORDS['family name']}-M̂bala",
    "Gabler": WORDS["family name"],
    "Erika": WORDS["given name"],
    "Zoë": WORDS["given name"],
    "Köln": WORDS["birth place"],
    "Berlin": WORDS["birth place"],
    "Kraków": WORDS["birth place"],
    "12.08.1964": WORDS["birth date as typed"],
    "12.08.1984": WORDS["birth date as typed"],
    "Am Märkischen Ring": WORDS["street"],
    "Am Markte": WORDS["street"],
    "Kirchröder Straße": WORDS["street"],
    "Heidestraße": WORDS["former street"],
    "Wohnbau Leine eG": WORDS["landlord"],
    "Marktstraße": WORDS["landlord's address"],
    "Ægirsdóttir": WORDS["parked name"],
    "Im Vertrag steht 14": f"Im Vertrag von {WORDS['comment']} steht 14",
    "Bitte Geburtsort": f"Bitte {WORDS['comment']} Geburtsort",
    "falsches-kennwort": WORDS["passphrase"],
}
_ANY = re.compile("|".join(map(re.escape, sorted(_SAID, key=len, reverse=True))))


def said(text: str) -> str:
    """A text of the day in the canary's words."""
    return _ANY.sub(lambda match: _SAID[match[0]], text)


class CanaryStage(Stage):
    """The stage of the day; nothing is photographed here, which saves half the time."""

    def press(
        self, keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Type in the canary's words."""
        super().press(said(keys) if isinstance(keys, str) and len(keys) > 1 else keys, modifier)

    def says(self, text: str) -> bool:
        """Look for the canary's words."""
        return super().says(said(text))

    def picture(self, name: str) -> None:
        """Only let the program lay out what is on the screen; where a scene stops, say what was there."""
        self.pause(80)


def _lines(number: str, birth: str) -> tuple[str, str]:
    """The passport of the canary, with its check digits (ICAO 9303)."""
    name = f"P<D<<{search_form(FAMILY).replace(' ', '<')}<<{WORDS['given name'].upper()}".ljust(44, "<")
    until = "3103315"
    number, birth = f"{number}{check_digit(number)}", f"{birth}{check_digit(birth)}"
    optional = "<" * 14
    whole = check_digit(f"{number}{birth}{until}{optional}<")
    return name, f"{number}D<<{birth}F{until}{optional}<{whole}"


def main() -> int:
    """Start the program in a home and play, as the day does."""
    documents.PASSPORT = _lines(WORDS["document number"], "311017")
    first, second, _ = documents.OTHERS_CARD
    name = f"{search_form(FAMILY).replace(' ', '<')}<<{WORDS['given name'].upper()}".ljust(30, "<")
    documents.OTHERS_CARD = (first, second, name[:30])
    vars(actor)["Stage"] = CanaryStage
    actor.SCENES.update(scenes.SCENES)
    return actor.main()


if __name__ == "__main__":
    sys.exit(main())
