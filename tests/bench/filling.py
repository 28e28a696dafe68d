"""Filling a store with cases as a year of work would: each entry signed, in its chain, with its receipt.

Only the way is shorter: rows of a thousand cases are written in one transaction, and nobody types.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from mobile_office.authoring import new_id
from mobile_office.backoffice.office import Office
from mobile_office.canonical import Body, digest
from mobile_office.domain import finding
from mobile_office.domain.case import TRANSITIONS, Action, Case, Header, ServiceRef, SubjectKind, step
from mobile_office.domain.number import case_number
from mobile_office.domain.service import Service
from mobile_office.protocol import Receipt
from mobile_office.signing import new_body, sign_entry, sign_receipt
from mobile_office.store import tables
from mobile_office.store.folding import search_place
from mobile_office.store.local import put_local
from mobile_office.store.rows import case_row, entry_row
from mobile_office.store.streams import Reach, keep_stream
from mobile_office.store.transactions import writing
from tests.bench import people
from tests.house import Laptop, passphrase
from tests.samples import submit_sample

BATCH = 1000
UNDECIDED, UNSENT = 100, 20  # the latest cases are in review, the very latest not delivered
PERIOD = timedelta(days=3)  # all of it younger than what may be erased
SERVICE = "registration"
LAST = 90_000


def fill(laptop: Laptop, office: Office, cases: int, decided: bool) -> None:
    """Write so many cases of a registration into a laptop's store, beside one that was really typed."""
    pen = _Pen(laptop, office, cases, decided)
    for first in range(0, cases, BATCH):
        pen.write(range(first, min(cases, first + BATCH)))
    pen.finish()


@dataclass
class _Rows:
    entries: list[dict[str, Any]] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)


class _Pen:
    """Writes entry after entry into the laptop's chain."""

    def __init__(self, laptop: Laptop, office: Office, cases: int, decided: bool) -> None:
        self._place, self._cases, self._decided = laptop.place, cases, decided
        desk = laptop.desk("Berger", office)
        self._sample = self._typed(desk.page(submit_sample(desk, SERVICE)).case.number)
        self._service = next(one for one in desk.services() if one.id == SERVICE)
        self._authors = {
            Action.SUBMIT: (laptop.people["Berger"].person, laptop.people["Berger"].desk_seed),
            Action.APPROVE: self._decider(laptop, "Thiele"),
            Action.TAKE_OVER: self._decider(laptop, "Albrecht"),
        }
        desk.deliver(force=True)
        journal = laptop.place.journal
        self._office_seed, self._epoch, self._seq = office.keys.signing, journal.epoch(), journal.cursor()
        self._began = laptop.clock() - PERIOD
        self._chain = laptop.place.chain()
        self._n, self._previous = journal.head(self._chain)

    def write(self, numbers: range) -> None:
        """The cases of these numbers, in one transaction."""
        rows = _Rows()
        for n in numbers:
            self._case(n, rows)
        with writing(self._place.journal.engine) as connection:
            connection.execute(insert(tables.entry), rows.entries)
            connection.execute(insert(tables.case), rows.cases)
            connection.execute(insert(tables.search), rows.words)

    def finish(self) -> None:
        """Note how far the device has read, and which case numbers are given."""
        device, year = self._place.device, self._began.astimezone().year
        with writing(self._place.journal.engine) as connection:
            keep_stream(connection, device.stream, Reach(self._seq, self._epoch))
            put_local(connection, f"count.{device.letter}-{year}", min(self._cases, LAST) + 1)

    def _case(self, n: int, rows: _Rows) -> None:
        letter = self._place.device.letter if n < LAST else "Z"  # a letter has five digits a year
        number = case_number(letter, self._began.astimezone().year, n % LAST + 2)
        body = _person(self._sample, self._service, n, number)
        at, case, label = self._began + PERIOD * (n / self._cases), None, body["label"]
        for step_, action in enumerate(self._actions(n)):
            values = body if action is Action.SUBMIT else _decision(n, action)
            header, row = self._entry(n, number, action, values, at + timedelta(minutes=step_), case)
            case = step(case, header)
            rows.entries.append(row)
        assert case is not None
        rows.cases.append(case_row(case, self._authors[Action.SUBMIT][0], label))
        rows.words.append({"rowid": search_place(number), "number": number, "words": body["search"]})

    def _actions(self, n: int) -> Iterator[Action]:
        yield Action.SUBMIT
        if self._decided and n < self._cases - UNDECIDED:
            yield Action.APPROVE
            yield Action.TAKE_OVER

    def _entry(
        self, n: int, number: str, action: Action, values: Body, at: datetime, case: Case | None
    ) -> tuple[Header, dict[str, Any]]:
        body, (person, seed) = new_body(values), self._authors[action]
        self._n += 1
        header = Header(
            id=new_id(),
            stream=self._place.device.stream,
            kind=SubjectKind.CASE,
            subject=number,
            base=case.base if case else None,
            chain=self._chain,
            n=self._n,
            previous=self._previous,
            action=action,
            person=person,
            device=self._place.device.id,
            at=at,
            digest=digest(body),
            service=None if case else ServiceRef(SERVICE, self._service.version, self._service.hash),
            hands=() if case else (person,),
            decides=case.revision_digest if case and TRANSITIONS[action].decision else None,
        )
        entry = sign_entry(header, body, seed)
        self._previous = entry.hash
        row = {
            **entry_row(entry, own=True),
            "handed_over_at": None,
            "settled": None,
            "seq": None,
            "receipt": None,
        }
        if n < self._cases - UNSENT:
            self._seq += 1
            receipt = Receipt(header.id, entry.hash, header.stream, self._seq, at, self._epoch)
            signed = sign_receipt(receipt, self._office_seed)
            row |= {"settled": self._epoch, "seq": self._seq, "receipt": signed.to_json()}
        return header, row

    def _typed(self, number: str) -> Body:
        """The body of a case that a person has really typed."""
        body = self._place.journal.entries(number)[0].entry.body
        assert body is not None
        return {name: value for name, value in body.items() if name != "salt"}

    def _decider(self, laptop: Laptop, name: str) -> tuple[str, bytes]:
        person = laptop.people[name].person
        return person, laptop.slots.decision_seed(person, passphrase(name))


def _person(sample: Body, service: Service, n: int, number: str) -> Body:
    """The sample as person n would have said it."""
    first, spouse, *others = sample["answers"]["persons"]
    names = {"family_name": people.family_name(n), "given_names": people.given_names(n)}
    told = {**first, **names, "usual_given_name": names["given_names"], "birth_date": people.birth_date(n)}
    told["birth_name"] = people.family_name(n * 3 + 1)
    answers = {**sample["answers"], "persons": [told, _spouse(spouse, n), *others]}
    label = f"{names['family_name']}, {names['given_names']}"
    search = finding.words(service, answers, number)
    return {**sample, "draft": new_id(), "answers": answers, "label": label, "search": search}


def _spouse(sample: Body, n: int) -> Body:
    names = {"family_name": people.family_name(n), "given_names": people.given_name(n * 7 + 3)}
    return {**sample, **names, "birth_date": people.birth_date(n + 5)}


def _decision(n: int, action: Action) -> Body:
    """What desk.do writes into a decision's body."""
    register = f"R-{n:07d}" if action is Action.TAKE_OVER else ""
    return {"reason": "", "comments": {}, "register_number": register, "other": ""}
