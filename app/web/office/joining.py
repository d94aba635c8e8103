"""How an account begins: the first of a server, one that was invited, and the second factor of each."""

import segno
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.house import name_of, shown_name_of
from app.accounts.passwords import SHORTEST, check_password, hash_of
from app.domain.errors import Malformed, NotAllowed, Refusal, RuleBroken
from app.store.accounts import Account
from app.web.errors import status_of
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form
from app.web.office.people import account_here, enter, faults_of, own_path
from app.web.pages import is_local


def chosen_password(form: "dict[str, str]", *names: str) -> str:
    """The password of a form, written twice alike. Raises Malformed."""
    password = form.get("password", "")
    check_password(password, *names)
    if form.get("again", "") != password:
        raise Malformed("password_repeated", "again")
    return password


@blueprint.get("/set-up")
def set_up() -> ResponseReturnValue:
    """The first account of this server, by a person at this machine or with the link of its console."""
    if not here().accounts.is_empty():
        return redirect(url_for("office.sign_in"))
    return office_page("office/set_up.html", "", is_local=is_local(), written={}, least=SHORTEST)


@blueprint.post("/set-up")
def make_first() -> ResponseReturnValue:
    form = checked_form()
    place = here()
    try:
        if not is_local() and not place.accounts.is_set_up_token(form.get("token", "")):
            raise NotAllowed("set_up_elsewhere")
        if not place.accounts.is_empty():
            raise NotAllowed("set_up_already")
        name, shown_name = name_of(form.get("name", "")), shown_name_of(form.get("shown_name", ""))
        password = chosen_password(form.to_dict(), name, shown_name)
        made = place.accounts.set_up(name, shown_name, place.apart(lambda: hash_of(password)), place.now())
    except Refusal as refusal:
        page = office_page(
            "office/set_up.html", "", faults=faults_of(refusal), is_local=is_local(), written=form, least=SHORTEST
        )
        return page, status_of(refusal)
    enter(made)
    return redirect(url_for("office.second_factor"))


@blueprint.get("/join")
def join() -> str:
    """The page of an invitation; what stands behind the # reaches it by its script."""
    return office_page("office/join.html", "", least=SHORTEST, token="")


@blueprint.post("/join")
def choose_password() -> ResponseReturnValue:
    form = checked_form()
    place = here()
    token = form.get("token", "")
    try:
        account = place.accounts.invited(token, place.now())
        if account is None:
            raise RuleBroken("link_used")
        password = chosen_password(form.to_dict(), account.name, account.shown_name)
        made = place.apart(lambda: hash_of(password))
        place.accounts.join(token, account.id, made, place.now())
    except Refusal as refusal:
        page = office_page("office/join.html", "", faults=faults_of(refusal), least=SHORTEST, token=token)
        return page, status_of(refusal)
    enter(account.id)
    return redirect(url_for("office.second_factor"))


def second_factor_page(account: Account, faults: "dict[str, str]") -> str:
    codes = here().accounts.codes
    secret = codes.secret_of(account)
    picture = segno.make(codes.address(account, f"Rostrum {request.host}"), error="m")
    return office_page(
        "office/second_factor.html", "", faults=faults, picture=Markup(picture.svg_data_uri(scale=5, border=2)),
        secret=" ".join(secret[at:at + 4] for at in range(0, len(secret), 4)), name=account.name,
        next=request.args.get("next", ""),
    )


@blueprint.get("/second-factor")
def second_factor() -> ResponseReturnValue:
    account, _ = account_here()
    if account.has_authenticator:
        return redirect(own_path(request.args.get("next")))
    return second_factor_page(account, {})


@blueprint.post("/second-factor")
def confirm_second_factor() -> ResponseReturnValue:
    """The first code of the authenticator; shows the recovery codes, this once."""
    form = checked_form()
    place = here()
    account, _ = account_here()
    if account.has_authenticator:
        return redirect(own_path(request.args.get("next")))
    try:
        if not place.accounts.begin_try(account.id, place.now()):
            raise Malformed("wrong_code", "code")
        given = place.accounts.confirm_authenticator(account, form.get("code", ""), place.now())
    except Refusal as refusal:
        return second_factor_page(account, dict(faults_of(refusal))), status_of(refusal)
    enter(account.id)
    way = own_path(request.args.get("next"))
    return office_page("office/recovery.html", "", codes=given, way=way, name=account.name)
