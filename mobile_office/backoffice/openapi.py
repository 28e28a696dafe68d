"""What each route takes, gives and may refuse, in OpenAPI's words: `route(...)` declares it, `publish` serves it.

The codes of refusals are those of the errors a route names, and their statuses are the ones `letters` gives them:
no code and no status is written here a second time. A route that is declared otherwise is a bug; a test finds it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi

from mobile_office.backoffice import schemas
from mobile_office.backoffice.letters import NotOurs, TooLarge, status_of
from mobile_office.backoffice.schemas import ref
from mobile_office.canonical import Json
from mobile_office.domain.errors import (
    CertificateInvalid,
    ClockWrong,
    Damaged,
    DiskFull,
    MobileOfficeError,
    SignatureInvalid,
    TooOld,
    Trouble,
    Unknown,
)
from mobile_office.protocol import VERSION
from mobile_office.sync import wire

BUSY = "too_many"  # the code of 429
BUG = "bug"  # and of 500
STRAY = "not_found"  # and of 404
ERRORS = "x-errors"  # where a route's own list of codes stands, for whoever reads the document by program

# What may be in the way of anything: the database, in the words of `store/transactions.py`.
_ALWAYS = (
    NotOurs(),
    DiskFull(),
    Damaged(),
    *map(Trouble, ("store_busy", "store_unwritable", "database_gone", "database_forbidden")),
)
_OF_OURS = (TooOld(), TooLarge())  # what speaks the protocol is told when it is too old, or too much at once
_OF_A_DEVICE = (
    CertificateInvalid("device_unknown"),
    CertificateInvalid("device_revoked"),
    CertificateInvalid("device_waiting"),
    SignatureInvalid(),
    ClockWrong(),
    Unknown(),
    Unknown("replayed"),
)
_WHAT = {
    400: "Not our protocol",
    403: "Not allowed",
    413: "Too large",
    426: "Too old",
    429: "Later",
    503: "Later",
}

Errors = Iterable[MobileOfficeError | NotOurs]


def route(
    summary: str,
    tag: str,
    *,
    gives: str | None = wire.CLEAR,
    answer: Json | None = None,
    takes: str | None = None,
    claim: Json | None = None,
    by_device: bool = False,
    is_ours: bool = True,
    refuses: Errors = (),
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """How a route is declared: `@app.post(path, **route(...))`.

    `gives` is the media type of success (None: no body), `answer` the schema of what a signed answer says.
    `takes` is the media type of the request (None: no body) and `claim` its schema where it is JSON. `by_device`:
    a device asks and signs. `is_ours`: the request carries our protocol header. `refuses`: the errors the route may
    raise besides those that any such route may. `headers`: further headers of success, with what they say.
    """
    errors = [*_ALWAYS, *(_OF_OURS if is_ours else ()), *refuses]
    errors += _OF_A_DEVICE if by_device else ()
    responses: dict[int, Json] = {status: _success(gives, answer, headers or {})}
    for code, known in _by_status(errors).items():
        responses[code] = _no(code, known)
    extra: dict[str, Json] = {"parameters": _asked(is_ours=is_ours, by_device=by_device)}
    if takes:
        schema = schemas.SEALED if claim is None else claim
        content = {"schema": schema, **({"example": schemas.example(claim)} if claim else {})}
        extra["requestBody"] = {"required": True, "content": {takes: content}}
    return {
        "summary": summary,
        "tags": [tag],
        "status_code": status,
        "response_model": None,
        "response_class": Response,
        "responses": responses,
        "openapi_extra": extra,
    }


def publish(app: FastAPI) -> None:
    """Serve the app's description at `/openapi.json`, with what routes refer to."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's own way of changing it


def describe(app: FastAPI) -> dict[str, Any]:
    """The description of all routes of an app."""
    document = get_openapi(
        title=app.title,
        version=str(VERSION),
        summary="Receives cases from mobile offices and gives signed receipts",
        description="Every answer is sealed for the device that asked, or signed by the office. An answer that is "
        "neither proves nothing. The words and the examples stand in docs/protocol.md.",
        routes=app.routes,
    )
    for path, operations in document["paths"].items():
        for operation in operations.values():
            operation["responses"].pop("422", None)  # FastAPI's own; ours is a signed 400
            if "{" in path:
                operation["responses"].setdefault("404", _no(404, (STRAY,)))
    document["components"] = {
        "schemas": schemas.components(),
        "parameters": schemas.parameters(),
        "headers": schemas.headers(),
    }
    return document


def _asked(*, is_ours: bool, by_device: bool) -> list[Json]:
    names = ["Protocol"] if is_ours else []
    names += ["Device", "Signature", "SignatureInput", "ContentDigest"] if by_device else []
    return [ref(name, "parameters") for name in names]


def _success(gives: str | None, answer: Json | None, headers: Mapping[str, str]) -> Json:
    further = {name: {"description": text, "schema": schemas.TEXT} for name, text in headers.items()}
    response: dict[str, Json] = {"description": "Done", "headers": {**_ours(), **further}}
    if gives == wire.CLEAR:
        told = answer or {"type": "object"}
        example = {"answer": schemas.example(told), "signature": "00" * 64}
        response["content"] = {gives: {"schema": schemas.signed(told), "example": example}}
    elif gives == wire.SEALED:
        response["content"] = {gives: {"schema": schemas.SEALED}}
    elif gives:
        response["content"] = {gives: {"schema": schemas.TEXT}}
    return response


def _by_status(errors: Errors) -> dict[int, tuple[str, ...]]:
    codes: dict[int, list[str]] = {429: [BUSY], 500: [BUG]}
    for error in errors:
        codes.setdefault(status_of(error), []).append(error.code)
    return {status: tuple(sorted(set(known))) for status, known in sorted(codes.items())}


def _no(status: int, codes: tuple[str, ...]) -> Json:
    retry = {"Retry-After": ref("RetryAfter", "headers")} if status in (429, 503) else {}
    example = {
        "answer": {**schemas.example(ref("No")), "error": codes[0]},
        "signature": "00" * 64,
    }
    return {
        "description": f"{_WHAT.get(status, 'A bug of the office')}: {', '.join(codes)}",
        "headers": {**_ours(), **retry},
        "content": {wire.CLEAR: {"schema": schemas.refused(codes), "example": example}},
        ERRORS: list(codes),
    }


def _ours() -> dict[str, Json]:
    return {wire.PROTOCOL_HEADER: ref("Protocol", "headers")}
