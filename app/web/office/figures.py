"""The figures of a meeting in the office: the page that everybody sees, and where it is."""

from flask import url_for

from app.web import languages
from app.web.figures_kept import figures_page_of
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of


@blueprint.get("/meetings/<slug>/figures")
def figures(slug: str) -> str:
    _, meeting = secretariat_of(slug)
    languages.prefer(None, meeting.programme.working_language)
    return office_page(
        "office/figures.html", "figures", meeting, view=figures_page_of(here().service, meeting),
        page=url_for("figures.page", slug=slug) if meeting.programme.is_public else None,
    )
