"""What the citizen is told: the answers, and never what the clerk and the rules think of them."""

import pytest

from mobile_office.citizen import texts
from mobile_office.desk import Desk
from mobile_office.domain.reduction import FEE_REDUCTION
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_telling import Line, Telling, is_kept_quiet, label_in, telling, text_in
from mobile_office.ui.formstate import FormState
from tests.samples import fill_sample
from tests.ui.shown import shown

CANARY = "KANARIENVOGEL"


def state_of(desk: Desk, service: str) -> FormState:
    draft = fill_sample(desk, service)
    return FormState(desk, desk.service(draft.service, draft.version), draft)


def told(desk: Desk, service: str = "registration") -> Telling:
    found = telling(state_of(desk, service))
    assert found is not None
    return found


def test_every_answer_asked_for_is_told_in_the_order_of_the_form(desk: Desk) -> None:
    found = told(desk)
    lines = [line for part in found.parts for line in part.lines]
    assert lines[0].label["de"]
    assert {"family_name", "street", "move_in_date"} <= {line.key for line in lines}
    assert all(line.text["de"] for line in lines)
    assert found.has_objections


def test_no_warning_hint_note_remark_or_reason_reaches_the_display(
    desk: Desk, background: Background
) -> None:
    """Canaries wherever a clerk, a rule or a supervisor writes something that is not the citizen's."""
    draft = fill_sample(desk, "id_card")
    desk.see(draft.id, "identity", "seen", "9999", f"{CANARY} Notiz")
    desk.see(draft.id, FEE_REDUCTION, "reduced", "", f"{CANARY} Grund")
    with shown(desk, background, second_screen=True) as at:
        page = at.form(desk.draft(draft.id))
        state = page._state
        state.overrides = {"family_name": f"{CANARY} übergangen"}
        page.show_comments([f"{CANARY} Bemerkung"])
        page.show_trouble(f"{CANARY} Störung")
        at.window.trouble.show_error(RuntimeError(CANARY))
        page._edited("height", "999")
        page.flush()
        at.settle()
        assert state.problems
        sentences = [state.problem_at(problem.field)[0] for problem in state.problems]
        at.display.toggle()
        for step in ("data", "next", "confirm"):
            if step == "data":
                at.view.choose("en")
            at.read_to(step)
            said = at.said()
            assert CANARY not in said
            assert "9999" not in said
            assert not [each for each in sentences if each and each in said]
            assert not [p.code for p in state.problems if p.code in said.split()]


@pytest.mark.parametrize("word", ["problem", "hint", "evidence", "override", "comment", "reason", "missing"])
def test_a_telling_has_no_place_for_what_is_not_the_citizen_s(word: str) -> None:
    assert not [name for name in Telling.__dataclass_fields__ if word in name]


def test_of_an_information_block_nothing_is_told(desk: Desk, background: Background) -> None:
    state = state_of(desk, "information_block")
    assert is_kept_quiet(state)
    assert telling(state) is None
    with shown(desk, background, second_screen=True) as at:
        page = at.form(state.draft)
        at.display.toggle()
        assert at.view.step == "welcome"
        assert "Auskunftssperre" not in at.said()
        assert page.side.confirmation.show_it.isHidden()
        assert not page.side.confirmation.quiet.isHidden()


def test_a_label_is_translated_only_where_it_is_the_library_s() -> None:
    shared = Line("street", {"de": "Straße", "en": "Street"}, {"de": "Goethestraße"})
    own = Line("street", {"de": "Straße des Unfalls"}, {"de": "Goethestraße"})
    assert label_in(texts("pl"), shared) == "Ulica"
    assert label_in(texts("en"), shared) == "Street"
    assert label_in(texts("pl"), own) == ""


def test_a_code_is_translated_where_all_of_them_are_known_and_a_name_never() -> None:
    sex = Line("sex", {"de": "Geschlecht"}, {"de": "weiblich", "en": "female"}, ("sex_w",))
    unknown = Line("religion", {"de": "Religion"}, {"de": "evangelisch"}, ("religion_ev",))
    name = Line("family_name", {"de": "Familienname"}, {"de": "Mustermann"})
    assert (text_in(texts("tr"), sex), text_in(texts("en"), sex)) == ("kadın", "female")
    assert (text_in(texts("tr"), unknown), text_in(texts("tr"), name)) == ("", "")
    assert text_in(texts("de"), sex) == ""


def test_what_is_told_of_the_fees_has_no_reason(desk: Desk) -> None:
    costs = told(desk, "id_card").costs
    assert costs
    assert not hasattr(costs[0], "reason")
