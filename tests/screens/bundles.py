"""Scenes of days without a link: bundles on a stick, written, lost from sight, and answered."""

from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.domain.attachment import Format
from mobile_office.sync.stick import Step
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.sight import bring_into_view
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Away, Opened, Stage, wait


def tried(stage: Stage) -> None:
    """Three cases wait, and the link is away."""
    worlds.without_link(stage)
    stage.desk("Berger", Away()).deliver(force=True)
    stage.clock.go(12)


def with_scans(stage: Stage) -> None:
    """Three cases wait, and one of them has scans."""
    tried(stage)
    desk = stage.desk("Weber", Away())
    draft = worlds.sample(desk, "registration", *worlds.NAMES[1])
    for data in (b"a photo" * 60_000, b"another" * 70_000, b"pages" * 900_000):
        fresh = desk.attaching.seal(data, Format.JPEG, 1, "landlord")
        draft = desk.attaching.keep(draft.id, fresh)
    desk.submit(draft.id)


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


def _writing(stage: Stage) -> None:
    """It is being written, and how far it has come is seen."""
    opened, page = _page(stage)
    page.bundles._begin(page.bundles.write, "sealing")
    page.bundles.stop.show()
    page.bundles._show_step(Step("writing", 2_100_000, 5_500_000))
    opened.settle()
    bring_into_view(page.bundles, page.bundles.notice)
    opened.settle()


def _too_small(stage: Stage) -> None:
    """The cases and two scans find room."""
    opened, page = _page(stage)
    page.bundles._desk.courier._free = lambda _: 1_400_000
    page.bundles.write_to(_stick(stage, "stick"))
    _done(opened, page)


def _lacking(stage: Stage) -> None:
    """A scan was damaged on its way."""
    stick = _stick(stage, "stick")
    spoilt = min(file.name for file in stick.glob("*/attachments/*"))
    for file in stick.glob(f"*/attachments/{spoilt}"):
        file.write_bytes(b"")
    admin.take_bundles(stage.town.office, [stick])
    opened, page = _page(stage)
    page.bundles.read_from(stick)
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
    Scene("delivery-stick", "writing", with_scans, _writing),
    Scene("delivery-stick", "too-small", with_scans, _too_small),
    Scene("delivery-stick", "lacking", with_scans, _lacking),
)
