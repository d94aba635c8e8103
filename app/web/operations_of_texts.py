"""What the routes of texts do, in words and types; each route names its own."""

from app.web.answers import Done, TextAnswer
from app.web.describing import Answer, Operation, Query

READ_REFUSALS = (401, 403, 404, 503)
FILE = "application/octet-stream"

HAND_IN = Operation(
    summary="Hand in the text of an intervention", tag="texts", body_media=FILE,
    answers={200: Answer("Taken.", Done)}, refusals=(401, 403, 404, 409, 413, 422, 429, 503),
    headers=("X-Seat", "X-Acting-As", "X-CSRFToken"),
    query=(
        Query("intervention", "Whose text it is.", is_needed=True),
        Query("language", "The code of its language.", is_needed=True),
        Query("name", "The name of the file.", is_needed=True),
        Query("command_id", "As of a command.", {"type": "string", "format": "uuid"}, is_needed=True),
        Query("reading", "How it will be read.", {"enum": ["check_against_delivery", "verbatim"]}),
        Query("embargo", "Until when it is kept.", {"enum": ["spoken", "release"]}),
    ),
    description="The file is the body. It is judged apart from the room, and refused whole or taken whole.",
)
TAKE_TEXT = Operation(
    summary="The file of a text", tag="texts", refusals=READ_REFUSALS, is_open=True,
    answers={200: Answer("The file, as it was handed in.", media="*/*")},
    description="For everybody once it is published; before that for its delegation and those who need it early.",
)
READ_TEXT = Operation(
    summary="The plain words of a text", tag="texts", refusals=READ_REFUSALS, is_open=True,
    answers={200: Answer("Its words.", TextAnswer)},
)
