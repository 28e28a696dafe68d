"""`serve`: the office listens until it is stopped.

Beyond this machine nothing is said in clear: with TLS under the office's own authority, or behind a proxy that ends it.
"""

import argparse
import asyncio
import ipaddress
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice.commands import options
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.keys import beside
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.recovery_key import with_recovery
from mobile_office.backoffice.tls import ServerCertificate
from mobile_office.domain.errors import NotAllowed
from mobile_office.protocol import VERSION


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `serve`."""
    parser = command(
        commands,
        "serve",
        "listen for devices until stopped with Ctrl+C",
        _serve,
        after="Devices believe only certificates of this office's own authority, which lies in the file of its keys. "
        "With --behind-proxy --name NAME, give NAME.server.pem beside it to the proxy.",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default: this machine only)"
    )
    parser.add_argument("--port", type=admin.port, default=8470, help="0 takes any free port (default: 8470)")
    parser.add_argument(
        "--recovery-key",
        type=Path,
        metavar="FILE",
        help="where the recovery key lies, while somebody is let in anew",
    )
    line = parser.add_mutually_exclusive_group()
    line.add_argument(
        "--tls", action="store_true", help="speak TLS; the server's certificate is made and renewed"
    )
    line.add_argument(
        "--behind-proxy",
        action="store_true",
        help="speak plain HTTP: TLS ends before us, at a proxy of our own",
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        type=admin.host,
        help="the server's name or address as devices know it (default: --host); may be given several times",
    )
    parser.add_argument(
        "--erase-after",
        type=options.days,
        default=options.ERASE_AFTER,
        metavar="DAYS",
        help=f"bodies go so long after a case's outcome, 1 to {options.MOST_DAYS} (default: {options.ERASE_AFTER})",
    )
    parser.add_argument(
        "--grace",
        type=options.seconds,
        default=20,
        metavar="SECONDS",
        help="what is under way when it is stopped has so long to end (default: 20)",
    )
    parser.add_argument(
        "--drain",
        type=options.seconds,
        default=0,
        metavar="SECONDS",
        help="before that it goes on so long but says at /health/ready that it stops (default: 0)",
    )
    parser.add_argument(
        "--metrics-from",
        action="append",
        default=[],
        type=options.network,
        metavar="NETWORK",
        help="may read /metrics besides this machine, like 10.0.0.0/8; may be given several times",
    )


def _serve(office: Office, chosen: argparse.Namespace) -> bool:
    # uvicorn and FastAPI take a second; the other commands need neither
    from fastapi.concurrency import run_in_threadpool

    from mobile_office.backoffice import chores, embedded, log
    from mobile_office.backoffice.gate import Readers

    if not (chosen.tls or chosen.behind_proxy or _stays_here(chosen.host)):
        raise NotAllowed("tls_needed")
    if chosen.recovery_key is not None:
        office.keys = with_recovery(office.keys, chosen.recovery_key)
    certificate = _certificate(office, chosen) if chosen.tls or chosen.name else None
    readers = Readers((*Readers().networks, *chosen.metrics_from))
    serving = embedded.Serving(chosen.grace, chosen.drain, readers)
    server = embedded.server(office, certificate if chosen.tls else None, serving)
    # What its worker threads need is imported now, and not while the first device waits.
    asyncio.run(run_in_threadpool(office.clock))
    opened = embedded.listen(chosen.host, chosen.port)
    tell(f"The back office listens at {embedded.address(opened, is_tls=chosen.tls)}")
    fresh = certificate.kept_fresh(server.config.ssl, office.clock) if certificate else nullcontext()
    log.write_to()
    with opened, fresh, chores.running(office, timedelta(days=chosen.erase_after)):
        log.event("serving", version=str(VERSION))
        server.run(sockets=[opened])
    log.event("stopped")
    return True


def _certificate(office: Office, chosen: argparse.Namespace) -> ServerCertificate:
    """The server's certificate, renewed where it is due. Raises NotAllowed("authority_missing")."""
    if not office.keys.authorities:
        raise NotAllowed("authority_missing")
    keys = chosen.keys or Path(chosen.database.partition(":///")[2] + ".keys")
    names = tuple(chosen.name) or (chosen.host,)
    certificate = ServerCertificate(beside(keys, "server.pem"), office.keys.authorities[0], names)
    certificate.renew(office.clock())
    return certificate


def _stays_here(host: str) -> bool:
    """True for an address that nobody outside this machine reaches."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
