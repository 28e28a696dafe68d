"""The published description: complete, true to the code, and what anybody can send never breaks the office."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from mobile_office.backoffice import openapi
from mobile_office.backoffice.app import create_app
from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.schemas import components
from mobile_office.sync import wire
from tests.backoffice.counter import open_counter

# Answered to anybody. What is generated is never signed by a device and holds no code, so all else is refused.
OPEN = ("/v1/health", "/v1/keys", "/v1/draws/{day}", "/health/live", "/health/ready", "/metrics")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
load_all_checks()
set_hypothesis_home_dir("build/hypothesis")  # its pytest plugin has chosen the checkout's root before us


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_counter(tmp_path_factory.mktemp("office")) as counter:
        yield counter.office


@pytest.fixture(scope="module")
def document(office: Office) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(json.dumps(create_app(office).openapi()))
    return described


@pytest.fixture(scope="module")
def api(office: Office) -> Iterator[Any]:
    with in_thread(office) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in document["paths"].items():
        for method, operation in found.items():
            yield path, method, operation


def test_the_description_is_valid(api: Any) -> None:
    api.validate()


def test_every_route_says_what_may_go_wrong_in_a_signed_answer(document: dict[str, Any]) -> None:
    found = list(operations(document))
    assert len(found) > 8
    for path, method, operation in found:
        assert operation["summary"], path
        assert operation["tags"], path
        if not path.startswith("/v1/"):
            continue
        wanted = {"400", "429", "500", "503"}
        assert wanted <= set(operation["responses"]), (path, method)
        for status, response in operation["responses"].items():
            assert wire.PROTOCOL_HEADER in response["headers"], (path, status)
            assert ("Retry-After" in response["headers"]) == (status in ("429", "503")), (path, status)
            if status >= "400":
                content = response["content"][wire.CLEAR]
                codes = content["schema"]["allOf"][1]["properties"]["answer"]["allOf"][1]["properties"]
                assert content["example"]["answer"]["error"] in codes["error"]["enum"]


def test_a_request_with_a_body_says_of_which_kind(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        if method in ("post", "put"):
            assert operation["requestBody"]["content"].keys() <= {wire.SEALED, wire.CLEAR}, path


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    wanted = {part.split('"')[0] for part in json.dumps(document).split('"$ref": "')[1:]}
    assert wanted
    for reference in wanted:
        _, kinds, kind, name = reference.split("/")
        assert name in document[kinds][kind], reference
    assert {"SignedAnswer", "No", "Refusal", "OfficeKeys"} <= set(components())


def test_statuses_and_codes_are_those_of_the_errors() -> None:
    declared = openapi.route("x", "y", takes=wire.SEALED, by_device=True)["responses"]
    assert declared[403][openapi.ERRORS] == ["device_revoked", "device_unknown", "device_waiting"]
    assert declared[413][openapi.ERRORS] == ["too_large"]
    assert "store_busy" in declared[503][openapi.ERRORS]


def attack(api: Any, examples: int) -> None:
    """Send what the description allows, and what it does not, to every route over a real socket."""
    for found in api.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                strategy = operation.as_strategy(generation_mode=mode)
                _all_of(strategy, examples)
            except Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE  # nothing about it can be wrong


def _all_of(strategy: Any, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=strategy)
    def answered(case: Any) -> None:
        response = case.call_and_validate(checks=CHECKS)
        assert response.status_code >= 400 or case.path in OPEN

    answered()


@pytest.mark.slow
def test_nothing_that_is_sent_breaks_the_office(api: Any) -> None:
    attack(api, 2)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_nothing_that_is_sent_breaks_the_office_for_long(api: Any) -> None:
    attack(api, 100)
