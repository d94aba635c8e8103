"""A small meeting, right in all its files, for tests that make one thing wrong."""

from pathlib import Path

from app.importing import ImportRefused, read_meeting

PROGRAMME = """\
meeting:
  id: small-2024
  title: Small Meeting
  dates: [2024-03-30, 2024-03-31]
  timezone: Europe/Zurich
  president: {code: KEN, name: Ambassador X, function: President}
  secretariat: {code: ISU, email: isu@example.org}
  invitation_date: 2024-02-01
  registration_deadline: 2024-03-20
  official_languages: [en, fr]
  attendance: {states_represented: 3, organizations: null}
defaults:
  time_limits_seconds: {state_party: 180, state_not_party: 180, international_organization: 180, ngo: 120, other: 120}
  warning_seconds: 30
  order: [presiding, invited_state_party, group, state_party, state_not_party, international_organization, ngo, other]
  right_of_reply: {allowed: true, when: end_of_item, max_per_delegation: 2, limits_seconds: [180, 120]}
committees:
  - {id: a, name: Committee A, chair: KEN, members: [KEN, NOR]}
sessions:
  - {id: am, date: 2024-03-30, start: "10:00", end: "13:00", kind: plenary}
  - {id: lunch, date: 2024-03-30, start: "13:00", end: "15:00", kind: break}
  - {id: late, date: 2024-03-31, start: "01:00", end: "05:00", kind: plenary}
items:
  - number: "1"
    title: Opening
    session: am
    start: "10:00"
    end: "10:15"
    presiding: KEN
    committee: a
    kind: opening
    speaker_policy: invited_only
    default_limit_seconds: 300
    basis: sourced
    seed_speakers:
      - {code: KEN, role: president}
  - number: "2"
    title: Presentations
    session: late
    start: "03:30"
    end: "05:00"
    presiding: NOR
    speaker_policy: targeted_then_open
    parts:
      - {id: "2.1", title: First, kind: presentation_with_comments, limit_seconds: 900, comment_limit_seconds: 180}
      - {id: "2.2", title: Others, kind: open_floor, limit_seconds: 180}
    seed_speakers:
      - {code: NOR, part: "2.1"}
      - {code: ICRC, part: "2.1", in_reply_to: NOR}
      - {code: KEN, part: "2.2", on_behalf_of: Friends of Mine Action}
      - {code: NOR, part: "2.2", right_of_reply_to: KEN, delivery: written_only}
groups:
  - {name: Nordic States, code: NOR}
windows:
  - {list: "2.2", opens: "2024-02-01 09:00", closes: "2024-03-30 18:00"}
margins:
  - {date: 2024-03-30, start: "13:15", end: "14:00", title: Photograph, closed: true, basis: partial}
sources:
  S1: a letter
"""
DELEGATIONS = """\
code,name,alpha2,alpha3,category,language,regional_group,article5_obligations_2017,note
KEN,Kenya,KE,KEN,state_party,en,African Group,,
NOR,Norway,NO,NOR,state_party,en,WEOG,yes,
SRB,Serbia,RS,SRB,state_not_party,en,,no,"one, two"
ICRC,International Committee of the Red Cross,,,international_organization,fr,,,
ISU,Implementation Support Unit,,,other,en,,,
"""
NAMES = """\
code,en,fr,ar
KEN,Kenya,Kenya,كينيا
NOR,Norway,Norvège,النرويج
"""


def write(folder: Path, programme: str | bytes, delegations: str | bytes, names: str | bytes) -> list[Path]:
    contents = {"programme.yaml": programme, "delegations.csv": delegations, "names.csv": names}
    for name, content in contents.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return [folder / name for name in contents]


def problems(
    folder: Path,
    programme: str | bytes = PROGRAMME,
    delegations: str | bytes = DELEGATIONS,
    names: str | bytes = NAMES,
) -> list[str]:
    """What an import of these files has against them, without what it expected instead."""
    try:
        read_meeting(*write(folder, programme, delegations, names))
    except ImportRefused as refused:
        return [str(problem).rpartition("; expected ")[0] for problem in refused.problems]
    return []


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)
