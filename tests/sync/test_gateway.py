"""A gateway takes a case over a real socket, and the bus sees it; a lost answer costs nothing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office import chunks, resources
from mobile_office.attached import to_json
from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import digest
from mobile_office.domain.attachment import Attachment, Format
from mobile_office.domain.case import Action, ServiceRef, Status
from mobile_office.domain.errors import NotAllowed, Refused, Unknown
from mobile_office.protocol import Entry
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.vault import close_store
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.door import Answered
from mobile_office.sync.gateway import Gateway
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import NOW, STREAM, Counter, Place, open_counter
from tests.sync.bus import Bus

FILE = (resources.folder() / "services" / "registration.toml").read_bytes()
SERVICE = ServiceRef("registration", 1, sha256(FILE))
ANSWERS = {
    "persons": [{"relation": "applicant", "family_name": "Mustermann", "given_names": "Erika"}],
    "street": "Am Markte",
    "later": {"thing": "kept"},
}


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def url(counter: Counter) -> Iterator[str]:
    with in_thread(counter.office) as url:
        yield url


def gateway_of(counter: Counter, url: str, place: Place, name: str = "Albrecht") -> Gateway:
    person = counter.staff[name]
    return Gateway(place.over_http(url), place.device, person.id, person.decision, clock=lambda: NOW)


@pytest.fixture
def gateway(counter: Counter, url: str) -> Iterator[Gateway]:
    gateway = gateway_of(counter, url, counter.another("G", "gateway"))
    yield gateway
    gateway.office.close()


def declared(counter: Counter, **more: object) -> Entry:
    """A case with the program's own service and real answers."""
    entry = counter.bus.submit("Berger")
    words = new_body({"answers": ANSWERS, "evidence": [], "declared_at": "2026-11-21", **more})
    header = replace(entry.header, service=SERVICE, digest=digest(words))
    signed = sign_entry(header, words, counter.bus.staff["Berger"].desk)
    counter.bus.previous = signed.hash
    return signed


def approved(counter: Counter, **more: object) -> Entry:
    entry = declared(counter, **more)
    reply = counter.office.exchange(
        counter.bus.request(entry, counter.bus.decide("Thiele", Action.APPROVE, entry))
    )
    assert reply.refused == ()
    return entry


def status(counter: Counter, entry: Entry) -> Status | None:
    case = counter.office.journal(STREAM).case(entry.header.subject)
    return case.status if case else None


def test_a_case_goes_from_the_bus_through_the_gateway_and_the_bus_sees_it(
    counter: Counter, gateway: Gateway, tmp_path: Path
) -> None:
    bus = Bus(counter, tmp_path / "bus.db")
    entry = declared(counter)
    bus.journal.append(entry)
    bus.journal.append(counter.bus.decide("Thiele", Action.APPROVE, entry))
    bus.deliver(counter.office)
    (case,) = gateway.cases().cases
    receipt = gateway.take_over(case, "2026/4711")
    assert receipt.seq == 3
    assert gateway.cases().cases == ()
    bus.deliver(counter.office)
    seen = bus.journal.case(entry.header.subject)
    assert seen is not None
    assert seen.status is Status.TAKEN_OVER
    assert (bus.journal.entries(entry.header.subject)[2].entry.body or {})["register_number"] == "2026/4711"
    close_store(bus.engine)


def test_a_case_is_told_in_the_words_of_the_register(counter: Counter, gateway: Gateway) -> None:
    entry = approved(counter, overrides={"persons.0.birth_date": "sworn"}, fees={"items": []})
    (case,) = gateway.cases().cases
    told = {each["path"]: each for each in case.told["answers"]}
    name = told["persons.0.family_name"]
    assert (name["value"], name["dsmeld"], name["xinneres"]) == ("Mustermann", "0101", "nachname/name")
    assert name["label"]["de"]
    assert told["street"]["label"]["de"]
    assert (told["later.thing"]["value"], told["later.thing"]["label"]) == ("kept", {})
    assert case.told["service"]["known"]
    assert case.told["service"]["name"]["de"]
    assert case.told["declared_at"] == "2026-11-21"
    assert case.told["overrides"] == {"persons.0.birth_date": "sworn"}
    assert (case.number, case.told["decision"]["action"]) == (entry.header.subject, "approve")


