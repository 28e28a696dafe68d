"""`link`: how much of a slow line is used: the office behind a line of 10 and of 1 Mbit/s, in a network of its own.

The line is the kernel's: a pair of virtual network cards, one of them in a network namespace, both slowed by a token
bucket (`tc tbf`). Only root can lay it; without root nothing is measured, and that is said.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.carrier import carry
from tests.bench.exchange import SIZE, emptied, laden, receipted
from tests.bench.figure import Figure
from tests.bench.pairs import timed
from tests.bench.scale import Scale
from tests.bench.serving import city
from tests.bench.wire import entries_of

NOT_ROOT = "not measured: not root"
_BURST = "16kb"  # the line's own store: more would be a faster beginning, less would be less than the line
_LATENCY = "200ms"  # how long a packet may wait in it


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`link.goodput` at 10 Mbit/s, `link.goodput_1mbit` with a tenth of the cases; nothing where not root."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("ip", "tc"))):
        print(f"link.goodput {NOT_ROOT}", file=sys.stderr)
        return ()
    return (
        Figure(
            "link.goodput", _goodput(folder, scale.linked, 10), 0.9, at_least=True, note=_note(scale.linked)
        ),
        Figure("link.goodput_1mbit", _goodput(folder, few := max(2, scale.linked // 10), 1), note=_note(few)),
    )


def _note(cases: int) -> str:
    return f"ciphertext of {cases} cases / the line; Ethernet, IP and TCP alone leave 0.96 of it"


def _goodput(folder: Path, cases: int, megabits: int) -> float:
    with emptied(folder, "link") as whole, city(whole) as town, line(megabits) as (there, address):
        office, place = town.serve(address, ["ip", "netns", "exec", there]), laden(town, cases)
        ciphertext = cases * SIZE + entries_of(place)
        seconds = timed(lambda: carry(place, office.url))()
        receipted(place, cases)
    return ciphertext * 8 / (seconds * megabits * 1e6)


@contextmanager
def line(megabits: int) -> Iterator[tuple[str, str]]:
    """A line of so many Mbit/s either way; the name of the network at its far end, and that end's address."""
    there, near, far = f"mo{os.getpid()}", f"mon{os.getpid()}", f"mof{os.getpid()}"
    _run(f"ip netns add {there}")
    try:
        _run(f"ip link add {near} type veth peer name {far} netns {there}")
        _run(f"ip addr add 10.213.77.1/30 dev {near}")
        _run(f"ip -n {there} addr add 10.213.77.2/30 dev {far}")
        for before, end in (("", near), (f"-n {there} ", far)):
            _run(f"ip {before}link set {end} up")
            _run(
                f"tc {before}qdisc add dev {end} root tbf rate {megabits}mbit burst {_BURST} latency {_LATENCY}"
            )
        _run(f"ip -n {there} link set lo up")
        yield there, "10.213.77.2"
    finally:
        _run(f"ip netns del {there}")  # takes both ends of the line along


def _run(command: str) -> None:
    subprocess.run(command.split(), check=True, capture_output=True)
