"""One thing wrong in a programme at a time, and what the refusal says: line, field, what was found."""

from pathlib import Path

import pytest

from tests.importing.small_meeting import PROGRAMME, changed, problems

FAULTS = [
    (
        "title: Small Meeting",
        "titel: Small Meeting",
        ["2: meeting.title: is missing", "3: meeting.titel: the key is unknown"],
    ),
    (
        "title: Small Meeting",
        "title: Small Meeting\n  title: Twice",
        ["4: meeting.title: the key is given a second time, first in line 3"],
    ),
    ("title: Small Meeting", "title:", ["3: meeting.title: nothing is given"]),
    ("title: Small Meeting", "title: [a, b]", ["3: meeting.title: a list is given"]),
    ("title: Small Meeting", "title: {a: b}", ["3: meeting.title: keys with values are given"]),
    ("title: Small Meeting", 'title: "two\\nlines"', ['3: meeting.title: "two\\nlines" holds U+000A']),
    ("title: Small Meeting", 'title: "a \\u202e b"', ['3: meeting.title: "a \\u202e b" holds U+202E']),
    ("title: Small Meeting", 'title: "a \\0 b"', ['3: meeting.title: "a \\x00 b" holds U+0000']),
    (
        "title: Small Meeting",
        "title: " + "x" * 501,
        ['3: meeting.title: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." has 501 characters'],
    ),
    (
        "title: Small Meeting",
        "title: Zu" + "\u0301" * 9,
        ['3: meeting.title: "Zu' + "\u0301" * 9 + '" piles up combining marks'],
    ),
    (
        "title: Small Meeting",
        "title: !!python/name:os.system x",
        ['3: meeting.title: the tag "tag:yaml.org,2002:python/name:os.system" is not allowed'],
    ),
    ("title: Small Meeting", "title: *a", ['3: "*a" refers to another place']),
    ("id: small-2024", "id: Small Meeting", ['2: meeting.id: "Small Meeting" is not an id']),
    ("id: small-2024", "id: api", ['2: meeting.id: "api" is an address of the program']),
    (
        "id: small-2024",
        "id: " + "a" * 61,
        ['2: meeting.id: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..." is not an id'],
    ),
    ("dates: [2024-03-30, 2024-03-31]", "dates: []", ["4: meeting.dates: the list is empty"]),
    ("dates: [2024-03-30, 2024-03-31]", "dates: 2024-03-30", ['4: meeting.dates: "2024-03-30" is a single value']),
    (
        "dates: [2024-03-30, 2024-03-31]",
        "dates: [2024-02-30, 2024-03-30, 2024-03-31]",
        ['4: meeting.dates[0]: "2024-02-30" is not a date'],
    ),
    (
        "dates: [2024-03-30, 2024-03-31]",
        "dates: [2024-03-30]",
        ['22: sessions[2].date: "2024-03-31" is not a day of the meeting'],
    ),
    (
        "dates: [2024-03-30, 2024-03-31]",
        "dates: [2024-03-30, 2024-03-30, 2024-03-31]",
        ['4: meeting.dates[1]: "2024-03-30" is given a second time'],
    ),
    ("timezone: Europe/Zurich", "timezone: Europe/Bern", ['5: meeting.timezone: "Europe/Bern" is not a time zone']),
    (
        "timezone: Europe/Zurich",
        "timezone: ../../etc/passwd",
        ['5: meeting.timezone: "../../etc/passwd" is not a time zone'],
    ),
    ("timezone: Europe/Zurich", "timezone: Europe", ['5: meeting.timezone: "Europe" is not a time zone']),
    ("  timezone: Europe/Zurich\n", "", ["2: meeting.timezone: is missing"]),
    (
        "president: {code: KEN,",
        "president: {code: GBR,",
        ['6: meeting.president.code: "GBR" is not among the delegations'],
    ),
    ("president: {code: KEN, name", "president: {name", ["6: meeting.president.code: is missing"]),
    ("isu@example.org", "isu at example", ['7: meeting.secretariat.email: "isu at example" is not an e-mail address']),
    (
        "invitation_date: 2024-02-01",
        "invitation_date: 1 February",
        ['8: meeting.invitation_date: "1 February" is not a date'],
    ),
    (
        "invitation_date: 2024-02-01",
        "invitation_date: 2024-04-01",
        [
            '8: meeting.invitation_date: "2024-04-01" is after the first day',
            '9: meeting.registration_deadline: "2024-03-20" is before the invitation',
        ],
    ),
    (
        "registration_deadline: 2024-03-20",
        "registration_deadline: 2024-01-20",
        ['9: meeting.registration_deadline: "2024-01-20" is before the invitation'],
    ),
    (
        "official_languages: [en, fr]",
        "official_languages: [en, french]",
        ['10: meeting.official_languages[1]: "french" is not a language known here'],
    ),
    (
        "official_languages: [en, fr]",
        "official_languages: [fr]",
        ['10: meeting.official_languages: the working language "en" is not official'],
    ),
    (
        "official_languages: [en, fr]",
        "official_languages: [en]\n  working_language: fr",
        ['11: meeting.working_language: the working language "fr" is not official'],
    ),
    (
        "states_represented: 3",
        "states_represented: many",
        ['11: meeting.attendance.states_represented: "many" is not a number'],
    ),
    ("ngo: 120, ", "", ["13: defaults.time_limits_seconds.ngo: is missing"]),
    ("ngo: 120", "ngo: 0", ['13: defaults.time_limits_seconds.ngo: "0" is out of range']),
    ("ngo: 120", "ngo: 1:30", ['13: defaults.time_limits_seconds.ngo: "1:30" is not a number']),
    ("ngo: 120", "ngo: 120, press: 60", ["13: defaults.time_limits_seconds.press: the key is unknown"]),
    ("warning_seconds: 30", "warning_seconds: -1", ['14: defaults.warning_seconds: "-1" is out of range']),
    ("order: [presiding, invited", "order: [invited", ["15: defaults.order: presiding left out"]),
    (
        "order: [presiding, inv",
        "order: [presiding, presiding, inv",
        ['15: defaults.order[1]: "presiding" is given a second time'],
    ),
    ("order: [presiding, inv", "order: [chair, inv", ['15: defaults.order[0]: "chair" is not a category']),
    ("allowed: true", "allowed: maybe", ['16: defaults.right_of_reply.allowed: "maybe" is not true or false']),
    ("when: end_of_item", "when: later", ['16: defaults.right_of_reply.when: "later" is not a time for replies']),
    (
        "limits_seconds: [180, 120]",
        "limits_seconds: [180, 120, 60]",
        ["16: defaults.right_of_reply.limits_seconds: 3 limits are given for 2 replies"],
    ),
    (
        "members: [KEN, NOR]",
        "members: [KEN, DEU]",
        ['18: committees[0].members[1]: "DEU" is not among the delegations'],
    ),
    (
        "  - {id: a, name: Committee A,",
        "  - {id: a, name: A}\n  - {id: a, name: Committee A,",
        ['19: committees[1].id: "a" is given a second time'],
    ),
    (
        "{id: am, date: 2024-03-30",
        "{id: am, date: 2024-03-29",
        ['20: sessions[0].date: "2024-03-29" is not a day of the meeting'],
    ),
    (
        'start: "10:00", end: "13:00", kind: plenary',
        'start: "10:00", end: "13:01", kind: plenary',
        ['21: sessions[1].start: the session overlaps "am"'],
    ),
    (
        'start: "10:00", end: "13:00", kind: plenary',
        'start: "14:00", end: "13:00", kind: plenary',
        ['20: sessions[0].end: "13:00" is not after the start, 14:00'],
    ),
    ("kind: break", "kind: pause", ['21: sessions[1].kind: "pause" is not a kind of session']),
    ("{id: lunch", "{id: am", ['21: sessions[1].id: "am" is given a second time, first in line 20']),
    ('start: "01:00"', 'start: "02:30"', ["22: sessions[2].start: the clocks in Europe/Zurich skip 2024-03-31 02:30"]),
    ('    start: "10:00"', '    start: "25:00"', ['27: items[0].start: "25:00" is not a time of day']),
    ('    start: "10:00"', "    start: 10.00", ['27: items[0].start: "10.00" is not a time of day']),
    ('    start: "10:00"', '    start: "09:45"', ['27: items[0].start: the item begins before its session "am"']),
    ('    end: "10:15"', '    end: "09:15"', ['28: items[0].end: "09:15" is not after the start, 10:00']),
    ('    end: "10:15"', '    end: "13:15"', ['28: items[0].end: the item ends after its session "am"']),
    ("session: am", "session: pm", ['26: items[0].session: "pm" is not a session of this file']),
    ("session: am", "session: lunch", ['26: items[0].session: "lunch" is a break']),
    ("    presiding: KEN", "    presiding: kenya", ['29: items[0].presiding: "kenya" is not a code']),
    ("    presiding: KEN\n", "", ["24: items[0].presiding: is missing"]),
    ("committee: a", "committee: b", ['30: items[0].committee: "b" is not a committee of this file']),
    (
        "kind: opening",
        "kind: Opening of the meeting",
        ['31: items[0].kind: "Opening of the meeting" is not a word of small letters'],
    ),
    (
        "speaker_policy: invited_only",
        "speaker_policy: invited",
        ['32: items[0].speaker_policy: "invited" is not a speaker policy'],
    ),
    (
        "default_limit_seconds: 300",
        'map_actions: "12 to 18"',
        ['33: items[0].map_actions: "12 to 18" are not actions'],
    ),
    (
        "default_limit_seconds: 300",
        'map_actions: "18-12"',
        ['33: items[0].map_actions: "18-12" are not actions'],
    ),
    (
        "default_limit_seconds: 300",
        'map_actions: "1,,2"',
        ['33: items[0].map_actions: "1,,2" are not actions'],
    ),
    (
        "default_limit_seconds: 300",
        'map_actions: "0-4"',
        ['33: items[0].map_actions: "0-4" are not actions'],
    ),
    (
        "default_limit_seconds: 300",
        "default_limit_seconds: five minutes",
        ['33: items[0].default_limit_seconds: "five minutes" is not a number'],
    ),
    (
        "default_limit_seconds: 300",
        "default_limit_seconds: 99999",
        ['33: items[0].default_limit_seconds: "99999" is out of range'],
    ),
    ("basis: sourced", "basis: guess", ['34: items[0].basis: "guess" is not a basis']),
    ('number: "2"', 'number: "1"', ['37: items[1].number: "1" is given a second time, first in line 24']),
    ('number: "1"', 'number: "2.2"', ['37: items[1].number: the list "2.2" exists already, from line 24']),
    ('number: "1"', 'number: "2.1"', ['37: items[1].number: the list "2.1" exists already, from line 24']),
    (
        '{id: "2.2", title',
        '{id: "2.1", title',
        [
            '46: items[1].parts[1].id: "2.1" is given a second time, first in line 45',
            '50: items[1].seed_speakers[2].part: "2.2" is not a part of item 2',
            '51: items[1].seed_speakers[3].part: "2.2" is not a part of item 2',
            '55: windows[0].list: "2.2" is not a list of this file',
        ],
    ),
    ("kind: open_floor", "kind: open", ['46: items[1].parts[1].kind: "open" is not a kind of part']),
    (
        "kind: open_floor, limit_seconds: 180",
        "kind: open_floor, comment_limit_seconds: 180",
        ["46: items[1].parts[1].comment_limit_seconds: a part of kind open_floor takes no comments"],
    ),
    (
        "kind: open_floor, limit_seconds: 180",
        "kind: open_floor, limit: 180",
        ["46: items[1].parts[1].limit: the key is unknown"],
    ),
    (
        '{code: NOR, part: "2.1"}',
        '{code: SWE, part: "2.1"}',
        [
            '48: items[1].seed_speakers[0].code: "SWE" is not among the delegations',
            '49: items[1].seed_speakers[1].in_reply_to: "NOR" has not spoken here before',
        ],
    ),
    (
        '{code: NOR, part: "2.1"}',
        '{code: NOR, part: "2.9"}',
        ['48: items[1].seed_speakers[0].part: "2.9" is not a part of item 2'],
    ),
    (
        '{code: NOR, part: "2.1"}',
        "{code: NOR}",
        ["48: items[1].seed_speakers[0].part: is missing, and item 2 has parts"],
    ),
    (
        '{code: NOR, part: "2.1"}',
        '{code: NOR, part: "2.1"}\n      - {code: NOR, part: "2.1"}',
        ['49: items[1].seed_speakers[1].code: "NOR" is on this list already, in line 48'],
    ),
    (
        "in_reply_to: NOR",
        "in_reply_to: KEN",
        ['49: items[1].seed_speakers[1].in_reply_to: "KEN" has not spoken here before'],
    ),
    (
        "in_reply_to: NOR",
        "in_reply_to: NOR, right_of_reply_to: NOR",
        ["49: items[1].seed_speakers[1].right_of_reply_to: is given beside in_reply_to"],
    ),
    (
        '{code: KEN, part: "2.2", on_',
        '{code: KEN, part: "2.2", in_reply_to: NOR, on_',
        ["50: items[1].seed_speakers[2].in_reply_to: comments have no place here"],
    ),
    (
        "right_of_reply_to: KEN",
        "right_of_reply_to: ICRC",
        ['51: items[1].seed_speakers[3].right_of_reply_to: "ICRC" has not spoken here before'],
    ),
    (
        "{code: KEN, role: president}",
        "{code: KEN, role: presidant}",
        ['36: items[0].seed_speakers[0].role: "presidant" is not a role'],
    ),
    (
        "{code: KEN, role: president}",
        '{code: KEN, role: president, part: "2.1"}',
        ['36: items[0].seed_speakers[0].part: "2.1" is not a part of item 1'],
    ),
    ("{code: KEN, role: president}", "KEN", ['36: items[0].seed_speakers[0]: "KEN" is a single value']),
    (
        "delivery: written_only",
        "delivery: written",
        ['51: items[1].seed_speakers[3].delivery: "written" is not a delivery'],
    ),
    (
        "name: Nordic States, code: NOR",
        "name: Nordic States, code: NO",
        ['53: groups[0].code: "NO" is not among the delegations'],
    ),
    (
        "  - {name: Nordic States, code: NOR}",
        "  - {name: Nordic States}\n  - {name: Nordic States}",
        ['54: groups[1].name: "Nordic States" is given a second time'],
    ),
    ('- {list: "2.2", opens', '- {list: "2.3", opens', ['55: windows[0].list: "2.3" is not a list of this file']),
    (
        'closes: "2024-03-30 18:00"',
        'closes: "2024-01-30 18:00"',
        ["55: windows[0].closes: the list would close before it opens"],
    ),
    (
        'closes: "2024-03-30 18:00"',
        'closes: "2024-03-31 02:30"',
        ["55: windows[0].closes: the clocks in Europe/Zurich skip that time"],
    ),
    ('closes: "2024-03-30 18:00"', 'closes: "tomorrow"', ['55: windows[0].closes: "tomorrow" is not a date and time']),
    (
        ', opens: "2024-02-01 09:00", closes: "2024-03-30 18:00"',
        "",
        ["55: windows[0].opens: is missing, and so is closes"],
    ),
    ('end: "14:00", title', 'end: "13:00", title', ['57: margins[0].end: "13:00" is not after the start, 13:15']),
    ("closed: true", "closed: sometimes", ['57: margins[0].closed: "sometimes" is not true or false']),
    ("S1: a letter", "S1: [a, letter]", ["59: sources.S1: a list is given"]),
    ("margins:", "marginals:", ["56: marginals: the key is unknown"]),
    (
        "  title: Small Meeting",
        "\ttitle: Small Meeting",
        ["3: is not YAML (found a tab character that violates indentation)"],
    ),
    (
        "  title: Small Meeting",
        "  title: Small: Meeting",
        ["3: is not YAML (mapping values are not allowed in this context)"],
    ),
    ("  title: Small Meeting", '  title: "Small Meeting', ["20: is not YAML (did not find expected key)"]),
    ("meeting:", "? [a]\n: b\nmeeting:", ["1: a key is not a word"]),
    ("meeting:", "meeting: !!set", ['1: meeting: the tag "tag:yaml.org,2002:set" is not allowed']),
    ("  S1: a letter", "  S1: a letter\n---\na: b", ["60: a second document begins"]),
    ("  S1: a letter", "  S1: " + "[" * 30 + "]" * 30, ["59: is nested too deeply"]),
    (
        "items:\n",
        "items: []\nothers:\n",
        [
            "23: items: the list is empty",
            "24: others: the key is unknown",
            '56: windows[0].list: "2.2" is not a list of this file',
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS)
def test_faulty_programme_is_refused_at_line_and_field(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    found = problems(tmp_path, programme=changed(PROGRAMME, old, new))

    assert found == [f"programme.yaml:{problem}" for problem in expected]


def test_small_meeting_itself_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []
