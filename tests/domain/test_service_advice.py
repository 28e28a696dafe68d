"""A service of advice: told, never asked; and the names of the standards a field may carry."""

from typing import Any

import pytest

from mobile_office import shelves
from mobile_office.domain import inspection, service_parts
from mobile_office.domain.toml_values import Flaw
from tests.domain.shelf import fields, lists, service, written
from tests.sweeps.test_services import around


def told(text: str) -> list[str]:
    return [finding.code for finding in inspection.findings(text, "eid_pin", around())]


def test_it_has_nothing_to_ask_and_is_clean_without_samples() -> None:
    found = service("eid_pin")
    assert (found.is_captured, found.is_signed) == (False, False)
    assert (found.sections, found.papers, found.label, found.sample) == ((), (), (), {})
    assert len(found.advice) == 3
    assert told(written("eid_pin")) == []


@pytest.mark.parametrize(
    "part", ['[[section]]\nuse_section = "person"', "[sample]\nx = 1", '[[evidence]]\nuse = "identity"']
)
def test_whatever_would_be_asked_is_refused_with_its_line(part: str) -> None:
    text = f"{written('eid_pin')}\n{part}\n"
    (finding,) = inspection.findings(text, "eid_pin", around())
    assert (finding.code, text.splitlines()[finding.line - 1]) == ("advice_asks", part.splitlines()[0])
    assert "nimmt nichts auf" in shelves.sentence(finding)


def test_advice_without_a_word_and_words_without_advice_are_refused() -> None:
    assert told(written("eid_pin").split("[[advice]]")[0]) == ["advice_missing"]
    text = (
        written("objections")
        + '\n[[advice]]\ntitle = { de = "A", en = "A" }\ntext = { de = "B", en = "B" }\n'
    )
    assert [one.code for one in inspection.findings(text, "objections", around())] == ["advice_wrongly"]


def test_a_paragraph_of_advice_has_both_languages_and_nothing_more() -> None:
    words: dict[str, Any] = {"de": "a", "en": "b"}
    assert service_parts.advice({"title": words, "text": words}).title == words
    for values in (
        {"title": words},
        {"title": words, "text": {"de": "a"}},
        {"title": words, "text": words, "x": 1},
    ):
        with pytest.raises(Flaw):
            service_parts.advice(values)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dsmeld", "101"),
        ("dsmeld", "0101 ff."),
        ("dsmeld", "1601-"),
        ("xinneres", "Nachname"),
        ("xinneres", "a//b"),
    ],
)
def test_a_name_of_another_shape_is_refused(name: str, said: str) -> None:
    with pytest.raises(Flaw) as found:
        service_parts.field({"use": "street", name: said}, fields(), lists())
    assert (found.value.code, found.value.gaps["said"]) == ("standard_shape", said)


def test_a_sheet_a_range_and_a_path_are_taken() -> None:
    made = service_parts.field(
        {"use": "street", "dsmeld": "1214-1233", "xinneres": "a/bC"}, fields(), lists()
    )
    assert (made.dsmeld, made.xinneres) == ("1214-1233", "a/bC")
    assert service_parts.field("street", fields(), lists()).xinneres == "strasse"
