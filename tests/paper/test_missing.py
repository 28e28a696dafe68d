"""What is missing: exactly the evidence asked for that is not there."""

import pytest

from mobile_office.paper.missing import missing, missing_list, values
from tests.paper.papers import HEAD, PRINTED, TODAY, answers, evidence, is_accessible, service, text


def test_nothing_is_missing_from_a_complete_sample() -> None:
    of = service()
    assert missing(of, answers(of), evidence(of), TODAY) == ()


def test_the_list_names_what_was_not_there() -> None:
    of = service()
    papers = missing(of, answers(of), {}, TODAY)
    assert papers
    made = missing_list(of, papers, HEAD, PRINTED)
    assert is_accessible(made)
    assert all(paper["de"] in text(made) for paper in papers)


def test_an_empty_list_is_not_printed() -> None:
    with pytest.raises(ValueError, match="nothing is missing"):
        values(service(), (), HEAD, PRINTED)
