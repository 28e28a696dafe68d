"""Attachments as a body and a draft write them down: JSON out, JSON in, and what a body names.

What a body says comes from elsewhere and may be anything: what is no attachment raises ValueError, once, here.
"""

from collections.abc import Iterable

from mobile_office.canonical import Body, Json, read_time, write_time
from mobile_office.domain.attachment import LARGEST, MOST, Attachment, Format

KEY = "attachments"  # where they stand in a body
_HEX = frozenset("0123456789abcdef")


def to_json(attachments: Iterable[Attachment]) -> Json:
    """The list as it stands in a body."""
    return [
        {
            "digest": each.digest,
            "size": each.size,
            "key": each.key,
            "format": each.format.value,
            "evidence": each.evidence,
            "pages": each.pages,
            "added_at": write_time(each.added_at),
        }
        for each in attachments
    ]


def from_json(value: Json) -> tuple[Attachment, ...]:
    """The attachments of such a list. Raises ValueError for anything else, quoting nothing of it."""
    try:
        found = tuple(map(_read, value))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ValueError("not a list of attachments") from None
    if len(found) > MOST or len({each.digest for each in found}) != len(found):
        raise ValueError("too many attachments, or one of them twice")
    return found


def named_in(body: Body | None) -> tuple[Attachment, ...]:
    """The attachments a body names; none for an erased one. Raises ValueError."""
    return from_json(body.get(KEY, [])) if body else ()


def _read(value: Json) -> Attachment:
    size, pages = value["size"], value["pages"]
    if type(size) is not int or type(pages) is not int or not (0 < size <= LARGEST and pages > 0):
        raise ValueError
    if not isinstance(value["evidence"], str):
        raise TypeError
    return Attachment(
        digest=_hex(value["digest"]),
        size=size,
        key=_hex(value["key"]),
        format=Format(value["format"]),
        evidence=value["evidence"],
        pages=pages,
        added_at=read_time(value["added_at"]),
    )


def _hex(text: str) -> str:
    if len(text) != 64 or set(text) - _HEX:
        raise ValueError
    return text
