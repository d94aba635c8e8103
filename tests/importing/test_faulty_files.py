"""Files that are not what they claim: delegations, names, and what is no text at all."""

from pathlib import Path

import pytest

from app.importing import ImportRefused, read_meeting
from tests.importing.small_meeting import DELEGATIONS, NAMES, PROGRAMME, changed, problems, write

DELEGATION_FAULTS = [
    (
        "code,name,alpha2,",
        "code,nom,alpha2,",
        ['1: the column "nom" is unknown', "1: name: the column is missing"],
    ),
    ("code,name,alpha2,", "code,name,code,", ["1: code: the column is given a second time"]),
    (
        "article5_obligations_2017",
        "article5_obligations_17",
        ['1: the column "article5_obligations_17" is unknown'],
    ),
    ("KE,KEN,state_party", "KE,KEN,state_partey", ['2: category: "state_partey" is not a category of delegations']),
    ("KE,KEN,state_party", "KE,KEN,presiding", ['2: category: "presiding" is not a category of delegations']),
    ("SRB,Serbia,RS,SRB", "KEN,Serbia,RS,KEN", ['4: code: "KEN" is given a second time, first in line 2']),
    ("SRB,Serbia,RS", "SRB,Serbia,KE", ['4: alpha2: "KE" is given a second time, first in line 2']),
    ("SRB,Serbia", "srb,Serbia", ['4: code: "srb" does not fit']),
    ("SRB,Serbia", "SRB,", ["4: name: the cell is empty"]),
    ("SRB,Serbia", ",Serbia", ["4: code: the cell is empty"]),
    ("SRB,Serbia,RS", "SRB,Serbia,rs", ['4: alpha2: "rs" does not fit']),
    ("SRB,Serbia,RS,SRB", "SRB,Serbia,RS,SER", ['4: alpha3: "SER" is not its code, SRB']),
    ("state_party,en,WEOG", "state_party,no,WEOG", ['3: language: "no" is not a language known here']),
    ("WEOG,yes", "WEOG,maybe", ['3: article5_obligations_2017: "maybe" does not fit']),
    ("NOR,Norway,", "NOR,Norway,Nordic,", ["3: the row has 10 cells"]),
    ('"one, two"', '"one, two', ["4: is not CSV (unexpected end of data)"]),
    ('"one, two"', '"one" two', ["4: is not CSV (',' expected after '\"')"]),
    ('"one, two"', '"one\ntwo"', ['4: note: "one\\ntwo" holds U+000A']),
    ("Serbia", "Serbia \u202e", ["4: the character U+202E is not allowed"]),
    ("Serbia", "Ser\x00bia", ["4: the character U+0000 is not allowed"]),
    ("Serbia", "S" * 400, ['4: name: "' + "S" * 57 + '..." has 400 characters']),
]


@pytest.mark.parametrize(("old", "new", "expected"), DELEGATION_FAULTS)
def test_faulty_delegations_are_refused_at_line_and_column(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    found = problems(tmp_path, delegations=changed(DELEGATIONS, old, new))

    assert found == [f"delegations.csv:{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("KEN,Kenya", "GBR,Kenya", '2: code: "GBR" is not among the delegations'),
        ("Norvège", "", "3: fr: the cell is empty"),
        ("en,fr,ar", "en,fr,de", '1: the column "de" is unknown'),
        ("NOR,Norway", "KEN,Norway", '3: code: "KEN" is given a second time, first in line 2'),
        ("كينيا", "كينيا,x", "2: the row has 5 cells"),
        ("Norvège", "Norv\u2028ge", "3: the character U+2028 is not allowed"),
    ],
)
def test_faulty_names_are_refused_at_line_and_column(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert problems(tmp_path, names=changed(NAMES, old, new)) == [f"names.csv:{expected}"]


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        (b"", ": the file is empty"),
        (b" \n\n", ": the file is empty"),
        (b"\xef\xbb\xbf", ": the file is empty"),
        (b"# nothing but a comment\n", ": the file is empty"),
        (PROGRAMME.encode("utf-16"), ":1: byte 0xFF is not UTF-8"),
        (PROGRAMME.replace("Opening", "Eröffnung").encode("latin-1"), ":25: byte 0xF6 is not UTF-8"),
        (PROGRAMME.encode() + b"\r\n\xff", ":61: byte 0xFF is not UTF-8"),
        (PROGRAMME.encode() + b"\x07", ":60: the character U+0007 is not allowed"),
        (b"[]", ":1: a list is given"),
        (b"a", ':1: "a" is a single value'),
        (b"~", ':1: "~" is a single value'),
        (b"a: &a [1]\nb: *a", ':2: "*a" refers to another place'),
        (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]", ':2: "*a" refers to another place'),
        (b"[" * 100_000, ":1: is nested too deeply"),
        (b"? " * 100_000, ":1: is nested too deeply"),
        (b"x" * (2 * 1024 * 1024 + 1), ": the file is too large"),
        (b" " * (12 * 1024 * 1024), ": the file is too large"),
        (b"%YAML 3.0\n---\na", ":1: is not YAML (found incompatible YAML document)"),
        (b"@", ":1: is not YAML (found character that cannot start any token)"),
        (b"{", ":2: is not YAML (did not find expected node content)"),
        (b"a: b: c", ":1: is not YAML (mapping values are not allowed in this context)"),
        (
            b"!!python/object/apply:os.system [ls]",
            ':1: the tag "tag:yaml.org,2002:python/object/apply:os.system" is not allowed',
        ),
    ],
)
def test_what_is_no_programme_is_refused(tmp_path: Path, programme: bytes, expected: str) -> None:
    assert problems(tmp_path, programme=programme) == [f"programme.yaml{expected}"]


