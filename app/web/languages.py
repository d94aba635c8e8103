"""Which language a caller reads: asked for, chosen before, the delegation's, the browser's, the meeting's."""

from urllib.parse import urlencode

from flask import Response, current_app, g, request

from app import catalogues

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "ru": "Русский", "zh": "中文"}
OFFERED = ("en", *catalogues.OFFERED)
COOKIE = "rostrum_language"
COOKIE_AGE_S = 31_536_000
PREFERRED = "rostrum_preferred_languages"


def prefer(own: str | None, working: str) -> None:
    """Before a page is written: its delegation's language, and what is left when nothing else says one."""
    setattr(g, PREFERRED, (own, working))


def in_force() -> str:
    own, working = getattr(g, PREFERRED, (None, "en"))
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    known = next((each for each in (request.cookies.get(COOKIE), own) if each in OFFERED), None)
    return known or request.accept_languages.best_match(OFFERED) or (working if working in OFFERED else "en")


def menu(current: str) -> list[dict[str, object]]:
    """The page in each language; what else its address asks for stays."""
    others = {name: value for name, value in request.args.items() if name != "lang"}
    return [
        {"code": code, "name": name, "address": address({**others, "lang": code}), "is_current": code == current}
        for code, name in LANGUAGES.items() if code in OFFERED
    ]


def address(args: dict[str, str]) -> str:
    return "?" + urlencode(args)


def remembered(response: Response) -> Response:
    """A choice in the address of a page is kept, in a cookie of its own: the session's is not touched.

    That of a wall is the wall's: the desk in the same browser keeps its own.
    """
    asked = request.args.get("lang", "")
    if (request.view_args or {}).get("function") == "room":
        return response
    if asked in OFFERED and response.mimetype == "text/html" and request.cookies.get(COOKIE) != asked:
        is_https = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(
            COOKIE, asked, max_age=COOKIE_AGE_S, secure=is_https, httponly=True, samesite="Lax"
        )
    return response
