"""Cases for tests: a service's own sample typed, submitted and decided at a real desk."""

from datetime import date, timedelta

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from tests.house import passphrase


def fill_sample(desk: Desk, service_id: str) -> Draft:
    """A draft filled with its service's own sample and evidence."""
    service = next(item for item in desk.services() if item.id == service_id)
    draft = desk.start(service_id, service.sample)
    for kind, state in service.sample_evidence.items():
        draft = desk.see(draft.id, kind, state, "0001", "")
    return draft


def submit_sample(desk: Desk, service_id: str = "registration") -> str:
    """Submit a service's sample; the case number."""
    return desk.submit(fill_sample(desk, service_id).id)


def decide(desk: Desk, number: str, action: Action, name: str, **more: object) -> None:
    """A decision with the person's passphrase."""
    desk.do(number, action, passphrase=passphrase(name), **more)  # type: ignore[arg-type]


def capture_sample(desk: Desk, declared: date, service_id: str = "registration") -> Draft:
    """A service's sample written by hand on a blank form of this laptop, and captured; not signed yet."""
    (number,) = desk.issue_forms(service_id, 1)
    service = next(item for item in desk.services() if item.id == service_id)
    draft = desk.capture(service_id, number, declared)
    for key, value in service.sample.items():
        draft = desk.save(draft.id, key, value)
    if "move_in_date" in service.sample:  # declared on paper, so moved in before
        draft = desk.save(draft.id, "move_in_date", (declared - timedelta(days=3)).isoformat())
    for kind, state in service.sample_evidence.items():
        draft = desk.see(draft.id, kind, state, "0001", "")
    return draft
