"""The names file of a language: delegations, items, lists and the sentences of codes, sent once and cached."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale

from app.domain.meeting import Meeting
from app.domain.programme import Delegation
from app.web.phrases import code_sentences

STATES = ("state_party", "state_not_party")
FLAGS = "/static/vendor/flag-icons-7.5.0/4x3"


def language_of_name(delegation: Delegation, language: str, working_language: str) -> str:
    spoken = next((each for each in (language, working_language) if each in delegation.names), None)
    return spoken or next(iter(delegation.names))


@dataclass(frozen=True)
class Names:
    """A names file as it is sent, and what is in it. `version`: a short hash of it, for its address."""

    body: bytes
    version: str
    content: dict[str, Any]


def delegation_names(delegation: Delegation, language: str, working_language: str) -> dict[str, Any]:
    """An organisation has its own name until it is translated; only organisations have a short form."""
    spoken = language_of_name(delegation, language, working_language)
    named: dict[str, Any] = {
        "name": delegation.names[spoken], "lang": spoken, "category": delegation.category,
        "language": delegation.language,
    }
    if delegation.category not in STATES:
        named["short"] = delegation.code
    if delegation.flag:
        named["flag"] = f"{FLAGS}/{delegation.flag}.svg"
    return named


class NamesFiles:
    """The names files of the meetings, made once for each language and state of the directory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[object, object, Names]] = {}

    def of(self, meeting: Meeting, language: str) -> Names:
        key = (meeting.programme.slug, language)
        kept = self._kept.get(key)
        if kept and kept[0] is meeting.programme and kept[1] is meeting.delegations:
            return kept[2]
        names = written(meeting, language)
        self._kept[key] = (meeting.programme, meeting.delegations, names)
        return names


def written(meeting: Meeting, language: str) -> Names:
    working = meeting.programme.working_language
    with force_locale(language):
        content: dict[str, Any] = {
            "language": language,
            "delegations": {
                code: delegation_names(each, language, working) for code, each in meeting.delegations.items()
            },
            "items": {
                item.number: {"title": item.title, "short_title": item.short_title}
                for item in meeting.programme.items
            },
            "lists": {
                plan.id: {"title": plan.title, "item": plan.item.number} for plan in meeting.plans.values()
            },
            "codes": code_sentences(),
        }
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Names(body, hashlib.blake2b(body, digest_size=8).hexdigest(), content)
