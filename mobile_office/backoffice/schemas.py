"""The shapes of what travels, for `/openapi.json`. They are documentation: what is read is checked by `letters`.

What is sealed is bytes to HTTP; its inside is described by docs/protocol.md. Codes come from the errors themselves.
"""

from collections.abc import Iterator

from mobile_office.canonical import Json
from mobile_office.domain.errors import MobileOfficeError, Refused
from mobile_office.protocol import VERSION
from mobile_office.sync import wire

# Codes that an entry is refused with besides those its error's class has; a test looks for them in the code.
_OF_ENTRIES = (
    "certificate_expired",
    "certificate_not_ours",
    "certificate_revoked",
    "chain_broken",
    "entry_too_large",
    "fork",
    "given_up",
    "held_refused",
    "malformed",
    "other_stream",
    "chain_foreign",
    "number_foreign",
    "role_not_allowed",
    "service_missing",
    "status_not_allowed",
)
_DIGEST = "3168c98851dc5307f926ccfbc40da3837270a860bebd2a9b6eb749ddbdf0ea6c" * 2
KEY: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "32 bytes, lower-case hex"}
SIGNATURE: Json = {"type": "string", "pattern": "^[0-9a-f]{128}$", "description": "Ed25519, lower-case hex"}
TIME: Json = {"type": "string", "format": "date-time", "example": "2026-11-22T10:42:07.123Z"}
TEXT: Json = {"type": "string"}
SEALED: Json = {
    "type": "string",
    "format": "binary",
    "description": "An envelope: readable by its recipient alone (docs/protocol.md, section 7)",
}


def ref(name: str, kind: str = "schemas") -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def record(properties: dict[str, Json], optional: tuple[str, ...] = ()) -> Json:
    """An object of which all but `optional` has to be there; more may be, and is kept."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def signed(answer: Json) -> Json:
    """A signed answer that holds `answer`."""
    return {"allOf": [ref("SignedAnswer"), {"type": "object", "properties": {"answer": answer}}]}


def refused(codes: tuple[str, ...]) -> Json:
    """A signed no with one of these codes."""
    error = {"type": "object", "properties": {"error": {"type": "string", "enum": sorted(set(codes))}}}
    return signed({"allOf": [ref("No"), error]})


def refusal_codes() -> tuple[str, ...]:
    """Every code an entry may be refused with, inside a sealed reply."""
    return tuple(sorted({kind.code for kind in _kinds(Refused)} | set(_OF_ENTRIES)))


def claim(*keys: str) -> Json:
    """A request with a one-time code that brings these public keys."""
    return record({"code": KEY, "claim": record(dict.fromkeys(keys, KEY)), "proof": KEY})


def example(schema: Json) -> Json:
    """A value of this shape, for the reader."""
    if "$ref" in schema:
        return example(components()[schema["$ref"].rsplit("/", 1)[1]])
    if "example" in schema:
        return schema["example"]
    if schema is KEY or schema is SIGNATURE:
        return _DIGEST[: 64 if schema is KEY else 128]
    match schema.get("type"):
        case "object":
            return {name: example(each) for name, each in schema.get("properties", {}).items()}
        case "integer":
            return max(schema.get("minimum", 1), 1)
        case kind:
            return {"array": [], "boolean": True}.get(kind, "...")


def components() -> dict[str, Json]:
    """What routes refer to."""
    keys = dict.fromkeys(("signing", "exchange", "recovery", "root"), KEY)
    return {
        "SignedAnswer": {
            **record({"answer": {"type": "object"}, "signature": SIGNATURE}),
            "description": "The office's clear word, canonical JSON; the signature is the office's, label `answer`",
        },
        "OfficeKeys": {
            **record({"version": {"type": "integer"}, **keys, "signature": SIGNATURE}),
            "description": "The office's public keys, signed by its root key",
        },
        "No": {
            **record({"request": KEY, "office": ref("OfficeKeys"), "error": TEXT}),
            "description": "Why the office said no: a code, never a person. `request` is SHA-256 of the request's body",
        },
        "Refusal": {
            **record(
                {
                    "entry": TEXT,
                    "code": {"type": "string", "enum": list(refusal_codes())},
                    "details": {"type": "object"},
                }
            ),
            "description": "Stands in a sealed reply, for an entry that was not accepted",
        },
    }


def parameters() -> dict[str, Json]:
    """The headers of requests."""
    version = {"type": "string", "pattern": "^[0-9]+$", "example": str(VERSION)}
    return {
        "Protocol": _header(wire.PROTOCOL_HEADER, "the version of the protocol that is spoken", version),
        "Device": _header(wire.DEVICE_HEADER, "the id of the device that asks", TEXT),
        "Signature": _header("Signature", "RFC 9421, by the device's key", TEXT, required=False),
        "SignatureInput": _header("Signature-Input", "what is signed (RFC 9421)", TEXT, required=False),
        "ContentDigest": _header("Content-Digest", "SHA-256 of the body (RFC 9530)", TEXT, required=False),
    }


def headers() -> dict[str, Json]:
    """The headers of answers."""
    return {
        "Protocol": {"description": "the version the office speaks", "schema": TEXT, "required": True},
        "RetryAfter": {"description": "seconds", "schema": {"type": "integer"}, "required": True},
    }


def _header(name: str, description: str, schema: Json, *, required: bool = True) -> Json:
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def _kinds(root: type[MobileOfficeError]) -> Iterator[type[MobileOfficeError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _kinds(kind)
