"""The same meeting brought a second time, with the same content or with another."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.events import Event, Inscribed, ProgrammeSet
from app.domain.policy import Tier
from app.importing import Difference, differences, read_meeting
from tests.importing.small_meeting import DELEGATIONS, NAMES, PROGRAMME, changed, write


def events_of(folder: Path, programme: str = PROGRAMME, delegations: str = DELEGATIONS) -> list[Event]:
    return read_meeting(*write(folder, programme, delegations, NAMES))


def test_same_files_make_no_difference(tmp_path: Path) -> None:
    assert differences(events_of(tmp_path), events_of(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Small Meeting", "title: Great Meeting", [
            'programme.title: is "Small Meeting" in the meeting, "Great Meeting" in the files',
            'programme.short_title: is "Small Meeting" in the meeting, "Great Meeting" in the files',
        ]),
        ("ngo: 120", "ngo: 60", ['programme.limits_s.ngo: is "120" in the meeting, "60" in the files']),
        ("other: 120}", "other: 120, group: 300}", [
            'programme.limits_s.group: is absent in the meeting, "300" in the files',
        ]),
        ('    start: "10:00"', '    start: "10:05"', [
            'programme.items[1].starts_at: is "2024-03-30 09:00:00+00:00" in the meeting, '
            '"2024-03-30 09:05:00+00:00" in the files',
        ]),
        ("{code: KEN, role: president}", "{code: NOR, role: president}", [
            "programme.items[1].invited: is KEN in the meeting, NOR in the files",
            'interventions.i1.delegation: is "KEN" in the meeting, "NOR" in the files',
        ]),
        ("  - {name: Nordic States, code: NOR}", "  - {name: Baltic States, code: NOR}", [
            "programme.groups[Nordic States]: is there in the meeting, absent in the files",
            "programme.groups[Baltic States]: is absent in the meeting, there in the files",
        ]),
        ('closes: "2024-03-30 18:00"', 'closes: "2024-03-30 19:00"', [
            'programme.windows[2.2].closes_at: is "2024-03-30 17:00:00+00:00" in the meeting, '
            '"2024-03-30 18:00:00+00:00" in the files',
        ]),
    ],
)  # fmt: skip
def test_difference_of_the_programme_is_named(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    found = differences(events_of(tmp_path), events_of(tmp_path, changed(PROGRAMME, old, new)))

    assert [str(difference) for difference in found] == expected


def test_order_of_items_is_a_difference(tmp_path: Path) -> None:
    first, second = PROGRAMME.split("items:\n")[1].split("groups:\n")[0].split('  - number: "2"')
    swapped = changed(PROGRAMME, first + '  - number: "2"' + second, '  - number: "2"' + second + first)

    found = differences(events_of(tmp_path), events_of(tmp_path, swapped))

    assert str(found[0]) == "programme.items: is 1, 2 in the meeting, 2, 1 in the files"


def test_delegations_that_come_go_or_change_are_named(tmp_path: Path) -> None:
    other = changed(changed(DELEGATIONS, "SRB,Serbia,RS,SRB", "HRV,Croatia,HR,HRV"), "en,African Group", "fr,")

    found = differences(events_of(tmp_path), events_of(tmp_path, delegations=other))

    assert [str(difference) for difference in found if difference.field.startswith("delegations")] == [
        'delegations.KEN.language: is "en" in the meeting, "fr" in the files',
        'delegations.KEN.regional_group: is "African Group" in the meeting, absent in the files',
        "delegations.SRB: is there in the meeting, absent in the files",
        "delegations.HRV: is absent in the meeting, there in the files",
    ]


def test_words_erased_since_are_no_difference(tmp_path: Path) -> None:
    named = events_of(tmp_path, changed(PROGRAMME, "role: president}", "role: president, name: Ambassador X}"))
    erased = [replace(event, speaker=None) if isinstance(event, Inscribed) else event for event in named]

    assert differences(erased, named) == []
    assert [difference.field for difference in differences(named, erased)] == ["interventions.i1.speaker"]


def test_regional_groups_are_told_apart_by_name(tmp_path: Path) -> None:
    found = differences(events_of(tmp_path), events_of(tmp_path, delegations=changed(DELEGATIONS, ",WEOG", ",")))

    assert "programme.groups[WEOG]: is there in the meeting, absent in the files" in map(str, found)


def test_kind_of_a_difference_is_added_removed_or_changed() -> None:
    differing = [("absent", "there"), ("there", "absent"), ('"absent"', '"1"')]

    assert [Difference(field="x", old=old, new=new).change for old, new in differing] == ["added", "removed", "changed"]


def test_policies_whose_tiers_have_no_names_and_motions_are_compared(tmp_path: Path) -> None:
    events = events_of(tmp_path, changed(PROGRAMME, "  attendance:", "  pack: unga-plenary\n  attendance:"))
    programme = next(event.programme for event in events if isinstance(event, ProgrammeSet))
    fewer = ProgrammeSet(programme=replace(
        programme, motions=programme.motions[1:],
        policy=replace(programme.policy, tiers=tuple(Tier(categories=(each,)) for each in ("ngo", "other"))),
    ))

    first = programme.motions[0].kind
    assert [(each.field, each.change) for each in differences(events[:1], [fewer])] == [
        ("programme.policy.tiers", "changed"), (f"programme.motions[{first}]", "removed"),
    ]
