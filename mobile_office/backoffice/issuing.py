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
from mobile_office.domain.inspection import TRIED, Around, Identity, joined
from mobile_office.publication import Kind, Publication
from mobile_office.sentences import count, say
from mobile_office.shelves import Sheet

_FIXED = frozenset({Kind.SERVICE.value, Kind.FEES.value})  # a case names them with their version, for ever
_AFTER = TRIED | {"version_taken", "file_twice"}  # found when the samples have been tried already
_BESIDE = (Kind.FIELDS, Kind.CODELIST, Kind.FEES)  # what a service is checked against


@dataclass(frozen=True)
class Issued:
    """What came of it: the sheets with everything found, those known already, and what was published."""

    sheets: tuple[Sheet, ...]
    known: tuple[Sheet, ...] = ()
    published: tuple[Publication, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing has to be corrected."""
        return not any(sheet.findings for sheet in self.sheets)


def issue(office: Office, files: Iterable[Path], stream: str, folder: Path) -> Issued:
    """Check and publish. Raises NotAllowed("published_meanwhile") when somebody else was faster, or Trouble."""
    before = office.published(stream)
    known = shelves.identities(folder) | {publishing.identity_of(each): each.digest for each in before}
    sheets = shelves.told_apart(shelves.look(files, _around(office, before, known, folder)))
    looked = Issued(sheets)
    if not looked.is_clean:
        return looked
    old = tuple(sheet for sheet in sheets if known.get(sheet.identity) == sheet.digest)
    offers = tuple(Offer(sheet.identity, sheet.content) for sheet in sheets if sheet not in old)
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
    taken = {identity: digest for identity, digest in known.items() if identity.kind in _FIXED}
    return replace(joined(shelves.surroundings(folder), texts), taken=taken)


def told(issued: Issued) -> Iterator[str]:
    """The lines to print, in the chosen language."""
    every = [finding for sheet in issued.sheets for finding in sheet.findings]
    for sheet in issued.sheets:
        for finding in sheet.findings:
            yield say(
                "services.line", file=str(sheet.file), line=finding.line, said=shelves.sentence(finding)
            )
    if every:
        yield f"{count('services.findings', len(every))} {say('publish.nothing')}"
        if any(finding.code not in _AFTER for finding in every):
            yield say("services.samples_later")
    for sheet in issued.known:
        yield say("publish.known", what=_what(Offer(sheet.identity, sheet.content)))
    if issued.known and not issued.published:
        yield say("publish.nothing_new")
    for made in issued.published:
        yield say("publish.done", what=_what(made), number=made.number, digest=made.digest[:12])
    if issued.published:
        yield count("publish.total", len(issued.published))


def _what(of: Offer | Publication) -> str:
    named = say(f"publish.kind_{of.kind}", name=of.name)
    return say("publish.version", what=named, version=of.version) if of.version else named
