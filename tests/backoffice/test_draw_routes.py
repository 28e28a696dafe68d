"""Anybody may have the key of a day that is over, signed by the office; nobody that of today."""

from datetime import timedelta

from mobile_office.backoffice import draw
from mobile_office.backoffice.embedded import in_thread
from mobile_office.store.transactions import writing
from mobile_office.sync.door import Door
from mobile_office.sync.wire import read_answer
from tests.backoffice.counter import NOW, STREAM, Counter
from tests.backoffice.test_held import Clock


def test_the_key_is_told_from_the_next_day_on(counter: Counter, clock: Clock) -> None:
    with writing(counter.office.engine) as connection:
        key = draw.salt_of(connection, STREAM, "2026-11-22")
    with in_thread(counter.office) as url:
        door = Door(url)

        def said(day: str, stream: str = STREAM) -> tuple[int, object]:
            answered = door.get(f"/v1/draws/{day}?stream={stream}")
            answer = read_answer(answered.body, counter.office.keys.public.signing)
            return answered.status, answer.get("key", answer.get("error"))

        assert said("2026-11-22") == (403, "draw_secret")
        clock.now = NOW + timedelta(days=1)
        assert said("2026-11-22") == (200, key)
        assert said("2026-11-21") == (200, "")
        assert said("2026-11-22", "03101000") == (200, "")
        assert said("yesterday") == said("20261122") == (403, "draw_unknown")
        assert said("2026-11-22", "Hannover") == (400, "malformed")
        door.close()
