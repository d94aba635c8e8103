"""Events as JSON and back. Words about persons are taken out on the way in and put back on the way out."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from pydantic import TypeAdapter

from app.domain.events import EVENTS, Event

ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(event) for kind, event in EVENTS.items()}
PERSONAL = {
    kind: tuple(each.name for each in fields(event) if each.metadata.get("personal"))
    for kind, event in EVENTS.items()
}


@dataclass(frozen=True)
class Words:
    """Words about a person, as the side table keeps them."""

    field: str
    salt: str
    words: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(bytes.fromhex(self.salt) + self.words.encode()).hexdigest()


def encode(event: Event) -> tuple[str, list[Words]]:
    """The payload for the chained log, and the words that stay outside of it."""
    payload = ADAPTERS[event.kind].dump_python(event, mode="json", exclude_none=True)
    taken = [
        Words(name, secrets.token_hex(16), payload.pop(name)) for name in PERSONAL[event.kind] if name in payload
    ]
    if taken:
        payload["personal"] = {each.field: each.digest for each in taken}
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False), taken


def decode(kind: str, payload: str, words: Mapping[str, str]) -> Event:
    """The event; words that were erased read None."""
    whole = json.loads(payload)
    for name in whole.pop("personal", {}):
        whole[name] = words.get(name)
    event: Event = ADAPTERS[kind].validate_python(whole)
    return event
