"""What is done to a home while the power may fail: everything a counter writes, in an order drawn by lot."""

import hashlib
import random
import shutil
from datetime import timedelta

from mobile_office.backoffice import admin
from mobile_office.domain.attachment import Format
from mobile_office.domain.case import Action, Status
from mobile_office.domain.residents import Reason
from mobile_office.publication import PIECE
from mobile_office.store.vault import check_store
from tests.directory import HEADER, announced
from tests.house import passphrase
from tests.samples import decide, fill_sample
from tests.torture.base import Counter

CANARY = "Mustermann-Stromausfall"  # stands in every draft, and must stand nowhere in clear
FRESH = "Weber am neuen Marktplatz"
_LEAPS = 4  # times five days; certificates hold for 35
_SCANS = 5_000, 270_000  # bytes: one chunk and two
_LIST = f"""Familienname;Vornamen;Geburtsdatum;Zimmer
{CANARY};Erika;12.08.1934;12
Gabler;Max;31.01.1940;14
"""
_HOME = {"street": "Am Markte", "house_number": "12", "postcode": "30159", "town": "Hannover"}


class Day:
    """Acts at one counter."""

    ACTS = (
        "type",
        "type",
        "hand_in",
        "hand_in",
        "decide",
        "deliver",
        "erase",
        "visit_home",
        "scan",
        "scan",
        "carry",
        "publish",
        "change_passphrase",
        "rekey",
        "look",
        "leave",
    )

    def __init__(self, counter: Counter, chance: random.Random) -> None:
        self._counter, self._chance, self._leaps = counter, chance, 0

    def all(self, rounds: int = 1) -> None:
        """Every act, shuffled, some rounds of it."""
        for _ in range(rounds):
            for act in self._chance.sample(self.ACTS, len(self.ACTS)):
                self.act(act)

    def on_and_on(self) -> None:
        """One act after another, until somebody ends it."""
        while True:
            self.act(self._chance.choice(self.ACTS))

    def act(self, name: str) -> None:
        """One act by its name."""
        getattr(self, name)()

    def type(self) -> None:
        """A draft is begun, typed in, put aside, taken up, handed over or discarded."""
        desk = self._counter.desk("Berger")
        draft = desk.start("registration")
        service = desk.service(draft.service, draft.version)
        for key, value in list(service.sample.items())[:4]:
            desk.save(draft.id, key, value)
        for n in range(5):
            desk.save(draft.id, "persons.0.family_name", f"{CANARY} {n}")
        desk.park(draft.id)
        desk.resume(draft.id)
        match self._chance.randrange(3):
            case 0:
                desk.discard(draft.id)
            case 1:
                desk.hand_over(draft.id, self._counter.people["Weber"].person)

    def hand_in(self) -> None:
        """A draft becomes a case."""
        desk = self._counter.desk("Berger")
        desk.submit(fill_sample(desk, "registration").id)

    def decide(self) -> None:
        """Somebody else approves what waits, or gives it back."""
        desk = self._counter.desk("Thiele")
        for line in desk.review_queue()[:2]:
            action = self._chance.choice([Action.APPROVE, Action.APPROVE, Action.RETURN])
            decide(desk, line.number, action, "Thiele", reason="Bitte Hausnummer prüfen")

    def deliver(self) -> None:
        """The reply of the office is absorbed."""
        self._counter.desk("Berger").deliver(force=True)

    def erase(self) -> None:
        """Days later: what the office holds completely leaves the laptop."""
        self.deliver()
        if self._leaps < _LEAPS:
            self._leaps += 1
            self._counter.clock.ahead += timedelta(days=5)
        desk = self._counter.desk("Berger")
        desk.erase(desk.erasable())

    def visit_home(self) -> None:
        """A list of residents is imported, worked on and deleted."""
        residents = self._counter.desk("Berger").residents
        residents.begin("Heim Am Markte", _HOME)
        found = residents.read(_LIST.encode())
        assert not found.wrong
        first, second = residents.add(found.wishes)
        residents.open(first)
        residents.leave_out(second, Reason.ASLEEP)
        residents.settle()
        residents.forget()

    def scan(self) -> None:
        """Papers are scanned into a draft; one is taken out, perhaps put back; it is handed in, kept or discarded."""
        desk = self._counter.desk("Berger")
        draft, attaching = fill_sample(desk, "registration"), desk.attaching
        for size in _SCANS:
            data = CANARY.encode() + self._chance.randbytes(size)
            draft = attaching.keep(draft.id, attaching.seal(data, Format.JPEG, 1, "landlord"))
        one = draft.attachments[0]
        attaching.take_out(draft.id, one.digest)
        if self._chance.random() < 0.5:
            attaching.put_back(draft.id, one)
        match self._chance.randrange(4):
            case 0:
                desk.discard(draft.id)
            case 1 | 2:
                desk.submit(draft.id)

    def carry(self) -> None:
        """A stick takes a case to the office, and its answer is imported."""
        counter, stick = self._counter, self._counter.folder / "stick"
        desk = counter.desk("Berger")
        desk.submit(fill_sample(desk, "id_exemption").id)
        stick.mkdir()
        desk.courier.write(stick, counter.clock())
        said, is_whole = admin.take_bundles(counter.office, [stick])
        assert is_whole, said
        assert desk.courier.take_in(stick, counter.clock()).read
        shutil.rmtree(stick)

    def publish(self) -> None:
        """A street directory is announced, comes in pieces, and is built."""
        desk, kept = self._counter.desk("Berger"), self._counter.place.publications
        street = f"Ring {kept.known()},,,,,30880,Laatzen,,,"
        data = "\n".join((HEADER, *[street] * (PIECE // len(street)), *[street] * 40, "")).encode()
        digest = hashlib.sha256(data).hexdigest()
        kept.announce(announced({digest: data}, kept.known() + 1))
        for at in range(0, len(data), PIECE):
            kept.keep_piece(digest, at, data[at : at + PIECE])
        desk.streets.renew()
        desk.streets.suggest("ring")
        desk.streets.close()

    def change_passphrase(self) -> None:
        """A slot gets a fresh passphrase, and is opened with it; then the old one again."""
        slots, person = self._counter.slots, self._counter.people["Weber"].person
        for old, new in ((passphrase("Weber"), FRESH), (FRESH, passphrase("Weber"))):
            slots.change(person, old, new, self._counter.clock())
            slots.unlock(person, new, self._counter.clock())

    def rekey(self) -> None:
        """Somebody has gone: the store gets another key when somebody is let in next."""
        counter = self._counter
        counter.slots.want_rotation(counter.clock())
        before = counter.people["Berger"].dbk
        self.leave()
        assert counter.people["Berger"].dbk != before

    def look(self) -> None:
        """The daily look at every page, which empties the log."""
        check_store(self._counter.place.journal.engine)
        self._counter.place.cases(Status.SUBMITTED)

    def leave(self) -> None:
        """The program is closed in order, and opened again."""
        self._counter.place.close()
        self._counter.open()
