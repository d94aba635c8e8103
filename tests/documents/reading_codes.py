"""Reads a QR code from its modules, as a phone does with a clean picture: ISO/IEC 18004, level M, versions 1 to 10."""

from collections.abc import Iterator, Sequence

BLOCKS = {
    1: (16,), 2: (28,), 3: (44,), 4: (32,) * 2, 5: (43,) * 2, 6: (27,) * 4, 7: (31,) * 4, 8: (38, 38, 39, 39),
    9: (36, 36, 36, 37, 37), 10: (43, 43, 43, 43, 44),
}
"""Data codewords of each block, by version."""
ALIGNED = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46),
    10: (6, 28, 50),
}
MASKS = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
FORMAT_MASK = 0b10101
LEVEL_M = 0b00
BYTES = 0b0100


def is_pattern(row: int, column: int, size: int, version: int) -> bool:
    """Whether a module belongs to the code itself, not to what it says."""
    corners = (row < 9 and column < 9) or (row < 9 and column >= size - 8) or (row >= size - 8 and column < 9)
    versions = version >= 7 and ((row < 6 and column >= size - 11) or (row >= size - 11 and column < 6))
    at = ALIGNED[version]
    centres = [(y, x) for y in at for x in at if (y, x) not in ((6, 6), (6, at[-1]), (at[-1], 6))]
    aligned = any(abs(row - y) <= 2 and abs(column - x) <= 2 for y, x in centres)
    return corners or versions or aligned or row == 6 or column == 6


def zigzag(size: int) -> Iterator[tuple[int, int]]:
    """Modules in the order in which they are written: pairs of columns from the right, up and down by turns."""
    rights = [*range(size - 1, 6, -2), *range(5, 0, -2)]
    for turn, right in enumerate(rights):
        for row in range(size) if turn % 2 else reversed(range(size)):
            yield from ((row, right), (row, right - 1))


def said_by(matrix: Sequence[Sequence[int]]) -> str:
    size = len(matrix)
    version = (size - 17) // 4
    form = int("".join(str(matrix[8][column]) for column in range(5)), 2) ^ FORMAT_MASK
    assert form >> 3 == LEVEL_M
    is_masked = MASKS[form & 0b111]
    bits = "".join(
        str(matrix[row][column] ^ is_masked(row, column)) for row, column in zigzag(size)
        if not is_pattern(row, column, size, version)
    )
    codewords = [int(bits[start:start + 8], 2) for start in range(0, len(bits) - 7, 8)]
    blocks: list[list[int]] = [[] for _ in BLOCKS[version]]
    read = iter(codewords)
    for place in range(max(BLOCKS[version])):
        for block, length in zip(blocks, BLOCKS[version], strict=True):
            if place < length:
                block.append(next(read))
    stream = "".join(f"{each:08b}" for block in blocks for each in block)
    assert int(stream[:4], 2) == BYTES
    width = 8 if version < 10 else 16
    length = int(stream[4:4 + width], 2)
    start = 4 + width
    return bytes(int(stream[start + 8 * each:start + 8 * each + 8], 2) for each in range(length)).decode()
