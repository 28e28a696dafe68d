"""Scenes of the backup's card on the page about the laptop itself: never, under way, just made, and long ago."""

from datetime import timedelta
from pathlib import Path

from mobile_office.backup import Backup
from mobile_office.sync.stick import Step
from mobile_office.ui.backup import BackupCard
from mobile_office.ui.safety import SafetyPage
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage, wait


def granted(stage: Stage) -> None:
    """A laptop at work, with the recovery grant that enrolment writes."""
    worlds.without_link(stage)
    laptop = stage.laptop
    device, dbk = laptop.place.device, laptop.people["Berger"].dbk
    laptop.slots.write_recovery_grant(device.office_recovery, dbk, device.id)


def _card(stage: Stage) -> tuple[Opened, BackupCard]:
    opened = stage.window("Berger")
    card = BackupCard(Backup(stage.laptop.place), opened.background, stage.clock)
    opened.window.open(SafetyPage([card], opened.window.back))
    opened.settle()
    return opened, card


def _medium(stage: Stage) -> Path:
    folder = stage.town.folder / "medium"
    folder.mkdir(exist_ok=True)
    return folder


def _never(stage: Stage) -> None:
    _card(stage)


def _writing(stage: Stage) -> None:
    opened, card = _card(stage)
    card._working(True)
    card._show_step(Step("writing", 41_200_000, 96_500_000))
    opened.settle()


def _made(stage: Stage) -> None:
    opened, card = _card(stage)
    card.make_at(_medium(stage))
    wait(lambda: card.make.isEnabled() and not card.notice.isHidden())
    opened.settle()


def _old(stage: Stage) -> None:
    """Nine days later the stick is pulled out."""
    stage.clock.at += timedelta(days=9)
    opened, card = _card(stage)
    card.make_at(_medium(stage) / "pulled-out")
    wait(lambda: card.make.isEnabled() and not card.notice.isHidden())
    opened.settle()


SCENES = (
    Scene("safety-backup", "never", granted, _never),
    Scene("safety-backup", "writing", granted, _writing),
    Scene("safety-backup", "made", granted, _made, ("dark",)),
    Scene("safety-backup", "problems", granted, _old),
)
