"""Sockets that never block, who watches them, and what writes to many at once: as lines need them."""

from array import array
from collections.abc import Callable
from typing import Any, Protocol


class Hub(Protocol):
    """What watches the sockets and runs what may take its time."""

    def when_readable(self, descriptor: int, call: Callable[[int], None]) -> object: ...

    def when_writable(self, descriptor: int, call: Callable[[int], None]) -> object: ...

    def forget(self, watch: Any) -> None: ...

    def start(self, work: Callable[[], None]) -> None: ...

    def give_way(self) -> bool:
        """Lets others have a turn, if anybody waits for one; whether somebody did."""


class Ring(Protocol):
    """Writes to many sockets by one call of the kernel. `most`: to how many."""

    most: int

    def send(self, frame: bytes, descriptors: "array[int]") -> dict[int, int | None]:
        """Of each socket that did not take the whole frame, by its place: how many bytes it took, or the number of the
        error, negative; None of one to which it did not come.

        Raises OSError if that is not known.
        """


class Raw(Protocol):
    """A socket that never blocks."""

    def send(self, piece: Any, /) -> int: ...

    def recv(self, most: int, /) -> bytes: ...

    def fileno(self) -> int: ...

    def close(self) -> None: ...
