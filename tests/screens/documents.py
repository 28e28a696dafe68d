"""Documents and fees as screens: lines read at the evidence, a bill in the form, at a case and on paper."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from mobile_office.domain.overview import Draft
from mobile_office.printing import Paper
from mobile_office.ui.form import FormPage
from tests.pause import pause
from tests.screens import papers, worlds
from tests.screens.forms import at, blank, drawn, zoe
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find

PATH = "evidence.identity.document"
CARD = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n8308126<3110315D<<2108<<<<<<<9\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<\n"
OLD = "IDD<<T220001293<<<<<<<<<<<<<<<\n6408125<2010315D<<<<<<<<<<<<<4\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<\n"
PASSPORT = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F3103315<<<<<<<<<<<<<<<2\n"
WRONG = PASSPORT.replace("T478D", "T477D").replace("3103315", "3103317")
YOUNG = {"birth_date": "2004-05-05", "direct_delivery": True, "photo_source": "office"}
DARK_TOO = ("dark", "contrast")


def erika(stage: Stage, **more: Any) -> Draft:
    """Erika's application for a card, her document not looked at yet."""
    desk = stage.desk("Berger")
    draft = worlds.sample(desk, "id_card", "Mustermann", "Erika", **more)
    return desk.unsee(draft.id, "identity")


def family(stage: Stage) -> Draft:
    """Zoë's family, nothing seen yet."""
    draft = zoe(stage)
    return stage.desk("Berger").unsee(draft.id, "identity")


def read(lines: str, *, take: bool = False) -> Callable[[FormPage], object]:
    """To the evidence, and lines from a reader; perhaps taken over."""

    def scanned(page: FormPage) -> None:
        page.toggle_evidence()
        field = find(page, PATH)
        assert isinstance(field, QPlainTextEdit)
        field.setFocus()
        field.insertPlainText(lines)
        pause(60)  # what came of them scrolls into view once it has its place
        if take:
            button = find(page, f"{PATH}.take")
            assert isinstance(button, QAbstractButton)
            button.click()

    return scanned


def to_bill(page: FormPage) -> None:
    """Down to the fees: on narrow windows the side stands under the form."""
    page.scroll_to(page.side.bill)


def young(stage: Stage) -> Draft:
    """Under 24, photo taken by the authority, sent home."""
    return erika(stage, **YOUNG)


def submitted(stage: Stage) -> str:
    """The same, handed in."""
    desk, draft = stage.desk("Berger"), erika(stage, birth_date="2004-05-05", photo_source="office")
    draft = desk.see(draft.id, "identity", "valid", "0T47", "")
    return desk.submit(draft.id)


def case(stage: Stage) -> None:
    """A case with the bill it was handed in with."""
    stage.window("Berger").case(submitted(stage))


def receipt(stage: Stage) -> Paper:
    """Its receipt."""
    return stage.desk("Berger").receipt(submitted(stage))


SCENES = (
    Scene("document", "empty", worlds.forms, drawn(erika, FormPage.toggle_evidence)),
    Scene("document", "filled", worlds.forms, drawn(erika, read(PASSPORT, take=True)), themes=DARK_TOO),
    Scene("document", "expired", worlds.forms, drawn(erika, read(OLD, take=True))),
    Scene("document", "problems", worlds.forms, drawn(erika, read(CARD)), themes=DARK_TOO),
    Scene("document", "doubtful", worlds.forms, drawn(erika, read(WRONG))),
    Scene("document", "unread", worlds.forms, drawn(erika, read(PASSPORT.replace("<2\n", "\n")))),
    Scene("document", "family", worlds.forms, drawn(family, read(PASSPORT))),
    Scene("bill", "empty", worlds.forms, drawn(partial(blank, "id_card"), to_bill)),
    Scene("bill", "filled", worlds.forms, drawn(young, at("direct_delivery"), to_bill), themes=DARK_TOO),
    Scene("bill", "case", worlds.forms, case, themes=DARK_TOO),
    Scene("bill", "receipt", worlds.forms, papers.paper(receipt)),
)
