"""What the routes of the meeting do, in words and types; each route names its own."""

from app.domain.commands import COMMANDS, SetPolicy
from app.web.answers import (
    Done,
    Entered,
    ForecastAnswer,
    LinkToken,
    NamesAnswer,
    PreviewAnswer,
    ScreenAnswer,
)
from app.web.describing import Answer, Operation, Query

LIST = Query("list", "The id of a list; that on which the room is if there is none.")
BODY_REFUSALS = (401, 403, 404, 409, 413, 422, 429, 503)

DO_COMMAND = Operation(
    summary="Send a command", tag="commands", body=tuple(COMMANDS.values()), refusals=BODY_REFUSALS,
    answers={200: Answer("Done; asked again under the same `command_id`, the first answer, byte for byte.", Done)},
    headers=("X-Seat", "X-Acting-As", "X-CSRFToken"),
    description="At most 64 KB, no other fields. Of a refused command nothing is done.",
)
PREVIEW_POLICY = Operation(
    summary="What a set_policy would change", tag="commands", body=SetPolicy, refusals=BODY_REFUSALS,
    answers={200: Answer("The place of each who waits, now and then.", PreviewAnswer)},
    description="Nothing is done. For who may send the command.",
)
SCREEN = Operation(
    summary="What one audience sees", tag="screens", refusals=(401, 403, 404, 503), query=(LIST,), is_open=True,
    answers={200: Answer("The screen, its version and tag.", ScreenAnswer), 304: Answer("The tag is still right.")},
    description="`public` needs no token where the meeting is public; all others do.",
)
NAMES = Operation(
    summary="What codes and ids are called in a language", tag="screens", refusals=(401, 403, 404, 422, 503),
    query=(Query("v", "The fingerprint of the file: under the right one it may be kept for ever."),), is_open=True,
    answers={200: Answer("The names file.", NamesAnswer), 304: Answer("The tag is still right.")},
    description="Needs no token where the meeting is public.",
)
FORECAST = Operation(
    summary="When each begins and the list ends, and what a limit would change", tag="screens",
    refusals=(401, 403, 404, 422, 503), answers={200: Answer("As of now.", ForecastAnswer)},
    query=(LIST, Query("limit_s", "If nobody had more.", {"type": "integer", "minimum": 1, "maximum": 14_400})),
)
ENTER = Operation(
    summary="Exchange the token of a link for the cookie", tag="links", body=LinkToken, security=(), is_open=True,
    answers={200: Answer("The cookie is set.", Entered)}, refusals=(401, 403, 413, 422, 503),
    description="For the page of the link; a program sends the token itself.",
)
