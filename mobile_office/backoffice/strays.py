"""What is asked for and is not there, or not so: it gets a signed no as well, never a library's own words."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError

from mobile_office.backoffice.letters import Letter, Letters, NotOurs
from mobile_office.backoffice.openapi import STRAY

CODES = {404: STRAY, 405: "method_unknown"}


def answer_strays(app: FastAPI, letters: Letters) -> None:
    """Sign every no of the app's own."""

    def said(status: int, code: str) -> Callable[[Request, Exception], Awaitable[Response]]:
        async def stray(request: Request, error: Exception) -> Response:  # noqa: ARG001  # the app's own shape
            answer = await run_in_threadpool(letters.no, status, code, Letter(""))
            answer.headers.update(getattr(error, "headers", None) or {})  # Allow, with a 405
            return answer

        return stray

    for status, code in CODES.items():
        app.add_exception_handler(status, said(status, code))
    app.add_exception_handler(RequestValidationError, said(400, NotOurs.code))
