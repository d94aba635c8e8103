"""What is wrong with the files of a meeting: every problem of every file, said at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 100
"""Nobody reads more; a file of the wrong kind can have thousands."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`line`: None where the whole file is meant; `field`: the way to the value, e.g. `items[2].start`."""

    file: str
    line: int | None
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        file = _visible(self.file)
        place = file if self.line is None else f"{file}:{self.line}"
        where = f"{place}: {self.field}" if self.field else place
        return f"{where}: {self.found}; expected {self.expected}"


class ImportRefused(Exception):
    """The files have problems; nothing of them was taken over."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"and {len(self.problems) - SHOWN} more problems")
        return "\n".join(lines)


@dataclass
class Findings:
    """The problems found so far in one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int | None, where: str, found: str, expected: str) -> None:
        self.problems.append(Problem(file=self.file, line=line, field=where, found=found, expected=expected))


def refuse_if_any(*findings: Findings) -> None:
    """Raise all problems, file by file, in the order of their lines."""
    problems = [
        problem for each in findings for problem in sorted(each.problems, key=lambda problem: problem.line or 0)
    ]
    if problems:
        raise ImportRefused(problems)


def one_of(names: Iterable[str]) -> str:
    """What may stand here, not more of it than helps."""
    all_names = list(names)
    shown = ", ".join(all_names[:20])
    if not all_names:
        return "nothing, there is none"
    return f"one of {shown}" if len(all_names) <= 20 else f"one of {shown} and {len(all_names) - 20} others"


def quoted(text: str) -> str:
    """Text of a file as a message may show it: short, and with nothing in it that could steer a terminal."""
    short = text if len(text) <= 60 else text[:57] + "..."
    return f'"{_visible(short)}"'


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
