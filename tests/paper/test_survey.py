"""The survey's code: the stop of the plan, and nothing of a person or a case; off where the office has none."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import segno

from mobile_office.desk import Desk
from mobile_office.domain.errors import Damaged
from mobile_office.paper.receipt import receipt, survey, values
from mobile_office.paper.survey import address, stop_code
from mobile_office.settings import load
from tests.house import Laptop
from tests.paper.papers import HEAD, PRINTED, service
from tests.samples import submit_sample

URL = "https://umfrage.example/mobil?halt={stop}"
MATRIX = tuple[tuple[int, ...], ...]


def modules(svg: str) -> MATRIX:
    """The dark and light modules that the strokes of a code's picture paint."""
    size = int(next(iter(re.findall(r'width="(\d+)"', svg))))
    painted = [[0] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for verb, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", svg.split(' d="')[1]):
        if verb == "h":
            for place in range(int(x), int(x) + int(first)):
                painted[int(y)][place] = 1
            x += int(first)
        else:
            x, y = (float(first), float(second)) if verb == "M" else (x + float(first), y + float(second))
    return tuple(map(tuple, painted))


def test_a_stop_of_the_plan_is_named_in_plain_letters() -> None:
    assert stop_code("Seniorenzentrum Misburg-Nord") == "seniorenzentrum-misburg-nord"
    stop = "Büchereihalt Döhren"
    assert address(URL, stop, {stop}) == "https://umfrage.example/mobil?halt=buechereihalt-doehren"


def test_a_stop_typed_by_hand_may_name_somebody_and_is_not_told() -> None:
    assert address(URL, "Hausbesuch Mustermann", {"Marktplatz"}).endswith("=unplanned")


def test_the_code_on_the_receipt_is_the_address_and_nothing_else() -> None:
    made = address(URL, "Marktplatz", {"Marktplatz"})
    matrix = tuple(tuple(int(bit) for bit in row) for row in segno.make_qr(made, error="m").matrix)
    assert modules(survey(made)["survey"]) == matrix
    assert modules(survey(made + "x")["survey"]) != matrix


def test_without_a_survey_the_receipt_has_no_second_code() -> None:
    plain = values(service(), (), None, HEAD, PRINTED)
    assert plain["survey"] == ""
    assert address("", "Marktplatz", {"Marktplatz"}) == ""
    assert receipt(service(), (), None, HEAD, PRINTED).startswith(b"%PDF")


def test_a_desks_receipt_carries_it_and_keeps_nothing(laptop: Laptop, desk_of: Callable[[str], Desk]) -> None:
    laptop.place = replace(laptop.place, settings=replace(laptop.place.settings, survey_url=URL))
    desk = desk_of("Berger")
    number = submit_sample(desk, "id_exemption")
    paper = desk.receipt(number)
    assert modules(paper.values["survey"]) == modules(survey(URL.replace("{stop}", "unplanned"))["survey"])
    assert paper.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("url", ["http://umfrage.example/{stop}", "https://umfrage.example/", "{stop}"])
def test_only_https_with_one_gap_is_a_survey(tmp_path: Path, url: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'survey_url = "{url}"\n', encoding="utf-8")
    with pytest.raises(Damaged):
        load(path)
    path.write_text(f'survey_url = "{URL}"\n', encoding="utf-8")
    assert load(path).survey_url == URL
