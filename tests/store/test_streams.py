"""How far a side has got in a stream."""

from sqlalchemy import Engine

from mobile_office.store.streams import Reach, keep_stream, kept_stream, locked_stream
from mobile_office.store.transactions import writing
from tests.store.hand import STREAM


def test_a_new_stream_has_got_nowhere(engine: Engine) -> None:
    with writing(engine) as connection:
        assert kept_stream(connection, STREAM) == Reach(0, "")


def test_what_is_kept_is_found_again_stream_by_stream(engine: Engine) -> None:
    with writing(engine) as connection:
        keep_stream(connection, STREAM, Reach(5, "e1"))
        keep_stream(connection, STREAM, Reach(7, "e1"))
        assert kept_stream(connection, STREAM) == locked_stream(connection, STREAM) == Reach(7, "e1")
        assert kept_stream(connection, "09162000") == Reach()


def test_an_office_begins_an_epoch_once(engine: Engine) -> None:
    with writing(engine) as connection:
        begun = locked_stream(connection, STREAM)
        assert begun.epoch
        assert locked_stream(connection, STREAM) == begun
