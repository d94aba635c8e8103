"""What stands on the card of a holder of a link; apart from what draws it, which takes long to load."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Card:
    """`name` in the holder's own language, `other_name` in that of the meeting, if it is another.

    `invitation`: what to do with the code, in `language`; `plate`: the code of a delegation without a flag.
    """

    meeting: str
    name: str
    language: str
    direction: str
    invitation: str
    link: str
    address: str
    other_name: str | None = None
    other_language: str = "en"
    other_direction: str = "ltr"
    flag: str | None = None
    plate: str = ""
