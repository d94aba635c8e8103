"""Who is let in first, and that nobody waits for all of those who come at once."""

from app.live.handshake import ADMITTED_AT_ONCE, Admission


class Hub:
    """What was asked to start, and what happened in which order."""

    def __init__(self):
        self.started, self.order = [], []
        self.admission = Admission(self.started.append, lambda: self.order.append("pause"))

    def come(self, name, is_desk=False):
        self.admission.enter(lambda: self.order.append(name), is_desk)


def test_desks_are_let_in_before_those_who_came_earlier():
    hub = Hub()
    for number in range(3):
        hub.come(number)
    hub.come("chair", is_desk=True)

    hub.started.pop()()

    assert hub.order == ["chair", 0, 1, 2]
    assert hub.admission.waiting == 0


def test_others_have_their_turn_between_a_few():
    hub = Hub()
    for number in range(2 * ADMITTED_AT_ONCE + 1):
        hub.come(number)

    assert len(hub.started) == 1
    hub.started.pop()()

    assert hub.order.count("pause") == 2
    assert hub.order.index("pause") == ADMITTED_AT_ONCE


def test_who_comes_while_others_are_let_in_waits_with_them():
    hub = Hub()
    hub.admission.enter(lambda: hub.come("later"), False)
    hub.started.pop()()

    assert hub.order == ["later"]
    assert hub.started == []

    hub.come("after")
    hub.started.pop()()
    assert hub.order == ["later", "after"]
