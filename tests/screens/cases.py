"""One case as screens: as the clerk has it, as the supervisor decides it, and with its whole history."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton

from mobile_office.authoring import new_id
from mobile_office.canonical import digest
from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Header, Status, SubjectKind
from mobile_office.signing import new_body, sign_entry
from mobile_office.ui.case_page import CasePageView
from tests.samples import decide
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find


def case(
    name: str, status: Status, *steps: Callable[[CasePageView], object], service: str = "registration"
) -> Callable[[Stage], object]:
    """The oldest case with a status, opened by a person."""

    def draw(stage: Stage) -> None:
        opened = stage.window(name, "today" if name in ("Berger", "Weber") else "cases")
        view = opened.case(oldest(opened.desk, status, service))
        for step in steps:
            step(view)
            opened.settle()

    return draw


def oldest(desk: Desk, status: Status, service: str) -> str:
    """The number of the oldest case with a status."""
    found = (line for line in desk.cases(status) if line.service == service)
    return min(found, key=lambda line: line.submitted_at).number


def seen(view: CasePageView) -> None:
    """Every section ticked."""
    for card in view.answers.cards.values():
        if not card.seen.isChecked():
            card.seen.click()


def returning(view: CasePageView) -> None:
    """The decision to return, with two comments pinned and a third being written."""
    _press(view, "act.return")
    panel = view.panel
    assert panel is not None
    for path, text in (("street", worlds.STREET), ("landlord_address", worlds.LANDLORD)):
        _write(panel.field, path, panel.comment, text)
        panel.pin()
    _write(panel.field, "move_in_date", panel.comment, "Im Beleg steht der 14.11.")


def without_reason(view: CasePageView) -> None:
    """The decision to hold back, confirmed with nothing written."""
    _press(view, "act.hold_back")
    assert view.panel is not None
    view.panel.confirm()


def approving(view: CasePageView) -> None:
    """The decision to approve, once everything was seen."""
    _press(view, "act.approve")


def corrected(stage: Stage) -> None:
    """A returned case, corrected and waiting for a second look."""
    number = worlds.submit(stage, "Berger", "registration", 1)
    decide(stage.desk("Thiele"), number, Action.RETURN, "Thiele", comments={"street": worlds.STREET})
    stage.clock.go(9)
    desk = stage.desk("Berger")
    draft = desk.correct(number)
    desk.save(draft.id, "street", "Am Marktplatz")
    desk.submit(draft.id, basis="typing_error")
    stage.clock.go(4)


def forged(stage: Stage) -> None:
    """A clerk has approved their own case with their own key and put it into the laptop's store."""
    number = worlds.submit(stage, "Berger", "registration", 1)
    place, clerk = stage.laptop.place, stage.laptop.people["Berger"]
    case = place.journal.case(number)
    stage.clock.go(7)
    body = new_body({"reason": ""})
    n, previous = place.journal.head(place.chain())
    assert case is not None
    header = Header(
        id=new_id(),
        stream=case.stream,
        kind=SubjectKind.CASE,
        subject=number,
        base=case.base,
        chain=place.chain(),
        n=n + 1,
        previous=previous,
        action=Action.APPROVE,
        person=clerk.person,
        device=place.device.id,
        at=stage.clock(),
        digest=digest(body),
        decides=case.revision_digest,
    )
    place.journal.append(sign_entry(header, body, clerk.desk_seed))
    stage.clock.go(4)


def _press(view: CasePageView, name: str) -> None:
    button = find(view, name)
    assert isinstance(button, QPushButton)
    button.click()


def _write(field: QComboBox, path: str, comment: QPlainTextEdit, text: str) -> None:
    field.setCurrentIndex(field.findData(path))
    comment.setPlainText(text)


TOP = Status.SUBMITTED
SCENES = (
    Scene("case", "clerk", worlds.working, case("Berger", TOP)),
    Scene("case", "clerk_returned", worlds.troubled, case("Berger", Status.RETURNED)),
    Scene("case", "refused", worlds.troubled, case("Berger", Status.APPROVED)),
    Scene("case", "supervisor", worlds.working, case("Thiele", TOP)),
    Scene("case", "supervisor_seen", worlds.working, case("Thiele", TOP, seen)),
    Scene("case", "supervisor_changed", corrected, case("Thiele", TOP)),
    Scene("case", "return", worlds.working, case("Thiele", TOP, returning)),
    Scene("case", "approve", worlds.working, case("Thiele", TOP, seen, approving)),
    Scene("case", "missing", worlds.working, case("Thiele", TOP, without_reason)),
    Scene("case", "forged", forged, case("Thiele", Status.APPROVED)),
    Scene("case", "taken_over", worlds.working, case("Berger", Status.TAKEN_OVER)),
)
