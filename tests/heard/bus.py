"""AT-SPI over D-Bus as a screen reader speaks it: the parts of a program, and the events they send.

Only the protocol: what is made of it is the reader's matter (`reader.py`).
"""

import queue
import time
from collections.abc import Sequence
from enum import IntEnum
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import DBusAddress, MatchRule, MessageType, Properties, message_bus, new_method_call
from jeepney.io.threading import DBusRouter, open_dbus_connection

SPI = "org.a11y.atspi"
_REGISTRY = DBusAddress(f"/{SPI.replace('.', '/')}/registry", f"{SPI}.Registry", f"{SPI}.Registry")
_STATUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
_BUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_EVENTS = (
    "object:state-changed",
    "object:announcement",
    "object:property-change",
    "object:active-descendant-changed",
    "object:selection-changed",
    "object:text-changed",
    "window:",
)
_OTHER_ROLES = {40: "password text"}  # Qt says the number right and the name wrong
_PATIENCE = 10.0  # seconds for an answer


class State(IntEnum):
    """Bits of a part's state (AtspiStateType)."""

    CHECKED = 4
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    SELECTED = 23
    ENABLED = 8
    SHOWING = 25
    REQUIRED = 33
    INVALID = 36
    CHECKABLE = 41
    READ_ONLY = 43


class Relation(IntEnum):
    """What one part is to another (AtspiRelationType)."""

    LABELLED_BY = 2
    DESCRIBED_BY = 18


class Gone(Exception):
    """A part is not there any more, or cannot say this of itself."""


class Part(NamedTuple):
    """Something of a program: the program's name on the bus, and the path."""

    program: str
    path: str

    @property
    def is_nothing(self) -> bool:
        """Whether it stands for no part."""
        return self.path.endswith("/null") or not self.path


class Event(NamedTuple):
    """What a program tells: `Object.StateChanged`, its detail (`focused`), a number and a value."""

    part: Part
    kind: str
    detail: str
    number: int
    value: object


class Bus:
    """The bus of screen readers of a session, with a reader on it. Use as a context manager."""

    def __init__(self, session: str) -> None:
        """`session` is the session bus's address. From now on programs know that somebody listens."""
        self._session: Any = open_dbus_connection(session)
        with DBusRouter(self._session) as asked:
            while not self._ask(asked, message_bus.NameHasOwner(_BUS.bus_name))[
                0
            ]:  # it has just been started
                time.sleep(0.02)
            for name in ("IsEnabled", "ScreenReaderEnabled"):
                self._ask(asked, Properties(_STATUS).set(name, "b", True))
            address = self._ask(asked, new_method_call(_BUS, "GetAddress"))[0]
        self._connection: Any = open_dbus_connection(address)
        self._router = DBusRouter(self._connection)
        self._told: queue.Queue[Any] = queue.Queue()
        for interface in ("Object", "Window"):
            rule = MatchRule(type="signal", interface=f"{SPI}.Event.{interface}")
            self._ask(self._router, message_bus.AddMatch(rule))
            self._router.filter(rule, queue=self._told)
        for event in _EVENTS:
            self._ask(self._router, new_method_call(_REGISTRY, "RegisterEvent", "sass", (event, [], "")))

    def next_event(self, seconds: float) -> Event | None:
        """The next event, or None when there is none for so long."""
        try:
            message = self._told.get(timeout=seconds)
        except queue.Empty:
            return None
        fields = {key.name: value for key, value in message.header.fields.items()}
        detail, number, _, (_, value), *_ = message.body
        kind = f"{fields['interface'].rpartition('.')[2]}.{fields['member']}"
        return Event(Part(fields["sender"], fields["path"]), kind, detail, number, value)

    def programs(self) -> list[Part]:
        """The programs that can be read."""
        return self.children(Part(f"{SPI}.Registry", f"/{SPI.replace('.', '/')}/accessible/root"))

    def name(self, part: Part) -> str:
        """What it is called. Raises Gone, as everything here."""
        return str(self._property(part, "Accessible", "Name"))

    def description(self, part: Part) -> str:
        """What is said of it besides its name."""
        return str(self._property(part, "Accessible", "Description"))

    def parent(self, part: Part) -> Part:
        """What holds it."""
        return Part(*self._property(part, "Accessible", "Parent"))

    def role(self, part: Part) -> str:
        """What kind of thing it is: `push button`."""
        number = self._call(part, "Accessible", "GetRole")[0]
        return _OTHER_ROLES.get(number) or str(self._call(part, "Accessible", "GetRoleName")[0])

    def states(self, part: Part) -> frozenset[State]:
        """What is so of it now."""
        low, high = self._call(part, "Accessible", "GetState")[0]
        bits = low | high << 32
        return frozenset(state for state in State if bits >> state & 1)

    def children(self, part: Part) -> list[Part]:
        """What it holds, in its order."""
        return [Part(*each) for each in self._call(part, "Accessible", "GetChildren")[0]]

    def related(self, part: Part, relation: Relation) -> list[Part]:
        """What stands in a relation to it."""
        found = self._call(part, "Accessible", "GetRelationSet")[0]
        return [Part(*target) for kind, targets in found if kind == relation for target in targets]

    def place(self, part: Part) -> tuple[int, int, int, int]:
        """Where it is on the screen: left, top, width, height in pixels."""
        left, top, width, height = self._call(part, "Component", "GetExtents", "u", (0,))[0]
        return left, top, width, height

    def text(self, part: Part) -> str:
        """What is written in it."""
        return str(self._call(part, "Text", "GetText", "ii", (0, -1))[0])

    def interfaces(self, part: Part) -> list[str]:
        """What can be asked of it: `Text`, `Value`."""
        return [name.rpartition(".")[2] for name in self._call(part, "Accessible", "GetInterfaces")[0]]

    def _property(self, part: Part, interface: str, name: str) -> Any:
        address = DBusAddress(part.path, part.program, f"{SPI}.{interface}")
        return self._ask(self._router, Properties(address).get(name))[0][1]

    def _call(
        self,
        part: Part,
        interface: str,
        member: str,
        signature: str | None = None,
        body: Sequence[object] = (),
    ) -> Any:
        address = DBusAddress(part.path, part.program, f"{SPI}.{interface}")
        return self._ask(self._router, new_method_call(address, member, signature, tuple(body)))

    def _ask(self, router: Any, message: Any) -> Any:
        reply = router.send_and_get_reply(message, timeout=_PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise Gone(reply.body[0] if reply.body else "")
        return reply.body

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._router.close()
        self._connection.close()
        self._session.close()
