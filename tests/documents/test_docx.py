"""The Word file, read again: real styles, a head that repeats, and a whole file from the right."""

from dataclasses import replace
from io import BytesIO

import docx
from docx.oxml.ns import qn

from app.documents.docx import to_docx
from app.documents.model import Paragraph, text
from tests.documents.sample import ARABIC, ENGLISH


def read(document):
    return docx.Document(BytesIO(to_docx(document)))


def test_word_file_has_real_styles():
    file = read(ENGLISH)

    assert [(each.style.name, each.text) for each in file.paragraphs if each.text.strip()] == [
        ("Title", "Minutes of sitting 1"), ("Subtitle", "Small Meetings\n8 June 2017"), ("Heading 1", "Item 2"),
        ("Heading 2", "Updates"), ("Normal", "Read Croatia"), ("Quote", "A note <b>by hand</b>"),
        ("List Bullet", "first"), ("List Bullet", "second"), ("Normal", "The end"),
    ]
    assert (file.core_properties.title, file.core_properties.author) == ("Minutes of sitting 1", "")


def test_head_of_a_table_repeats_on_every_page():
    fields, table = read(ENGLISH).tables

    assert [[cell.text for cell in row.cells] for row in table.rows[:2]] == [
        ["Time", "Who", "Length"], ["10:00", "Peru", "3:00"],
    ]
    assert [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows[:2]] == [True, False]
    assert len(table.rows) == 61
    assert [cell.text for cell in fields.rows[0].cells] == ["Presiding", "Colombia"]


def test_pages_bear_the_meeting_and_their_number():
    section = read(ENGLISH).sections[0]

    assert section.header.paragraphs[0].text == "Small Meetings of the Convention"
    assert section.footer.paragraphs[0].text == "From the log\t/"
    asked = [each.text for each in section.footer._element.iter(qn("w:instrText"))]
    assert asked == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_link_leads_to_the_published_text():
    file = read(ENGLISH)

    links = [each for paragraph in file.paragraphs for each in paragraph.hyperlinks]

    assert [(each.text, each.address) for each in links] == [("Croatia", "https://example.org/1.pdf")]


def test_arabic_stands_from_the_right_in_every_paragraph_and_table():
    file = read(ARABIC)
    paragraphs = [each for each in file.element.body.iter(qn("w:p")) if each.findall(qn("w:r"))]

    assert len(paragraphs) == 7
    assert all(each.pPr.find(qn("w:bidi")) is not None for each in paragraphs)
    assert file.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert file.sections[0]._sectPr.find(qn("w:bidi")) is not None
    runs = file.paragraphs[2].runs
    assert [(run.text, bool(run.font.rtl)) for run in runs] == [
        ("قدمت: ", True), ("\u200fHALO\u200f", False), ("، كينيا", True),
    ]


def test_properties_of_a_paragraph_have_the_order_that_word_demands():
    cell = read(ARABIC).tables[0].rows[1].cells[1].paragraphs[0]

    assert [each.tag for each in cell._p.pPr] == [qn("w:pStyle"), qn("w:bidi"), qn("w:jc")]


def test_styles_name_faces_for_latin_arabic_and_chinese():
    file = read(replace(ENGLISH, language="zh"))
    normal = file.styles["Normal"].element.rPr

    assert {key: normal.rFonts.get(qn(f"w:{key}")) for key in ("ascii", "cs", "eastAsia")} == {
        "ascii": "Calibri", "cs": "Arial", "eastAsia": "Microsoft YaHei",
    }
    assert normal.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh"


def test_letters_that_xml_does_not_know_are_left_out():
    document = replace(ENGLISH, blocks=(Paragraph(runs=text("a\ufffeb\x00c")),))

    assert read(document).paragraphs[-1].text == "abc"
