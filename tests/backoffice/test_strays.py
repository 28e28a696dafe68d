"""What is asked for and is not there."""

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.sync.wire import PROTOCOL_HEADER, read_answer
from tests.backoffice.counter import open_counter


@pytest.mark.parametrize(
    "method, path, status, code",
    [
        ("GET", "/v1/nowhere", 404, "not_found"),
        ("GET", "/", 404, "not_found"),
        ("DELETE", "/v1/exchange", 405, "method_unknown"),
        ("GET", "/v1/health", 400, "malformed"),
        ("GET", f"/v1/health?nonce={'x' * 65}", 400, "malformed"),
    ],
)
def test_it_is_told_in_a_signed_answer(
    tmp_path: Path, method: str, path: str, status: int, code: str
) -> None:
    with open_counter(tmp_path) as counter, in_thread(counter.office) as url:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        connection.request(method, path)
        response = connection.getresponse()
        answer = read_answer(response.read(), counter.office.keys.public.signing)
        connection.close()
    assert (response.status, answer["error"]) == (status, code)
    assert response.headers[PROTOCOL_HEADER]
    assert (status == 405) == ("Allow" in response.headers)
