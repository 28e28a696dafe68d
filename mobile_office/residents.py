"""The list of a round (Rundgang) at a desk: who asked, whose turn it is, and that it is deleted in time.

It never leaves the laptop: only the drafts begun from it become cases. It is gone when the day is closed,
when the day has passed, and whenever somebody says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mobile_office.authoring import new_id
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Draft
from mobile_office.domain.people import Actor
from mobile_office.domain.resident_csv import MOST_BYTES, Reading, Wrong, decoded, read_list
from mobile_office.domain.residents import MODEL, Reason, Resident, Round, Turn, Wish, answers_for, mark
from mobile_office.domain.service import Service
from mobile_office.store.residents import Rounds
from mobile_office.store.tidying import tidy
from mobile_office.visiting import Visiting
from mobile_office.workplace import Workplace


class Residents:
    """The round of today on one laptop. Writes belong on the writer's thread."""

    def __init__(
        self, workplace: Workplace, actor: Actor, visiting: Visiting, clock: Callable[[], datetime]
    ) -> None:
        self._place, self._actor, self._visiting, self._clock = workplace, actor, visiting, clock
        self._rounds = Rounds(workplace.journal.engine)

    # -- what is so

    def round(self) -> Round | None:
        """Today's round; None when none was begun, or its list is deleted."""
        return self._rounds.current(self._today())

    def model(self) -> Service:
        """The service whose fields are the list's fields."""
        return self._service(MODEL)

    def read(self, content: bytes | str) -> Reading:
        """What a file (bytes) or pasted lines (text) hold; nothing is kept by this."""
        if isinstance(content, bytes) and len(content) > MOST_BYTES:
            return Reading((), (Wrong(1, "", "residents_too_large"),))
        text = decoded(content) if isinstance(content, bytes) else content
        if text is None:
            return Reading((), (Wrong(1, "", "residents_not_text"),))
        current = self.round()
        known = frozenset(mark(one) for one in current.residents) if current else frozenset()
        services, lists = self._place.catalog.current(), self._place.codelists
        pasted = isinstance(content, str)
        return read_list(text, services, self._today(), lists, known, pasted=pasted)

    # -- the list

    def begin(self, name: str, answers: Mapping[str, Any]) -> Round:
        """Begin a round at a home, or change what is said of it. Raises NotAllowed("home_missing")."""
        if not name.strip():
            raise NotAllowed("home_missing")
        current, shared = self.round(), dict(answers)
        if current is not None:
            self._rounds.change(current.id, name.strip(), shared)
            return replace(current, name=name.strip(), answers=shared)
        current = Round(new_id(), self._today(), name.strip(), shared, self._clock())
        self._rounds.begin(current)
        return current

    def add(self, wishes: Iterable[Wish]) -> tuple[Resident, ...]:
        """Put those who asked at the end of the list. Raises NotAllowed("no_round")."""
        added = tuple(
            Resident(line, dict(wish.answers), wish.room, wish.service, visit=line)
            for line, wish in ((new_id(), wish) for wish in wishes)
        )
        self._rounds.add(self._begun().id, added)
        return added

    def add_service(self, resident: Resident, service: str) -> Resident:
        """The same person asks for another service too; the line stands behind theirs."""
        another = Resident(new_id(), resident.answers, resident.room, service, visit=resident.visit)
        current = self._begun()
        self._rounds.add(current.id, (another,), before=current.behind(resident.id))
        return another

    def change(self, resident: Resident) -> None:
        """What is known of a resident is now this."""
        self._rounds.put(resident)

    def take_out(self, id: str) -> None:
        """Delete a line; a draft begun from it stays a draft."""
        self._rounds.take_out(id)

    def put_back(self, resident: Resident, before: str) -> None:
        """A line deleted by mistake stands again before the one with this id, else at the end."""
        self._rounds.add(self._begun().id, (resident,), before=before)

    # -- whose turn it is

    def leave_out(self, resident: Resident, reason: Reason) -> None:
        """Not today, and why."""
        self._rounds.put(replace(resident, turn=Turn.LEFT_OUT, reason=reason.value))

    def wait_again(self, resident: Resident) -> None:
        """Left out before, now waiting again."""
        self._rounds.put(replace(resident, turn=Turn.WAITING, reason=""))

    def open(self, resident: Resident) -> Draft:
        """The draft of a resident: the one begun, else a new one with all that is known written in."""
        self.settle()
        current = self._begun()
        now = next((one for one in current.residents if one.id == resident.id), resident)
        if now.case:
            raise NotAllowed("resident_done", case=now.case)
        if now.draft:
            return self._place.drafts.get(now.draft)
        draft = self._another(now) or self._first(current, now)
        self._rounds.put(replace(now, turn=Turn.BEGUN, reason="", draft=draft.id))
        return draft

    def _first(self, current: Round, one: Resident) -> Draft:
        answers = answers_for(self._service(one.service), current.name, current.answers, one.answers)
        return self._visiting.begin(one.service, answers, one.visit)

    def _another(self, one: Resident) -> Draft | None:
        """A further service takes over what the same person said with the one before; None for the first."""
        said = (person for person in self._visiting.people(one.visit) if person.key == mark(one)[:3])
        person = next(said, None)
        return self._visiting.go_on(one.visit, person, one.service) if person else None

    def settle(self) -> None:
        """Note what became of drafts that are gone: submitted, then it is done; discarded, then waiting."""
        loose = self._rounds.loose()
        if not loose:
            return
        current = self.round()
        cases = self._cases_by_draft(current.created_at) if current else {}
        for one in loose:
            number = cases.get(one.draft or "")
            turn = Turn.DONE if number else Turn.WAITING
            self._rounds.put(replace(one, turn=turn, case=number, draft=one.draft if number else None))

    # -- deleted for good

    def forget(self) -> None:
        """Delete the list now, for good, and take it out of every page of the store."""
        self._rounds.forget()
        tidy(self._place.journal.engine)

    def forget_past(self) -> None:
        """Delete what a day that has passed without being closed has left behind."""
        if self._rounds.forget(before=self._today()):
            tidy(self._place.journal.engine)

    def _cases_by_draft(self, since: datetime) -> dict[str, str]:
        fresh = (line.number for line in self._place.cases() if line.submitted_at >= since)
        pages = (self._place.page(number, self._actor) for number in fresh)
        return {page.draft: page.case.number for page in pages if page.draft}

    def _begun(self) -> Round:
        current = self.round()
        if current is None:
            raise NotAllowed("no_round")
        return current

    def _service(self, id: str) -> Service:
        return next(one for one in self._place.catalog.current() if one.id == id)

    def _today(self) -> date:
        return self._clock().astimezone().date()
