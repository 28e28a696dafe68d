"""The areas as screens: today, cases, review, intake, delivery; and the two that ask for the passphrase."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.ui.background import Background
from mobile_office.ui.cases import CasesPage
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.intake import IntakePage
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.unlock import UnlockScreen
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Away, Stage, wait

PageT = TypeVar("PageT", bound=QWidget)


def area(name: str, key: str) -> Callable[[Stage], object]:
    """An area as a person finds it."""
    return lambda stage: stage.window(name, key)


def unlock(stage: Stage, *, somebody: bool = True) -> UnlockScreen:
    """The first window."""
    background = Background()
    slots = stage.laptop.slots
    people = slots.people() if somebody else ()
    berger = next((person for person, name in people if name.startswith("Berger")), None)
    screen = UnlockScreen(
        people,
        berger,
        lambda person, text: slots.unlock(person, text, stage.clock()),
        background,
    )
    stage.show(screen, background)
    return screen


def unlock_wrong(stage: Stage) -> None:
    """After a wrong passphrase."""
    _type_wrong(unlock(stage).entry)


def unlock_trouble(stage: Stage) -> None:
    """The store cannot be read."""
    unlock(stage).show_trouble(Damaged(what="store"))


def cover(stage: Stage) -> None:
    """Everything hidden."""
    stage.window("Berger").window.cover()


def cover_wrong(stage: Stage) -> None:
    """Covered, and a wrong passphrase typed."""

    def no(_person: str, _passphrase: str) -> None:
        raise WrongKey(seconds=4)

    window = stage.window("Berger", check=no).window
    window.cover()
    _type_wrong(window.cover_page.entry)


def _type_wrong(entry: PassphraseEntry) -> None:
    entry.line.setText("falsch")
    entry.submit()
    wait(lambda: not entry.error.isHidden() or not entry.waiting.isHidden())


def search_without_hits(stage: Stage) -> None:
    """A search that finds nothing."""
    _page(stage.window("Berger", "cases").window.page, CasesPage).search.setText("Schimmelpfennig")


def search_with_drafts(stage: Stage) -> None:
    """A search that finds what is parked beside what is handed in."""
    desk = stage.desk("Berger")
    desk.park(desk.start("id_exemption", {"family_name": "Mustermann", "given_names": "Erika"}).id)
    _page(stage.window("Berger", "cases").window.page, CasesPage).search.setText("Muster")


def carry(stage: Stage) -> None:
    """The first case of the worklist being carried over."""
    opened = stage.window("Albrecht", "intake")
    _page(opened.window.page, IntakePage).carry(opened.desk.intake_queue()[0].number)
    opened.settle()


def interrupted(stage: Stage) -> None:
    """Delivery tried, nobody there."""
    opened = stage.window("Berger", "delivery", office=Away())
    page = _page(opened.window.page, DeliveryPage)
    page.deliver()
    wait(lambda: page.now.isEnabled())
    opened.window.refresh()
    opened.settle()


def _page(page: QWidget, kind: type[PageT]) -> PageT:
    assert isinstance(page, kind)
    return page


SCENES = (
    Scene("unlock", "filled", worlds.empty, unlock),
    Scene("unlock", "empty", worlds.empty, lambda stage: unlock(stage, somebody=False)),
    Scene("unlock", "trouble", worlds.empty, unlock_trouble),
    Scene("today", "empty", worlds.empty, area("Berger", "today")),
    Scene("today", "filled", worlds.working, area("Berger", "today"), ("dark", "contrast")),
    Scene("today", "problems", worlds.troubled, area("Berger", "today")),
    Scene("cases", "empty", worlds.empty, area("Berger", "cases")),
    Scene("cases", "filled", worlds.working, area("Berger", "cases")),
    Scene("cases", "problems", worlds.troubled, area("Berger", "cases")),
    Scene("cases", "not_found", worlds.working, search_without_hits),
    Scene("cases", "with_drafts", worlds.working, search_with_drafts),
    Scene("review", "empty", worlds.empty, area("Thiele", "review")),
    Scene("review", "filled", worlds.working, area("Thiele", "review")),
    Scene("review", "problems", worlds.troubled, area("Thiele", "review")),
    Scene("intake", "empty", worlds.empty, area("Albrecht", "intake")),
    Scene("intake", "filled", worlds.working, area("Albrecht", "intake")),
    Scene("intake", "problems", worlds.troubled, area("Albrecht", "intake")),
    Scene("carry", "filled", worlds.working, carry),
    Scene("carry", "problems", worlds.troubled, carry),
    Scene("delivery", "empty", worlds.empty, area("Berger", "delivery")),
    Scene("delivery", "waiting", worlds.without_link, area("Berger", "delivery")),
    Scene("delivery", "interrupted", worlds.without_link, interrupted),
    Scene("delivery", "filled", worlds.delivered, area("Berger", "delivery")),
    Scene("delivery", "problems", worlds.troubled, area("Berger", "delivery")),
    Scene("cover", "filled", worlds.working, cover),
    Scene("cover", "problems", worlds.working, cover_wrong),
    Scene("unlock", "problems", worlds.empty, unlock_wrong),  # last: the wait it begins stays in the slots
)
