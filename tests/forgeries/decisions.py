"""Forged decisions: somebody lets their own case pass, with every key and signature they can lay hands on."""

from datetime import timedelta

from mobile_office.domain.case import Action
from mobile_office.protocol import Entry
from mobile_office.signing import new_signing_key
from tests.forgeries.forged import HELD, KNOWN, Forged, Forgery, copied, moved
from tests.forgeries.scene import NOW, Scene


def own_decision_key(scene: Scene) -> Forged:
    case = scene.case("Berger")
    return Forged(case.number, (scene.entry(scene.bus, "Berger", Action.APPROVE, case),))


def own_desk_key(scene: Scene) -> Forged:
    case = scene.case("Berger")
    seed = scene.people["Berger"].desk
    return Forged(case.number, (scene.entry(scene.bus, "Berger", Action.APPROVE, case, seed=seed),))


def supervisors_name(scene: Scene) -> Forged:
    case = scene.case("Berger")
    seed = scene.people["Berger"].decision
    return Forged(case.number, (scene.entry(scene.bus, "Thiele", Action.APPROVE, case, seed=seed),))


def supervisors_desk_key(scene: Scene) -> Forged:
    """Stolen from the memory of an open laptop; the decision key is not there."""
    case = scene.case("Berger")
    seed = scene.people["Thiele"].desk
    return Forged(case.number, (scene.entry(scene.bus, "Thiele", Action.APPROVE, case, seed=seed),))


def approved(scene: Scene) -> Entry:
    """A real approval of a colleague's case, written on the bus and delivered."""
    return scene.done("Thiele", Action.APPROVE, scene.case("Weber").number, scene.bus)


def on_another_case(scene: Scene) -> Forged:
    real, case = approved(scene), scene.case("Berger")
    changes = {"subject": case.number, "base": case.base, "decides": case.revision_digest}
    return Forged(case.number, (copied(real, scene, id=_fresh(scene), **changes),))


def on_another_revision(scene: Scene) -> Forged:
    real = approved(scene)
    case = scene.case("Berger")
    changes = {"subject": case.number, "base": case.base}
    return Forged(case.number, (copied(real, scene, id=_fresh(scene), **changes),))


def on_another_device(scene: Scene) -> Forged:
    real, case = approved(scene), scene.case("Berger")
    changes = {"subject": case.number, "base": case.base, "decides": case.revision_digest}
    device = {"device": scene.other.device.id}
    return Forged(case.number, (copied(real, scene, id=_fresh(scene), **changes, **device),))


def in_another_stream(scene: Scene) -> Forged:
    real, case = approved(scene), scene.case("Berger")
    changes = {"subject": case.number, "base": case.base, "decides": case.revision_digest}
    return Forged(case.number, (copied(real, scene, id=_fresh(scene), **changes, stream="03241010"),))


def replayed(scene: Scene) -> Forged:
    real = approved(scene)
    return Forged(real.header.subject, (real,), plants=False)


def replayed_anew(scene: Scene) -> Forged:
    real = approved(scene)
    return Forged(real.header.subject, (copied(real, scene, id=_fresh(scene)),))


def of_an_old_revision(scene: Scene) -> Forged:
    """The supervisor really approved it, on the bus; before that arrived it was returned and corrected."""
    number = scene.case("Berger").number
    real = scene.entry(scene.bus, "Thiele", Action.APPROVE, scene.at_office(number))
    scene.done("Thiele", Action.RETURN, number)
    scene.done("Berger", Action.CORRECT, number, scene.bus)
    return Forged(number, (_again(real, scene),))


def of_an_old_revision_moved(scene: Scene) -> Forged:
    """The same, with what it was about set to now: a decision must name the digest of the revision."""
    number = scene.case("Berger").number
    real = scene.entry(scene.bus, "Thiele", Action.APPROVE, scene.at_office(number))
    scene.done("Thiele", Action.RETURN, number)
    scene.done("Berger", Action.CORRECT, number, scene.bus)
    seed = scene.people["Thiele"].decision  # were it signed all the same
    return Forged(number, (moved(real, scene, seed, base=scene.at_office(number).base),))


def four_eyes(scene: Scene) -> Forged:
    case = scene.case("Berger-Thiele")
    return Forged(case.number, (scene.entry(scene.bus, "Berger-Thiele", Action.APPROVE, case),))


def without_hands(scene: Scene) -> Forged:
    """Submitted with nobody in `hands`: who signs it counts as having typed in it."""
    number = scene.number("B")
    scene.bus.journal.append(scene.entry(scene.bus, "Berger-Thiele", Action.SUBMIT, number, hands=()))
    scene.meet(scene.bus, scene.station)
    case = scene.at_office(number)
    return Forged(number, (scene.entry(scene.bus, "Berger-Thiele", Action.APPROVE, case),))


