"""The accounts of this server, for who keeps them: invite, let in anew, disable."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from app.accounts.house import INVITATION_HOLDS, RESET_HOLDS, name_of, shown_name_of
from app.domain.errors import Malformed, NotAllowed, Refusal, RuleBroken, Unknown
from app.store.accounts import ALL_MEETINGS, OFFICE, ROLES, Right
from app.web.errors import status_of
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form
from app.web.office.people import faults_of, office
from app.web.phrases import ACCOUNT_ROLES


def accounts_page(faults: "dict[str, str]", written: object = None, handed: "dict[str, object] | None" = None) -> str:
    """`handed`: whose link was made just now, and the link; it is shown this once."""
    account, _ = office()
    place = here()
    titles = {slug: place.service.load(slug).programme.short_title for slug in place.service.slugs()}
    return office_page(
        "office/accounts.html", "accounts", faults=faults, accounts=place.accounts.all(), own=account.id,
        meetings=titles, roles=ACCOUNT_ROLES, written=written or {}, handed=handed,
    )


@blueprint.get("/accounts")
def accounts() -> str:
    return accounts_page({})


def rights_of(form: "ImmutableMultiDict[str, str]") -> list[Right]:
    """What an invitation gives. Raises Malformed."""
    role, meetings = form.get("role", ""), form.getlist("meeting")
    if role not in ROLES:
        raise Malformed("unknown_choice", "role", expected=list(ROLES))
    if role == OFFICE:
        return [Right(ALL_MEETINGS, OFFICE)]
    if not meetings:
        raise Malformed("missing", "meeting")
    known = {ALL_MEETINGS, *here().service.slugs()}
    for each in meetings:
        if each not in known:
            raise Unknown("unknown_meeting", meeting=each)
    return [Right(each, role) for each in meetings]


def handing(account_id: int, token: str, days: int) -> dict[str, object]:
    place = here()
    return {
        "name": place.accounts.get(account_id).name, "days": days,
        "url": f"{place.settings.base_url}/office/join#{token}",
    }


@blueprint.post("/accounts")
def invite() -> ResponseReturnValue:
    """Makes an account and shows the link by which its holder joins."""
    form = checked_form()
    office()
    place = here()
    try:
        name, shown_name = name_of(form.get("name", "")), shown_name_of(form.get("shown_name", ""))
        try:
            made = place.accounts.add(name, shown_name, rights_of(form), place.now())
        except RuleBroken as refusal:
            raise Malformed(refusal.code, "name") from None
    except Refusal as refusal:
        return accounts_page(dict(faults_of(refusal)), form), status_of(refusal)
    token = place.accounts.invite(made, place.now())
    return accounts_page({}, handed=handing(made, token, INVITATION_HOLDS.days))


@blueprint.post("/accounts/<row:account_id>/reset")
def reset(account_id: int) -> ResponseReturnValue:
    """A link by which an account chooses its password and its authenticator anew; until it is used all stays."""
    checked_form()
    office()
    place = here()
    account = place.accounts.get(account_id)
    if account.disabled_at is not None:
        raise RuleBroken("account_disabled")
    holds = RESET_HOLDS if account.has_password else INVITATION_HOLDS
    token = place.accounts.invite(account_id, place.now(), holds)
    return accounts_page({}, handed=handing(account_id, token, holds.days))


@blueprint.post("/accounts/<row:account_id>/<any(disable, enable):act>")
def switch(account_id: int, act: str) -> ResponseReturnValue:
    """Ends an account and all its sessions at once, or lets it sign in again."""
    checked_form()
    own, _ = office()
    place = here()
    account = place.accounts.get(account_id)
    if account.id == own.id:
        raise NotAllowed("not_oneself")
    if act == "disable":
        place.accounts.disable(account_id, place.now())
    else:
        place.accounts.enable(account_id)
    return redirect(url_for("office.accounts", done="saved"))