@pytest.mark.parametrize(
    ("delegations", "expected"),
    [
        (b"", ": the file is empty"),
        (b"\xff", ":1: byte 0xFF is not UTF-8"),
        (b"code,name,category\n", ": there are no rows"),
        (DELEGATIONS.replace(",", ";").encode(), ":1: the cells are not separated by commas"),
        (DELEGATIONS.replace(",", "\t").encode(), ":1: the cells are not separated by commas"),
        (b"x" * 200_000, ":1: is not CSV (field larger than field limit (131072))"),
    ],
)
def test_what_are_no_delegations_is_refused(tmp_path: Path, delegations: bytes, expected: str) -> None:
    assert problems(tmp_path, delegations=delegations) == [f"delegations.csv{expected}"]


@pytest.mark.parametrize(
    ("old", "new"), [("\n", "\r\n"), ("code,", "\ufeffcode,"), ("meeting:\n", "\ufeffmeeting:\n"), ("a", "a")]
)
def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path, old: str, new: str) -> None:
    plain = read_meeting(*write(tmp_path, PROGRAMME, DELEGATIONS, NAMES))

    other = read_meeting(*write(tmp_path, *(text.replace(old, new, -1 if old == "\n" else 1) for text in (
        PROGRAMME, DELEGATIONS, NAMES))))

    assert other == plain


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    programme = changed(changed(PROGRAMME, "committee: a", "committee: b"), "    presiding: NOR", "    presiding: DEU")
    delegations = changed(DELEGATIONS, "NO,NOR,state_party", "NO,NOR,state")
    names = changed(NAMES, "Norvège", "")

    with pytest.raises(ImportRefused) as refused:
        read_meeting(*write(tmp_path, programme, delegations, names))

    assert str(refused.value).splitlines() == [
        'programme.yaml:30: items[0].committee: "b" is not a committee of this file; expected one of a',
        'programme.yaml:42: items[1].presiding: "DEU" is not among the delegations; expected the code of a delegation',
        'delegations.csv:3: category: "state" is not a category of delegations; expected one of state_party, '
        "state_not_party, international_organization, ngo, other",
        "names.csv:3: fr: the cell is empty; expected a text",
    ]


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_meeting(tmp_path, tmp_path / "nothing.csv", tmp_path / "a\0b")

    assert [(problem.line, problem.found) for problem in refused.value.problems] == [
        (None, "cannot be read (Is a directory)"),
        (None, "cannot be read (No such file or directory)"),
        (None, "cannot be read (embedded null byte)"),
    ]


def test_refusal_of_a_thousand_problems_stays_readable(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_meeting(*write(tmp_path, PROGRAMME + "".join(f"k{n}: 1\n" for n in range(1000)), DELEGATIONS, NAMES))

    assert len(refused.value.problems) == 1000
    assert str(refused.value).splitlines()[100:] == ["and 900 more problems"]
