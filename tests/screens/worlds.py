"""What has happened on a stage before its screens are drawn: nothing yet, a working day, or a day with trouble.

Everybody is invented. Every case comes about as in the bus: typed, handed in, decided, delivered.
"""

from typing import Any

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from tests.house import passphrase
from tests.samples import decide
from tests.screens.stage import Away, Stage

NAMES = (
    ("Mustermann", "Erika Maria"),
    ("Łukasiewicz-Müller", "Zoë Magdalena"),
    ("Özdemir", "Ayşe"),
    ("von der Ahe-Rosenbrück", "Karl-Friedrich"),
    ("Nguyễn", "Thị Hương"),
    ("Sørensen", "Bjørn"),
    ("Țepeș", "Ștefan"),
)
LANDLORD = "Bitte die Anschrift des Wohnungsgebers ergänzen: Straße und Hausnummer fehlen."
STREET = "Auf dem Beleg steht „Am Marktplatz“, nicht „Am Markte“."


def sample(desk: Desk, service: str, family: str, given: str, **more: Any) -> Draft:
    """A draft from the service's own sample, for somebody else; `more` are other answers by path."""
    known = next(item for item in desk.services() if item.id == service)
    draft = desk.start(service, known.sample)
    first, second = known.label[:2]  # the paths of family name and given names
    other = {first: family, second: given}
    if service == "registration":
        other["persons.0.usual_given_name"] = given.split()[0]
    for path, value in {**other, **more}.items():
        draft = desk.save(draft.id, path, value)
    for kind, state in known.sample_evidence.items():
        draft = desk.see(draft.id, kind, state, "0129", "")
    return draft


def submit(stage: Stage, name: str, service: str, place: int) -> str:
    """Somebody hands in a case; a few minutes pass."""
    desk = stage.desk(name)
    number = desk.submit(sample(desk, service, *NAMES[place]).id)
    stage.clock.go(7)
    return number


def empty(stage: Stage) -> None:
    """A laptop on its first morning."""


def forms(stage: Stage) -> None:
    """A laptop where forms are being filled in."""


def put_away(stage: Stage) -> None:
    """Discard what a form has left unfinished: a window that tells of a hundred drafts is drawn half as fast."""
    desk = stage.desk("Berger")
    for draft in desk.today().drafts:
        desk.discard(draft.id)


def working(stage: Stage) -> None:
    """A good day: cases in every state, delivered, and two people's work on the table."""
    services = ("registration", "id_card", "registration", "id_exemption", "id_card", "registration")
    who = ("Berger", "Weber", "Berger", "Berger", "Weber", "Weber")
    numbers = [submit(stage, who[at], services[at], at) for at in range(len(services))]
    for number in numbers[:3]:
        decide(stage.desk("Thiele"), number, Action.APPROVE, "Thiele")
    take_over(stage, numbers[0])
    stage.desk("Berger").deliver(force=True)
    submit(stage, "Berger", "registration", 6)
    desk = stage.desk("Berger")
    desk.save(desk.start("id_card").id, "family_name", "Sommerfeldt")
    desk.park(sample(stage.desk("Weber"), "registration", "Łukasiewicz", "Jürgen").id)
    stage.clock.go(3)


def take_over(stage: Stage, number: str) -> None:
    """The office carries a case into the register."""
    stage.clock.go(20)
    decide(stage.desk("Albrecht"), number, Action.TAKE_OVER, "Albrecht", register_number="MR-2026-118204")


def troubled(stage: Stage) -> None:
    """A day on which things came back: returned, queried, refused by the office, and no link."""
    first, second, third, _fourth = (submit(stage, "Berger", "registration", at) for at in range(4))
    stage.desk("Berger").deliver(force=True)
    decide(
        stage.desk("Thiele"),
        first,
        Action.RETURN,
        "Thiele",
        comments={"street": STREET, "landlord_address": LANDLORD},
    )
    decide(stage.desk("Thiele"), second, Action.HOLD_BACK, "Thiele", reason="Ausweis vermutlich verändert.")
    decided_elsewhere(stage, third)
    stage.desk("Berger").do(third, Action.WITHDRAW, reason="Die Bürgerin zieht nun doch nicht um.")
    stage.desk("Berger").deliver(force=True)
    stage.clock.go(15)
    submit(stage, "Berger", "id_card", 4)
    stage.desk("Berger", Away()).deliver(force=True)
    sample(stage.desk("Weber"), "registration", "Sommerfeldt", "Ida")
    stage.clock.go(1)


def decided_elsewhere(stage: Stage, number: str) -> None:
    """A supervisor at the depot approves a case while the bus does not know of it."""
    depot = stage.town.laptop("D", "station", ["Thiele"])
    desk = depot.desk("Thiele", stage.town.office)
    desk.deliver(force=True)
    desk.do(number, Action.APPROVE, passphrase=passphrase("Thiele"))
    desk.deliver(force=True)


def without_link(stage: Stage) -> None:
    """Three cases wait and nobody can be reached."""
    for place in range(3):
        submit(stage, "Berger", "registration", place)


def delivered(stage: Stage) -> None:
    """Everything the day brought is at the office."""
    without_link(stage)
    stage.desk("Berger").deliver(force=True)
    stage.clock.go(1)