def test_what_is_not_decided_is_not_told_and_what_is_held_back_comes_with_its_reason(
    counter: Counter, gateway: Gateway
) -> None:
    counter.office.exchange(counter.bus.request(declared(counter)))
    assert gateway.cases().cases == ()
    entry = declared(counter)
    held = counter.bus.decide("Thiele", Action.HOLD_BACK, entry)
    words = new_body({"reason": "doubtful", "comments": {"street": "?"}})
    held = sign_entry(replace(held.header, digest=digest(words)), words, counter.staff["Thiele"].decision)
    counter.bus.previous = held.hash
    counter.office.exchange(counter.bus.request(entry, held))
    (case,) = gateway.cases().cases
    assert case.status == "held_back"
    assert (case.told["decision"]["reason"], case.told["decision"]["comments"]) == (
        "doubtful",
        {"street": "?"},
    )


def test_pages_step_over_nothing(counter: Counter, gateway: Gateway) -> None:
    numbers = [approved(counter).header.subject for _ in range(5)]
    seen, page = [], gateway.cases(limit=2)
    while True:
        seen += [case.number for case in page.cases]
        if not page.more:
            break
        page = gateway.cases(page.after, limit=2)
    assert seen == numbers
    assert gateway.cases(page.after).cases == ()


def test_a_case_whose_attachments_come_later_comes_later_and_can_be_opened(
    counter: Counter, url: str, gateway: Gateway
) -> None:
    clear, sealed = b"%PDF-1.7 the landlord's paper", io.BytesIO()
    made = chunks.seal(io.BytesIO(clear), sealed)
    paper = Attachment(made.digest, made.size, made.key, Format("pdf"), "landlord", 1, NOW)
    waiting = approved(counter, attachments=to_json([paper]))
    other = approved(counter)
    page = gateway.cases()
    assert [case.number for case in page.cases] == [other.header.subject]
    with counter.bus.over_http(url) as office:
        blobs_of(office).put(made.digest, made.size, 0, sealed.getvalue())
    (case,) = gateway.cases(page.after).cases
    assert case.number == waiting.header.subject
    assert b"".join(gateway.attachment(case.told["attachments"][0])) == clear


def test_a_question_goes_to_the_desk_and_the_case_comes_again_once_corrected(
    counter: Counter, gateway: Gateway
) -> None:
    entry = approved(counter)
    page = gateway.cases()
    gateway.query(page.cases[0], "Which house?", {"house_number": "unreadable"})
    assert status(counter, entry) is Status.QUERIED
    other = approved(counter)
    (case,) = gateway.cases(page.after).cases
    assert case.number == other.header.subject
    gateway.not_possible(case, "no_such_person")
    assert status(counter, other) is Status.NOT_POSSIBLE


def test_a_lost_answer_is_fetched_by_asking_the_same_again(
    counter: Counter, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = approved(counter)
    other = approved(counter)
    first, second = gateway.cases().cases
    door, post = gateway.office.door, gateway.office.door.post
    lost: list[Answered] = []

    def cut(path: str, body: bytes, kind: str) -> Answered:
        lost.append(post(path, body, kind))
        raise Unknown

    monkeypatch.setattr(door, "post", cut)
    with pytest.raises(Unknown):
        gateway.take_over(first, "1")
    monkeypatch.undo()
    assert status(counter, entry) is Status.TAKEN_OVER
    assert gateway.take_over(first, "1").seq == 5  # the same receipt
    monkeypatch.setattr(door, "post", cut)
    with pytest.raises(Unknown):
        gateway.take_over(second, "2")
    monkeypatch.undo()
    third = approved(counter)
    (case,) = gateway.cases().cases
    assert (
        gateway.take_over(case, "3").seq == 9
    )  # the lost one is asked for first: the chain goes on behind it
    assert status(counter, other) is status(counter, third) is Status.TAKEN_OVER


def test_who_comes_second_is_refused_and_goes_on(counter: Counter, gateway: Gateway) -> None:
    approved(counter)
    approved(counter)
    first, second = gateway.cases().cases
    gateway.take_over(first, "1")
    with pytest.raises(Refused, match="stale"):
        gateway.take_over(first, "2")
    assert gateway.take_over(second, "3")


def test_only_a_gateway_or_an_office_pc_may_ask_and_only_intake_people_decide(
    counter: Counter, url: str, gateway: Gateway
) -> None:
    approved(counter)
    with counter.bus.over_http(url) as office:
        bus = Gateway(office, counter.bus.device, "", b"")
        with pytest.raises(NotAllowed, match="gateway_only"):
            bus.cases()
    with counter.station.over_http(url) as office:
        assert len(Gateway(office, counter.station.device, "", b"").cases().cases) == 1
    (case,) = gateway.cases().cases
    clerk = gateway_of(counter, url, counter.another("H", "gateway"), "Berger")
    with clerk.office, pytest.raises(Refused, match="role_not_allowed"):
        clerk.take_over(case, "1")
