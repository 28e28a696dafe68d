"""The street directory at the desk: made of what was published, asked while typing, hinting at addresses."""

from collections.abc import Callable

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.errors import Damaged
from mobile_office.domain.service import Severity
from mobile_office.streets import FILE, Streets
from tests.directory import Shelf, demo, directory, publish
from tests.house import Laptop
from tests.samples import fill_sample

MARKTE = "Am Markte,1,39,odd,,30159,Hannover,Mitte,,"


def hints(desk: Desk, service: str = "registration", **answers: object) -> dict[str, str]:
    """The hints about a sample whose answers are changed, by field."""
    draft = fill_sample(desk, service)
    for path, value in answers.items():
        draft = desk.save(draft.id, path.replace("__", "."), value)
    found = desk.streets.hints(desk.service(draft.service, draft.version), draft.answers, desk.visible(draft))
    assert {problem.severity for problem in found} <= {Severity.HINTS}
    return {problem.field: problem.code for problem in found}


def test_without_a_directory_there_is_nothing_to_say(desk: Desk, laptop: Laptop) -> None:
    assert desk.streets.suggest("am markte") == ()
    assert hints(desk, street="Nirgendwo") == {}
    assert not desk.streets.renew()
    assert not (laptop.place.home / FILE).exists()


def test_a_published_directory_is_made_once_and_again_when_another_is_published(desk: Desk) -> None:
    publish(desk, directory(MARKTE))
    assert [one.street for one in desk.streets.suggest("am ma")] == ["Am Markte"]
    assert not desk.streets.renew()
    publish(desk, directory("Am Markte,1,39,odd,,30161,Hannover,Mitte,,"))
    assert [one.postcode for one in desk.streets.suggest("am ma")] == ["30161"]


def test_a_colleague_at_the_same_laptop_finds_it_too(desk_of: Callable[[str], Desk]) -> None:
    publish(desk_of("Berger"), demo())
    assert desk_of("Weber").streets.suggest("am märk") != ()


def test_several_published_directories_are_one(laptop: Laptop) -> None:
    here = Streets(
        laptop.place.home, bytes(32), Shelf(directory(MARKTE), directory("Ring,,,,,30880,Laatzen,,,"))
    )
    assert here.renew()
    assert [one.town for one in (*here.suggest("am"), *here.suggest("ring"))] == ["Hannover", "Laatzen"]
    here.close()


def test_what_cannot_be_opened_is_thrown_away_and_made_anew(desk: Desk, laptop: Laptop) -> None:
    publish(desk)
    file = laptop.place.home / FILE
    file.write_bytes(b"spoiled" * 1000)
    desk.streets.close()
    assert desk.streets.suggest("am markte") == ()
    assert not file.exists()
    assert desk.streets.renew()
    assert desk.streets.suggest("am markte") != ()


def test_what_is_spoiled_while_it_is_open_costs_no_more_than_the_suggestions(
    desk: Desk, laptop: Laptop
) -> None:
    publish(desk, directory(*(f"Allee {n},1,9,,,30159,Hannover,,," for n in range(2_000))))
    assert desk.streets.suggest("allee") != ()
    file = laptop.place.home / FILE
    with file.open("r+b") as held:  # as a dying disk does: the same file, other bytes
        held.seek(4096)
        held.write(bytes(file.stat().st_size - 4096))
    for n in range(0, 2_000, 50):
        desk.streets.suggest(f"allee {n}")
    assert hints(desk, street="Allee 5", house_number="1") == {}
    assert desk.streets.renew()


def test_a_publication_without_a_street_is_told_and_the_one_before_stays(desk: Desk) -> None:
    publish(desk, directory(MARKTE))
    with pytest.raises(Damaged) as told:
        publish(desk, b"no directory at all")
    assert told.value.details["what"] == "streets"
    assert desk.streets.suggest("am markte") != ()
    assert not desk.streets.renew()  # told once


def test_a_stopped_making_is_done_next_time(desk: Desk) -> None:
    other = Streets(desk._place.home, bytes(32), Shelf(demo()))
    assert not other.renew(lambda: True)
    assert other.renew()
    other.close()


def test_the_sample_address_needs_no_remark(desk: Desk) -> None:
    publish(desk)
    assert hints(desk) == {}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"house_number": "99"}, {"house_number": "house_number_unknown"}),
        ({"postcode": "30161"}, {"postcode": "postcode_differs"}),
        ({"street": "Am Makrte"}, {"street": "street_unknown"}),
        ({"street": "AM MARKTE"}, {}),
        (
            {"street": "Kirchröder Str.", "house_number": "44", "postcode": "30625"},
            {"street": "address_protected_named"},
        ),
        ({"street": "Musterweg", "house_number": "3", "postcode": "30655"}, {"street": "address_protected"}),
        ({"street": "Nirgendwo", "town": "Köln"}, {}),
        ({"street": "Nirgendwo", "house_number": ""}, {}),
    ],
)
def test_an_address_of_the_town_is_hinted_at(
    desk: Desk, answers: dict[str, str], expected: dict[str, str]
) -> None:
    publish(desk)
    assert hints(desk, **answers) == expected


def test_a_former_home_gets_no_block_but_its_number_is_looked_at(desk: Desk) -> None:
    publish(desk)
    former = {"former_homes__0__street": "Kirchröder Straße", "former_homes__0__town": "Hannover"}
    former |= {"former_homes__0__postcode": "30625"}
    assert hints(desk, **former, former_homes__0__house_number="44") == {}
    assert hints(desk, **former, former_homes__0__house_number="999") == {
        "former_homes.0.house_number": "house_number_unknown"
    }


def test_a_hint_keeps_nobody_from_handing_in(desk: Desk) -> None:
    publish(desk)
    draft = fill_sample(desk, "registration")
    desk.save(draft.id, "house_number", "999")
    assert desk.submit(draft.id)
