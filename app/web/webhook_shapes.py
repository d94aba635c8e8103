"""What webhooks are called with, as the OpenAPI document describes it."""

from typing import Any, NotRequired, TypedDict

from app.web.describing import JSON
from app.web.schemas import Schema, Schemas

PATTERNS = {
    "Rostrum-Event": "^[a-z_]+$", "Rostrum-Delivery": "^[0-9a-f-]{36}$", "Rostrum-Timestamp": "^[0-9]+$",
    "Rostrum-Signature": "^v1=[0-9a-f]{64}$",
}


class CallOfHook(TypedDict):
    """`id`: the same at each try."""

    id: str
    meeting: str
    version: int
    at: str
    event: str


class ListCall(CallOfHook):
    list: str
    item: str


class ClosingCall(ListCall):
    closes_at: NotRequired[str]


class SpeechCall(ListCall):
    intervention: str
    delegation: str
    kind: str


class CalledCall(SpeechCall):
    limit_s: int


class EndedCall(SpeechCall):
    spoken_s: float


class ReleasedCall(SpeechCall):
    statement: str
    language: str


class SittingCall(CallOfHook):
    until: NotRequired[str]


SHAPES: dict[str, tuple[str, Any]] = {
    "call": ("Somebody is called to the lectern.", CalledCall),
    "begin": ("The clock of a speech is started.", SpeechCall),
    "end": ("A speech has ended.", EndedCall),
    "closing_announced": ("A list will close.", ClosingCall),
    "list_closed": ("A list is closed.", ListCall),
    "taken_up": ("The room takes up a list.", ListCall),
    "suspended": ("The sitting is suspended.", SittingCall),
    "resumed": ("The sitting is resumed.", CallOfHook),
    "adjourned": ("The sitting is adjourned.", SittingCall),
    "statement_released": ("A text is published.", ReleasedCall),
    "test": ("Nothing has happened: the secretariat tries whether this is reached.", CallOfHook),
}


def webhooks(schemas: Schemas) -> Schema:
    """By event: the request that a program gets, and what it answers."""
    return {event: {"post": written(event, summary, shape, schemas)} for event, (summary, shape) in SHAPES.items()}


def written(event: str, summary: str, shape: Any, schemas: Schemas) -> Schema:
    return {
        "operationId": f"webhook_{event}", "tags": ["webhooks"], "summary": summary,
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string", "pattern": pattern}}
            for name, pattern in PATTERNS.items()
        ],
        "requestBody": {"required": True, "content": {JSON: {"schema": schemas.of(shape)}}},
        "responses": {"2XX": {"description": "Taken; with any other answer it is tried again."}},
    }
