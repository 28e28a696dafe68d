"""A stand-in for logind on a bus of its own: `python -m tests.ui.logind ADDRESS`, a line for each thing it sees.

It gives one delay out, then announces sleep, and says whether the delay was held and when it was let go.
"""

import os
import select
import sys
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.login1"


def main() -> None:
    """Answer one Inhibit."""
    bus: Any = open_dbus_connection(sys.argv[1], enable_fds=True)
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    print("ready", flush=True)
    while True:
        asked = bus.receive()
        member = asked.header.fields.get(HeaderFields.member)
        if asked.header.message_type is MessageType.method_call and member == "Inhibit":
            break
    held, given = os.pipe()
    bus.send(new_method_return(asked, "h", (given,)))
    os.close(given)
    print("asked", *asked.body, flush=True)
    sys.stdin.readline()
    manager = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
    print("held" if not select.select([held], [], [], 0)[0] else "not held", flush=True)
    bus.send(new_signal(manager, "PrepareForSleep", "b", (True,)))
    print("let go" if select.select([held], [], [], 10)[0] else "not let go", flush=True)


if __name__ == "__main__":
    main()
