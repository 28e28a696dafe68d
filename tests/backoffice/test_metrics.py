"""Measurements: what a monitoring system reads, and what it never gets to read."""

import prometheus_client

from mobile_office.backoffice.figures import Figures
from mobile_office.backoffice.metrics import Metrics
from mobile_office.domain.errors import Trouble

FOUND = Figures(2, {"green": 3, "yellow": 1, "red": 0}, 60.0, 1, 0, 4096, -1)


def test_requests_entries_and_the_office_s_state_are_there() -> None:
    metrics = Metrics(lambda: FOUND)
    metrics.answered("/v1/exchange", "POST", 200, 0.02, 1000)
    metrics.answered("/v1/exchange", "POST", 429, 0.001, 0)
    metrics.offered(3, ["stale", "stale"], 1)
    text = metrics.text().decode()
    for line in (
        'mobile_office_requests_total{method="POST",route="/v1/exchange",status="200"} 1.0',
        'mobile_office_request_seconds_count{route="/v1/exchange"} 2.0',
        "mobile_office_received_bytes_total 1000.0",
        'mobile_office_entries_total{answer="accepted",code=""} 3.0',
        'mobile_office_entries_total{answer="refused",code="stale"} 2.0',
        'mobile_office_entries_total{answer="held",code=""} 1.0',
        "mobile_office_limited_total 1.0",
        "mobile_office_held_entries 2.0",
        'mobile_office_devices{light="green"} 3.0',
        "mobile_office_oldest_incomplete_seconds 60.0",
        "mobile_office_alarms 1.0",
        "mobile_office_database_bytes 4096.0",
        "mobile_office_database_up 1.0",
    ):
        assert line in text.splitlines()


def test_a_database_that_is_gone_is_a_measurement_too() -> None:
    def gone() -> Figures:
        raise Trouble("database_gone")

    assert "mobile_office_database_up 0.0" in Metrics(gone).text().decode().splitlines()


def test_nothing_gets_into_the_registry_that_libraries_share() -> None:
    Metrics(lambda: FOUND)
    assert b"mobile_office" not in prometheus_client.generate_latest()
