"""Items moved: by one with a button, or to a place with the pointer."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import Malformed, Unknown
from app.importing.form import Form, place_of, rows
from app.importing.form_order import moved_item, neighbour
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form
from app.web.office.plan.copies import change, copy_of

STEPS = {"up": -1, "down": 1}


def moved(form: Form, number: str, step: str, sitting: str, before: str) -> Form:
    """The form after a move; as it is, if the item is at the end already. Raises Unknown, Malformed."""
    if place_of(form, number) is None:
        raise Unknown("unknown_item", item=number)
    if step in STEPS:
        to = neighbour(form, number, STEPS[step])
        return moved_item(form, number, *to) if to else form
    if sitting not in {each["id"] for each in rows(form, "sessions") if each["kind"] == "plenary"}:
        raise Malformed("malformed", "sitting")
    return moved_item(form, number, sitting, before or None) if before != number else form


@blueprint.post("/meetings/<slug>/programme/order")
def move_item(slug: str) -> ResponseReturnValue:
    """By `move`: up or down and, after a colon, the number; else `number`, `sitting`, `before` ("": at its end)."""
    copy = copy_of(slug)
    sent = checked_form()
    step, _, number = sent.get("move", "").partition(":")
    number = number or sent.get("number", "")
    change(copy, lambda form: moved(form, number, step, sent.get("sitting", ""), sent.get("before", "")))
    return redirect(url_for("office.programme", slug=slug, moved=number), 303)
