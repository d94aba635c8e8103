"""Screens as JSON: one text for one content, one tag for one text, and patches that lead from one to the next."""

import weakref
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from app.screens.canonical import Screen, Section, canonical, iso, merge_patch, plain
from app.screens.views import Views
from tests.domain.test_state_machine import merged
from tests.screens.sample import FULL

NAMES = st.sampled_from(["a", "b", "c", "é", "list"])
VALUES = st.recursive(
    st.just(True) | st.integers(2, 9) | st.text(max_size=3) | st.lists(st.integers(2, 4), max_size=2),
    lambda inner: st.dictionaries(NAMES, inner, max_size=3), max_leaves=8,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=4)


@settings(max_examples=60)
@for_all(OBJECTS, OBJECTS)
def test_patch_leads_from_any_object_to_any_other(before, after):
    patch = merge_patch(before, after)

    assert canonical(merged(before, patch)) == canonical(after)


@settings(max_examples=60)
@for_all(OBJECTS, OBJECTS)
def test_screens_patch_by_sections_as_they_would_as_a_whole(before, after):
    old, new = (Screen({name: Section(value) for name, value in each.items()}) for each in (before, after))

    assert new.patch_from(old) == merge_patch(before, after)
    assert (new.tag == old.tag) is (canonical(before) == canonical(after)) is (new.patch_from(old) == {})
    assert new.text == canonical(after)


@pytest.mark.parametrize(("before", "after", "patch"), [
    ({"a": 1}, {"a": 1}, {}), ({"a": 1}, {}, {"a": None}), ({}, {"a": {}}, {"a": {}}),
    ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1}}, {"a": {"c": None}}), ({"a": {"b": 1}}, {"a": {}}, {"a": {"b": None}}),
    ({"a": [1, 2]}, {"a": [1]}, {"a": [1]}), ({"a": {"b": 1}}, {"a": 3}, {"a": 3}), ({"a": 3}, {"a": {}}, {"a": {}}),
])
def test_patch(before, after, patch):
    assert merge_patch(before, after) == patch


def test_instants_are_written_in_utc_with_milliseconds():
    geneva = timezone(timedelta(hours=2))

    assert iso(datetime(2017, 6, 8, 12, 0, 0, 123999, tzinfo=geneva)) == "2017-06-08T10:00:00.123Z"
    assert iso(datetime(2017, 6, 8, 10, tzinfo=UTC)) == "2017-06-08T10:00:00.000Z"


def test_what_is_not_there_is_absent():
    at = datetime(2017, 6, 8, 10, tzinfo=UTC)

    assert plain({"a": None, "b": {"c": None, "d": (1, at)}, "e": [{"f": None}]}) == {
        "b": {"d": [1, "2017-06-08T10:00:00.000Z"]}, "e": [{}],
    }


def test_tag_is_the_same_in_every_process():
    """Of a fixed content: a process of yesterday or next door must come to the same."""
    screen = Screen({"meeting": Section({"title": "Réunion"}), "entries": Section({})})

    assert screen.text == '{"entries":{},"meeting":{"title":"Réunion"}}'
    assert screen.tag == "66d2e90f23fd62638b"


def test_sections_are_built_and_encoded_once_for_all_audiences():
    views = Views(FULL)
    room, chair, kenya = (views.screen(*each) for each in (("room",), ("chair",), ("delegate", None, "KEN")))

    assert room.sections["speech"] is chair.sections["speech"] is kenya.sections["speech"]
    assert chair.sections["lists"] is kenya.sections["lists"]
    assert room.sections["entries"] is kenya.sections["entries"]
    assert chair.sections["entries"] is not room.sections["entries"]


def test_what_was_replaced_does_not_hold_what_it_had_replaced():
    eldest, elder, now = (Screen({"notice": Section({"words": words})}) for words in ("one", "two", "three"))
    forgotten = weakref.ref(eldest.sections["notice"])

    elder.patch_from(eldest)
    del eldest
    now.patch_from(elder)

    assert forgotten() is None
    assert now.patch_from(elder) == {"notice": {"words": "three"}}


def test_what_has_not_changed_is_kept_once():
    before, now = (
        Screen({"list": Section({"id": "9"}), "notice": Section({"words": words})}) for words in ("one", "two")
    )

    assert now.adopt(before) is now
    assert now.sections["list"] is before.sections["list"]
    assert now.value == {"list": {"id": "9"}, "notice": {"words": "two"}}
    assert now.patch_from(before) == {"notice": {"words": "two"}}
