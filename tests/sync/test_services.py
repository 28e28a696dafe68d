"""What the office asks for is handed in once, from the program's files or from what was published; nothing else is."""

from base64 import b64decode
from dataclasses import replace
from pathlib import Path

from mobile_office import resources
from mobile_office.domain.case import ServiceRef
from mobile_office.protocol import Reply, Request
from mobile_office.signing import sign_entry
from mobile_office.store.vault import close_store
from mobile_office.sync.services import MOST, handed_in
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import open_counter
from tests.sync.bus import Bus


def test_the_program_s_own_files_are_handed_in_and_what_is_not_here_is_not() -> None:
    file = (resources.folder() / "services" / "registration.toml").read_bytes()
    handed = handed_in([sha256(file), "ab" * 32], None)
    assert {digest: b64decode(held) for digest, held in handed.items()} == {sha256(file): file}
    every = [sha256(path.read_bytes()) for path in (resources.folder() / "services").glob("*.toml")]
    assert len(handed_in(every, None)) == MOST < len(every)


def test_a_delivery_hands_in_once_what_an_office_without_it_asks_for(tmp_path: Path) -> None:
    file = (resources.folder() / "services" / "registration.toml").read_bytes()
    requests: list[Request] = []

    with open_counter(tmp_path) as counter:

        class Forgetful:
            """An older office that does not take what it has asked for."""

            def exchange(self, request: Request) -> Reply:
                requests.append(request)
                return replace(counter.office.exchange(request), services=(sha256(file),))

        bus = Bus(counter, tmp_path / "bus.db")
        entry = counter.bus.submit("Berger")
        header = replace(entry.header, service=ServiceRef("registration", 1, sha256(file)))
        bus.journal.append(sign_entry(header, entry.body or {}, counter.bus.staff["Berger"].desk))
        assert bus.deliver(Forgetful()).exchanges == 2
        assert [list(request.services) for request in requests] == [[], [sha256(file)]]
        close_store(bus.engine)
