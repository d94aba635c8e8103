"""Who is signed in to the office, and what becomes of a browser when somebody signs in or out."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.domain.errors import NotAllowed, Refusal
from app.store.accounts import Account
from app.web.errors import NotSignedIn, refused
from app.web.here import here
from app.web.office.blueprint import blueprint
from app.web.phrases import refusal_sentence

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)
TO_SIGN_IN = ("not_signed_in", "signed_out")


def account_here() -> tuple[Account, str]:
    """The account that is signed in, ready or not, and its session. Raises NotSignedIn."""
    found = here().callers.signed_in()
    if found is None:
        raise NotSignedIn("not_signed_in")
    return found


def signed_in() -> tuple[Account, str]:
    """The account that is signed in with both factors, and its session. Raises NotSignedIn."""
    account, session_hash = account_here()
    if not account.is_ready:
        raise NotSignedIn("second_factor_missing")
    return account, session_hash


def office() -> tuple[Account, str]:
    """The account that is signed in, if it keeps the accounts. Raises NotSignedIn, NotAllowed `not_for_role`."""
    account, session_hash = signed_in()
    if not account.is_office:
        raise NotAllowed("not_for_role")
    return account, session_hash


@blueprint.errorhandler(NotSignedIn)
def not_signed_in(refusal: NotSignedIn) -> ResponseReturnValue:
    """Who asks for a page of the office is shown the way in; whatever else is asked is refused."""
    if request.method != "GET" or refusal.code not in (*TO_SIGN_IN, "second_factor_missing"):
        return refused(refusal)
    if refusal.code == "second_factor_missing":
        return redirect(url_for("office.second_factor"))
    asked = request.full_path.rstrip("?")
    return redirect(url_for("office.sign_in", next=asked))


def own_path(written: str | None) -> str:
    """Where to go on after signing in: a path of this server, or the list of meetings."""
    path = written or ""
    is_own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    if not is_own or urlsplit(path).netloc:
        return url_for("office.meetings")
    return path


def device(user_agent: str) -> str:
    """A browser and its system in two words, as one tells one's devices apart."""
    browser = next((name for sign, name in BROWSERS if f"{sign}/" in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    sign = next((sign for sign, name in BROWSERS if name == browser), "")
    version = re.search(rf"{sign}/(\d{{1,4}})\b", user_agent) if sign else None
    named = f"{browser} {version[1]}" if version and browser != "Safari" else browser
    return " · ".join(each for each in (named, system) if each)


def begin_anew(**kept: object) -> None:
    """A new session in this browser: of what was in it, the links that it opened alone are kept."""
    grants = session.get("grants")
    session.clear()
    g.pop("csrf_token", None)
    session.permanent = True
    if grants:
        session["grants"] = grants
    session.update(kept)
    generate_csrf()


def enter(account_id: int) -> None:
    """Signs the account in in this browser; who was signed in before is not any more. Raises NotNow."""
    place = here()
    leave()
    token = place.accounts.sign_in(account_id, device(request.headers.get("User-Agent", "")), place.now())
    begin_anew(account=token)


def leave() -> None:
    """Ends the session of this browser, on the server and in its cookie."""
    place = here()
    token = session.get("account")
    found = place.accounts.of_token(token, place.now()) if isinstance(token, str) else None
    if found:
        place.accounts.end_token(found[0].id, found[1], place.now())
    begin_anew()


def faults_of(refusal: Refusal) -> Mapping[str, str]:
    """The sentence of a refusal, by the field that it names."""
    return {str(refusal.params.get("field", "")): refusal_sentence(refusal.code, refusal.params)}
