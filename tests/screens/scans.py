"""Scans as screens: under their evidence, refused and removed, large, and at the case."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.overview import Draft
from mobile_office.ui.attachment_view import AttachmentView, Viewed
from mobile_office.ui.case_page import CasePageView
from mobile_office.ui.form import FormPage
from tests.devices.files import bomb
from tests.screens import forms, worlds
from tests.screens.papers import nowhere
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find, wait


def with_scans(stage: Stage) -> Draft:
    """Zoë's registration with the landlord's confirmation: as a document, and photographed."""
    desk, draft = stage.desk("Berger"), forms.zoe(stage)
    paper = desk.landlord_form(draft)
    assert paper is not None
    for data in (paper.pdf(), paper.preview()[0]):
        draft = _attach(desk, draft, data)
        stage.clock.go(1)
    return draft


def _attach(desk: Desk, draft: Draft, data: bytes) -> Draft:
    scan = scans.clean(data)
    return desk.attaching.keep(draft.id, desk.attaching.seal(scan.data, scan.format, scan.pages, "landlord"))


def listed(*steps: Callable[[FormPage], object]) -> Callable[[Stage], object]:
    """The evidence, with its small pictures drawn."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        page = opened.form(with_scans(stage))
        page.jump("evidence.landlord")
        opened.settle()
        wait(lambda: len(page._papers.scans._previews) == 2)
        button = find(page, "scans.landlord.add")
        button.setFocus()
        page.scroll_to(button)
        opened.settle()
        for step in steps:
            step(page)
            wait(lambda: page.saved)
            opened.settle()

    return draw


def refused(page: FormPage) -> None:
    """A picture with too many pixels."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scan.png"
        path.write_bytes(bomb())
        page._papers.scans.add("landlord", (path,))
        wait(lambda: page.saved)


def removed(page: FormPage) -> None:
    """One taken out, with the way back."""
    find(page, "scan.remove.2").click()  # type: ignore[attr-defined]


def large(stage: Stage) -> AttachmentView:
    """One of them, large."""
    opened = stage.window("Berger")
    one = with_scans(stage).attachments[0]
    viewed = Viewed(one, "Bestätigung des Wohnungsgebers")
    view = AttachmentView(opened.desk, opened.background, viewed, nowhere)
    opened.window.open(view)
    wait(lambda: view.sheets.box.count() > 0)
    opened.settle()
    return view


def turned(stage: Stage) -> None:
    """The same, made larger and turned."""
    view = large(stage)
    view.sheets.zoom(2)
    view.sheets.turn(1)


def case(stage: Stage) -> None:
    """The case, before the office has them."""
    number = stage.desk("Berger").submit(with_scans(stage).id)
    opened = stage.window("Thiele")
    opened.window.open(CasePageView(opened.desk, opened.background, number, nowhere, nowhere, nowhere))
    opened.settle()


SCENES = (
    Scene("scans", "filled", worlds.forms, listed(), themes=("dark", "contrast")),
    Scene("scans", "problems", worlds.forms, listed(removed, refused)),
    Scene("scans", "large", worlds.forms, large),
    Scene("scans", "turned", worlds.forms, turned),
    Scene("scans", "case", worlds.forms, case),
)
