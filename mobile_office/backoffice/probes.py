"""What machines ask that are no devices: is the process alive, is it ready, and its measurements.

Plain text, for load balancers and monitoring; nothing here is signed, and nothing is personal.
"""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from mobile_office.backoffice.gate import Life, Readers
from mobile_office.backoffice.metrics import CONTENT_TYPE, Metrics
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import devices
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.store.transactions import reading

TAG = "Monitoring"
_TEXT = "text/plain"


def routes(office: Office, metrics: Metrics, life: Life, readers: Readers) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/health/live", **_declared("The process runs", (200,)))
    async def live() -> Response:
        return _said(200, "alive")

    @router.get("/health/ready", **_declared("It answers devices, and its database answers it", (200, 503)))
    async def ready() -> Response:
        if life.stopping:
            return _said(503, "stopping")
        return await run_in_threadpool(_asked, office)

    @router.get("/metrics", **_declared("Measurements, in the form of Prometheus", (200, 403)))
    async def measurements(request: Request) -> Response:
        if not readers.may(request.client.host if request.client else ""):
            return _said(403, "not from there")
        return Response(await run_in_threadpool(metrics.text), 200, _NO_STORE, CONTENT_TYPE)

    return router


_NO_STORE = {"Cache-Control": "no-store"}
_SAYS = {200: "Yes", 403: "Asked from an address that may not", 503: "No, not now"}


def _asked(office: Office) -> Response:
    try:
        with reading(office.engine) as connection:
            connection.execute(devices.select().limit(1)).first()
    except MobileOfficeError as trouble:
        return _said(503, trouble.code)
    return _said(200, "ready")


def _said(status: int, word: str) -> Response:
    return Response(word + "\n", status, _NO_STORE, _TEXT)


def _declared(summary: str, statuses: tuple[int, ...]) -> dict[str, Any]:
    content = {_TEXT: {"schema": {"type": "string"}}}
    responses = {status: {"description": _SAYS[status], "content": content} for status in statuses}
    return {
        "summary": summary,
        "tags": [TAG],
        "response_model": None,
        "response_class": Response,
        "responses": responses,
    }
