"""How a route says what it is: a description beside it, from which the documents for other programs are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
JSON = "application/json"
LINK = ("link", "session")
"""By a token, or by the cookie into which a page exchanged it."""


@dataclass(frozen=True)
class Answer:
    """What a route answers. `shape`: a TypedDict, or None where it is no JSON or has no fields that are promised."""

    description: str
    shape: Any = None
    media: str = JSON


@dataclass(frozen=True)
class Query:
    """A field of the query of an address; `schema`: as JSON Schema has it."""

    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    is_needed: bool = False


@dataclass(frozen=True)
class Operation:
    """What a route does. `body`: a TypedDict, a command, or several commands of which one is sent; None of a file.

    `body_media`: what kind of body. `refusals`: the statuses under which it refuses.
    `security`: the ways to say who asks; `is_open`: one need not.
    `answers`: by status; 304 is named where a route knows tags.
    """

    summary: str
    tag: str
    answers: Mapping[int, Answer]
    refusals: tuple[int, ...] = ()
    description: str = ""
    body: Any = None
    query: tuple[Query, ...] = ()
    security: tuple[str, ...] = LINK
    is_open: bool = False
    headers: tuple[str, ...] = ()
    body_media: str = JSON


OPERATIONS: dict[str, Operation] = {}
"""By the name of the function that answers."""


def name_of(view: Callable[..., Any]) -> str:
    return f"{view.__module__}.{view.__qualname__}"


def described(operation: Operation) -> Callable[[View], View]:
    """Stands below the route: `@blueprint.get(...)`, then `@described(...)`."""

    def keep(view: View) -> View:
        OPERATIONS[name_of(view)] = operation
        return view

    return keep
