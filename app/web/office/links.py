"""The links of a meeting: found, shown when asked for, sent by mail, ended and made anew."""

from typing import Any
from uuid import uuid4

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.domain.errors import Malformed
from app.domain.meeting import Meeting
from app.store.meetings import Generations
from app.web.frames import language
from app.web.here import here
from app.web.letters import language_for, link_letter
from app.web.links import FUNCTIONS, Link
from app.web.names import FLAGS, language_of_name
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import SECRETARIAT, checked_form, command_id_of, put_letters, secretariat_of
from app.web.office.files import direction_of

FUNCTION_NAMES = {
    "chair": _l("Chair"), "secretariat": _l("Secretariat"), "room": _l("Displays in the room"),
    "booth": _l("Interpreters"), "public": _l("The public"),
}


def row_of(meeting: Meeting, generations: Generations, holder: str) -> dict[str, Any]:
    """A holder as the page shows it. `key`: names its present link, so that it is ended once."""
    row = {"holder": holder, "key": f"{holder}.{generations.of(holder)}"}
    if holder in FUNCTIONS:
        return {**row, "name": str(FUNCTION_NAMES[holder]), "lang": language(), "dir": direction_of(language())}
    delegation = meeting.delegations[holder]
    spoken = language_of_name(delegation, language(), meeting.programme.working_language)
    contact = meeting.contacts.get(holder)
    return {
        **row, "name": delegation.names[spoken], "lang": spoken, "dir": direction_of(spoken), "is_delegation": True,
        "flag": f"{FLAGS}/{delegation.flag}.svg" if delegation.flag else None, "email": contact and contact.email,
        "language": language_for(meeting, holder), "words": " ".join((holder, *delegation.names.values())).lower(),
    }


def holders_found(meeting: Meeting, asked: str) -> list[str]:
    """Functions and delegations whose code or name, in any language, has all the words that were asked for."""
    wanted = asked.casefold().split()
    words = {
        **{name: f"{name} {FUNCTION_NAMES[name]}" for name in FUNCTIONS},
        **{code: " ".join((code, *each.names.values())) for code, each in meeting.delegations.items()},
    }
    found = [holder for holder, said in words.items() if all(each in said.casefold() for each in wanted)]
    order = {name: place for place, name in enumerate(FUNCTIONS)}
    return sorted(found, key=lambda holder: (order.get(holder, len(order)), words[holder].partition(" ")[2]))


def page_of_links(slug: str, meeting: Meeting, shown: str | None = None, faults: dict[str, str] | None = None,
                  ticked: frozenset[str] = frozenset(), told: str = "") -> Response:  # fmt: skip
    """The page, kept in no cache. `shown`: the holder whose link stands on it; `told`: what was just done."""
    place = here()
    _, generations = place.service.load_with_links(slug)
    asked = request.values.get("q", "").strip()
    rows = [row_of(meeting, generations, holder) for holder in holders_found(meeting, asked)]
    if request.args.get("tick") == "address":
        ticked = frozenset(row["holder"] for row in rows if row.get("email"))
    link = None
    if shown:
        url = place.links.url(Link(slug, shown, generations.of(shown)))
        link = {**row_of(meeting, generations, shown), "url": url}
    page = office_page(
        "office/links.html", "links", meeting, faults, rows=rows, asked=asked, shown=link, ticked=ticked, told=told,
        command_id=uuid4(), has_mail=place.settings.mail is not None,
        with_address=sum(bool(row.get("email")) for row in rows),
    )
    response = make_response(page, 422 if faults else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def holder_named(meeting: Meeting, holder: str) -> str:
    """Raises Unknown `unknown_delegation`."""
    if holder not in FUNCTIONS:
        meeting.delegation(holder)
    return holder


@blueprint.get("/meetings/<slug>/links")
def links(slug: str) -> Response:
    _, meeting = secretariat_of(slug)
    return page_of_links(slug, meeting)


@blueprint.post("/meetings/<slug>/links/show")
def show_link(slug: str) -> Response:
    _, meeting = secretariat_of(slug)
    return page_of_links(slug, meeting, shown=holder_named(meeting, checked_form().get("one", "")))


@blueprint.post("/meetings/<slug>/links/renew")
def renew_link(slug: str) -> Response:
    """Ends a link and shows the new one. Asked again by the same page, it ends no other."""
    _, meeting = secretariat_of(slug)
    holder, _, generation = checked_form().get("one", "").rpartition(".")
    holder_named(meeting, holder)
    place = here()
    if place.service.load_with_links(slug)[1].of(holder) == int(generation if generation.isdecimal() else 0):
        renewed = place.service.revoke(slug, holder)
        if holder == SECRETARIAT:
            # Who ends the own link stays in the office, by the new one.
            place.callers.enter(place.links.token(Link(slug, holder, renewed)))
    return page_of_links(slug, meeting, shown=holder, told=gettext("The old link has ended. This is the new one."))


@blueprint.post("/meetings/<slug>/links/send")
def send_links(slug: str) -> ResponseReturnValue:
    """Letters with their links to those who were ticked, or to the one whose button it was; all or none."""
    _, meeting = secretariat_of(slug)
    form = checked_form()
    chosen = [form["one"]] if form.get("one") else form.getlist("holder")
    fault = cannot_be_sent(meeting, chosen)
    if fault:
        return page_of_links(slug, meeting, faults={"": fault}, ticked=frozenset(chosen))
    dedup = str(command_id_of(form))
    put_letters(slug, [link_letter(meeting, code, dedup) for code in chosen])
    return redirect(url_for("office.letters", slug=slug, done="sent"), 303)


def cannot_be_sent(meeting: Meeting, chosen: list[str]) -> str:
    """Why nothing is sent; empty if it can be."""
    if not chosen:
        return str(gettext("Tick those to whom their links are to be sent."))
    without = [code for code in chosen if code not in meeting.contacts]
    if without:
        names = ", ".join(
            meeting.name_of(code) if code in meeting.delegations else str(FUNCTION_NAMES.get(code, code))
            for code in without
        )
        return str(gettext("These have no address: %(names)s. Nothing was sent to anybody.", names=names))
    return ""


def chosen_holders(meeting: Meeting) -> list[str]:
    """Those who were ticked, or all that were searched for. Raises Malformed, Unknown."""
    ticked = request.values.getlist("holder")
    for holder in ticked:
        holder_named(meeting, holder)
    found = ticked or holders_found(meeting, request.values.get("q", ""))
    if not found:
        raise Malformed("missing", "holder")
    return found
