"""Of what comes back as it was offered the receipt is looked at, of all else every signature."""

from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.domain.errors import Unknown
from mobile_office.store.vault import close_store
from mobile_office.sync.replies import absorb
from tests.backoffice.counter import open_counter
from tests.sync.bus import Bus


def test_only_what_was_offered_is_believed_by_its_receipt_alone(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        bus = Bus(counter, tmp_path / "bus.db")
        (entry,) = bus.submit()
        reply = counter.office.exchange(counter.bus.request(entry))
        (item,) = reply.accepted
        forged = replace(item, entry=replace(entry, signature="00" * 64))
        device, args = counter.bus.device, (bus.journal, bus.people)
        with pytest.raises(Unknown):
            absorb(*args, device, replace(reply, accepted=(forged,)), lambda work: work(), [entry])
        assert bus.journal.unsent(1)
        changed, refused = absorb(*args, device, reply, lambda work: work(), [entry])
        assert (changed, refused) == ({entry.header.subject}, ())
        close_store(bus.engine)
