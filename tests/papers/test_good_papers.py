"""Statements as delegations write them are taken, and their words counted."""

import pytest

from tests.papers.good import MAKERS, REPEATS, STATEMENTS, words
from tests.papers.making import ODF, SAID, docx, docx_drawing, examined_here, odt, packed_stream, pdf, stream

LINK = "https://example.org/statement"


def said_by(body: str) -> object:
    return examined_here(docx(body), "a.docx")["text"]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize("language", STATEMENTS)
@pytest.mark.parametrize("kind", MAKERS)
def test_statement_is_taken_and_its_words_are_counted(kind, language):
    read = examined_here(MAKERS[kind](language), f"Statement.{kind.upper()}")

    assert read["words"] == pytest.approx(words(language), rel=0.02)
    assert read["has_text"] is True


@pytest.mark.parametrize("language", STATEMENTS)
@pytest.mark.parametrize("kind", ["docx", "odt", "txt"])
def test_text_is_what_was_written(kind, language):
    read = examined_here(MAKERS[kind](language), f"a.{kind}")

    assert str(read["text"]).split() == STATEMENTS[language].text.split() * REPEATS


def test_words_of_a_pdf_are_in_the_order_of_reading():
    read = examined_here(MAKERS["pdf"]("ar"), "a.pdf")

    # The full stop, which has no direction, may land at the other end of its line.
    read_words = [word.strip(".") for word in str(read["text"]).split()]
    assert read_words == STATEMENTS["ar"].text.rstrip(".").split() * REPEATS


def test_pages_of_a_pdf_are_counted():
    read = examined_here(pdf(), "a.pdf")

    assert read == {"text": SAID, "words": 4, "characters": 26, "pages": 1, "has_text": True}


@pytest.mark.parametrize(("mapped", "read_as"), [
    (b"0042", "B"), (b"0000", ""), (b"0007", ""), (b"FFFF", ""), (b"D800", "\ufffd"), (b"DC00D800", "\ufffd\ufffd"),
    (b"D83DDE00", "😀"),
])
def test_font_that_maps_a_letter_to_none_costs_that_letter_alone(mapped, read_as):
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    letters = (
        b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar\n<41> <0041>\n<42> <%s>\nendbfchar" % mapped
    )
    drawn = stream(b"BT /F1 12 Tf 72 720 Td (AAAA ABA) Tj ET")

    read = examined_here(pdf(stream(letters), content=drawn, o5=font), "a.pdf")

    assert read["text"] == f"AAAA A{read_as}A"
    str(read["text"]).encode()


@pytest.mark.parametrize(("raw", "name"), [
    (pdf(content=packed_stream(b"q 9 0 0 9 0 0 cm Q")), "scan.pdf"),
    (docx("<w:p/>"), "pictures.docx"),
    (odt("<text:p/>"), "pictures.odt"),
    (b"1. - 2.", "figures.txt"),
])
def test_paper_without_a_letter_is_taken_without_text(raw, name):
    read = examined_here(raw, name)

    assert (read["has_text"], read["words"], read["characters"], read["text"]) == (False, 0, 0, "")


@pytest.mark.parametrize("raw", [
    pdf(catalog=b"/OpenAction [3 0 R /XYZ null null 0]"),
    pdf(catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
    pdf(b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (%s) >> >>" % LINK.encode(), page=b"/Annots [6 0 R]"),
    pdf(b"<< /Type /StructElem /S /Sound >>"),
    pdf() + b"\r\n",
])
def test_harmless_actions_of_a_pdf_are_no_reason_to_refuse(raw):
    assert examined_here(raw, "a.pdf")["text"] == SAID


def test_plain_links_of_a_document_are_no_reason_to_refuse():
    raw = docx_drawing(("hyperlink", LINK, "External"), ("hyperlink", "mailto:a@example.org", "External"))

    assert examined_here(raw, "a.docx")["text"] == SAID


def test_plain_links_and_an_own_template_of_a_text_are_no_reason_to_refuse():
    meta = '<template xmlns:x="http://www.w3.org/1999/xlink" x:href="../../Templates/Mission.ott"/>'
    raw = odt(f'<text:p><text:a xlink:href="{LINK}">{SAID}</text:a></text:p>', more={"meta.xml": meta})

    assert examined_here(raw, "a.odt")["text"] == SAID


def test_text_as_libreoffice_lays_it_out_is_taken():
    raw = odt(before="<office:scripts/>", more={
        "Configurations2/accelerator/current.xml": "", "Configurations2/images/Bitmaps/": "",
        "Thumbnails/thumbnail.png": b"\x89PNG\r\n\x1a\n", "manifest.rdf": "<rdf/>", "settings.xml": "<settings/>",
        "styles.xml": f'<a xmlns:text="{ODF}:text:1.0"><text:p>Check against delivery</text:p></a>',
        "layout-cache": b"x",
    })

    assert examined_here(raw, "a.odt")["text"] == SAID


def test_word_that_goes_on_in_the_next_line_of_a_pdf_is_one():
    raw = pdf(content=packed_stream(b"BT /F1 12 Tf 14 TL 72 720 Td (assist-) Tj T* (ance to victims) Tj ET"))

    assert examined_here(raw, "a.pdf")["words"] == 3


@pytest.mark.parametrize(("body", "said"), [
    (f"<w:p><w:del>{run('No.')}</w:del><w:ins>{run('Yes.')}</w:ins></w:p>", "Yes."),
    (f"<w:p><w:moveFrom>{run('Here.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('There.')}</w:moveTo></w:p>", "There."),
    (f"<w:p>{run('Seen.')}{run('Hidden.', '<w:vanish/>')}{run('Seen.')}</w:p>", "Seen.Seen."),
    (f"<w:p>{run('Seen.', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>", "Seen."),
    ("<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>", "One\ntwo\tthree"),
    (f"<w:tbl><w:tr><w:tc><w:p>{run('A')}</w:p></w:tc><w:tc><w:p>{run('B')}</w:p></w:tc></w:tr></w:tbl>", "A\n\tB"),
    (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent></mc:Choice>"
        f"<mc:Choice><w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "Box",
    ),
    (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("2")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"{run(' pages')}</w:p>",
        "2 pages",
    ),
])
def test_body_of_a_document_is_what_one_reads_out(body, said):
    assert said_by(body) == said


def test_notes_and_what_is_deleted_from_a_text_are_not_said():
    raw = odt(
        "<text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>"
        "<text:h>Title</text:h><text:p>One<text:s/>two<text:note><text:p>Note</text:p></text:note><text:tab/>three"
        "<office:annotation><text:p>Comment</text:p></office:annotation></text:p>"
    )

    assert examined_here(raw, "a.odt")["text"] == "Title\nOne two\tthree"


def test_long_text_is_counted_whole_and_kept_in_part():
    read = examined_here(b"word " * 60_000, "a.txt")

    assert (read["words"], read["characters"], len(str(read["text"]))) == (60_000, 240_000, 200_000)
