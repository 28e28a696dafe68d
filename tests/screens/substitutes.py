"""Scenes of somebody stepping in: the code from the office, the card about the slots, parked cases taken over."""

from dataclasses import replace
from datetime import timedelta

from mobile_office.authoring import new_id
from mobile_office.domain.errors import NotAllowed, WrongKey
from mobile_office.domain.people import Certificate, Role
from mobile_office.domain.spoken import spoken
from mobile_office.signing import sign_certificate
from mobile_office.store.pool import Pool, open_code
from mobile_office.substitute import step_in
from mobile_office.ui.background import Background
from mobile_office.ui.pool import PoolCard
from mobile_office.ui.safety import SafetyPage
from mobile_office.ui.substitute import SubstituteScreen
from mobile_office.ui.words import say
from tests.house import CHEAP, STREAM
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, settle, wait

CODE = spoken(bytes(range(40, 56)))
OWN = "Kastanien blühen hinter dem Rathaus"


def _screen(stage: Stage, error: Exception | None = None, ready: int = 3) -> SubstituteScreen:
    def step_in(_code: str, _name: str, _passphrase: str) -> None:
        if error is not None:
            raise error

    background = Background()
    screen = SubstituteScreen(background, step_in, "B", ready)
    stage.show(screen, background)
    settle(background)
    return screen


def _typed(stage: Stage, error: Exception | None = None) -> None:
    screen = _screen(stage, error)
    screen.code.line.setText(CODE)
    screen.name.line.setText("Anna Probst")
    for line in (screen.passphrase.first.line, screen.passphrase.again.line):
        line.setText(OWN)
    if error is not None:
        screen.do.click()
        wait(lambda: not screen.code.error.isHidden())


def _parked(stage: Stage) -> None:
    """One colleague is away, another is not in the team any more; somebody steps in."""
    for name, place in (("Weber", 1), ("Berger", 2)):
        desk = stage.desk(name)
        draft = worlds.sample(desk, "registration", *worlds.NAMES[place])
        stage.clock.go(20)
        desk.park(draft.id)
    stage.town.office.revoke_person(stage.laptop.people["Weber"].person)
    people = stage.town.office.certificates(STREAM)
    signed = [sign_certificate(each, stage.town.office.keys.signing) for each in people]
    stage.laptop.place.people.put_certificates(signed)
    _step_in(stage)


def _step_in(stage: Stage) -> None:
    """Somebody comes in by a slot of this laptop, as on the telephone."""
    place, office = stage.laptop.place, stage.town.office
    person, pool, now = new_id(), Pool(place.home, CHEAP), stage.clock()
    berger = stage.laptop.people["Berger"]
    pool.prepare(person, place.device.id, office.keys.public.recovery, berger.person, berger.dbk)
    (made,) = pool.pending()
    secret = open_code(bytes.fromhex(made.sealed), office.keys.recovery, place.device.id, person)
    keys = made.keys.desk, made.keys.decision, made.keys.exchange
    until = now + timedelta(days=35)
    known = Certificate(person, "Vertretung B-001", frozenset({Role.CLERK}), STREAM, *keys, now, until)
    pool.certify([sign_certificate(replace(known, also=(berger.person,)), office.keys.signing)])
    step_in(place.home, spoken(secret), "Anna Probst", OWN, now, CHEAP)
    stage.laptop.people["Probst"] = stage.laptop.slots.unlock(person, OWN, now)


def _inside(stage: Stage) -> None:
    opened = stage.window("Probst")
    opened.window.trouble.show_text(say("substitute.inside"), "calm")
    opened.settle()


def _card(stage: Stage, ready: int) -> None:
    opened = stage.window("Berger")
    opened.window.open(SafetyPage([PoolCard(lambda: ready, "B")], opened.window.back))
    opened.settle()


SCENES = (
    Scene("substitute", "empty", worlds.empty, _screen),
    Scene("substitute", "filled", worlds.empty, _typed, ("dark",)),
    Scene(
        "substitute",
        "misheard",
        worlds.empty,
        lambda stage: _typed(stage, NotAllowed("spoken_wrong", group=3)),
    ),
    Scene(
        "substitute",
        "wrong",
        worlds.empty,
        lambda stage: _typed(stage, WrongKey("pool_code_wrong", seconds=32)),
    ),
    Scene("substitute", "none", worlds.empty, lambda stage: _screen(stage, ready=0)),
    Scene("pool", "filled", worlds.empty, lambda stage: _card(stage, 3)),
    Scene("pool", "empty", worlds.empty, lambda stage: _card(stage, 0)),
    Scene("takeover", "parked", _parked, _inside),
)
