"""The bare thing below the office: the same web server, and a route that reads a body and stores nothing.

`python -m tests.bench.nothing HOST` says where it listens, and serves until it is ended.
"""

import sys

import uvicorn
from fastapi import FastAPI, Request, Response

from mobile_office.backoffice.embedded import address, listen


def app() -> FastAPI:
    """One route."""
    made = FastAPI()

    @made.post("/")
    async def take(request: Request) -> Response:
        await request.body()
        return Response(status_code=204)

    return made


def main(host: str) -> None:
    """Serve."""
    opened = listen(host, 0)
    print(address(opened), flush=True)
    config = uvicorn.Config(app(), log_config=None, access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[opened])


if __name__ == "__main__":
    main(sys.argv[1])
