"""Scenes of the store being looked at: the card on the safety page, the word in the frame, and what is told of damage."""

from dataclasses import replace
from datetime import timedelta

from mobile_office import soundness
from mobile_office.domain.errors import Damaged, MobileOfficeError, Trouble
from mobile_office.soundness import PAGES, Look
from mobile_office.store.clean import Mark
from mobile_office.ui.background import Background
from mobile_office.ui.closed import ClosedScreen
from mobile_office.ui.safety import SafetyPage
from mobile_office.ui.soundness import SoundnessCard, Watch
from mobile_office.workplace import STORE
from tests.screens import worlds
from tests.screens.areas import unlock
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage

_DAMAGED = (PAGES,)
_DIFFERS = (
    "chain_gap 01a20479-8030-76b5-a226-717e0a260cd0",
    "row_differs 01a20479-8030-76b5-a226-717e0a260cd1",
    "signature_invalid 01a20479-8030-76b5-a226-717e0a260cd2",
    "signature_invalid 01a20479-8030-76b5-a226-717e0a260cd3",
)
_OLDER = ("rolled_back 01a20479-7f51-7079-807f-87ea6be6210c",)


def _card(stage: Stage, last: Look | None) -> tuple[Opened, Watch]:
    opened = stage.window("Berger")
    watch = Watch(stage.laptop.place, opened.background, stage.clock)
    watch.told.connect(opened.window.top.show_store)
    watch.last = last
    opened.window.open(SafetyPage((SoundnessCard(watch),), opened.window.back))
    opened.settle()
    return opened, watch


def _never(stage: Stage) -> None:
    _card(stage, None)


def _sound(stage: Stage) -> None:
    _card(stage, Look(stage.clock(), 214))


def _running(stage: Stage) -> None:
    """After a run that did not end in order; nothing really runs in a picture."""
    place = stage.laptop.place
    stage.laptop.place = replace(place, mark=Mark(place.home / STORE))  # as found by a start after a kill
    _, watch = _card(stage, Look(stage.clock() - timedelta(days=1), 214))
    watch._see_step("entries")
    stage.laptop.place = place


def _told(stage: Stage, problems: tuple[str, ...]) -> None:
    opened, watch = _card(stage, Look(stage.clock(), 214, problems))
    trouble = soundness.trouble_of(problems)
    assert trouble is not None
    opened.background.trouble.emit(trouble)
    watch.changed.emit()
    opened.settle()


def _closed(stage: Stage, trouble: MobileOfficeError) -> None:
    stage.show(ClosedScreen(trouble), Background())


SCENES = (
    Scene("soundness", "empty", worlds.empty, _never),
    Scene("soundness", "filled", worlds.empty, _sound, ("dark",)),
    Scene("soundness", "running", worlds.empty, _running),
    Scene("soundness", "damaged", worlds.empty, lambda stage: _told(stage, _DAMAGED)),
    Scene("soundness", "problems", worlds.empty, lambda stage: _told(stage, _DIFFERS)),
    Scene("soundness", "older", worlds.empty, lambda stage: _told(stage, _OLDER)),
    Scene("unlock", "damaged", worlds.empty, lambda stage: unlock(stage).show_trouble(Damaged(what="store"))),
    Scene("closed", "damaged", worlds.empty, lambda stage: _closed(stage, Damaged(what="store"))),
    Scene(
        "closed",
        "unsafe",
        worlds.empty,
        lambda stage: _closed(stage, Trouble("store_unsafe", pragma="synchronous")),
    ),
)
