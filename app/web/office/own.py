"""What an account sees of itself: where it is signed in, and its password."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime

from app.accounts.passwords import SHORTEST, check_password, hash_of, is_password
from app.domain.errors import Malformed, Refusal
from app.web.errors import status_of
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form
from app.web.office.people import faults_of, signed_in


def sessions_page(faults: "dict[str, str]") -> str:
    account, session_hash = signed_in()
    place = here()
    rows = [
        {
            "id": each.id, "device": each.device, "since": format_datetime(each.since, "medium"),
            "seen": format_datetime(each.seen_at, "medium"), "is_this": each.hash == session_hash,
        }
        for each in place.accounts.sessions(account.id, place.now())
    ]
    return office_page(
        "office/sessions.html", "sessions", faults=faults, sessions=rows, least=SHORTEST, name=account.name,
        has_others=len(rows) > 1,
    )


@blueprint.get("/sessions")
def sessions() -> str:
    return sessions_page({})


@blueprint.post("/sessions")
def end_sessions() -> ResponseReturnValue:
    """Ends one session of this account (`session`: its number), or all but this one (`session`: others)."""
    form = checked_form()
    account, session_hash = signed_in()
    place = here()
    asked = form.get("session", "")
    if asked == "others":
        place.accounts.end_others(account.id, session_hash, place.now())
    elif asked.isascii() and asked.isdigit() and len(asked) < 10:
        place.accounts.end_session(account.id, int(asked), place.now())
    else:
        raise Malformed("malformed", "session")
    return redirect(url_for("office.sessions", done="ended"))


@blueprint.post("/password")
def change_password() -> ResponseReturnValue:
    """A new password for who knows the old one; the other sessions end."""
    form = checked_form()
    account, session_hash = signed_in()
    place = here()
    current, password = form.get("current", ""), form.get("password", "")
    try:
        if not place.accounts.begin_try(account.id, place.now()):
            raise Malformed("wrong_password", "current")
        _, kept = place.accounts.named(account.name) or (0, "")
        if not place.apart(lambda: is_password(current, kept)):
            raise Malformed("wrong_password", "current")
        check_password(password, account.name, account.shown_name)
        if form.get("again", "") != password:
            raise Malformed("password_repeated", "again")
        place.accounts.set_password(account.id, place.apart(lambda: hash_of(password)))
    except Refusal as refusal:
        return sessions_page(dict(faults_of(refusal))), status_of(refusal)
    place.accounts.end_others(account.id, session_hash, place.now())
    return redirect(url_for("office.sessions", done="saved"))
