"""Fetching (Abruf): the bytes of what the office has announced, piece by piece, after the cases are delivered.

Each piece is durable before the next is asked for, so that a cut link repeats at most one, also after a restart.
Nothing here is ever in the way of a case: what is missing is asked for again with the next exchange.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from mobile_office.domain.errors import NotAllowed, Refused, Trouble
from mobile_office.publication import PIECE, Library, Publication
from mobile_office.store.publications import Publications

Writer = Callable[[Callable[[], Any]], Any]


def fetch(
    publications: Publications,
    library: Library,
    write: Writer,
    is_needed_elsewhere: Callable[[], bool] = lambda: False,
    is_past: Callable[[Publication], bool] = lambda _: False,
) -> tuple[Publication, ...]:
    """Fetch what is lacking and not past, small ones first; what has become whole.

    Stops, to go on another time, when the link is cut, when the store cannot keep more, and as soon as
    `is_needed_elsewhere`: a case that was just handed in goes first.
    """
    whole: list[Publication] = []
    for item, here in publications.lacking():
        if is_past(item):
            continue
        try:
            if not _fetch_one(publications, library, write, is_needed_elsewhere, item, here):
                break
        except NotAllowed:
            continue  # the office no longer has it; the others are fetched all the same
        except (Trouble, Refused):
            break  # the next exchange says what is in the way
        if publications.content(item.digest) is not None:
            whole.append(item)
    return tuple(whole)


def _fetch_one(
    publications: Publications,
    library: Library,
    write: Writer,
    is_needed_elsewhere: Callable[[], bool],
    item: Publication,
    at: int,
) -> bool:
    """Fetch one from a byte on; False where something more urgent came. With the last piece it is checked."""
    while True:
        if is_needed_elsewhere():
            return False
        data = library.content(item.digest, at)
        if len(data) > PIECE or at + len(data) > item.size or (not data and item.size):
            return True  # not what was announced: left as it is, and asked for again next time
        write(partial(publications.keep_piece, item.digest, at, data))
        at += len(data)
        if at >= item.size:
            return True
