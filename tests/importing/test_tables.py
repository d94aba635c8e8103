"""Tables of any program: separator, encoding and columns are found, what is no table is refused."""

import pytest

from app.importing import ImportRefused
from app.importing.tables import columns_guessed, read_table

TEXT = "Código;Nom;Catégorie\nKEN;Kenya;État partie\nCIV;Côte d'Ivoire;État partie\n"


@pytest.mark.parametrize(("encoding", "shown"), [
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16"), ("cp1252", "Windows-1252"),
])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_and_encoding_are_guessed(encoding: str, shown: str, separator: str) -> None:
    table = read_table(TEXT.replace(";", separator).encode(encoding), "roll.csv")

    assert (table.encoding, table.separator) == (shown, separator)
    assert table.header == ("Código", "Nom", "Catégorie")
    assert table.rows == (("KEN", "Kenya", "État partie"), ("CIV", "Côte d'Ivoire", "État partie"))
    assert table.lines == (2, 3)


def test_guard_of_a_formula_is_taken_away_and_lines_are_those_of_the_file() -> None:
    table = read_table(b'code,name\r\n\r\nA,"two\r\nlines"\r\nB,\'=x\r\n', "roll.csv")

    assert table.rows == (("A", "two\r\nlines"), ("B", "=x"))
    assert table.lines == (3, 5)


@pytest.mark.parametrize(("header", "expected"), [
    (["code", "name", "category"], {"code": 0, "name": 1, "category": 2}),
    (["Category", "State", "ISO-3 code"], {"category": 0, "name": 1}),
    (["Pays", "Code", "Catégorie", "Courriel"], {"name_fr": 0, "code": 1, "category": 2, "email": 3}),
    (["Nombre (español)", "Código", "Grupo regional"], {"name_es": 0, "code": 1, "regional_group": 2}),
    (["CODE", "Name", "name_fr", "name_2025", "article5_obligations_2017"],
     {"code": 0, "name": 1, "name_fr": 2, "article5_obligations": 4}),
    (["名称", "代码", "类别"], {"name_zh": 0, "code": 1, "category": 2}),
    (["what", "ever"], {}),
])
def test_columns_are_guessed_by_their_headings(header: list[str], expected: dict[str, int]) -> None:
    assert columns_guessed(header) == expected


@pytest.mark.parametrize(("raw", "problem"), [
    (b"", "there are no rows"),
    (b"code,name\n", "there are no rows"),
    (b"code,name\nA,b,c\n", "roll.csv:2: the row has 3 cells"),
    (b'code,name\nA,"b\n', "roll.csv:2: is not CSV"),
    (b"PK\x03\x04 and nothing", "is not a workbook"),
    (b"x" * (5 * 1024 * 1024 + 1), "the file is too large"),
    (b"a,b\n" + b"1,2\n" * 20_001, "the table is too large"),
    (b"," * 201 + b"\n" + b"," * 201, "the table is too large"),
    (b"\x81\x8d\x8f\n", "is not text"),
    ("code,name\nA,b\u202ec\n".encode(), "the character U+202E is not allowed"),
    (b"code,name\nA,\x00\n", "is not text"),
])
def test_what_is_no_table_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_table(raw, "roll.csv")

    assert problem in str(refused.value)
