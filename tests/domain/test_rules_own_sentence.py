"""A rule with a sentence of its own, as docs/services.md writes one: read, proven, and told with its gaps."""

import re
from functools import cache

import pytest

from mobile_office import resources
from mobile_office.domain import checks, service_file
from mobile_office.domain.inspection import Around, findings
from mobile_office.shelves import sentence, surroundings
from tests.domain.shelf import DAY, fields, lists, put, seen, written
from tests.sweeps.tree import ROOT

COUNTER = '\n[[counter_sample]]\ncode = "permit_late"\nset = { move_out_date = "2026-11-06" }\n'


@cache
def around() -> Around:
    return surroundings(resources.folder())


def service_text() -> str:
    """The deregistration with the rule of the document."""
    document = (ROOT / "docs" / "services.md").read_text("utf-8")
    (rule,) = [
        each for each in re.findall(r"```toml\n(.*?)```", document, re.DOTALL) if "permit_late" in each
    ]
    return f"{written('deregistration')}\n{rule.replace('moved_on', 'move_out_date')}{COUNTER}"


def test_the_example_of_the_document_is_clean_and_tells_the_last_day() -> None:
    assert findings(service_text(), "deregistration", around()) == ()
    service = service_file.read(service_text(), "x.toml", fields(), lists())
    late = put(service.sample, "move_out_date", "2026-11-06")
    found = checks.problems(service, late, seen(service.sample_evidence), DAY, lists())
    (problem,) = [each for each in found if each.code == "permit_late"]
    assert problem.details == {"last": "20.11.2026", "source": "§ 7 der Parkgebührenordnung"}
    assert (
        problem.sentence["de"]
        .format_map(problem.details)
        .startswith("Die zwei Wochen endeten am 20.11.2026.")
    )


@pytest.mark.parametrize(
    ("there", "instead", "codes"),
    [
        ('code = "permit_late"', 'code = "declared_late"', {"sentence_taken"}),
        ("am {last}", "am {day}", {"sentence_gap", "gap_unused"}),
        ("am {last}", "am {last", {"sentence_brackets"}),
        (', en = "The two', ', fr = "The two', {"languages_missing"}),
        ("gaps = { last =", "gaps = { least =", {"sentence_gap", "gap_unused"}),
        ('last = "two_weeks_after(answers.move_out_date)"', 'last = "[1]"', {"condition_not_told"}),
    ],
)
def test_what_is_wrong_with_it_is_told(there: str, instead: str, codes: set[str]) -> None:
    text = service_text()
    assert there in text
    found = findings(text.replace(there, instead), "deregistration", around())
    assert codes <= {finding.code for finding in found}
    assert all(sentence(finding) for finding in found)


def test_a_sample_that_breaks_it_is_told_in_its_words() -> None:
    text = service_text().replace('move_out_date = "2026-11-27"', 'move_out_date = "2026-11-06"')
    said = [sentence(each) for each in findings(text, "deregistration", around())]
    assert any("Die zwei Wochen endeten am 20.11.2026. Bitte trotzdem aufnehmen" in each for each in said)
