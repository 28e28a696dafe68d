"""What a monitoring system reads at `/metrics`: how the office is asked, and what it keeps. No person, no case.

Counters are of this process alone (each process is asked for its own); what is kept is read from the database when
somebody looks. A registry of its own: nothing that a library registers gets in.
"""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from mobile_office.backoffice.figures import Figures
from mobile_office.domain.errors import MobileOfficeError

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The measurements of one process over one office."""

    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._registry = CollectorRegistry()
        labels = ["route", "method", "status"]
        self._requests = Counter(
            "mobile_office_requests", "Requests answered", labels, registry=self._registry
        )
        self._seconds = Histogram(
            "mobile_office_request_seconds",
            "From the first byte of a request to the last of its answer",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._received = Counter("mobile_office_received_bytes", "Bytes of requests", registry=self._registry)
        self._entries = Counter(
            "mobile_office_entries",
            "Entries answered: accepted, refused (by code) or held; one that is offered again counts again",
            ["answer", "code"],
            registry=self._registry,
        )
        self._limited = Counter(
            "mobile_office_limited", "Requests told to come back later (429)", registry=self._registry
        )
        self._registry.register(_Kept(figures))

    def answered(self, route: str, method: str, status: int, seconds: float, received: int) -> None:
        """A request was answered; `route` as declared, never the path that was asked for."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._received.inc(received)
        if status == 429:
            self._limited.inc()

    def offered(self, accepted: int, refused: Iterable[str], held: int) -> None:
        """Entries were answered; `refused` holds a code for each."""
        if accepted:
            self._entries.labels("accepted", "").inc(accepted)
        if held:
            self._entries.labels("held", "").inc(held)
        for code in refused:
            self._entries.labels("refused", code).inc()

    def text(self) -> bytes:
        """All of it, in the form a Prometheus reads."""
        return generate_latest(self._registry)


class _Kept(Collector):
    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def describe(self) -> Iterable[Metric]:
        """Nothing: asking the database is for those who look."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """What the database says now; when it says nothing, that."""
        try:
            found = self._figures()
        except MobileOfficeError:
            yield _gauge("database_up", "1 while the database answers", 0)
            return
        yield _gauge("database_up", "1 while the database answers", 1)
        yield _gauge("database_bytes", "Size of the database", found.database_bytes)
        yield _gauge("held_entries", "Entries kept aside for the administrator", found.held)
        yield _gauge("alarms", "Alarms that stand (see the command `alarms`)", found.alarms)
        yield _gauge("erasures_overdue", "Cases without an outcome past the hard maximum", found.overdue)
        yield _gauge("last_calls", "Cases without an outcome whose contents will go", found.last_calls)
        yield _gauge("legal_holds", "Cases that a legal hold keeps from being erased", found.kept)
        yield _gauge(
            "oldest_incomplete_seconds",
            "Age of the oldest accepted entry that waits for attachments; 0 when none does",
            found.oldest_incomplete_seconds,
        )
        yield _gauge(
            "backup_age_seconds", "Age of the newest backup; -1 without any", found.backup_age_seconds
        )
        devices = GaugeMetricFamily(
            "mobile_office_devices",
            "Devices in use, by when they were heard: green within 24 h, yellow within 48 h, red longer ago",
            labels=["light"],
        )
        for light, count in found.lights.items():
            devices.add_metric([light], count)
        yield devices


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"mobile_office_{name}", says, value=value)
