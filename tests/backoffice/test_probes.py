"""What machines ask that are no devices."""

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from mobile_office.backoffice.embedded import in_thread
from tests.backoffice.counter import open_counter
from tests.postgres import Server


def ask(url: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_a_serving_office_is_alive_and_ready_and_measured(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter, in_thread(counter.office) as url:
        assert ask(url, "/health/live") == (200, "alive\n")
        assert ask(url, "/health/ready") == (200, "ready\n")
        status, text = ask(url, "/metrics")
    assert status == 200
    assert 'mobile_office_requests_total{method="GET",route="/health/live",status="200"} 1.0' in text


def test_without_its_database_it_is_alive_and_not_ready(
    tmp_path: Path, postgresql: str, database_server: Server
) -> None:
    with open_counter(tmp_path, postgresql) as counter, in_thread(counter.office) as url:
        assert ask(url, "/health/ready") == (200, "ready\n")
        database_server.drop(postgresql.split("?")[0].rsplit("/", 1)[1])
        status, word = ask(url, "/health/ready")
        assert (status, word) in ((503, "database_gone\n"), (503, "database_forbidden\n"))
        assert ask(url, "/health/live") == (200, "alive\n")
