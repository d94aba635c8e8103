"""The page of figures, for everybody where the meeting is public."""

from flask import Blueprint, render_template

from app.web import languages
from app.web.figures_kept import figures_page_of
from app.web.frames import frame
from app.web.here import here

blueprint = Blueprint("figures", __name__)


@blueprint.get("/<slug>/figures")
def page(slug: str) -> str:
    """Raises Unknown, NotSignedIn, NotNow."""
    place = here()
    place.callers.public(slug)
    meeting = place.service.load(slug)
    languages.prefer(None, meeting.programme.working_language)
    view = figures_page_of(place.service, meeting)
    return render_template("figures.html", view=view, **frame("figures"))
