"""Forged entries and chains: names, places, numbers, bodies, services, heads of others."""

from dataclasses import replace

from mobile_office.domain.case import Action, DayAction, ServiceRef, SubjectKind
from mobile_office.protocol import Checkpoint, Entry, Receipt
from mobile_office.signing import new_body, sign_receipt
from mobile_office.store import tables
from tests.forgeries.forged import NOT_ASKED, NOTHING, WAITS, Forged, Forgery
from tests.forgeries.scene import NOW, Scene
from tests.house import STREAM

_e, _c, _p = tables.entry.c, tables.case.c, tables.person.c


def colleagues_name(scene: Scene) -> Forged:
    seed = scene.people["Berger"].desk
    number = scene.number("B")
    return Forged(number, (scene.entry(scene.bus, "Weber", Action.SUBMIT, number, seed=seed),))


def withdrawn_by_colleague(scene: Scene) -> Forged:
    case, seed = scene.case("Weber"), scene.people["Berger"].desk
    return Forged(case.number, (scene.entry(scene.bus, "Weber", Action.WITHDRAW, case, seed=seed),))


def other_letter(scene: Scene) -> Forged:
    number = scene.number("C")
    return Forged(number, (scene.entry(scene.bus, "Berger", Action.SUBMIT, number),), plants=False)


def no_number(scene: Scene) -> Forged:
    return Forged("B-1", (scene.entry(scene.bus, "Berger", Action.SUBMIT, "B-1"),), plants=False)


def _in_chain_of_other(scene: Scene, device: str) -> Entry:
    scene.case("Weber", scene.other)  # so that the office knows the chain
    (n, previous), chain = scene.other.journal.head(scene.other.chain()), scene.other.chain()
    here = {"n": n + 1, "previous": previous, "device": device}
    return scene.entry(scene.bus, "Berger", Action.SUBMIT, scene.number("B"), chain=chain, **here)


def next_place(scene: Scene) -> Forged:
    made = _in_chain_of_other(scene, scene.bus.device.id)
    return Forged(made.header.subject, (made,), plants=False)


def next_place_as_other(scene: Scene) -> Forged:
    made = _in_chain_of_other(scene, scene.other.device.id)
    return Forged(made.header.subject, (made,), plants=False)


def next_place_unreadable(scene: Scene) -> Forged:
    made = _in_chain_of_other(scene, scene.bus.device.id)
    poison = {**made.to_json(), "body": 7}
    return Forged(made.header.subject, (), plants=False, poison=(poison,))


def next_place_receipted(scene: Scene) -> Forged:
    """With a receipt the forger has signed."""
    made = _in_chain_of_other(scene, scene.other.device.id)
    receipt = sign_receipt(
        Receipt(made.header.id, made.hash, STREAM, 7, NOW, "epoch"), scene.people["Berger"].desk
    )
    return Forged(made.header.subject, (made,), plants=False, receipts=(receipt,))


def body_swapped(scene: Scene) -> Forged:
    number = scene.number("B")
    made = scene.entry(scene.bus, "Berger", Action.SUBMIT, number)
    return Forged(number, (replace(made, body=new_body({"answers": {}})),))


def submitted_again(scene: Scene) -> Forged:
    """Their own accepted SUBMIT under a new id, rightly signed."""
    case = scene.case("Berger")
    return Forged(case.number, (scene.entry(scene.bus, "Berger", Action.SUBMIT, case.number),), plants=False)


def gap(scene: Scene) -> Forged:
    number = scene.number("B")
    n, _ = scene.bus.journal.head(scene.bus.chain())
    return Forged(number, (scene.entry(scene.bus, "Berger", Action.SUBMIT, number, n=n + 2),))


def double(scene: Scene) -> Forged:
    """A second history of a place that the office holds."""
    case = scene.case("Berger")
    n, _ = scene.bus.journal.head(scene.bus.chain())
    kept = scene.bus.journal.entry(case.revision)
    assert kept is not None
    here = {"n": n, "previous": kept.entry.header.previous}
    return Forged(case.number, (scene.entry(scene.bus, "Berger", Action.WITHDRAW, case, **here),))


def wrong_previous(scene: Scene) -> Forged:
    number = scene.number("B")
    made = scene.entry(scene.bus, "Berger", Action.SUBMIT, number, previous="ab" * 32)
    return Forged(number, (made,))


def lower_review(scene: Scene) -> Forged:
    """A service file that says its cases never wait; nobody at the office has answered for it."""
    own = ServiceRef("registration", scene.service.version, "ab" * 32)
    number = scene.number("B")
    return Forged(
        number, (scene.entry(scene.bus, "Berger", Action.SUBMIT, number, service=own),), plants=False
    )


def other_service(scene: Scene) -> Forged:
    """The name of their service, with the file of one that never waits."""
    known = scene.bus.catalog.services.values()
    quick = next(one for one in known if one.id == "information_block")
    own = ServiceRef("registration", scene.service.version, quick.hash)
    number = scene.number("B")
    return Forged(
        number, (scene.entry(scene.bus, "Berger", Action.SUBMIT, number, service=own),), plants=False
    )


def others_day(scene: Scene) -> Forged:
    """The closing of a day of another bus, its papers counted."""
    about = f"{scene.other.device.id}/2026-11-22"
    kind = {"kind": SubjectKind.DAY, "action": DayAction.CLOSING, "service": None, "hands": ()}
    made = scene.entry(scene.bus, "Berger", Action.SUBMIT, about, **kind)
    return Forged(about, (made,), plants=False)


def others_head(scene: Scene) -> Forged:
    """A head of a colleague's chain far ahead of it, so that the colleague's store looks rolled back."""
    case = scene.case("Weber", scene.other)
    head = Checkpoint(scene.other.chain(), 10**6, "ab" * 32)
    return Forged(case.number, plants=False, checkpoint=head)


PAPERS = (
    Forgery(
        "hands in a case in a colleague's name", "signature_invalid", "signature_invalid", colleagues_name
    ),
    Forgery(
        "withdraws a colleague's case in their name",
        "signature_invalid",
        "signature_invalid",
        withdrawn_by_colleague,
    ),
    Forgery("takes a case number of a colleague's laptop", "number_foreign", "-", other_letter),
    Forgery("hands in a case under a number that is none", "number_foreign", "-", no_number),
    Forgery("takes the next place in the chain of a colleague's laptop", "chain_foreign", "-", next_place),
    Forgery("the same, as if it were that laptop", "chain_foreign", "-", next_place_as_other),
    Forgery("the same, with something that cannot be read", "malformed", "-", next_place_unreadable),
    Forgery("the same, with a receipt they signed themselves", "chain_foreign", "-", next_place_receipted),
    Forgery("swaps the body under a header", "signature_invalid", "signature_invalid", body_swapped),
    Forgery("hands in their accepted case again under a new id", "stale", "-", submitted_again),
    Forgery("leaves a gap in their chain", NOTHING, "chain_gap", gap, by_verify=True),
    Forgery(
        "writes a second history of a place the office holds", "fork", "chain_gap", double, by_verify=True
    ),
    Forgery(
        "names another entry before it than there is",
        "chain_broken",
        "chain_broken",
        wrong_previous,
        by_verify=True,
    ),
    Forgery("names a service file of their own, whose cases never wait", WAITS, "-", lower_review),
    Forgery("names the file of a service that never waits under another's name", WAITS, "-", other_service),
    Forgery("closes the day of another bus", "not_allowed", "-", others_day),
    Forgery("tells a head of a colleague's chain", NOT_ASKED, "-", others_head),
)
