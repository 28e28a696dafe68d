"""The paper's number follows from what was declared."""

from mobile_office.paper.phrases import say
from mobile_office.paper.printed import confirms, facts, paper_number
from tests.domain.shelf import NAMES, service
from tests.paper.papers import PRINTED


def test_the_same_answers_give_the_same_number_and_any_edit_another() -> None:
    first = paper_number("draft-1", {"house_number": "12"})
    assert first == paper_number("draft-1", {"house_number": "12"})
    assert first != paper_number("draft-1", {"house_number": "14"})
    assert first != paper_number("draft-2", {"house_number": "12"})
    assert len(first) == len("E-7K3Q-9F2M")


def test_only_what_is_known_stands_among_the_facts() -> None:
    values = [value["de"] for _, value in facts(PRINTED)]
    assert values == ["E-7K3Q-9F2M", "1", "B-2026-00042-7", "22.11.2026", "Seniorenzentrum Misburg-Nord"]


def test_only_what_rests_on_section_23_is_signed_as_a_meldeschein() -> None:
    meldeschein = [name for name in NAMES if confirms(service(name)) == say("paper.signs_registration")]
    assert set(meldeschein) == {"registration", "deregistration", "main_home_change", "secondary_home_end"}
