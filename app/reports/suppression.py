"""Disclosure control: which rows of a table of persons by answer may be told, so that nobody's answer is given away.

The reader is taken to know every total of a row (how many of each group spoke is public), all tables told before, and
this rule. A row is told whole or not at all, and only if each answer in it has no person or at least five, and at least
two answers have some. Why that suffices, for persons split in any public way into parts of a row (by item, by group):
a part of n persons holds at least max(0, n - others) of an answer, where `others` is how many gave another one, and at
most min(n, of this answer); these bounds are sharp. As others >= 5, a lower bound above 0 means n > 5, and then the
upper bound is at least 5: no part is ever known to hold 1 to 4. A single answer for a whole row would tell the answer
of each person in it, so that is not told either. A zero in a told row is safe: it speaks of nobody in the row.
"""

from collections.abc import Mapping, Sequence

LEAST = 5
Counts = Sequence[int]


def may_be_told(counts: Counts) -> bool:
    """Whether the persons of a row may be told by answer. A row of nobody may."""
    some = [each for each in counts if each]
    return len(some) != 1 and all(each >= LEAST for each in some)


def added(rows: Sequence[Counts]) -> list[int]:
    """The sum of rows, answer by answer."""
    return [sum(column) for column in zip(*rows, strict=True)]


def rows_told(table: Mapping[str, Sequence[Counts]]) -> frozenset[str]:
    """The rows that may be told beside the sum of all rows, which is told already.

    Each row is a number of counts by answer (who is new, who spoke) that must all be safe. What is left when the rows
    told are taken from the sum must be safe too: until it is, the smallest row told is held back with it.
    """
    told = {row for row, counts in table.items() if all(map(may_be_told, counts))}
    while not rest_is_safe([counts for row, counts in table.items() if row not in told]):
        filled = [row for row in told if size(table[row])]
        if not filled:
            return frozenset()
        told.remove(min(filled, key=lambda row: (size(table[row]), row)))
    return frozenset(told)


def size(counts: Sequence[Counts]) -> int:
    return sum(map(sum, counts))


def rest_is_safe(rest: Sequence[Sequence[Counts]]) -> bool:
    return all(may_be_told(added(rows)) for rows in zip(*rest, strict=True))
