"""Cards with the links of a meeting, to be printed, cut and handed out."""

from flask import Response, request
from flask_babel import force_locale, gettext

from app.documents.card import Card
from app.documents.press import NotPressed, press_cards
from app.domain.meeting import Meeting
from app.store.database import NotNow
from app.store.meetings import Generations
from app.web.here import Here, here
from app.web.letters import language_for
from app.web.links import FUNCTIONS, Link
from app.web.names import language_of_name
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form, secretariat_of
from app.web.office.files import direction_of
from app.web.office.links import FUNCTION_NAMES, chosen_holders

TIMEOUT_S = 120
"""Three hundred cards take some twenty seconds of a quick machine."""


def card_of(place: Here, meeting: Meeting, generations: Generations, holder: str) -> Card:
    """The card of a holder, in its own language beside that of the meeting."""
    slug, working = meeting.programme.slug, meeting.programme.working_language
    link = place.links.url(Link(slug, holder, generations.of(holder)))
    address = place.settings.base_url.partition("://")[2]
    if holder in FUNCTIONS:
        with force_locale(working):
            return Card(
                meeting=meeting.programme.short_title, name=str(FUNCTION_NAMES[holder]), language=working,
                direction=direction_of(working), invitation=gettext("Scan to open"), link=link, address=address,
            )
    delegation, own = meeting.delegations[holder], language_for(meeting, holder)
    spoken, common = (language_of_name(delegation, each, working) for each in (own, working))
    with force_locale(own):
        invitation = gettext("Scan to ask for the floor")
    return Card(
        meeting=meeting.programme.short_title, name=delegation.names[spoken], language=own,
        direction=direction_of(own), invitation=invitation, link=link, address=address,
        other_name=delegation.names[common] if delegation.names[common] != delegation.names[spoken] else None,
        other_language=common, other_direction=direction_of(common), flag=delegation.flag, plate=delegation.code,
    )


@blueprint.route("/meetings/<slug>/cards.pdf", methods=["GET", "POST"])
def cards(slug: str) -> Response:
    """Sheets of eight: of those who were ticked, or who were searched for; all without either."""
    _, meeting = secretariat_of(slug)
    if request.method == "POST":
        checked_form()
    place = here()
    _, generations = place.service.load_with_links(slug)
    drawn = [card_of(place, meeting, generations, holder) for holder in chosen_holders(meeting)]
    try:
        pdf = place.apart(lambda: press_cards(drawn, meeting.programme.short_title, TIMEOUT_S))
    except NotPressed as failed:
        raise NotNow("press_failed") from failed
    return Response(pdf, content_type="application/pdf", headers={
        "Content-Disposition": f'inline; filename="{slug}-cards.pdf"', "Cache-Control": "no-store",
    })
