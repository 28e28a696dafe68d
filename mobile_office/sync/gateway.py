"""A gateway (Übergabe ans Fachverfahren): a city's own program asks for decided cases and says what became of them.

A reference client, for whoever connects the register. It keeps nothing on disk: what is open stands in the office's
list until it is answered, and an answer that was lost is fetched by asking the same again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from uuid_utils import uuid7

from mobile_office import chunks
from mobile_office.canonical import Json, canonical, digest
from mobile_office.domain.case import Action, Header, SubjectKind
from mobile_office.domain.errors import Refused, SignatureInvalid, Unknown
from mobile_office.headers import GENESIS
from mobile_office.protocol import Entry, Receipt
from mobile_office.signing import new_body, sign_entry, verify_receipt
from mobile_office.store.device import Device
from mobile_office.sync import wire
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.door import Answered
from mobile_office.sync.http import HttpBackOffice, said_no, signed

_BROKEN = ("fork", "chain_broken")  # codes after which a chain cannot go on


@dataclass(frozen=True)
class IntakeCase:
    """A case to be taken over. `told` is all of it as docs/protocol.md, section 12, says."""

    position: int
    number: str
    status: str
    base: str
    revision: str
    told: Json

    @classmethod
    def from_json(cls, value: Json) -> "IntakeCase":
        """Read one. Raises KeyError or TypeError."""
        revision = value["revision"]["digest"]
        wire.assert_text(value["number"], value["status"], value["base"], revision)
        return cls(value["position"], value["number"], value["status"], value["base"], revision, value)


@dataclass(frozen=True)
class IntakePage:
    """Cases in the order in which they became ready; go on with `after` while there is `more`."""

    cases: tuple[IntakeCase, ...]
    after: int
    more: bool


@dataclass
class _Pending:
    """An outcome that was sent and not answered yet; sent again, it is the same."""

    entry: Entry
    values: tuple[str, Action, Json]


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Gateway:
    """The office as a gateway sees it: a `device` of kind "gateway", and the intake person who answers for it.

    `person` is that person's id, `seed` their decision key (raw). Everything raises Offline, Unknown, TooOld or
    CertificateInvalid; after Offline or Unknown ask the same again.
    """

    office: HttpBackOffice
    device: Device
    person: str
    seed: bytes
    clock: Callable[[], datetime] = _utc_now
    _chain: str = field(default_factory=lambda: str(uuid7()))
    _n: int = 0
    _previous: str = GENESIS
    _pending: _Pending | None = None

    def cases(self, after: int = 0, limit: int = 20) -> IntakePage:
        """Cases that may be taken over, after a position; keep `after` once they are."""
        answered = self.office.door.get(f"/v1/cases?after={after}&limit={limit}")
        answer = self._answer(answered, b"")
        try:
            cases = tuple(map(IntakeCase.from_json, answer["cases"]))
            return IntakePage(cases, int(answer["after"]), bool(answer["more"]))
        except (KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_an_answer") from error

    def attachment(self, told: Json) -> Iterator[bytes]:
        """The clear bytes of one of a case's `attachments`, piece by piece. Raises Damaged for another content."""
        blobs = blobs_of(self.office)
        return chunks.opened(told["key"], told["size"], lambda index: blobs.fetch(told["digest"], index))

    def take_over(self, case: IntakeCase, register_number: str, reason: str = "") -> Receipt:
        """The register has it, under this number. Raises Refused with the office's code."""
        return self._outcome(case, Action.TAKE_OVER, {"register_number": register_number, "reason": reason})

    def query(self, case: IntakeCase, question: str, comments: dict[str, str] | None = None) -> Receipt:
        """A question to the desk; `comments` pin it to paths of answers. Raises Refused."""
        return self._outcome(case, Action.QUERY, {"reason": question, "comments": comments or {}})

    def not_possible(self, case: IntakeCase, reason: str) -> Receipt:
        """It cannot be taken over, and why. Raises Refused."""
        return self._outcome(case, Action.NOT_POSSIBLE, {"reason": reason})

    def _outcome(self, case: IntakeCase, action: Action, values: Json) -> Receipt:
        wanted = case.number, action, values
        if self._pending is not None and self._pending.values != wanted:
            try:
                self._send(self._pending)  # whatever became of it: the chain goes on behind it
            except Refused:
                if self._pending is not None:
                    raise  # about the device, not about that outcome
        if self._pending is None:
            self._pending = _Pending(self._entry(case, action, values), wanted)
        return self._send(self._pending)

    def _send(self, pending: _Pending) -> Receipt:
        entry = pending.entry
        body = canonical({"entries": [entry.to_json()]})
        path = f"/v1/cases/{entry.header.subject}/outcome"
        answer = self._answer(self.office.door.post(path, body, wire.CLEAR), body)
        try:
            receipts = [Receipt.from_json(item["receipt"]) for item in answer["accepted"]]
            refused = [(item["entry"], item["code"]) for item in answer["refused"]]
            held = list(answer["held"])
        except (KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_an_answer") from error
        for receipt in receipts:
            if (receipt.entry, receipt.hash, receipt.stream) == (
                entry.header.id,
                entry.hash,
                entry.header.stream,
            ):
                self._believe(receipt)
                self._go_on(entry)
                return receipt
        for about, code in refused:
            if about == entry.header.id:
                self._go_on(entry, is_broken=code in _BROKEN)
                raise Refused(code, entry=about)
        if entry.header.id in held:
            self._go_on(entry)
            raise Refused("held", entry=entry.header.id)
        self._go_on(entry, is_broken=True)  # an office put back from a backup knows nothing of our chain
        raise Unknown(reason="no_answer")

    def _believe(self, receipt: Receipt) -> None:
        try:
            verify_receipt(receipt, self.office.office_signing)
        except SignatureInvalid as error:
            raise Unknown(reason="signature") from error

    def _go_on(self, entry: Entry, *, is_broken: bool = False) -> None:
        self._pending = None
        self._n, self._previous = entry.header.n, entry.hash
        if is_broken:
            self._chain, self._n, self._previous = str(uuid7()), 0, GENESIS

    def _entry(self, case: IntakeCase, action: Action, values: Json) -> Entry:
        body = new_body(values)
        header = Header(
            id=str(uuid7()),
            stream=self.device.stream,
            kind=SubjectKind.CASE,
            subject=case.number,
            base=case.base,
            chain=self._chain,
            n=self._n + 1,
            previous=self._previous,
            action=action,
            person=self.person,
            device=self.device.id,
            at=self.clock(),
            digest=digest(body),
            decides=case.revision,
        )
        entry = sign_entry(header, body, self.seed)
        return Entry.from_json(entry.to_json())  # times as they will be read again

    def _answer(self, answered: Answered, body: bytes) -> dict[str, Json]:
        """The signed answer to this very request; raises what a signed no means."""
        asked = wire.sha256(body)
        if answered.status != 200:
            raise said_no(answered, self.office.office_signing, asked)
        answer = signed(answered, self.office.office_signing)
        if answer.get("request") != asked or answer.get("nonce") != answered.nonce:
            raise Unknown(reason="another_request")
        return answer
