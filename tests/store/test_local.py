"""Facts of this device by name."""

from sqlalchemy import Engine

from mobile_office.store.local import Local, count_on
from mobile_office.store.transactions import writing


def test_a_value_is_kept_in_place_of_the_one_before(engine: Engine) -> None:
    local = Local(engine)
    assert local.get("delivery") is None
    local.put("delivery", {"attempts": 1})
    local.put("delivery", {"attempts": 2, "trouble": ""})
    assert Local(engine).get("delivery") == {"attempts": 2, "trouble": ""}


def test_a_count_goes_on_from_one(engine: Engine) -> None:
    with writing(engine) as connection:
        assert [count_on(connection, "a"), count_on(connection, "a"), count_on(connection, "b")] == [1, 2, 1]
