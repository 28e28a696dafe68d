"""A street directory for tests: the demonstration's, or lines of one's own, made in a laptop's home as published."""

import hashlib
from datetime import UTC, datetime

from mobile_office import resources
from mobile_office.desk import Desk
from mobile_office.domain.streets import COLUMNS
from mobile_office.publication import Kind, Publication

HEADER = ",".join(COLUMNS)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def directory(*lines: str) -> bytes:
    """A file of these lines below their columns."""
    return "\n".join((HEADER, *lines, "")).encode()


def demo() -> bytes:
    """The demonstration's directory."""
    return (resources.folder() / "streets" / "hannover-demo.csv").read_bytes()


class Shelf:
    """What an office has published of streets."""

    def __init__(self, *contents: bytes) -> None:
        self.contents = {hashlib.sha256(content).hexdigest(): content for content in contents}

    def latest(self, kind: Kind) -> tuple[Publication, ...]:
        """The announcements."""
        assert kind is Kind.STREETS
        return announced(self.contents)

    def content(self, digest: str) -> bytes | None:
        """The bytes."""
        return self.contents[digest]


def announced(contents: dict[str, bytes], first: int = 1) -> tuple[Publication, ...]:
    """One announcement for each content, numbered from `first`."""
    return tuple(
        Publication("03241001", first + place, Kind.STREETS, f"town{place}", 0, digest, len(content), "", AT)
        for place, (digest, content) in enumerate(contents.items())
    )


def publish(desk: Desk, *contents: bytes) -> None:
    """The office's publication arrives at this desk's laptop as with an exchange, and the directory is made of it."""
    kept = desk._place.publications  # the way in is the network's, which is not here
    given = {hashlib.sha256(content).hexdigest(): content for content in contents or (demo(),)}
    kept.announce(announced(given, kept.known() + 1))
    for digest, content in given.items():
        kept.keep_piece(digest, 0, content)
    assert desk.streets.renew()
