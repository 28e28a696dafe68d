"""The sheet of advice: where to go and what to bring, about nobody in particular."""

from dataclasses import replace

from mobile_office.paper import advice, press
from mobile_office.paper.printed import Printed
from tests.domain.shelf import service
from tests.paper.papers import HEAD, NOW, TODAY, is_accessible, text

PRINTED = Printed(NOW, TODAY)


def test_it_says_what_it_is_where_to_go_what_to_bring_and_what_it_costs() -> None:
    of = service("eid_pin")
    made = press.pdf("advice", advice.values(of, HEAD, PRINTED), NOW)
    said = text(made)
    assert is_accessible(made)
    assert all(part.title["de"] in said and part.text["de"][:40] in said for part in of.advice)
    assert all(thing in said for thing in of.bring["de"])
    assert "kostenfrei" in said
    assert "§§ 20, 21, 26 PAuswV" in said.replace("\u00a0", " ")


def test_it_fits_on_one_page() -> None:
    assert len(press.pictures("advice", advice.values(service("eid_pin"), HEAD, PRINTED))) == 1


def test_where_the_service_names_no_fee_the_office_tells_it() -> None:
    assert advice.costs(replace(service("eid_pin"), fee={}))["de"] == "nennt das Bürgeramt"


def test_what_to_bring_stands_in_both_languages() -> None:
    assert {"de", "en"} == {language for thing in advice.bring(service("eid_pin")) for language in thing}
