"""The office's log: one JSON object a line, to stderr. Only what stands on a list here gets in, and only as a code.

A value that is no number and no short word of plain characters is left out, and so is every message of a library:
it may quote what a citizen typed. So no value of a body can reach a log (Art. 5 (1) c DSGVO).
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

NAME = "mobile_office.backoffice"
FIELDS = frozenset(
    {
        "accepted",  # entries of an exchange
        "alarms",
        "bytes",  # of a request
        "cases",
        "code",  # of a refusal, or the type of a bug
        "device",  # shortened: enough to find it, too little to ask with
        "duration_ms",
        "held",
        "kept",  # cases under a legal hold
        "kind",
        "method",
        "place",  # file and line of a bug
        "refused",
        "route",  # as declared: never the path that was asked for
        "seconds",
        "status",
        "told",  # cases without an outcome that come near the hard maximum
        "undecided",  # cases erased without one
        "unfinished",
        "version",
    }
)
_PLAIN = re.compile(r"[A-Za-z0-9_./:{}-]{0,80}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_log = logging.getLogger(NAME)


def event(name: str, /, *, level: int = logging.INFO, **fields: str | float | None) -> None:
    """Write down that something happened. Raises ValueError for a field that is not on the list."""
    if strange := fields.keys() - FIELDS:
        raise ValueError(f"not to be logged: {min(strange)}")
    if _log.isEnabledFor(level):
        _log.log(level, name, extra={"event": name, "fields": fields})


def short(device: str) -> str:
    """The beginning of a device's id; nothing of what is none, for anybody may send anything as theirs."""
    return device[:8] if _ID.fullmatch(device) else ""


class Lines(logging.Formatter):
    """Makes a line of a record: what is not ours gives its logger, its level and where it was written."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at.replace("+00:00", "Z"), "level": record.levelname.lower()}
        if hasattr(record, "event"):
            line["event"] = record.event
            line |= {name: value for name, value in getattr(record, "fields", {}).items() if _is_code(value)}
        else:
            line |= {"event": "library", "code": record.name, "place": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0]:
            line |= {"code": record.exc_info[0].__name__, "place": _place(record)}
        return json.dumps(line)


def write_to(stream: TextIO = sys.stderr) -> logging.Handler:
    """Write lines to a stream from now on: ours, and that a library had something to say."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("mobile_office").setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    return handler


def _is_code(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and bool(_PLAIN.fullmatch(value)))


def _place(record: logging.LogRecord) -> str:
    assert record.exc_info is not None
    places = traceback.extract_tb(record.exc_info[2])
    return f"{places[-1].filename}:{places[-1].lineno}" if places else ""
