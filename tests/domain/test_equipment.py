"""What a service lacks here today."""

from mobile_office.domain.equipment import Equipment
from mobile_office.resources import folder
from mobile_office.ui.equipment import INSTEAD


def test_what_is_not_here_is_told_in_the_order_of_the_service() -> None:
    here = Equipment(printer=False, link=True, certified_station=False, phone=True)
    assert here.lacks(("certified_station", "link", "printer")) == ("certified_station", "printer")
    assert here.lacks(("link", "phone")) == ()


def test_a_need_nobody_knows_counts_as_lacking() -> None:
    assert Equipment().lacks(("scanner",)) == ("scanner",)
    assert Equipment().lacks(("lacks",)) == ("lacks",)


def test_every_need_of_a_service_file_has_its_word_of_what_to_do_instead() -> None:
    import tomllib

    files = (folder() / "services").glob("*.toml")
    needs = {
        need for file in files for need in tomllib.loads(file.read_text(encoding="utf-8")).get("needs", ())
    }
    assert needs <= set(INSTEAD)
