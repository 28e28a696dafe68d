"""Cargo (Ladung): cases that wait at a laptop for delivery, each with a sealed attachment.

Written by the program's own author, chunks and journal, and durable as there; only nobody types.
"""

import random
from datetime import date
from io import BytesIO

from mobile_office import chunks
from mobile_office.attached import KEY, to_json
from mobile_office.authoring import Author, Subject
from mobile_office.canonical import Body
from mobile_office.domain import finding
from mobile_office.domain.attachment import Attachment, Format
from mobile_office.domain.case import Action, ServiceRef
from mobile_office.domain.people import Actor
from mobile_office.submission import body_of
from tests.bench import people
from tests.bench.stock import CLERK, Away
from tests.house import Laptop
from tests.samples import fill_sample

SERVICE = "registration"


class Cargo:
    """Writes cases of one clerk into a laptop's journal."""

    def __init__(self, laptop: Laptop) -> None:
        self._place, self._clock = laptop.place, laptop.clock
        desk, person, device = laptop.desk(CLERK, Away()), laptop.people[CLERK], laptop.place.device
        self._service = next(one for one in desk.services() if one.id == SERVICE)
        draft = fill_sample(desk, SERVICE)
        self._body = body_of(draft, draft.answers, {}, "", date.today())  # noqa: DTZ011  any day will do
        desk.discard(draft.id)
        roles = laptop.place.people.certificate(person.person)
        assert roles is not None
        actor = Actor(person.person, person.name, roles.roles, device.id, device.stream)
        place = laptop.place
        self._author = Author(actor, person.desk_seed, place.journal, place.chain, place.people.certificate)

    def load(self, cases: int, size: int, first: int = 0) -> int:
        """So many cases with an attachment of `size` bytes each (0: none); the bytes of ciphertext."""
        return sum(self._case(first + n, size) for n in range(cases))

    def _case(self, n: int, size: int) -> int:
        place, now = self._place, self._clock()
        number, count = place.journal.free_number(place.device.letter, now.astimezone().year)
        body = self._named(n)
        attached = self._attachment(n, size) if size else None
        if attached:
            body[KEY] = to_json([attached])
        search = finding.words(self._service, body["answers"], number)
        reference = ServiceRef(SERVICE, self._service.version, self._service.hash)
        subject = Subject(number, None, reference, (self._author.actor.person,))
        entry = self._author.entry(subject, Action.SUBMIT, {**body, "search": search}, now)
        place.journal.append(entry, body["label"], search, count=count)
        return attached.size if attached else 0

    def _named(self, n: int) -> Body:
        """The sample as person n would have said it."""
        first, *others = self._body["answers"]["persons"]
        told = {**first, "family_name": people.family_name(n), "given_names": people.given_names(n)}
        answers = {**self._body["answers"], "persons": [told, *others]}
        return {**self._body, "answers": answers, "label": f"{told['family_name']}, {told['given_names']}"}

    def _attachment(self, n: int, size: int) -> Attachment:
        """Noise, sealed and kept as a scan is: a scan is compressed, so there is nothing more to be saved on it."""
        files, now = self._place.attachments, self._clock()
        fresh = files.fresh()
        with fresh.open("r+b") as file:
            sealed = chunks.seal(BytesIO(random.Random(n).randbytes(size - 16)), file)
        files.keep(fresh, sealed.digest, sealed.size, f"draft-{n}", now)
        at = now.replace(microsecond=now.microsecond // 1000 * 1000)
        return Attachment(sealed.digest, sealed.size, sealed.key, Format.JPEG, "landlord", 1, at)
