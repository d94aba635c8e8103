"""What the chair reads aloud: in the working language of the meeting, whatever the language of the desk."""

from flask_babel import force_locale

from app.domain.meeting import Meeting
from app.web.names import language_of_name
from app.web.words import words_for

ALOUD = ("say_", "spoken_")


def spoken_words(meeting: Meeting) -> dict[str, str]:
    """The sentences, and each name as it stands in one of them."""
    working = meeting.programme.working_language
    names = {
        f"spoken_{code}": each.names[language_of_name(each, working, working)]
        for code, each in meeting.delegations.items()
    }
    with force_locale(working):
        return names | {key: words for key, words in words_for("chair").items() if key.startswith(ALOUD)}
