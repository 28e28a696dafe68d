"""What a citizen pays: the golden values of the law, what is expected, shared, reduced, or not known."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from mobile_office import resources
from mobile_office.domain import fee_tables, fees
from mobile_office.domain.bill import Fees, as_body, from_body
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.fee_tables import FeeTables
from mobile_office.domain.fees import reduced, visit
from mobile_office.domain.people import Role
from mobile_office.domain.service import FeeRule
from mobile_office.store import catalog
from tests.domain.shelf import DAY, lists, put, service
from tests.domain.test_fee_tables import CITY


@cache
def tables() -> FeeTables:
    found, broken = catalog.load_fees(resources.folder())
    assert broken == ()
    return found


def of(name: str = "id_card", day: date = DAY, rules: tuple[FeeRule, ...] = (), **changes: Any) -> Fees:
    chosen = service(name)
    chosen = replace(chosen, fees=rules) if rules else chosen
    answers = chosen.sample
    for path, value in changes.items():
        answers = put(answers, path, value)
    return fees.fees(chosen, answers, day, tables(), lists())


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        (date(2026, 11, 21), 2760),  # 23 years and 364 days
        (date(2026, 11, 22), 4600),  # the 24th birthday
        (date(2026, 2, 7), 2760),
        (date(2026, 2, 6), 2280),
    ],
)
def test_the_age_on_the_day_of_the_application_decides(day: date, cents: int) -> None:
    assert of(day=day, birth_date="2002-11-22").total == cents


@pytest.mark.parametrize(("day", "cents"), [(date(2026, 2, 6), 3700), (date(2026, 2, 7), 4600)])
def test_the_table_of_the_day_decides(day: date, cents: int) -> None:
    found = of(day=day)
    assert found.total == cents
    assert found.table == ("2026-02-07.1" if cents == 4600 else "2025-05-02.1")


def test_a_card_with_photo_and_delivery() -> None:
    found = of(birth_date="1996-11-01", photo_source="office", direct_delivery=True)
    assert [line.key for line in found.lines] == ["id_card", "id_card_photo", "id_card_delivery"]
    assert found.total == 6700


def test_another_authority_s_district_costs_a_surcharge() -> None:
    assert of(main_home_here=False).total == 5900


def test_a_passport_with_48_pages_express_and_photo() -> None:
    found = of("passport", birth_date="1996-11-01", pages="48", express=True, photo_source="office")
    assert [line.key for line in found.lines] == [
        "passport",
        "passport_48_pages",
        "passport_express",
        "passport_photo",
    ]
    assert found.total == 13000
    assert all(line.expected for line in found.lines)


def test_a_passport_of_another_district_costs_twice() -> None:
    assert of("passport", birth_date="2006-01-01", main_home_here=False).total == 7500
    assert of("passport", birth_date="1996-01-01", main_home_here=False).total == 14000


def test_pages_and_express_are_not_doubled_elsewhere() -> None:
    found = of("passport", birth_date="1996-01-01", main_home_here=False, pages="48", express=True)
    assert found.total == 2 * 7000 + 2200 + 3200


def test_a_passport_sent_home_costs_the_delivery() -> None:
    assert of("passport", direct_delivery=True).total == 8500


@pytest.mark.parametrize(("birth", "cents"), [("2002-11-23", 3750), ("2002-11-22", 7000)])
def test_the_passport_s_fee_turns_on_the_24th_birthday(birth: str, cents: int) -> None:
    assert of("passport", day=date(2026, 11, 22), birth_date=birth).total == cents


@pytest.mark.parametrize(
    ("name", "changes", "cents"),
    [
        ("provisional_id_card", {}, 1000),
        ("provisional_id_card", {"main_home_here": False}, 2300),
        ("provisional_id_card", {"photo_source": "office"}, None),  # nobody has verified that photo's fee
        ("provisional_passport", {}, 2600),
        ("provisional_passport", {"main_home_here": False}, 5200),
        ("provisional_passport", {"photo_source": "office"}, 3200),
        ("eid_card", {}, 3700),
        ("eid_card", {"direct_delivery": True}, 5200),
        ("certificate_of_conduct", {}, 1300),
        ("certificate_of_conduct", {"volunteer": True}, 1300),  # until a supervisor waives it
        ("loss_report", {}, 0),
        ("card_address_change", {}, 0),
    ],
)
def test_each_document_costs_what_the_law_says(name: str, changes: dict[str, Any], cents: int | None) -> None:
    assert of(name, **changes).total == cents


def test_a_volunteer_s_certificate_is_waived_by_a_supervisor() -> None:
    found = of("certificate_of_conduct", volunteer=True)
    rule = reduction("certificate_of_conduct_volunteer")
    assert reduced(found, rule, ["voluntary_work"], "Feuerwehr", {Role.SUPERVISOR}).total == 0


@pytest.mark.parametrize("name", ["registration", "id_exemption", "loss_report", "card_address_change"])
def test_what_is_free_says_by_which_paragraph(name: str) -> None:
    found = of(name)
    assert found.total == 0
    assert "§" in found.lines[0].paragraph
    assert found.lines[0].expected is (service(name).ends == "prepared")


def test_what_hangs_on_a_day_still_to_come_is_only_expected() -> None:
    assert all(line.expected for line in of(photo_source="office").lines)
    assert of().day == DAY


def test_an_amount_nobody_has_verified_is_set_by_the_office() -> None:
    found = of(rules=(FeeRule("certificate_paper"), FeeRule("certificate_of_conduct")))
    assert [line.cents for line in found.lines] == [None, 1300]
    assert (found.total, found.so_far) == (None, 1300)


def test_what_is_still_open_is_named_and_there_is_no_total_yet() -> None:
    found = of(birth_date="", photo_source="")
    assert found.open == ("birth_date", "photo_source")
    assert (found.total, found.so_far) == (None, 0)


def test_a_hidden_answer_costs_nothing() -> None:
    rules = (FeeRule("id_card", "answers.photo_code != ''"),)
    assert len(of(rules=rules).lines) == 1
    assert of(rules=rules, photo_source="office").lines == ()


def test_a_fee_may_be_due_for_each_person() -> None:
    rules = (FeeRule("certificate_of_conduct", "item.sex == 'w'", "persons"),)
    sample = service("registration").sample
    women = sum(person["sex"] == "w" for person in sample["persons"])
    found = of("registration", rules=rules)
    assert women > 0
    assert found.total == 1300 * women
    nobody: dict[str, Any] = {"persons.0.sex": ""}
    unsaid = of("registration", rules=rules, **nobody)
    assert unsaid.open == ("persons.0.sex",)


def test_before_the_first_table_nothing_has_an_amount() -> None:
    found = of(day=date(2020, 1, 1))
    assert (found.table, found.total, found.lines[0].label["en"]) == ("", None, "Identity card")


def test_one_photo_is_paid_once_for_two_documents_in_one_visit() -> None:
    card, passport = of(photo_source="office"), of("passport", photo_source="office")
    both = visit((card, passport))
    assert [part.total for part in both] == [5200, 7000]
    assert [line.shared for line in both[1].lines] == [False, True]
    assert [part.total for part in visit((passport, card))] == [7600, 4600]
    assert visit((of(),)) == (of(),)
    assert visit(()) == ()


def reduction(key: str) -> Any:
    table = tables().on(DAY)
    assert table
    return table.reductions[key]


def test_a_supervisor_waives_a_fee_with_ground_and_reason() -> None:
    found = reduced(
        of(), reduction("id_card_need"), ["benefits", "hardship"], " obdachlos ", {Role.SUPERVISOR}
    )
    assert (found.total, found.lines[-1].cents, found.lines[-1].reason) == (0, -4600, "obdachlos")
    assert found.lines[-1].expected
    assert "PAuswGebV" in found.lines[-1].paragraph


def test_what_a_clerk_chooses_is_proposed_and_says_its_grounds() -> None:
    line = reduced(of(), reduction("id_card_need"), ["hardship", "friend"], "x", {Role.CLERK}).lines[-1]
    assert line.proposed
    assert [ground["de"] for ground in line.grounds] == ["Bedürftigkeit aus weiteren, dargelegten Gründen"]


def test_a_photo_whose_fee_the_office_still_sets_pays_for_no_other() -> None:
    provisional, passport = (
        of("provisional_id_card", photo_source="office"),
        of("passport", photo_source="office"),
    )
    assert [part.total for part in visit((provisional, passport))] == [None, 7600]
    assert [part.total for part in visit((passport, provisional))] == [7600, 1000]


def test_a_reduction_leaves_the_photo_and_what_remains() -> None:
    fees = of(photo_source="office")
    found = reduced(fees, reduction("id_card_need"), ["hardship"], "x", {Role.SUPERVISOR}, 1000)
    assert found.total == 1600


def test_for_the_card_benefits_alone_are_not_enough_for_the_passport_they_are() -> None:
    with pytest.raises(NotAllowed) as caught:
        reduced(of(), reduction("id_card_need"), ["benefits"], "Bürgergeld", {Role.SUPERVISOR})
    assert caught.value.code == "fee_ground_not_enough"
    passport = of("passport")
    assert reduced(passport, reduction("passport_need"), ["benefits"], "x", {Role.SUPERVISOR}).total == 0


@pytest.mark.parametrize(
    ("grounds", "reason", "role", "remaining", "code"),
    [
        (["hardship"], " ", Role.SUPERVISOR, 0, "fee_reason_missing"),
        ([], "x", Role.SUPERVISOR, 0, "fee_ground_not_enough"),
        (["friend"], "x", Role.SUPERVISOR, 0, "fee_ground_not_enough"),
        (["hardship"], "x", Role.SUPERVISOR, 4600, "fee_not_reducible"),
        (["hardship"], "x", Role.SUPERVISOR, -1, "fee_not_reducible"),
    ],
)
def test_a_reduction_that_may_not_be_is_refused(
    grounds: list[str], reason: str, role: Role, remaining: int, code: str
) -> None:
    with pytest.raises(NotAllowed) as caught:
        reduced(of(), reduction("id_card_need"), grounds, reason, {role}, remaining)
    assert caught.value.code == code


def test_nothing_is_reduced_twice_or_where_nothing_is_due() -> None:
    rule = reduction("id_card_need")
    once = reduced(of(), rule, ["hardship"], "x", {Role.SUPERVISOR}, 100)
    for found in (once, of("registration")):
        with pytest.raises(NotAllowed):
            reduced(found, rule, ["hardship"], "x", {Role.SUPERVISOR}, 50)


def test_an_empty_form_has_fees_without_a_crash() -> None:
    for name in ("registration", "id_card", "id_exemption", "passport", "loss_report"):
        fees.fees(service(name), {}, DAY, tables(), lists())


def test_a_case_names_the_tables_of_all_series_that_were_in_force() -> None:
    federal = catalog.load_fees(resources.folder())[0].tables
    tables = FeeTables((*federal, fee_tables.read(CITY, "city-2026-11-01.toml")))
    market = replace(service("objections"), fees=(FeeRule("data_block", "", ""), FeeRule("stall", "", "")))
    found = fees.fees(market, market.sample, DAY, tables, lists())
    assert (found.total, found.table) == (1200, "2026-02-07.1 + city-2026-11-01.1")
    assert from_body(as_body(found)) == found
