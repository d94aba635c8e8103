"""What the routes of the replay do, in words and types; each route names its own."""

from app.web.answers_of_replay import ReplayAnswer, TimelineAnswer
from app.web.describing import Answer, Operation, Query
from app.web.operations import LIST

REPLAY_TIMELINE = Operation(
    summary="The acts of the log on a line of time", tag="replay", refusals=(401, 403, 404, 503),
    answers={200: Answer("Every act, the import first.", TimelineAnswer), 304: Answer("The tag is still right.")},
    description="For the chair and the secretariat.",
)
REPLAY_SCREEN = Operation(
    summary="What one audience saw at a moment", tag="replay", refusals=(401, 403, 404, 422, 503),
    answers={200: Answer("The screen as it was.", ReplayAnswer), 304: Answer("The tag is still right.")},
    query=(
        Query("at", "An instant; this or `version`.", {"type": "string", "format": "date-time"}),
        Query("version", "A version of the log; this or `at`.", {"type": "integer", "minimum": 1}),
        LIST,
        Query("delegation", "The code of a delegation: of `delegate` needed, of the others not known."),
    ),
    description="For the chair and the secretariat, also the screen of a delegation.",
)
