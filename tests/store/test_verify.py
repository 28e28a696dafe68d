"""Whatever is changed in a store behind our back is found."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.errors import Damaged
from mobile_office.protocol import Reply, Request
from mobile_office.signing import public_key
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import check_store
from mobile_office.store.verify import Verified, verify_store
from mobile_office.workplace import open_workplace
from tests.house import Laptop, Town
from tests.older_copy import OlderCopy
from tests.samples import submit_sample
from tests.store.hand import BERGER, Hand, Stamp, certificate_of

FIRST, SECOND = "B-2026-00001-A", "B-2026-00002-B"


@pytest.fixture
def worked(engine: Engine, journal: Journal, hand: Hand, office: Stamp) -> Engine:
    """A store with receipted, refused and unsent entries."""
    hand.submit(FIRST, BERGER)
    hand.decide(FIRST, Action.APPROVE, BERGER)
    hand.submit(SECOND)
    office.deliver(journal)
    hand.decide(FIRST, Action.APPROVE)
    return engine


def problems(engine: Engine, office: Stamp) -> set[str]:
    found = verify_store(engine, certificate_of, public_key(office.seed))
    return {problem.split()[0] for problem in found.problems}


def change(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        assert connection.execute(text(statement)).rowcount == 1


def test_a_sound_store_is_counted(worked: Engine, office: Stamp) -> None:
    assert verify_store(worked, certificate_of, public_key(office.seed)) == Verified(4, 1, 2, ())


def test_a_sound_office_is_counted(worked: Engine, office: Stamp) -> None:
    found = verify_store(office.journal.engine, certificate_of, public_key(office.seed))
    assert found == Verified(3, 1, 2, ())


def test_erased_bodies_are_no_problem(worked: Engine, office: Stamp) -> None:
    with writing(worked) as connection:
        connection.execute(text("UPDATE entry SET body = NULL"))
    assert problems(worked, office) == set()


def test_how_many_scans_an_erased_body_named_is_no_problem_and_of_a_kept_one_it_is(
    worked: Engine, office: Stamp
) -> None:
    change(worked, "UPDATE entry SET attached = 2 WHERE n = 1")
    assert problems(worked, office) == {"row_differs"}
    change(worked, "UPDATE entry SET body = NULL WHERE n = 1")
    assert problems(worked, office) == set()


def test_a_second_receipt_that_the_office_never_gave_is_found(worked: Engine, office: Stamp) -> None:
    change(worked, "UPDATE entry SET completion = receipt WHERE n = 1")  # signed, but says something else
    assert problems(worked, office) == {"receipt_invalid"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            "UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau') WHERE n = 1",
            "signature_invalid",
        ),
        ("UPDATE entry SET header = replace(header, 'berger', 'weber') WHERE n = 3", "signature_invalid"),
        ("UPDATE entry SET subject = 'X' WHERE n = 4", "row_differs"),
        ("UPDATE entry SET header = '{}' WHERE n = 4", "unreadable"),
        ("DELETE FROM entry WHERE n = 2", "chain_gap"),
        ("UPDATE entry SET seq = 9 WHERE n = 1", "receipt_invalid"),
        ("UPDATE entry SET receipt = NULL WHERE n = 1", "receipt_invalid"),
        ("UPDATE case_line SET status = 'taken_over' WHERE number = 'B-2026-00002-B'", "case_differs"),
        ("UPDATE entry SET refused = 'stale' WHERE n = 4", "case_differs"),
    ],
)
def test_a_change_behind_our_back_is_found(worked: Engine, office: Stamp, statement: str, code: str) -> None:
    change(worked, statement)
    assert code in problems(worked, office)


def test_two_bodies_that_changed_places_are_found(worked: Engine, office: Stamp) -> None:
    with reading(worked) as connection:
        bodies = list(connection.scalars(text("SELECT body FROM entry WHERE n IN (1, 3) ORDER BY n")))
    with writing(worked) as connection:
        for n, body in zip((3, 1), bodies, strict=True):
            connection.execute(text("UPDATE entry SET body = :body WHERE n = :n"), {"body": body, "n": n})
    assert problems(worked, office) == {"signature_invalid"}


def test_another_office_and_an_unknown_person_are_found(worked: Engine, office: Stamp) -> None:
    found = verify_store(worked, lambda person: None, public_key(bytes(32)))
    assert {problem.split()[0] for problem in found.problems} == {"certificate_missing", "receipt_invalid"}


def test_what_is_reported_names_ids_only(worked: Engine, office: Stamp) -> None:
    change(worked, "UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau') WHERE n = 1")
    told = verify_store(worked, certificate_of, public_key(office.seed)).problems
    assert "Muster" not in " ".join(told)


# -- a real laptop and a real office: what only a countersigned head tells


@pytest.fixture
def delivered(laptop: Laptop, desk: Desk) -> Laptop:
    """A laptop with three cases, all under a countersigned head."""
    for _ in range(3):
        submit_sample(desk, "id_exemption")
    assert desk.deliver(force=True).trouble == ""
    return laptop


class Forgetful:
    """The real office, of which only the countersigned head arrives."""

    def __init__(self, town: Town) -> None:
        self._office = town.office

    def exchange(self, request: Request) -> Reply:
        """One exchange that brings nothing back."""
        return replace(self._office.exchange(request), accepted=(), cursor=request.cursor)


def verified(laptop: Laptop) -> Verified:
    place = laptop.place
    check_store(place.journal.engine)
    known = place.heads.known(place.chain())
    return verify_store(place.journal.engine, place.people.certificate, place.device.office_signing, known)


def codes(laptop: Laptop) -> set[str]:
    return {problem.split()[0] for problem in verified(laptop).problems}


def cut(laptop: Laptop, n: int) -> None:
    """Remove the entries from `n` on, with all that was folded of them."""
    with writing(laptop.place.journal.engine) as connection:
        gone = connection.scalars(text("SELECT subject FROM entry WHERE n >= :n"), {"n": n}).all()
        connection.execute(text("DELETE FROM entry WHERE n >= :n"), {"n": n})
        for number in gone:
            connection.execute(text("DELETE FROM case_line WHERE number = :number"), {"number": number})


def test_a_sound_laptop_is_counted_with_its_head(delivered: Laptop) -> None:
    assert verified(delivered) == Verified(3, 1, 3, (), heads=1)


def test_a_tail_cut_off_with_its_cases_is_found(delivered: Laptop) -> None:
    cut(delivered, 2)
    assert codes(delivered) == {"rolled_back"}


def test_a_store_emptied_of_its_chain_is_found(delivered: Laptop) -> None:
    cut(delivered, 1)
    assert codes(delivered) == {"rolled_back"}


def test_the_last_entry_written_again_is_found(delivered: Laptop, town: Town) -> None:
    cut(delivered, 3)
    submit_sample(delivered.desk("Berger", town.office), "id_exemption")
    assert codes(delivered) == {"head_differs"}


def test_a_missing_entry_in_the_middle_is_found(delivered: Laptop) -> None:
    change(delivered.place.journal.engine, "DELETE FROM entry WHERE n = 2")
    assert codes(delivered) == {"chain_gap", "case_differs"}


def test_two_entries_that_changed_places_are_found(delivered: Laptop) -> None:
    engine = delivered.place.journal.engine
    for statement in ("n = 99 WHERE n = 2", "n = 2 WHERE n = 3", "n = 3 WHERE n = 99"):
        change(engine, f"UPDATE entry SET {statement}")
    assert codes(delivered) == {"row_differs", "chain_broken", "head_differs"}


def test_one_flipped_bit_in_the_file_is_found(delivered: Laptop) -> None:
    place = delivered.place
    check_store(place.journal.engine)
    place.close()
    store = place.home / "store.db"
    kept = bytearray(store.read_bytes())
    kept[-2000] ^= 1
    store.write_bytes(kept)
    delivered.place = open_workplace(place.home, delivered.people["Berger"].dbk)
    with pytest.raises(Damaged):
        verified(delivered)


def test_an_older_copy_put_back_is_found_without_a_network(
    delivered: Laptop, town: Town, tmp_path: Path
) -> None:
    copy = OlderCopy(delivered)
    desk = delivered.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    chain, home = delivered.place.chain(), delivered.place.home
    copy.put_back()
    assert verified(delivered).problems == (f"rolled_back {chain}",)
    (home / "heads.json").rename(tmp_path / "aside")  # the control: without the file nothing tells
    assert verified(delivered).problems == ()


def test_a_roll_back_dealt_with_is_told_calmly(delivered: Laptop, town: Town) -> None:
    copy, chain = OlderCopy(delivered), delivered.place.chain()
    desk = delivered.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    assert desk.deliver(force=True).trouble == ""
    copy.put_back()
    again = delivered.desk("Berger", Forgetful(town))
    assert again.deliver(force=True).trouble == "rolled_back"
    found = verified(delivered)
    assert (found.problems, found.notes) == ((), (f"given_up {chain}",))
    again = delivered.desk("Berger", town.office)
    submit_sample(again, "id_exemption")
    again.deliver(force=True)
    assert (verified(delivered).problems, verified(delivered).heads) == ((), 2)
    cut(delivered, 3)  # the chain that was left is still held to what it was
    assert f"rolled_back {chain}" in verified(delivered).problems


def test_a_second_roll_back_is_found_beside_the_first(delivered: Laptop, town: Town) -> None:
    first = OlderCopy(delivered)
    desk = delivered.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    first.put_back()
    delivered.desk("Berger", town.office).deliver(force=True)
    second, chain = OlderCopy(delivered), delivered.place.chain()
    desk = delivered.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    second.put_back()
    found = verified(delivered)
    assert found.problems == (f"rolled_back {chain}",)
    assert len(found.notes) == 1


def test_heads_forged_of_another_office_or_damaged_are_found(delivered: Laptop, tmp_path: Path) -> None:
    file = delivered.place.home / "heads.json"
    kept = json.loads(file.read_text())
    kept["heads"][0]["n"] = 2
    file.write_text(json.dumps(kept))
    assert codes(delivered) == {"head_invalid"}
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Town(tmp_path / "elsewhere")
    stranger = elsewhere.laptop()
    stranger.desk("Berger", elsewhere.office).deliver(force=True)
    file.write_bytes((stranger.place.home / "heads.json").read_bytes())
    elsewhere.close()
    assert codes(delivered) == {"head_invalid"}
    file.write_text("nonsense")
    assert codes(delivered) == {"heads_unreadable"}
    file.unlink()
    assert codes(delivered) == set()
