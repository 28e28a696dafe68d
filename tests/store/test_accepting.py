"""The office's door: what it numbers, what it refuses, and what it leaves for later."""

from dataclasses import replace

import pytest

from mobile_office.domain.case import Action, DayAction, DeviceAction, Status, SubjectKind
from mobile_office.domain.overview import Delivery
from mobile_office.protocol import Entry
from tests.store.hand import ALBRECHT, BERGER, NOW, STRANGER, THIELE, WEBER, Hand, Stamp

NUMBER = "B-2026-00001-A"


def code_of(office: Stamp, entry: Entry) -> str:
    """Why the office refuses an entry."""
    accepted, refused = office.accept([entry])
    assert not accepted
    return refused[0].code


def test_an_accepted_entry_gets_the_next_number_and_a_signed_receipt(hand: Hand, office: Stamp) -> None:
    first, second = hand.submit(NUMBER), hand.submit("B-2026-00002-B")
    accepted, refused = office.accept([first, second])
    assert [item.receipt.seq for item in accepted] == [1, 2]
    assert not refused
    for item in accepted:
        office.verify(item)
        assert item.receipt.epoch == "epoch-1"
    assert office.journal.cursor() == 2
    assert office.journal.epoch() == "epoch-1"


def test_the_same_entry_again_gets_the_same_receipt(hand: Hand, office: Stamp) -> None:
    entry = hand.submit(NUMBER)
    assert office.accept([entry]) == office.accept([entry])
    assert office.journal.cursor() == 1


def test_who_typed_in_a_case_cannot_free_it_whatever_the_screen_showed(hand: Hand, office: Stamp) -> None:
    office.accept([hand.submit(NUMBER, BERGER)])
    assert code_of(office, hand.decide(NUMBER, Action.APPROVE, BERGER)) == "same_person"
    case = office.journal.case(NUMBER)
    assert case is not None
    assert case.status is Status.SUBMITTED


def test_a_clerk_without_the_role_cannot_free_a_case(hand: Hand, office: Stamp) -> None:
    office.accept([hand.submit(NUMBER, BERGER)])
    assert code_of(office, hand.decide(NUMBER, Action.APPROVE, WEBER)) == "role_not_allowed"


def test_a_refused_entry_is_refused_the_same_way_again_and_the_chain_goes_on(
    hand: Hand, office: Stamp
) -> None:
    office.accept([hand.submit(NUMBER, BERGER)])
    refused = hand.decide(NUMBER, Action.APPROVE, BERGER)
    after = hand.submit("B-2026-00002-B")
    assert office.accept([refused]) == office.accept([refused])
    accepted, _ = office.accept([after])
    assert accepted[0].receipt.seq == 2
    assert [item.delivery for item in office.journal.entries(NUMBER)] == [
        Delivery.RECEIPTED,
        Delivery.REFUSED,
    ]


def test_the_first_to_arrive_wins_and_the_second_is_stale(hand: Hand, office: Stamp) -> None:
    submitted = hand.submit(NUMBER)
    office.accept([submitted])
    # A station that has seen the submission only.
    other = Hand(office.journal, "station-1", "chain-2")
    returned = other.entry(THIELE, NUMBER, Action.RETURN, comments={})
    approved = hand.entry(THIELE, NUMBER, Action.APPROVE)
    assert len(office.accept([returned], "station-1")[0]) == 1
    assert code_of(office, approved) == "stale"
    case = office.journal.case(NUMBER)
    assert case is not None
    assert case.status is Status.RETURNED


def test_what_follows_a_refused_entry_is_refused_with_it(hand: Hand, office: Stamp) -> None:
    office.accept([hand.submit(NUMBER, BERGER)])
    returned = hand.decide(NUMBER, Action.RETURN, BERGER)
    corrected = hand.correct(NUMBER)
    _, refused = office.accept([returned, corrected])
    assert [item.code for item in refused] == ["same_person", "follows_refused"]


def test_a_note_commutes_and_never_comes_too_late(hand: Hand, office: Stamp) -> None:
    office.accept([hand.submit(NUMBER)])
    other = Hand(office.journal, "station-1", "chain-2")
    office.accept([other.entry(THIELE, NUMBER, Action.APPROVE)], "station-1")
    accepted, refused = office.accept([hand.append(BERGER, NUMBER, Action.NOTE, reason="called")])
    assert len(accepted) == 1
    assert not refused


def test_a_decision_about_an_older_revision_is_refused(hand: Hand, office: Stamp) -> None:
    office.accept([hand.submit(NUMBER)])
    assert code_of(office, hand.entry(THIELE, NUMBER, Action.APPROVE, header_decides="cd" * 32)) == (
        "wrong_revision"
    )


def test_an_unknown_person_is_refused(hand: Hand, office: Stamp) -> None:
    assert code_of(office, hand.submit(NUMBER, STRANGER)) == "certificate_invalid"


def test_a_decision_signed_with_the_desk_key_is_refused(hand: Hand, office: Stamp) -> None:
    office.accept([hand.submit(NUMBER)])
    thief = replace(THIELE, decision_seed=THIELE.desk_seed)
    assert code_of(office, hand.entry(thief, NUMBER, Action.APPROVE)) == "signature_invalid"


def test_a_body_that_was_changed_is_refused(hand: Hand, office: Stamp) -> None:
    entry = hand.submit(NUMBER)
    assert entry.body is not None
    changed = replace(entry, body={**entry.body, "answers": {}})
    assert code_of(office, changed) == "signature_invalid"


