"""What a person has typed, as the form of a programme has it."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.domain.programme import Delegation
from app.importing.form import Form
from app.importing.reference import Names, names_of

LONGEST = 2000


def typed(form: Mapping[str, str], name: str) -> str:
    """The text of a field, without blanks around it; what is far too long is cut, and refused by what remains."""
    return " ".join(form.get(name, "").split())[:LONGEST]


def whole(text: str) -> int | str | None:
    """A number, if it is one; else the text, for the reader of files to refuse; None for nothing."""
    if not text:
        return None
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else text


def given(**fields: object) -> Form:
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


@lru_cache(maxsize=8)
def names_known(known: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Names:
    """Codes by all names of these delegations; folding them takes longer than all else that a form needs."""
    return names_of([Delegation(code=code, names=dict(names), category="") for code, names in known])


class Codes:
    """Knows delegations by their codes and by their names in all languages."""

    def __init__(self, delegations: Iterable[Delegation]) -> None:
        known = tuple((each.code, tuple(each.names.items())) for each in delegations)
        self._codes = {code for code, _ in known}
        self._known = known

    def one(self, text: str) -> str:
        """The code that is meant; the text itself where that is not certain, so that it is refused and seen."""
        code = text.upper()
        if code in self._codes:
            return code
        bracketed = re.fullmatch(r".*\(([A-Z0-9-]+)\)", text)
        if bracketed and bracketed[1] in self._codes:
            return bracketed[1]
        meant = [each for each in names_known(self._known).meant_by(text) if each in self._codes]
        return meant[0] if len(meant) == 1 else text

    def several(self, text: str) -> list[str]:
        """Codes or names between commas or semicolons."""
        if text and (one := self.one(text)) in self._codes:
            return [one]
        return list(dict.fromkeys(self.one(each.strip()) for each in re.split("[,;\n]", text) if each.strip()))
