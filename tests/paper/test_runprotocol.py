"""The protocol of a run: what is receipted, what waits and why, and no citizen's name on it."""

from datetime import timedelta

from mobile_office.domain.run import Run, RunItem
from mobile_office.paper.press import pdf
from mobile_office.paper.runprotocol import values
from tests.paper.papers import HEAD, NOW, is_accessible, text

ITEMS = (
    RunItem("B-2026-00042-7", 2, 2, 17, 18, "", 1, 1, 215_000),
    RunItem("B-2026-00043-5", 1, 1, 19, 19, "", 2, 1, 640_000),
    RunItem("B-2026-00044-3", 1, 0, 0, 0, "stale", 0, 0, 3_200),
    RunItem("B-2026-00045-1", 1, 0, 0, 0, "", 0, 0, 3_100),
    RunItem("B-2026-00046-K", 0, 0, 24, 24, "", 2, 2, 1_400_000),
    RunItem("01938f2e-0000-7000-8000-0000000000d1/2026-11-22", 3, 3, 20, 22, "", 0, 0, 2_000),
)
RUN = Run(NOW, NOW + timedelta(minutes=3), ITEMS, 540_000, "offline")


def reason(code: str) -> str:
    return {"stale": "Jemand war schneller.", "offline": "Keine Verbindung."}[code]


def test_it_is_an_accessible_paper_that_says_where_each_case_stands() -> None:
    made = pdf("run", values(RUN, "B", HEAD, [("B-0017", NOW)], reason, NOW), NOW)
    assert is_accessible(made)
    shown = text(made)
    for told in (
        "vollständig quittiert 17–18 1 von 1 0,2 MB",
        "quittiert, Scans fehlen noch 19 1 von 2",
        "vollständig quittiert 24 2 von 2 1,4 MB",  # only its scans were owed
        "abgelehnt: Jemand war schneller.",
        "noch nicht quittiert, liegt auf diesem Laptop",
        "Einsatztag 22.11.2026",
        "Keine Verbindung.",
        "3 Vorgänge sind noch nicht vollständig beim Amt.",
        "Das Bündel B-0017",
    ):
        assert told in shown, told


def test_a_run_that_brought_everything_says_so() -> None:
    whole = Run(NOW, NOW + timedelta(minutes=1), ITEMS[:1], 215_000)
    shown = text(pdf("run", values(whole, "B", HEAD, [], reason, NOW), NOW))
    assert "Alles aus diesem Lauf ist vollständig beim Amt." in shown
    assert "Warum" not in shown
