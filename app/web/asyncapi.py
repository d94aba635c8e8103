"""The AsyncAPI 3.0 document of the socket, made from the types of the frames and of the screens."""

from typing import Any

from app.live.frames import Beat, Change, DesksHere, Revoked, ServerClock, Watched
from app.live.subscriptions import Watch
from app.screens.shapes import SHAPES
from app.web.answers import Refused
from app.web.openapi import VERSION, with_codes
from app.web.schemas import Schema, Schemas

PLAIN_FRAMES = {"beat": Beat, "here": DesksHere, "revoked": Revoked}
TO_WHOM = {
    "change": "To every display of an audience, when its screen has changed.",
    "beat": "To every display of an audience, every four seconds.",
    "here": "To the desks, whenever one of them comes or goes.",
    "revoked": "Before a socket whose right has ended is closed.",
}
AUDIENCES = {
    shape.__name__: [name for name, each in SHAPES.items() if each is shape] for shape in SHAPES.values()
}


def asyncapi() -> dict[str, Any]:
    """The document, from the side of the server: it receives `watch` and `clock`, and sends the rest."""
    schemas = Schemas()
    messages = {name: message(name, payload) for name, payload in payloads(schemas).items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Rostrum: the socket", "version": VERSION, "license": {"name": "MIT"},
            "description": (
                "Socket.IO 5, default namespace; the name of a message is the event, its payload the only argument. "
                "`auth` is {token} or, with the cookie, {as, meeting}. A refusal of the connection carries the same "
                "envelope as one of HTTP."
            ),
        },
        "defaultContentType": "application/json",
        "servers": {"rostrum": {
            "host": "{host}", "pathname": "/socket.io/", "protocol": "wss",
            "description": "Socket.IO 5 with Engine.IO 4; ws where the address of the server is http.",
            "variables": {"host": {"default": "127.0.0.1:5000", "description": "As in the links of the meeting."}},
            "security": [{"$ref": "#/components/securitySchemes/link"}],
        }},
        "channels": {"socket": {
            "address": "/", "description": "The default namespace.",
            "servers": [{"$ref": "#/servers/rostrum"}],
            "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        }},
        "operations": {
            "watch": asked("Follow a screen; a ninth lets the eldest go.", "watch", ("watched", "refused")),
            "clock": asked("Ask for the time of the server.", "clock", ("server_clock",)),
            **{name: sent(name) for name in TO_WHOM},
        },
        "components": {
            "messages": messages,
            "schemas": with_codes(schemas.all()),
            "securitySchemes": {"link": {
                "type": "apiKey", "in": "user", "description": "The token of a link, as `auth.token`.",
            }},
        },
    }


def payloads(schemas: Schemas) -> dict[str, Schema]:
    """What each message holds, by its name."""
    return {
        "watch": schemas.of(Watch),
        "clock": {"type": "object", "description": "Nothing is needed."},
        "watched": watched(schemas),
        "server_clock": schemas.of(ServerClock),
        "refused": schemas.of(Refused),
        "change": of_screens(schemas, Change, "patch", schemas.patch_of),
        **{name: schemas.of(shape) for name, shape in PLAIN_FRAMES.items()},
    }


def of_screens(schemas: Schemas, frame: Any, field: str, write: Any) -> Schema:
    """A frame whose `field` depends on its `screen`: one alternative for each shape of a screen."""
    schemas.of(frame)
    whole = schemas.all()[frame.__name__]
    shapes = {shape.__name__: shape for shape in SHAPES.values()}
    return {"oneOf": [
        {**whole, "properties": {**whole["properties"], "screen": {"enum": names}, field: write(shapes[name])}}
        for name, names in AUDIENCES.items()
    ]}


def watched(schemas: Schemas) -> Schema:
    """Which screen it is stands in what was asked."""
    schemas.of(Watched)
    whole = schemas.all()["Watched"]
    shapes = {shape.__name__: shape for shape in SHAPES.values()}
    screen = {"anyOf": [schemas.of(shapes[name]) for name in AUDIENCES]}
    return {**whole, "properties": {**whole["properties"], "screen": screen}}


def message(name: str, payload: Schema) -> Schema:
    return {"name": name, "contentType": "application/json", "payload": payload}


def on_channel(names: tuple[str, ...]) -> Schema:
    return {
        "channel": {"$ref": "#/channels/socket"},
        "messages": [{"$ref": f"#/channels/socket/messages/{name}"} for name in names],
    }


def asked(summary: str, name: str, answers: tuple[str, ...]) -> Schema:
    """What a client sends, and what acknowledges it."""
    return {"action": "receive", "summary": summary, **on_channel((name,)), "reply": on_channel(answers)}


def sent(name: str) -> Schema:
    return {"action": "send", "summary": TO_WHOM[name], **on_channel((name,))}
