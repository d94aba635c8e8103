"""All delegations of a meeting, found by any of their names."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from app.domain.meeting import Meeting
from app.domain.programme import Delegation
from app.importing.delegations_file import CATEGORIES
from app.web.frames import RIGHT_TO_LEFT, language
from app.web.names import FLAGS, language_of_name
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of
from app.web.phrases import code_sentences


def row_of(meeting: Meeting, each: Delegation, words: Mapping[str, str]) -> dict[str, Any]:
    spoken = language_of_name(each, language(), meeting.programme.working_language)
    return {
        "code": each.code, "name": each.names[spoken], "lang": spoken,
        "dir": "rtl" if spoken in RIGHT_TO_LEFT else "ltr",
        "flag": f"{FLAGS}/{each.flag}.svg" if each.flag else None,
        "category": words.get(f"category.{each.category}", each.category), "group": each.regional_group or "",
        "language": words.get(f"language.{each.language}", each.language),
        "words": " ".join((each.code, *each.names.values(), each.regional_group or "")).lower(),
        "key": each.collation.get(spoken, each.names[spoken].casefold()),
    }


@blueprint.get("/meetings/<slug>/delegations")
def delegations(slug: str) -> str:
    """`q`: words anywhere in a code or a name of any language; `category`: of these alone."""
    _, meeting = secretariat_of(slug)
    words = code_sentences()
    asked, category = request.args.get("q", "")[:200], request.args.get("category", "")
    wanted = asked.lower().split()
    rows = [
        row for each in meeting.delegations.values() if category in ("", each.category)
        for row in [row_of(meeting, each, words)] if all(word in row["words"] for word in wanted)
    ]
    there = {each.category for each in meeting.delegations.values()}
    return office_page(
        "office/delegations/list.html", "delegations", meeting, rows=sorted(rows, key=lambda row: str(row["key"])),
        asked=asked, category=category, of_all=len(meeting.delegations),
        categories=[(each, words[f"category.{each}"]) for each in CATEGORIES if each in there],
        # Codes need no escaping; an address for each row would take longer than the rest of the page.
        address=url_for("office.delegations", slug=slug),
        import_address=url_for("office.import_delegations", slug=slug),
    )
