"""Bad roads, as real servers on real sockets: hotels, liars, and what cuts the line."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Context = ssl.SSLContext


@contextmanager
def portal(status: int, headers: dict[str, str], body: bytes, shows: Context | None = None) -> Iterator[str]:
    """A server that answers everything with the same, as hotels do; on TLS when it `shows` something."""

    class Portal(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer  # noqa: N815  # the names http.server calls

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A handshake the client broke off is what is tested here."""

        def finish_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
            if shows is None:
                super().finish_request(request, client_address)
                return
            with shows.wrap_socket(request, server_side=True) as line:
                super().finish_request(line, client_address)

    server = Server(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{'https' if shows else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def cutting(said: bytes) -> Iterator[str]:
    """A line on which a few bytes come back, and then none; whatever was asked."""
    with socket.create_server(("127.0.0.1", 0)) as opened:

        def answer() -> None:
            try:
                line, _ = opened.accept()
            except OSError:
                return
            with line:
                line.recv(65536)
                line.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{opened.getsockname()[1]}"
        finally:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)  # closing alone does not wake who waits for a caller
            thread.join(5)


def shown(folder: Path, pem: bytes) -> Context:
    """What a server with this key and certificate shows."""
    file = folder / "shown.pem"
    file.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
