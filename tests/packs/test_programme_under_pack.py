"""A programme that names a pack: what it says itself goes before, the rest is the pack's."""

from app.importing.programme_file import read_programme
from tests.importing.small_meeting import DELEGATIONS, NAMES, PROGRAMME, changed, problems, write

LIMITS = (
    "  time_limits_seconds: {state_party: 180, state_not_party: 180, international_organization: 180, ngo: 120, "
    "other: 120}\n"
)


def read(tmp_path, text):
    return read_programme(write(tmp_path, text, DELEGATIONS, NAMES)[0])[0]


def with_pack(pack):
    return changed(PROGRAMME, "  title: Small Meeting\n", f"  title: Small Meeting\n  pack: {pack}\n")


def test_limits_come_from_the_pack_where_the_programme_gives_none(tmp_path):
    found = read(tmp_path, changed(with_pack("unga-plenary"), LIMITS, ""))
    assert (found.pack, found.limits_s["ngo"], found.policy.within) == ("unga-plenary", 900, "level")


def test_programme_goes_before_its_pack(tmp_path):
    found = read(tmp_path, with_pack("unga-plenary"))
    assert (found.limits_s["ngo"], found.limits_s["group"]) == (120, 900)
    assert (found.policy.tiers, found.reply.limits_s, found.reply.when) == ((), (180, 120), "end_of_item")


def test_item_may_have_its_own(tmp_path):
    text = changed(PROGRAMME, '    title: Opening\n', '    title: Opening\n    pack: unsc\n')
    item = read(tmp_path, text).items[0]
    assert (item.pack, item.policy.within, item.limits_s["ngo"]) == ("unsc", "lots", 300)


def test_closing_before_the_previous_sitting_ends_becomes_a_window(tmp_path):
    found = read(tmp_path, with_pack("pace"))
    closes = {each.list: f"{each.closes_at:%d %H:%M}" for each in found.windows}
    assert closes == {"2.1": "30 11:00", "2.2": "30 17:00"}, "2.2 has a window of its own"


def test_without_a_pack_the_limits_must_be_given(tmp_path):
    found = problems(tmp_path, changed(PROGRAMME, LIMITS, ""))
    assert found == ["programme.yaml:13: defaults.time_limits_seconds: is missing"]


def test_unknown_pack_is_named_with_its_line(tmp_path):
    assert problems(tmp_path, with_pack("nobody")) == ['programme.yaml:4: meeting.pack: "nobody" is not a pack']
