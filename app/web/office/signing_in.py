"""Signing in and out: a name and a password, then a code of the authenticator."""

import logging
from datetime import datetime, timedelta

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.passwords import is_password
from app.domain.errors import Refusal
from app.store.accounts import Account
from app.web.errors import NotSignedIn, status_of
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form
from app.web.office.people import enter, faults_of, leave, own_path

logger = logging.getLogger(__name__)
HALFWAY = timedelta(minutes=5)


def sign_in_page(faults: dict[str, str], name: str = "") -> str:
    return office_page("office/sign_in.html", "", faults=faults, name=name, next=request.args.get("next", ""))


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if here().accounts.is_empty():
        return redirect(url_for("office.set_up"))
    return sign_in_page({})


@blueprint.post("/sign-in")
def check_sign_in() -> ResponseReturnValue:
    """A name and a password. A stranger's takes as long as a friend's, and hears the same."""
    form = checked_form()
    place = here()
    name, password = form.get("name", ""), form.get("password", "")
    account_id, kept = place.accounts.named(name) or (None, "")
    may_try = place.accounts.begin_try(account_id, place.now())
    is_right = place.apart(lambda: is_password(password, kept))
    account = place.accounts.get(account_id) if account_id is not None else None
    if account is None or not may_try or not is_right or account.disabled_at is not None:
        logger.warning("sign-in failed account=%s step=password", account_id or "unknown")
        return sign_in_page(dict(faults_of(NotSignedIn("wrong_sign_in"))), name), 401
    way = own_path(request.args.get("next"))
    if not account.has_authenticator:
        enter(account.id)
        return redirect(url_for("office.second_factor", next=way))
    leave()
    session["halfway"] = [account.id, place.now().isoformat()]
    return redirect(url_for("office.code", next=way))


def halfway(now: datetime) -> Account:
    """Who has just given the right password. Raises NotSignedIn `sign_in_too_old`."""
    account_id, since = session.get("halfway", (None, ""))
    if account_id is None or now - datetime.fromisoformat(since) > HALFWAY:
        raise NotSignedIn("sign_in_too_old")
    account = here().accounts.get(account_id)
    if not account.is_ready:
        raise NotSignedIn("sign_in_too_old")
    return account


@blueprint.get("/code")
def code() -> ResponseReturnValue:
    try:
        account = halfway(here().now())
    except NotSignedIn:
        return redirect(url_for("office.sign_in", next=own_path(request.args.get("next"))))
    return office_page("office/code.html", "", name=account.name, next=request.args.get("next", ""))


@blueprint.post("/code")
def check_code() -> ResponseReturnValue:
    form = checked_form()
    place = here()
    try:
        account = halfway(place.now())
        if not place.accounts.begin_try(account.id, place.now()):
            raise NotSignedIn("wrong_sign_in")
        if not place.accounts.is_code(account, form.get("code", ""), place.now()):
            raise NotSignedIn("wrong_code")
    except Refusal as refusal:
        logger.warning("sign-in failed step=code code=%s", refusal.code)
        page = "office/sign_in.html" if refusal.code == "sign_in_too_old" else "office/code.html"
        field = "code" if refusal.code == "wrong_code" else ""
        words = dict(faults_of(refusal))[""]
        answer = office_page(page, "", faults={field: words}, name="", next=request.args.get("next", ""))
        return answer, status_of(refusal)
    enter(account.id)
    return redirect(own_path(request.args.get("next")))


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    checked_form()
    leave()
    return redirect(url_for("office.sign_in", done="signed_out"))