def hands_shortened(scene: Scene) -> Forged:
    """A colleague corrects it afterwards and names only themselves: hands are never taken back."""
    number = scene.case("Berger-Thiele").number
    scene.done("Thiele", Action.RETURN, number)
    correction = scene.entry(scene.bus, "Weber", Action.CORRECT, scene.at_office(number), hands=())
    scene.bus.journal.append(correction)
    scene.meet(scene.bus, scene.station)
    case = scene.at_office(number)
    return Forged(number, (scene.entry(scene.bus, "Berger-Thiele", Action.APPROVE, case),))


def taken_over(scene: Scene) -> Forged:
    number = scene.case("Berger").number
    scene.done("Thiele", Action.APPROVE, number)
    case = scene.at_office(number)
    return Forged(number, (scene.entry(scene.bus, "Berger", Action.TAKE_OVER, case),))


def released(scene: Scene) -> Forged:
    """In the office's name, as if the service never waited."""
    case = scene.case("Berger")
    office = {"person": "office", "device": "office", "chain": "office.1"}
    made = scene.entry(scene.bus, "Berger", Action.RELEASE, case, **office)
    return Forged(case.number, (made,))


def released_here(scene: Scene) -> Forged:
    case = scene.case("Berger")
    made = scene.entry(scene.bus, "Berger", Action.RELEASE, case, person="office")
    return Forged(case.number, (made,))


def revoked(scene: Scene) -> Forged:
    """A supervisor who has left."""
    case = scene.case("Berger")
    _leave(scene)
    late = {"at": NOW + timedelta(hours=1)}
    return Forged(case.number, (scene.entry(scene.bus, "Former", Action.APPROVE, case, **late),))


def back_dated(scene: Scene) -> Forged:
    """The same, dated to when they were still here: nobody had heard of it then."""
    case = scene.case("Berger")
    _leave(scene)
    early = {"at": NOW - timedelta(days=1)}
    return Forged(case.number, (scene.entry(scene.bus, "Former", Action.APPROVE, case, **early),))


def invented_person(scene: Scene) -> Forged:
    case, seed = scene.case("Berger"), new_signing_key()
    made = scene.entry(scene.bus, "Berger", Action.APPROVE, case, person=_fresh(scene), seed=seed)
    return Forged(case.number, (made,))


def _leave(scene: Scene) -> None:
    scene.town.office.revoke_person(scene.people["Former"].id)
    scene.meet()


def _again(entry: Entry, scene: Scene) -> Entry:
    """A supervisor's own approval, as it would stand at the forger's next place: they would have to sign that."""
    return moved(entry, scene, scene.people["Thiele"].decision)


def _fresh(scene: Scene) -> str:
    return scene.entry(scene.bus, "Berger", Action.SUBMIT, "B-2026-99999-X").header.id


DECISIONS = (
    Forgery(
        "approves their own case with their own decision key",
        "role_not_allowed",
        "not_admitted",
        own_decision_key,
    ),
    Forgery("approves it with their desk key", "signature_invalid", "signature_invalid", own_desk_key),
    Forgery(
        "approves it in the supervisor's name, with their own key",
        "signature_invalid",
        "signature_invalid",
        supervisors_name,
    ),
    Forgery(
        "approves it with the supervisor's desk key, stolen from memory",
        "signature_invalid",
        "signature_invalid",
        supervisors_desk_key,
    ),
    Forgery(
        "copies the signature of an approval onto another case",
        "signature_invalid",
        "signature_invalid",
        on_another_case,
    ),
    Forgery(
        "copies it, the digest it decided about too",
        "signature_invalid",
        "signature_invalid",
        on_another_revision,
    ),
    Forgery("copies it onto another device", "chain_foreign", "signature_invalid", on_another_device),
    Forgery(
        "copies it into another municipality",
        "other_stream",
        "signature_invalid",
        in_another_stream,
        by_verify=True,
    ),
    Forgery("offers an accepted approval once more", KNOWN, "-", replayed),
    Forgery("offers it under a new id", "signature_invalid", "signature_invalid", replayed_anew),
    Forgery(
        "keeps back a real approval until the case was corrected",
        "stale",
        "other_revision",
        of_an_old_revision,
    ),
    Forgery(
        "the same, were its base signed anew", "wrong_revision", "other_revision", of_an_old_revision_moved
    ),
    Forgery(
        "is clerk and supervisor, and approves what they typed", "same_person", "not_admitted", four_eyes
    ),
    Forgery("the same, having taken themselves out of `hands`", "same_person", "not_admitted", without_hands),
    Forgery(
        "the same, after a correction with shorter `hands`", "same_person", "not_admitted", hands_shortened
    ),
    Forgery("takes a case over into the register", "role_not_allowed", "not_admitted", taken_over),
    Forgery(
        "releases it in the office's name, in the office's chain",
        "chain_foreign",
        "signature_invalid",
        released,
    ),
    Forgery(
        "releases it in the office's name, in their own chain",
        "signature_invalid",
        "signature_invalid",
        released_here,
    ),
    Forgery(
        "approves with the key of a supervisor who has left", "certificate_revoked", "not_admitted", revoked
    ),
    Forgery("the same, dated back to before they left", HELD, "revoked_since", back_dated),
    Forgery(
        "approves as a person they invented", "certificate_invalid", "certificate_missing", invented_person
    ),
)
