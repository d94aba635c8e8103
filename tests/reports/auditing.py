"""An auditor of published tables that shares nothing with the code: what a cell can still be, by maximal flow."""

from collections.abc import Sequence

SECRET = range(1, 5)


def flow(supplies: Sequence[int], demands: Sequence[int], barred: tuple[int, int] | None = None) -> int:
    """The most that can go from rows to columns, each arc as wide as need be but the barred one (augmenting paths)."""
    left, missing = list(supplies), list(demands)
    sent = [[0] * len(demands) for _ in supplies]

    def push(row: int, seen: set[int]) -> bool:
        for column in range(len(missing)):
            if column in seen or (row, column) == barred:
                continue
            seen.add(column)
            if missing[column]:
                missing[column] -= 1
                sent[row][column] += 1
                return True
            for other in range(len(left)):
                if sent[other][column] and push(other, seen):
                    sent[other][column] -= 1
                    sent[row][column] += 1
                    return True
        return False

    total = 0
    for row in range(len(left)):
        while left[row] and push(row, set()):
            left[row] -= 1
            total += 1
    return total


def can_be(value: int, supplies: Sequence[int], demands: Sequence[int], row: int, column: int) -> bool:
    """Whether a cell can have a value, all sums of rows and columns being known."""
    if value > min(supplies[row], demands[column]):
        return False
    rest = [each - value * (at == row) for at, each in enumerate(supplies)]
    wanted = [each - value * (at == column) for at, each in enumerate(demands)]
    return flow(rest, wanted, barred=(row, column)) == sum(rest)


def given_away(supplies: Sequence[int], demands: Sequence[int]) -> list[tuple[int, int]]:
    """The cells that are known to hold one to four persons."""
    found = []
    for row in range(len(supplies)):
        for column in range(len(demands)):
            safe = (0, *range(SECRET.stop, min(supplies[row], demands[column]) + 1))
            if not any(can_be(value, supplies, demands, row, column) for value in safe):
                found.append((row, column))
    return found
