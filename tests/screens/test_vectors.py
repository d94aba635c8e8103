"""Python and JavaScript answer the same questions about clocks and forecasts alike: the vectors that both read."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.forecast import begins, first_possible
from app.domain.speech import Speech, remaining_s, speech_ends, spoken_s
from app.screens.canonical import iso, merge_patch
from tests.domain.test_state_machine import merged

VECTORS = Path(__file__).parents[1] / "vectors"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text())


def named(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


def instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def speech_of(view: dict[str, Any] | None) -> Speech | None:
    """The speech that a screen shows."""
    if view is None:
        return None
    return Speech(
        intervention=view["intervention"], called_at=datetime.fromisoformat(view["called_at"]),
        limit_s=view["limit_s"], started_at=instant(view.get("started_at")), paused_at=instant(view.get("paused_at")),
        paused_s=view["paused_s"],
    )


@pytest.mark.parametrize("case", named(vectors("clock")))
def test_clock(case):
    speech, now = speech_of(case["speech"]), datetime.fromisoformat(case["now"])

    assert spoken_s(speech, now) == pytest.approx(case["clock"]["spoken_s"], abs=0.001)
    assert (speech.started_at is not None and remaining_s(speech, now) <= 0) is case["clock"]["is_over"]


@pytest.mark.parametrize("case", named(vectors("forecast")["speech_ends"]))
def test_speech_ends(case):
    speech, now = speech_of(case["speech"]), datetime.fromisoformat(case["now"])

    assert iso(speech_ends(speech, now)) == case["ends"]


@pytest.mark.parametrize("case", named(vectors("forecast")["begins"]))
def test_begins(case):
    screen, now = case["screen"], datetime.fromisoformat(case["now"])
    entries = sorted(screen["entries"].items(), key=lambda entry: entry[1]["rank"].encode())
    first = first_possible(instant(screen["forecast"].get("not_before")), speech_of(screen.get("speech")), now)

    found = begins(first, [entry["takes_s"] for _, entry in entries], screen["forecast"]["change_s"])

    assert {name: iso(at) for (name, _), at in zip(entries, found, strict=True)} == case["begins"]


@pytest.mark.parametrize("case", named([
    case for case in vectors("merge") if isinstance(case["target"], dict) and isinstance(case["result"], dict)
]))
def test_patch_that_we_make_leads_where_theirs_leads(case):
    def without_null(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without_null(each) for name, each in value.items() if each is not None}
        return value

    before, after = without_null(case["target"]), without_null(case["result"])

    assert merged(before, merge_patch(before, after)) == after
