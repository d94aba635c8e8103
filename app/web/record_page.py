"""The record of a public meeting, for everybody: who spoke on each item, with the texts that were released."""

from flask import Blueprint, render_template, url_for

from app.documents.record import record_document
from app.domain.meeting import Meeting
from app.reports.record import records_of
from app.web import languages
from app.web.frames import frame, language
from app.web.here import here
from app.web.office.files import names_in
from app.web.published import published_texts

blueprint = Blueprint("record", __name__)


def addresses(meeting: Meeting) -> dict[str, str]:
    """Where the text of each intervention is: of several languages the one that was handed in first."""
    slug = meeting.programme.slug
    return {
        intervention: url_for("statements.download", slug=slug, statement_id=texts[0].id)
        for intervention, texts in published_texts(meeting).items()
    }


@blueprint.get("/<slug>/record")
def page(slug: str) -> str:
    place = here()
    place.callers.public(slug)
    meeting = place.service.load(slug)
    languages.prefer(None, meeting.programme.working_language)
    records = [each for each in records_of(meeting, published_texts(meeting)) if each.groups]
    document = record_document(records, meeting, names_in(meeting), language(), addresses=addresses(meeting))
    return render_template(
        "record.html", document=document, is_empty=not records, meeting=meeting.programme,
        **frame("public") | {"surface": "record"},
    )
