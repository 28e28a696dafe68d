"""The press: a template of `resources/paper` and its values become a PDF/UA or pictures, in memory.

Nothing is written to disk: values travel inside the process as JSON, and templates fetch no packages.
Only our own fonts and Typst's are used, so a paper looks the same on every machine.
"""

import json
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from mobile_office import resources
from mobile_office.domain.errors import Trouble

# Imported by whoever prints first: 7 MB that most hours at a desk do not need.
if TYPE_CHECKING:
    import typst

Values = dict[str, Any]


def pdf(template: str, values: Values, at: datetime) -> bytes:
    """A PDF/UA-1 (tagged, ISO 14289-1) made `at` (aware). Raises Trouble("paper_failed", template)."""
    made = _print(template, values, format="pdf", pdf_standards="ua-1", timestamp=at.replace(microsecond=0))
    return made[0]


def pictures(template: str, values: Values, dots_per_inch: float = 100) -> tuple[bytes, ...]:
    """Each page as PNG, to be looked at before printing. Raises Trouble("paper_failed", template)."""
    return _print(template, values, format="png", ppi=dots_per_inch)


def _print(template: str, values: Values, **how: Any) -> tuple[bytes, ...]:
    import typst

    folder = resources.folder() / "paper"
    try:
        made = typst.compile(
            folder / f"{template}.typ",
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
            **how,
        )
    except (typst.TypstError, OSError):
        # Not chained: a template's complaint may quote what somebody declared, and errors are logged.
        raise Trouble("paper_failed", template=template) from None
    return tuple(made) if isinstance(made, list) else (made,)


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,  # for the signs of DIN 91379 that Noto Sans lacks: ∞ ≤ ≥
        font_paths=[resources.folder() / "fonts"],
    )
