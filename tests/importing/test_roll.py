"""A table of delegations against those of a meeting: each row judged, taken over whole or not at all."""

from dataclasses import replace

import pytest

from app.documents.sheets import Sheet, csv_of, xlsx_of
from app.documents.tables import delegations_sheet
from app.domain.events import DelegationSet
from app.domain.programme import Delegation
from app.importing import ImportRefused
from app.importing.build import sortable
from app.importing.roll import Change, Preview, apply, delegations_from
from app.importing.tables import columns_guessed, read_table
from tests.documents.round_trips import meeting_of
from tests.real_meeting import real_meeting

DEMO = meeting_of(real_meeting())
ALL = list(DEMO.delegations.values())
KEN, NOR, ICRC, COD = (DEMO.delegations[code] for code in ("KEN", "NOR", "ICRC", "COD"))


def preview(text: str, *known: Delegation) -> Preview:
    table = read_table(text.encode(), "roll.csv")
    return delegations_from(table, columns_guessed(table.header), known)


def judged(text: str, *known: Delegation) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(row.judgement, row.code, row.candidates) for row in preview(text, *known).rows]


@pytest.mark.parametrize("is_workbook", [False, True])
def test_own_file_of_the_meeting_is_the_same_row_by_row(is_workbook: bool) -> None:
    sheet = delegations_sheet(DEMO)
    table = read_table(xlsx_of([sheet]) if is_workbook else csv_of(sheet), "roll")

    found = delegations_from(table, columns_guessed(table.header), ALL)

    assert {row.judgement for row in found.rows} == {"same"}
    assert (len(found.rows), found.not_in_file, found.problems) == (233, (), ())
    assert apply(found, {}) == []


def test_row_is_new_changed_or_the_same_and_who_is_missing_is_named() -> None:
    found = preview("code,name,category,language\nKEN,Kenya,State Party,\nNOR,Norge,,fr\nICRC,,,\nPER,,,\n", KEN, NOR,
                    ICRC, COD)

    assert [(row.judgement, row.code) for row in found.rows] == [
        ("same", "KEN"), ("changed", "NOR"), ("same", "ICRC"), ("new", "PER"),
    ]
    assert found.rows[1].changes == (
        Change(field="name_en", old="Norway", new="Norge"), Change(field="language", old="en", new="fr"),
    )
    assert found.not_in_file == ("COD",)
    peru = sortable(replace(DEMO.delegations["PER"], marks=(), regional_group=None))
    norway = sortable(replace(NOR, names=NOR.names | {"en": "Norge"}, language="fr"))
    assert apply(found, {}) == [DelegationSet(delegation=norway), DelegationSet(delegation=peru)]


@pytest.mark.parametrize(("name", "code"), [
    ("Kenya", "KEN"), ("KENYA", "KEN"), ("Norvège", "NOR"), ("norvege", "NOR"), ("Норвегия", "NOR"), ("挪威", "NOR"),
    ("النرويج", "NOR"), ("Noruega", "NOR"), ("Niger", "NER"), ("Nigeria", "NGA"), ("Turquie", "TUR"),
    ("Swaziland", "SWZ"), ("Cote d’Ivoire", "CIV"), ("The Netherlands", "NLD"), ("USA", "USA"), ("UK", "GBR"),
    ("République démocratique du Congo", "COD"), ("Guinea-Bissau", "GNB"), ("South Sudan", "SSD"),
])
def test_delegation_is_found_by_any_of_its_names_and_keeps_its_own(name: str, code: str) -> None:
    assert judged(f'name\n"{name}"\n', *ALL) == [("same", code, ())]


@pytest.mark.parametrize(("name", "candidates"), [
    ("Congo", ("COG", "COD")), ("Korea", ("KOR", "PRK")), ("Corée", ("KOR", "PRK")),
    ("Guinea", ("GIN", "GNB", "GNQ", "PNG")), ("刚果", ("COG", "COD")),
])
def test_name_that_several_bear_is_doubtful(name: str, candidates: tuple[str, ...]) -> None:
    assert judged(f"name\n{name}\n", *ALL) == [("doubtful", None, candidates)]


