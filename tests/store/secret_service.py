"""A stand-in for the desktop's Secret Service on a bus of its own: `python -m tests.store.secret_service ADDRESS`.

It knows one collection, as much of the interface as a client needs to keep, find and forget a secret, and the plain
session. While the file `locked` lies in the working folder the collection is locked and nobody opens it.
"""

import sys
from pathlib import Path
from typing import Any

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.secrets"
ROOT = "/org/freedesktop/secrets"
COLLECTION = f"{ROOT}/collection/login"

items: dict[str, tuple[dict[str, str], bytes]] = {}


def is_locked() -> bool:
    """Whether somebody would have to open it."""
    return Path("locked").exists()


def answer(member: str, path: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
    """The signature and the body of an answer; None for what is not known."""
    if member == "OpenSession":
        return ("vo", (("s", ""), f"{ROOT}/session/1")) if body[0] == "plain" else None
    if member == "ReadAlias":
        return "o", (COLLECTION,)
    if member == "Get":
        known = {"Locked": ("b", is_locked()), "Label": ("s", "login"), "Items": ("ao", list(items))}
        return "v", (known[body[1]],)
    if member == "Unlock":
        return "aoo", ([] if is_locked() else body[0], "/")
    if member == "SearchItems":
        found = [path for path, (attributes, _) in items.items() if body[0].items() <= attributes.items()]
        return "ao", (found,)
    if member == "CreateItem":
        properties, secret, _ = body
        made = f"{COLLECTION}/{len(items) + 1}"
        items[made] = (properties["org.freedesktop.Secret.Item.Attributes"][1], secret[2])
        return "oo", (made, "/")
    if member == "GetSecret":
        return "(oayays)", ((body[0], b"", items[path][1], "text/plain"),)
    if member == "Delete":
        items.pop(path)
        return "o", ("/",)
    return None


def reply(asked: Message) -> Message:
    """What goes back."""
    fields = asked.header.fields
    known = answer(fields[HeaderFields.member], fields[HeaderFields.path], asked.body)
    if known is None:
        return new_error(asked, "org.freedesktop.DBus.Error.NotSupported")
    return new_method_return(asked, *known)


def main() -> None:
    """Answer until the bus ends."""
    bus: Any = open_dbus_connection(sys.argv[1])
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    print("ready", flush=True)
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            bus.send(reply(asked))


if __name__ == "__main__":
    main()
