"""The first change is told at once; those that follow within 20 ms are told together, and none is forgotten."""

import pytest

from app.live.announcing import Announcer


class Room:
    """A clock that sleeping moves, and the threads that were started, to be run when the test says."""

    def __init__(self) -> None:
        self.now = 100.0
        self.told: list[tuple[str, float]] = []
        self.waiting: list[tuple[object, str]] = []
        self.tells_by(lambda slug: self.told.append((slug, round(self.now - 100, 3))))

    def tells_by(self, tell) -> None:
        self.announcer = Announcer(
            tell, lambda work, slug: self.waiting.append((work, slug)), self.sleep, lambda: self.now,
        )

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def run(self) -> None:
        started, self.waiting = self.waiting, []
        for work, slug in started:
            work(slug)


@pytest.fixture
def room():
    return Room()


def test_first_change_is_told_at_once(room):
    room.announcer.announce("a")
    room.run()

    assert room.told == [("a", 0.0)]


def test_what_follows_within_a_moment_is_told_together(room):
    room.announcer.announce("a")
    room.run()
    room.now += 0.004
    for _ in range(5):
        room.announcer.announce("a")
    room.run()

    assert room.told == [("a", 0.0), ("a", 0.02)]


def test_what_follows_later_is_told_at_once(room):
    room.announcer.announce("a")
    room.run()
    room.now += 0.5
    room.announcer.announce("a")
    room.run()

    assert room.told == [("a", 0.0), ("a", 0.5)]


def test_meetings_do_not_wait_for_each_other(room):
    room.announcer.announce("a")
    room.run()
    room.announcer.announce("b")
    room.run()

    assert room.told == [("a", 0.0), ("b", 0.0)]


def test_change_while_it_is_told_is_told_again(room):
    telling = []

    def tell(slug):
        telling.append(slug)
        if len(telling) == 1:
            room.announcer.announce(slug)

    room.tells_by(tell)
    room.announcer.announce("a")
    room.run()
    room.run()

    assert telling == ["a", "a"]


def test_telling_that_fails_is_not_the_last(room):
    def tell(slug):
        room.told.append((slug, 0))
        if len(room.told) == 1:
            raise OSError("the database is away")

    room.tells_by(tell)
    room.announcer.announce("a")
    with pytest.raises(OSError, match="away"):
        room.run()
    room.announcer.announce("a")
    room.run()

    assert len(room.told) == 2


def test_nobody_stands_in_line_behind_who_is_telling(room):
    telling = []

    def tell(slug):
        telling.append(slug)
        if len(telling) == 1:
            for _ in range(50):
                room.announcer.announce(slug)
                room.now += 1

    room.tells_by(tell)
    room.announcer.announce("a")
    room.run()

    assert (telling, room.waiting) == (["a", "a"], [])


def test_change_while_a_telling_fails_is_told(room):
    def tell(slug):
        room.told.append((slug, 0))
        if len(room.told) == 1:
            room.announcer.announce(slug)
            raise OSError("the database is away")

    room.tells_by(tell)
    room.announcer.announce("a")
    with pytest.raises(OSError, match="away"):
        room.run()
    room.run()

    assert len(room.told) == 2
