"""Scenes of days without a link: bundles on a stick, written, lost from sight, and answered."""

from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.ui.delivery import DeliveryPage
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Away, Opened, Stage, wait


def tried(stage: Stage) -> None:
    """Three cases wait, and the link is away."""
    worlds.without_link(stage)
    stage.desk("Berger", Away()).deliver(force=True)
    stage.clock.go(12)


def _page(stage: Stage) -> tuple[Opened, DeliveryPage]:
    opened = stage.window("Berger", "delivery", office=Away())
    page = opened.window.page
    assert isinstance(page, DeliveryPage)
    return opened, page


def _stick(stage: Stage, name: str) -> Path:
    folder = stage.town.folder / name
    folder.mkdir(exist_ok=True)
    return folder


def _done(opened: Opened, page: DeliveryPage) -> None:
    wait(lambda: page.bundles.write.isEnabled() and not page.bundles.notice.isHidden())
    opened.settle()


def _written(stage: Stage) -> None:
    opened, page = _page(stage)
    page.bundles.write_to(_stick(stage, "stick"))
    _done(opened, page)


def _gone(stage: Stage) -> None:
    """A stick written two days ago has no receipt, and the one of today was pulled out."""
    opened, page = _page(stage)
    stage.clock.at += timedelta(days=2)
    page.bundles.write_to(_stick(stage, "stick") / "pulled-out")
    _done(opened, page)


def _answered(stage: Stage) -> None:
    """The stick comes back."""
    admin.take_bundles(stage.town.office, [_stick(stage, "stick")])
    opened, page = _page(stage)
    page.bundles.read_from(_stick(stage, "stick"))
    _done(opened, page)


SCENES = (
    Scene("delivery-stick", "written", tried, _written),
    Scene("delivery-stick", "problems", tried, _gone),
    Scene("delivery-stick", "answered", tried, _answered, ("dark",)),
)
