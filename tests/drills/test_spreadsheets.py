"""Texts that begin like formulas, opened and recalculated by LibreOffice: they stay the texts that they are."""

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.documents.sheets import Sheet, csv_of, xlsx_of
from app.domain.guarding import guarded, unguarded

pytestmark = [pytest.mark.drill, pytest.mark.timeout(300)]

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","y")', "=A1", "=NOW()",
    '=WEBSERVICE("http://x.example")', "=\"a\"&\"b\"", "=-1", "==1", "=+1", "=@A1", "+A1", "-A1", "+cmd|'x'!A1",
    "-2+3+cmd|' /C calc'!A0", '@HYPERLINK("x","y")', "=SUM(1;2)", "=SUM(1,2)", "=1+1;=2+2", "x;=1+1", "={1,2}",
    "=IMPORTXML(A1)", '=DDE("soffice";"x";"y")', "=RAND()", "= 1+1", "=%1", "=1/0", "-", "+", "=", "@", "--1",
    " =1+1", "  +1", "'=1+1", "''=1+1", '"=1+1', '"=1+1"', "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "(=1+1)",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1", "\u22121", "+41 22 917 12 34", "1,=1+1", "of:=1+1", "\t=1+1",
)
"""All but the last can be a cell of XLSX as they are; the tab is for CSV, too."""
UTF_8_EVALUATED = "44,34,76,1,,0,false,true,false,false,0,true"
UTF_8 = "44,34,76,1"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("soffice"):
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: install Debian's package libreoffice-calc")
        pytest.skip("LibreOffice is missing: install Debian's package libreoffice-calc")
    return tmp_path_factory.mktemp("libreoffice")


def converted(profile: Path, source: Path, form: str) -> bytes:
    """The file as LibreOffice opens it, calculates it and writes it again."""
    target = source.parent / "out"
    reading = [f"--infilter=CSV:{UTF_8_EVALUATED}"] if source.suffix == ".csv" else []
    command = [
        "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *reading, "--convert-to",
        f'csv:Text - txt - csv (StarCalc):{UTF_8}' if form == "csv" else form, "--outdir", target, source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return (target / source.with_suffix(f".{form}").name).read_bytes()


def rows_of(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def sheet() -> Sheet:
    return Sheet("Lists", ("text", "number"), tuple((text, place) for place, text in enumerate(FORMULAS)))


def test_this_libreoffice_would_calculate_a_text_that_is_not_guarded(profile: Path, tmp_path: Path) -> None:
    source = tmp_path / "bare.csv"
    source.write_bytes(b"text\r\n=1+1\r\n")

    assert rows_of(converted(profile, source, "csv")) == [["text"], ["2"]]


def test_texts_of_csv_stay_as_they_are(profile: Path, tmp_path: Path) -> None:
    source = tmp_path / "lists.csv"
    source.write_bytes(csv_of(sheet()))

    as_csv = rows_of(converted(profile, source, "csv"))
    as_xlsx = CalamineWorkbook.from_filelike(io.BytesIO(converted(profile, source, "xlsx"))).get_sheet_by_index(0)

    expected = [[guarded(text), str(place)] for place, text in enumerate(FORMULAS)]
    assert as_csv[1:] == expected
    assert [row[0] for row in as_xlsx.to_python()[1:]] == [row[0] for row in expected]
    assert [unguarded(row[0]) for row in as_csv[1:]] == list(FORMULAS)


def test_texts_of_xlsx_stay_as_they_are(profile: Path, tmp_path: Path) -> None:
    source = tmp_path / "lists.xlsx"
    source.write_bytes(xlsx_of([sheet()]))

    as_csv = rows_of(converted(profile, source, "csv"))
    written = converted(profile, source, "xlsx")

    assert as_csv[1:] == [[text, str(place)] for place, text in enumerate(FORMULAS)]
    assert [row[0] for row in CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()][
        1:
    ] == list(FORMULAS)
