"""docs/workflow.md says what the code does."""

from mobile_office.domain.case import Action
from mobile_office.domain.rights import TABLE
from tests.sweeps.workflow_document import PATH, document


def test_the_workflow_document_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == document(), "run `make docs`"


def test_each_right_stands_in_its_table() -> None:
    text = document()
    for row in TABLE:
        assert f"| {row.what} | {row.german} |" in text


def test_each_action_stands_in_table_and_picture_unless_it_stays_in_place() -> None:
    text = document()
    for action in Action:
        assert f"| {action.name} |" in text
        assert (f": {action.name}\n" in text) is (action is not Action.NOTE)
