"""`publish FILE...`: the administrator's files are checked, and announced all together or not at all.

Checked against what there is: the program's resources, and over them what this stream has published before. With
any finding nothing is published; what is known already, byte for byte, is named and left as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mobile_office import shelves
from mobile_office.backoffice import publishing
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.publishing import Offer
from mobile_office.domain.inspection import Around, Identity, joined
from mobile_office.publication import Kind, Publication
from mobile_office.sentences import count, say
from mobile_office.shelves import Sheet

_BESIDE = (Kind.FIELDS, Kind.CODELIST, Kind.FEES, Kind.TOURS)  # what a file is checked against


@dataclass(frozen=True)
class Issued:
    """What came of it: the sheets with everything found, those known already, and what was published.

    `fit` is what would be published where it was only asked for.
    """

    sheets: tuple[Sheet, ...]
    known: tuple[Sheet, ...] = ()
    published: tuple[Publication, ...] = ()
    fit: tuple[Offer, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing has to be corrected."""
        return not any(sheet.findings for sheet in self.sheets)


def issue(
    office: Office, files: Iterable[Path], stream: str, folder: Path, *, only_check: bool = False
) -> Issued:
    """Check and publish. Raises NotAllowed("published_meanwhile") when somebody else was faster, or Trouble.

    With `only_check` nothing is published: `fit` says what would be.
    """
    before = office.published(stream)
    known = shelves.identities(folder) | {publishing.identity_of(each): each.digest for each in before}
    sheets = shelves.told_apart(shelves.look(files, _around(office, before, known, folder)))
    looked = Issued(sheets)
    if not looked.is_clean:
        return looked
    old = tuple(sheet for sheet in sheets if known.get(sheet.identity) == sheet.digest)
    offers = tuple(Offer(sheet.identity, sheet.content) for sheet in sheets if sheet not in old)
    if only_check:
        return replace(looked, known=old, fit=offers)
    return replace(
        looked,
        known=old,
        published=office.publish(stream, offers, before[-1].number if before else 0) if offers else (),
    )


def _around(
    office: Office, before: tuple[Publication, ...], known: Mapping[Identity, str], folder: Path
) -> Around:
    latest = {(each.kind, each.name): each for each in before if each.kind in _BESIDE}
    texts = [
        (each.name, office.content(each.stream, each.digest).decode("utf-8")) for each in latest.values()
    ]
    return replace(joined(shelves.surroundings(folder), texts), taken=shelves.fixed(known))


def told(issued: Issued) -> Iterator[str]:
    """The lines to print, in the chosen language."""
    yield from _wrong(issued.sheets)
    for sheet in issued.known:
        yield say("publish.known", what=_what(Offer(sheet.identity, sheet.content)))
    for offer in issued.fit:
        yield say("publish.fit", what=_what(offer))
    if issued.fit:
        yield count("publish.fits", len(issued.fit))
    elif issued.known and not issued.published:
        yield say("publish.nothing_new")
    for made in issued.published:
        yield say("publish.done", what=_what(made), number=made.number, digest=made.digest[:12])
    if issued.published:
        yield count("publish.total", len(issued.published))


def _wrong(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """What has to be corrected, line by line; nothing when there is nothing."""
    every = [(sheet, finding) for sheet in sheets for finding in sheet.findings]
    for sheet, finding in every:
        yield say("services.line", file=str(sheet.file), line=finding.line, said=shelves.sentence(finding))
    if every:
        yield f"{count('services.findings', len(every))} {say('publish.nothing')}"
    if shelves.is_waiting(sheets):
        yield say("services.samples_later")


def listed(office: Office, stream: str) -> Iterator[str]:
    """The lines that say what was ever published in a stream, the first one first."""
    made = None
    for made in office.published(stream):
        yield say("publish.listed", what=_what(made), number=made.number, day=f"{made.at:%Y-%m-%d}")
    if made is None:
        yield say("publish.none_listed", stream=stream)


def whom(office: Office, stream: str) -> Iterator[str]:
    """A line that says so when no device of this stream would fetch anything."""
    streams = office.streams()
    if stream not in streams:
        yield say("publish.nobody", stream=stream, streams=", ".join(sorted(streams)) or "–")


def _what(of: Offer | Publication) -> str:
    named = say(f"publish.kind_{of.kind}", name=of.name)
    return say("publish.version", what=named, version=of.version) if of.version else named
