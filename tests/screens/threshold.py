"""Scenes of getting in and leaving: a laptop set up, a person let in, a passphrase forgotten, a laptop wiped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtWidgets import QWidget

from mobile_office.domain.errors import NotAllowed
from mobile_office.store.begun import Begun
from mobile_office.sync.code import Code
from mobile_office.sync.comparison import fingerprint_of
from mobile_office.ui.background import Background
from mobile_office.ui.comeback import ComebackScreen
from mobile_office.ui.enrolment import EnrolmentScreen
from mobile_office.ui.joining import JoinPage
from mobile_office.ui.membership import validity
from mobile_office.ui.wiped import WipedScreen
from mobile_office.ui.words import say
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import MORNING, Stage, settle, wait

CODE = Code(b"sixteen bytes ok", b"twelve bytes", "https://buergeramt.example.org")


@dataclass(frozen=True)
class _Joiner:
    name: str = "Katrin Berger"

    def join(self, passphrase: str) -> str:
        """Nobody joins in a picture."""
        return self.name


def _enrolment(stage: Stage, *, begun: bool = False) -> tuple[EnrolmentScreen, Background]:
    made = Begun(CODE.address, CODE.text, bytes(32), bytes(32), stage.laptop.place.device, waiting=True)

    def begin(_url: str, code: str) -> Begun:
        if Code.read(code) != CODE:
            raise NotAllowed("code_expired")
        return made

    background = Background()
    fingerprint = fingerprint_of("ab" * 32, "cd" * 32)
    screen = EnrolmentScreen(
        background,
        begin,
        lambda _: fingerprint,
        lambda _: _Joiner(),
        lambda _code, _passphrase: None,
        replace(made, device=None) if begun else None,
    )
    stage.show(screen, background)
    return screen, background


def _empty(stage: Stage) -> None:
    _enrolment(stage)


def _interrupted(stage: Stage) -> None:
    _enrolment(stage, begun=True)


def _expired(stage: Stage) -> None:
    screen, background = _enrolment(stage)
    screen.code.code.line.setText(replace(CODE, secret=b"sixteen bytes no").line)
    screen.code.next.click()
    wait(lambda: not screen.code.code.error.isHidden())
    settle(background)


def _compare(stage: Stage) -> EnrolmentScreen:
    screen, background = _enrolment(stage)
    screen.code.code.line.setText(CODE.line)
    screen.code.next.click()
    wait(screen.compare.isVisible)
    settle(background)
    return screen


def _confirmed(stage: Stage) -> None:
    _compare(stage).compare.show_confirmed()


def _first(stage: Stage) -> None:
    _compare(stage).compare.next.click()


def _person(stage: Stage) -> None:
    screen = _compare(stage)
    screen.compare.next.click()
    screen.person.code.line.setText(CODE.text)
    screen.person.code.line.editingFinished.emit()
    wait(screen.person.name.isVisible)
    screen.person.passphrase.first.line.setText("kurz")
    screen.person.do.click()


def _join(stage: Stage, *, known: bool = False) -> None:
    opened = stage.window("Berger")
    page = JoinPage(opened.background, lambda _: _Joiner(), opened.window.back)
    opened.window.open(page)
    if known:
        page.code.line.setText(CODE.text)
        page.do.click()
        wait(page.passphrase.isVisible)
    opened.settle()


def _join_wrong(stage: Stage) -> None:
    def introduce(_code: str) -> _Joiner:
        raise NotAllowed("code_expired")

    opened = stage.window("Berger")
    page = JoinPage(opened.background, introduce, opened.window.back)
    opened.window.open(page)
    page.code.line.setText(CODE.text)
    page.do.click()
    wait(lambda: not page.code.error.isHidden())
    opened.settle()


def _comeback(stage: Stage, *, away: bool = False) -> None:
    def come_back(_code: str, _passphrase: str) -> None:
        raise NotAllowed("recovery_key_away")

    background = Background()
    screen = ComebackScreen(background, come_back, stage.laptop.place.device.id)
    stage.show(screen, background)
    if away:
        screen.code.line.setText(CODE.text)
        for line in (screen.passphrase.first.line, screen.passphrase.again.line):
            line.setText("linde am Marktplatz")
        screen.do.click()
        wait(lambda: not screen.code.error.isHidden())
    settle(background)


def _wiped(told: bool, handed_over: int, lost: int) -> Callable[[Stage], None]:
    def draw(stage: Stage) -> None:
        stage.show(_screen(MORNING, told, handed_over, lost), Background())

    return draw


def _screen(at: datetime, told: bool, handed_over: int, lost: int) -> QWidget:
    return WipedScreen(at, handed_over, lost, told=told)


def _ends_soon(stage: Stage) -> None:
    stage.clock.go(60 * 24 * 30)
    opened = stage.window("Thiele")
    certificate = stage.laptop.place.people.certificate(stage.laptop.people["Thiele"].person)
    opened.window.trouble.show_text(validity(certificate, stage.clock()), "warn")
    opened.window.rail.add_link("join", say("join.open"), lambda: None)
    opened.settle()


SCENES = (
    Scene("enrolment-code", "empty", worlds.empty, _empty),
    Scene("enrolment-code", "filled", worlds.empty, _interrupted),
    Scene("enrolment-code", "problems", worlds.empty, _expired),
    Scene("enrolment-compare", "filled", worlds.empty, lambda stage: _compare(stage) and None, ("dark",)),
    Scene("enrolment-compare", "confirmed", worlds.empty, _confirmed),
    Scene("enrolment-person", "empty", worlds.empty, _first),
    Scene("enrolment-person", "problems", worlds.empty, _person),
    Scene("join", "empty", worlds.empty, _join),
    Scene("join", "filled", worlds.empty, lambda stage: _join(stage, known=True)),
    Scene("join", "problems", worlds.empty, _join_wrong),
    Scene("comeback", "empty", worlds.empty, _comeback),
    Scene("comeback", "problems", worlds.empty, lambda stage: _comeback(stage, away=True)),
    Scene("wiped", "filled", worlds.empty, _wiped(told=True, handed_over=12, lost=0)),
    Scene("wiped", "problems", worlds.empty, _wiped(told=False, handed_over=1, lost=3)),
    Scene("certificate", "ends", worlds.empty, _ends_soon),  # last: the clock has gone on
)