def test_a_stranger_carrying_it_cannot_use_up_a_place_in_a_chain(hand: Hand, office: Stamp) -> None:
    entry = hand.submit(NUMBER)
    forged = replace(entry, signature="00" * 64)
    _, refused = office.accept([forged], device="bus-9")
    assert refused[0].code == "signature_invalid"
    assert len(office.accept([entry])[0]) == 1


def test_a_second_entry_in_one_place_of_a_chain_is_a_fork(hand: Hand, office: Stamp) -> None:
    second = hand.entry(BERGER, "B-2026-00002-B", Action.SUBMIT)
    office.accept([hand.submit(NUMBER)])
    assert code_of(office, second) == "fork"


def test_the_same_id_with_another_content_is_refused_and_never_overwrites(hand: Hand, office: Stamp) -> None:
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Erika Mustermann")
    other = hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Max", header_id=entry.header.id)
    office.accept([entry])
    assert code_of(office, other) == "conflicting"
    stored = office.journal.entry(entry.header.id)
    assert stored is not None
    assert stored.entry == entry


def test_a_chain_that_does_not_follow_its_head_is_broken_with_all_that_follows(
    hand: Hand, office: Stamp
) -> None:
    office.accept([hand.submit(NUMBER)])
    odd = hand.entry(BERGER, "B-2026-00002-B", Action.SUBMIT, header_previous="ee" * 32)
    following = hand.entry(
        BERGER, "B-2026-00003-C", Action.SUBMIT, header_n=odd.header.n + 1, header_previous=odd.hash
    )
    _, refused = office.accept([odd, following])
    assert [item.code for item in refused] == ["chain_broken", "chain_broken"]


def test_what_lies_beyond_a_gap_gets_no_answer_and_is_accepted_once_the_gap_is_filled(
    hand: Hand, office: Stamp
) -> None:
    first, second = hand.submit(NUMBER), hand.submit("B-2026-00002-B")
    assert office.accept([second]) == ((), ())
    accepted, _ = office.accept([first, second])
    assert len(accepted) == 2


def test_a_header_without_its_body_that_was_given_up_keeps_its_place(hand: Hand, office: Stamp) -> None:
    entry, after = hand.submit(NUMBER), hand.submit("B-2026-00002-B")
    accepted, refused = office.accept([replace(entry, body=None), after])
    assert refused[0].code == "given_up"
    assert accepted[0].receipt.entry == after.header.id


def test_entries_of_a_day_are_numbered_without_being_cases(hand: Hand, office: Stamp) -> None:
    entry = hand.about_day(DayAction.STOP, stop="Misburg-Nord")
    assert len(office.accept([entry])[0]) == 1
    assert office.journal.case(entry.header.subject) is None


def test_nobody_writes_about_another_devices_day_or_without_a_role(hand: Hand, office: Stamp) -> None:
    assert code_of(office, hand.about_day(DayAction.STOP, person=ALBRECHT)) == "role_not_allowed"
    hand.chain = "chain-2"
    assert code_of(office, hand.about_day(DayAction.STOP, device="bus-2")) == "not_allowed"


def test_entries_of_another_stream_are_refused(hand: Hand, office: Stamp) -> None:
    assert code_of(office, hand.entry(BERGER, NUMBER, Action.SUBMIT, header_stream="09162000")) == (
        "other_stream"
    )


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (Action.TAKE_OVER, Status.TAKEN_OVER),
        (Action.QUERY, Status.QUERIED),
        (Action.NOT_POSSIBLE, Status.NOT_POSSIBLE),
    ],
)
def test_intake_answers_a_freed_case(hand: Hand, office: Stamp, action: Action, status: Status) -> None:
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.APPROVE)
    hand.decide(NUMBER, action, ALBRECHT)
    accepted, refused = office.accept(hand.journal.unsent(), now=NOW)
    assert (len(accepted), len(refused)) == (3, 0)
    case = office.journal.case(NUMBER)
    assert case is not None
    assert case.status is status


def test_what_was_erased_on_a_device_is_numbered_and_changes_no_case(hand: Hand, office: Stamp) -> None:
    submitted = hand.submit(NUMBER)
    before = office.accept([submitted])
    accepted, refused = office.accept([hand.erased(NUMBER)])
    assert (len(before[0]), len(accepted), refused) == (1, 1, ())
    assert office.journal.entries(NUMBER)[0].entry == submitted


def test_nobody_notes_an_erasure_for_another_device_or_without_a_role(hand: Hand, office: Stamp) -> None:
    assert code_of(office, hand.erased(NUMBER, person=STRANGER)) == "certificate_invalid"
    hand.chain = "chain-2"
    about = {"header_kind": SubjectKind.DEVICE, "header_action": DeviceAction.ERASED}
    assert code_of(office, hand.entry(BERGER, "bus-2", Action.NOTE, **about, cases=[])) == "not_allowed"


@pytest.mark.parametrize("name", ["id", "subject", "chain", "device", "person"])
def test_what_no_column_can_hold_breaks_its_chain_and_no_transaction(
    hand: Hand, office: Stamp, name: str
) -> None:
    for text in ("x" * 65, "a\0b"):
        entry = hand.entry(BERGER, NUMBER, Action.SUBMIT, **{f"header_{name}": text})
        assert code_of(office, entry) == "chain_broken"
    assert office.journal.cursor() == 0
