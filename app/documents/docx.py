"""A document as a Word file, with real styles, so that a secretariat can go on writing in it."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from app.documents.docx_styles import AROUND, dress, lines_between, place
from app.documents.model import Block, Bullets, Document, Fields, Heading, PageBreak, Paragraph, Run, Table

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FAR = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters that are written from the right."""
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
RIGHT_TO_LEFT_MARK = "\u200f"
TEXT_WIDTH_CM = 21.0 - 2 * AROUND


def to_docx(document: Document) -> bytes:
    """The bytes of the Word file."""
    return Writer(document).written()


def element(name: str, **attributes: object) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


class Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_rtl = document.direction == "rtl"
        self._file: Any = docx.Document()
        dress(self._file, document)

    def written(self) -> bytes:
        self._around()
        self._fill(self._file.add_paragraph(style="Title"), (Run(text=self._document.title),))
        if self._document.subtitle:
            lines = self._document.subtitle.splitlines(keepends=True)
            self._fill(self._file.add_paragraph(style="Subtitle"), [Run(text=line) for line in lines])
        for block in self._document.blocks:
            self._add(block)
        stream = BytesIO()
        self._file.save(stream)
        return stream.getvalue()

    def _around(self) -> None:
        """The title of the meeting above each page, its number below."""
        section = self._file.sections[0]
        self._fill(section.header.paragraphs[0], (Run(text=self._document.header),))
        foot = section.footer.paragraphs[0]
        self._fill(foot, (Run(text=f"{self._document.footer}\t"),))
        for instruction, between in (("PAGE", "/"), ("NUMPAGES", "")):
            for part in field(instruction):
                foot.add_run()._r.append(part)
            foot.add_run(between)

    def _add(self, block: Block) -> None:
        match block:
            case Heading():
                self._fill(self._file.add_paragraph(style=f"Heading {block.level}"), block.runs)
            case Paragraph():
                style = "Quote" if block.is_note else "Normal"
                self._fill(self._file.add_paragraph(style=style), block.runs)
            case Bullets():
                for entry in block.entries:
                    self._fill(self._file.add_paragraph(style="List Bullet"), entry)
            case Fields():
                rows = [((Run(text=name, is_faint=True),), runs) for name, runs in block.pairs]
                self._table(rows, (26, 74))
            case Table():
                head = [(Run(text=each, is_strong=True),) for each in block.head]
                table = self._table([head, *block.rows], block.widths, block.figures)
                table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
                lines_between(table)
            case PageBreak():
                self._file.add_page_break()

    def _table(
        self, rows: Sequence[Sequence[tuple[Run, ...]]], widths: tuple[int, ...], figures: Sequence[int] = ()
    ) -> Any:
        table = self._file.add_table(rows=len(rows), cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(TEXT_WIDTH_CM * width / 100)
        if self._is_rtl:
            place(table._tbl.tblPr, "bidiVisual")
        for row, runs_of_row in zip(table.rows, rows, strict=True):
            row._tr.get_or_add_trPr().append(element("cantSplit"))
            # Cells of a row are looked up once: each look-up walks over the whole table.
            for at, (cell, runs) in enumerate(zip(row.cells, runs_of_row, strict=True)):
                cell.width = Cm(TEXT_WIDTH_CM * widths[at] / 100)
                paragraph = cell.paragraphs[0]
                paragraph.style = "Body Text"
                if at in figures:
                    # In a paragraph from the right Word takes "right" for its end, too.
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._fill(paragraph, runs)
        # Two tables in a row would become one, and a table at the end is no end of a document.
        self._file.add_paragraph(style="No Spacing")
        return table

    def _fill(self, paragraph: Any, runs: Sequence[Run]) -> None:
        if self._is_rtl:
            place(paragraph._p.get_or_add_pPr(), "bidi")
        for run in runs:
            self._write(paragraph, run)

    def _write(self, paragraph: Any, run: Run) -> None:
        words = NOT_IN_XML.sub("", run.text)
        if self._is_rtl and run.is_name and not FAR.search(words):
            # Between two Latin names the comma would take their direction, and so turn them around.
            words = f"{RIGHT_TO_LEFT_MARK}{words}{RIGHT_TO_LEFT_MARK}"
        made = paragraph.add_run(words)
        if run.is_strong:
            made.font.bold = made.font.cs_bold = True
        if run.is_faint:
            made.style = "Faint"
        if self._is_rtl and (FAR.search(words) or not LATIN.search(words)):
            place(made._r.get_or_add_rPr(), "rtl")
        if run.link:
            link = element("hyperlink")
            relation = paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, True)
            link.set(qn("r:id"), relation)
            link.append(made._r)
            paragraph._p.append(link)


def field(instruction: str) -> list[Any]:
    """A number that Word counts."""
    words = element("instrText")
    words.text = instruction
    return [element("fldChar", fldCharType="begin"), words, element("fldChar", fldCharType="end")]
