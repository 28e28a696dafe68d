"""Forgeries by hand in the store of a laptop: certificates, bodies, receipts, heads, rows."""

import json
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from mobile_office.certified import certificate_from_json, certificate_to_json
from mobile_office.domain.case import Action
from mobile_office.domain.people import Role
from mobile_office.protocol import Checkpoint, Entry, Receipt
from mobile_office.signing import new_body, public_key, sign_receipt
from mobile_office.store import tables
from mobile_office.store.folding import refold
from tests.forgeries.forged import NOT_ASKED, Forged, Forgery
from tests.forgeries.scene import NOW, Scene, plant
from tests.house import STREAM

_e, _c, _p = tables.entry.c, tables.case.c, tables.person.c


def roles_edited(scene: Scene) -> Forged:
    """Their certificate with one more role, under the old signature."""
    case, person = scene.case("Berger"), scene.people["Berger"].id
    made = scene.entry(scene.bus, "Berger", Action.APPROVE, case)
    return Forged(case.number, (made,), change=lambda connection: _edit(connection, scene, person, made))


def keys_swapped(scene: Scene) -> Forged:
    """The supervisor's certificate with the clerk's keys in it."""
    case, person = scene.case("Berger"), scene.people["Thiele"].id
    seed = scene.people["Berger"].decision
    made = scene.entry(scene.bus, "Thiele", Action.APPROVE, case, seed=seed)
    key = public_key(seed)
    return Forged(case.number, (made,), change=lambda connection: _edit(connection, scene, person, made, key))


def _edit(connection: Connection, scene: Scene, person: str, made: Entry, key: str = "") -> None:
    here = (_p.stream == STREAM) & (_p.person == person)
    kept = certificate_from_json(connection.scalar(select(_p.certificate).where(here)))
    changed = replace(kept, decision_key=key) if key else replace(kept, roles=kept.roles | {Role.SUPERVISOR})
    connection.execute(update(tables.person).where(here).values(certificate=certificate_to_json(changed)))
    plant(connection, made)


def other_content(scene: Scene) -> Forged:
    """The id of an accepted entry, with another body: before the office and in the store."""
    case = scene.case("Weber")
    kept = scene.bus.journal.entry(case.revision)
    assert kept is not None
    body = new_body({"answers": {"family_name": "Musterfrau"}})
    made = scene.entry(
        scene.bus, "Berger", Action.SUBMIT, case.number, id=case.revision, seed=scene.people["Berger"].desk
    )
    return Forged(case.number, (made,), change=lambda connection: _body(connection, case.revision, body))


def body_of_another(scene: Scene) -> Forged:
    """Two citizens' answers exchanged in the store, after both were receipted."""
    first, second = scene.case("Weber"), scene.case("Weber")
    kept = scene.bus.journal.entry(second.revision)
    assert kept is not None
    body = kept.entry.body
    return Forged(first.number, change=lambda connection: _body(connection, first.revision, body))


def _body(connection: Connection, id: str, body: object) -> None:
    connection.execute(update(tables.entry).where(_e.id == id).values(body=body))


def head_replaced(scene: Scene) -> Forged:
    """The countersigned head beside the store, set back and signed by the forger."""
    case, path = scene.case("Weber"), scene.bus.home / "heads.json"
    chain = scene.bus.chain()

    def change(_: Connection) -> None:
        head = Checkpoint(chain, 1, "ab" * 32, "cd" * 64)
        path.write_text(json.dumps({"heads": [head.to_json()]}))

    return Forged(case.number, change=change)


def receipt_forged(scene: Scene) -> Forged:
    """An entry nobody has delivered, marked as receipted under a number."""
    number = scene.number("B")
    made, seed = scene.entry(scene.bus, "Weber", Action.SUBMIT, number), scene.people["Berger"].desk
    receipt = sign_receipt(Receipt(made.header.id, made.hash, STREAM, 99, NOW, "epoch"), seed)

    def change(connection: Connection) -> None:
        plant(connection, made)
        values = {"seq": 99, "receipt": receipt.to_json(), "settled": "epoch"}
        connection.execute(update(tables.entry).where(_e.id == made.header.id).values(values))

    return Forged(number, change=change)


def status_edited(scene: Scene) -> Forged:
    """The folded case says `approved`; no entry does."""
    case = scene.case("Weber")
    return Forged(
        case.number,
        change=lambda connection: connection.execute(
            update(tables.case).where(_c.number == case.number).values(status="approved")
        ),
    )


def entry_removed(scene: Scene) -> Forged:
    """Of two entries written on the bus the first is gone, the case folded without it."""
    number = scene.case("Berger").number
    note = scene.done("Berger", Action.NOTE, number, scene.bus)
    scene.done("Weber", Action.WITHDRAW, number, scene.bus)

    def change(connection: Connection) -> None:
        connection.execute(delete(tables.entry).where(_e.id == note.header.id))
        refold(connection, STREAM, number)

    return Forged(number, change=change)


def of_nobody(scene: Scene) -> Forged:
    """An entry of another laptop, rightly signed by its author for another case, put into this store by hand."""
    case = scene.case("Weber")
    note = scene.entry(scene.other, "Weber", Action.NOTE, case)

    return Forged(case.number, (note,), change=lambda connection: plant(connection, note, own=False))


STORES = (
    Forgery(
        "adds a role to their certificate, and approves",
        "role_not_allowed",
        "certificate_missing",
        roles_edited,
    ),
    Forgery(
        "puts their key into the supervisor's certificate, and approves",
        "signature_invalid",
        "certificate_missing",
        keys_swapped,
    ),
    Forgery(
        "uses the id of an accepted entry for another; changes its answers in the store",
        "conflicting",
        "signature_invalid",
        other_content,
    ),
    Forgery(
        "exchanges the answers of two citizens in the store", NOT_ASKED, "signature_invalid", body_of_another
    ),
    Forgery(
        "replaces the countersigned head beside the store",
        NOT_ASKED,
        "head_invalid",
        head_replaced,
        by_verify=True,
    ),
    Forgery(
        "marks an entry as receipted, with a receipt they signed",
        NOT_ASKED,
        "receipt_invalid",
        receipt_forged,
    ),
    Forgery("sets a case to approved in the list of cases", NOT_ASKED, "case_differs", status_edited),
    Forgery("removes an entry written on this laptop", NOT_ASKED, "chain_gap", entry_removed, by_verify=True),
    Forgery("puts an entry of another laptop into this store", "chain_foreign", "receipt_missing", of_nobody),
)
