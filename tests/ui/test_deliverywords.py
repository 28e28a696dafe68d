"""What is said of delivery before, during and after it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mobile_office.domain.errors import CALM, Trouble
from mobile_office.domain.overview import Delivery, DeliveryLine, DeliveryState, Light
from mobile_office.domain.run import Forecast, Run, RunItem
from mobile_office.ui import words
from mobile_office.ui.deliverywords import (
    BY_HAND,
    doomed,
    fact,
    last_run,
    outcome,
    preview,
    reason,
    size,
    under_way,
)
from mobile_office.ui.words import say

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STATE = DeliveryState(Light.DELIVERED, 0, 0, 0, NOW, None, "")
LINE = DeliveryLine("B-2026-00042-7", "Mustermann", Delivery.SAVED, 2, 14_000, 0, "", None)
NOTHING = Forecast(0, 0, 0, 0, None)


@pytest.mark.parametrize(
    ("state", "sentence", "tone"),
    [
        (STATE, "Alles übertragen.", "good"),
        (replace(STATE, last_success=None), "", "calm"),
        (replace(STATE, waiting=3), "Übertragen, aber 3 Einträge warten noch.", "warn"),
        (
            replace(STATE, waiting=3, next_try=NOW),
            "Übertragen, aber 3 Einträge warten noch. Nächster",
            "warn",
        ),
        (
            replace(STATE, trouble="offline"),
            "Übertragung unterbrochen. Nichts ist verloren. Versuchen",
            "warn",
        ),
        (
            replace(STATE, trouble="unknown", next_try=NOW),
            "Übertragung unterbrochen. Nichts ist verloren.",
            "warn",
        ),
        (replace(STATE, needs_person=1), "1 Vorgang wurde vom Amt abgelehnt. Nichts ist verloren.", "bad"),
        (replace(STATE, needs_person=2), "2 Vorgänge hat das Amt abgelehnt.", "bad"),
        (replace(STATE, last_success=NOW, held=1), "Übertragen, ", "warn"),
        (replace(STATE, blobs_waiting=2), "Die Angaben sind beim Amt, 2 Scans warten noch.", "warn"),
    ],
)
def test_each_outcome_has_its_sentence(state: DeliveryState, sentence: str, tone: str) -> None:
    told = outcome(state, NOW)
    assert told[0].startswith(sentence)
    assert told[1] == tone


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", sorted(CALM))
def test_where_nobody_tries_by_itself_nothing_says_so(code: str, language: str) -> None:
    words.use(language)
    try:
        state = replace(STATE, waiting=1, trouble=code, next_try=NOW + timedelta(minutes=5))
        line = replace(LINE, reason=code)
        told = (*outcome(state, NOW, automatic=False)[:1], reason(line, automatic=False))
        for sentence in told:
            assert not re.search(r"von selbst|by itself|sobald es geht|Nächster Versuch|Next try", sentence)
        promised = re.search(r"von selbst|by itself|sobald|as soon as", words.error(Trouble(code)))
        assert (code in BY_HAND) is bool(promised), "what promises to try again needs a sentence by hand"
        assert outcome(state, NOW, automatic=True)[0] != told[0]
    finally:
        words.use("de")


def test_a_trouble_that_waiting_does_not_cure_is_said() -> None:
    told, tone = outcome(replace(STATE, trouble="too_old", next_try=NOW + timedelta(minutes=5)), NOW)
    assert tone == "bad"
    assert told == say("errors.too_old")


def test_lines_and_sizes_in_words() -> None:
    assert preview(replace(NOTHING, cases=2, bytes=74_000)) == "Bereit zur Übertragung: 2 Vorgänge, 0,1 MB."
    assert preview(NOTHING) == "Nichts wartet."
    assert size(14_700) == "14,7 kB"
    assert size(0) == ""
    assert reason(LINE) == ""
    assert reason(replace(LINE, delivery=Delivery.REFUSED, waiting=0, reason="stale")) != ""
    assert reason(replace(LINE, delivery=Delivery.RECEIPTED, waiting=0, reason="offline")) == ""


def test_a_case_without_its_scans_is_not_shown_as_all_there() -> None:
    whole = replace(LINE, delivery=Delivery.RECEIPTED, waiting=0)
    assert fact(whole) == ("Vom Amt quittiert", "good")
    assert fact(replace(whole, scans=1)) == ("Quittiert, 1 Scan fehlt noch", "warn")
    assert fact(replace(LINE, scans=1))[0] == say("fact.saved")


def test_what_is_under_way_counts_cases_and_never_what_is_published() -> None:
    assert "7 Einträge" in under_way(replace(STATE, waiting=7))
    assert "Kein Vorgang wartet" in under_way(STATE)


def test_scans_and_the_time_it_takes_are_told_beforehand() -> None:
    before = Forecast(7, 1, 3, 2_400_000, timedelta(minutes=2, seconds=10))
    assert (
        preview(before)
        == "Bereit zur Übertragung: 7 Vorgänge, 2,4 MB und 3 Scans. Das dauert etwa 2 Minuten."
    )
    alone = Forecast(0, 0, 1, 1_500_000, None)
    assert preview(alone) == "Bereit zur Übertragung: 1 Scan, 1,5 MB."
    assert preview(replace(before, lasts=timedelta(seconds=9))).endswith("weniger als eine Minute.")


def test_what_the_office_will_refuse_is_told_beforehand() -> None:
    told = doomed(replace(NOTHING, refused=(("B-2026-00042-7", "certificate_expired"),)))
    assert told.splitlines()[0] == "1 davon wird das Amt voraussichtlich ablehnen; nichts geht verloren:"
    assert told.splitlines()[1].startswith("B-2026-00042-7: ")
    assert doomed(NOTHING) == ""


def test_the_last_run_counts_what_is_complete() -> None:
    item = RunItem("B-2026-00042-7", 1, 1, 1, 1, "", 1, 0, 9000)
    run = Run(NOW, NOW, (item, replace(item, scans_done=1)), 9000)
    assert last_run(run, NOW).endswith("1 von 2 vollständig beim Amt.")
