"""Refusals: a code and params, no prose; the edge turns them into words and a status."""

from typing import Any


class Refusal(Exception):
    """Something that was asked and is not done. `code` is stable; `params` fill the sentence."""

    code: str

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class RuleBroken(Refusal):
    """The rules refuse what was asked (409)."""


class NotAllowed(Refusal):
    """It is not this caller's to do (403)."""


class Unknown(Refusal):
    """The target does not exist (404)."""


class Malformed(Refusal):
    """A field is wrong; `params["field"]` names it (422)."""

    def __init__(self, code: str, field: str, **params: Any) -> None:
        super().__init__(code, field=field, **params)