def test_code_and_name_of_two_are_doubtful_and_a_code_settles_a_shared_name() -> None:
    assert judged("code,name\nKEN,Norway\nCOD,Congo\nXYZ,Kenya\nNO,\n", KEN, NOR, COD) == [
        ("doubtful", None, ("KEN", "NOR")), ("changed", "COD", ()), ("doubtful", None, ("KEN",)), ("same", "NOR", ()),
    ]


def test_delegation_given_twice_is_doubtful_the_second_time() -> None:
    rows = preview("code,name\nKEN,\n,Kenya\n", KEN).rows

    assert [(row.judgement, row.reason, row.first_line) for row in rows] == [
        ("same", None, None), ("doubtful", "twice", 2),
    ]


def test_nothing_is_taken_over_while_somebody_must_choose() -> None:
    found = preview("name,category\nCongo,\nFriends of Mines,NGO\nNorway,State not party\n", *ALL)

    with pytest.raises(ImportRefused) as refused:
        apply(found, {})

    assert [str(problem) for problem in refused.value.problems] == [
        "roll.csv:2: code: the row is doubtful; expected a choice whom it means",
        "roll.csv:3: code: the row is unknown; expected a choice whom it means",
    ]
    assert [row.line for row in found.undecided] == [2, 3]
    assert apply(found, {2: "COD", 3: "FRIENDS"}) == [
        DelegationSet(delegation=sortable(
            Delegation(code="FRIENDS", names={"en": "Friends of Mines"}, category="ngo")
        )),
        DelegationSet(delegation=sortable(replace(NOR, category="state_not_party"))),
    ]
    assert len(apply(found, {2: None, 3: None})) == 1


@pytest.mark.parametrize(("choices", "problem"), [
    ({2: "KEN"}, '"KEN" is not what the row can mean'), ({2: "COD", 3: "x y"}, '"x y" is not a code'),
    ({2: "COD", 3: "NOR"}, '"NOR" is given already, in line 4'),
])
def test_choice_that_cannot_be_is_refused(choices: dict[int, str | None], problem: str) -> None:
    found = preview("name,category\nCongo,\nFriends,NGO\nNorway,\n", *ALL)

    with pytest.raises(ImportRefused) as refused:
        apply(found, {3: None} | choices)

    assert problem in str(refused.value)


@pytest.mark.parametrize(("words", "category"), [
    ("State Party", "state_party"), ("État partie", "state_party"), ("Estado Parte", "state_party"),
    ("States not party", "state_not_party"), ("Observer", "state_not_party"), ("State", "state_party"),
    ("NGO", "ngo"), ("ONG", "ngo"), ("organisation internationale", "international_organization"),
    ("缔约国", "state_party"),
])
def test_category_is_known_by_several_words(words: str, category: str) -> None:
    (row,) = preview(f"code,category\nKEN,{words}\n", KEN).rows

    assert row.delegation is not None
    assert row.delegation.category == category


def test_faulty_cells_are_said_with_their_line_and_nothing_is_taken_over() -> None:
    found = preview(
        "code,name,category,language,article5_obligations,email\nKEN,,Friend,xx,perhaps,nobody\nFOO,Foo,,,,\n"
        "a b,Unheard of,ngo,,,\n", KEN
    )

    assert [str(problem).partition(";")[0] for problem in found.problems] == [
        'roll.csv:2: category: "Friend" is not a category',
        'roll.csv:2: email: "nobody" is not an e-mail address',
        'roll.csv:2: language: "xx" is not a language known here',
        'roll.csv:2: article5_obligations: "perhaps" does not fit',
        "roll.csv:3: category: is missing",
        'roll.csv:4: code: "a b" is not a code',
    ]
    with pytest.raises(ImportRefused):
        apply(found, {4: None})


def test_table_needs_a_column_of_codes_or_names() -> None:
    with pytest.raises(ImportRefused):
        preview("what,category\nx,ngo\n")


def test_text_that_begins_like_a_formula_is_a_name_as_any() -> None:
    sheet = Sheet("x", ("code", "name", "category"), (("EVIL", "=cmd|' /C calc'!A0", "ngo"),))
    table = read_table(csv_of(sheet), "roll.csv")

    (row,) = delegations_from(table, columns_guessed(table.header), []).rows

    assert row.delegation == Delegation(code="EVIL", names={"en": "=cmd|' /C calc'!A0"}, category="ngo")
