"""How the Word file looks: page, faces for each script, styles, lines of tables."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from app.documents.model import Document

AROUND = 2.4
"""Centimetres of margin at both sides."""
INK, FAINT, ACCENT, LINE = "131823", "474D58", "1952AF", "DADCE0"
FACES = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Arial", "eastAsia": "Microsoft YaHei"}
SIZES = {
    "Normal": 11, "Body Text": 10, "Title": 22, "Subtitle": 12, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11,
    "Header": 9, "Footer": 9, "List Bullet": 11, "Quote": 11, "No Spacing": 6,
}
BEFORE = {"Heading 1": 20, "Heading 2": 14, "Heading 3": 10, "Subtitle": 0, "Title": 0}
AFTER = {"Title": 4, "Subtitle": 14, "Heading 1": 6, "Heading 2": 4, "Heading 3": 2, "Normal": 7, "Body Text": 2}
FAINT_STYLES = ("Subtitle", "Header", "Footer", "Quote")
STRONG_STYLES = ("Title", "Heading 1", "Heading 2", "Heading 3")
ORDERS = (
    ("bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
     "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
     "rPr", "sectPr", "pPrChange", "rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
    ("szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
     "eastAsianLayout", "specVanish", "oMath"),
    ("bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd",
     "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"),
)
"""Of paragraphs and sections, of runs, of tables: what the format has follow each other, from what we place on."""


def dress(file: Any, document: Document) -> None:
    """Page, properties and styles of a new file."""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(AROUND)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    if document.direction == "rtl":
        place(section._sectPr, "bidi")
    describe(file.core_properties, document)
    for name, size in SIZES.items():
        style = file.styles[name]
        face(style, size, name in STRONG_STYLES)
        style.font.color.rgb = RGBColor.from_string(FAINT if name in FAINT_STYLES else INK)
        style.paragraph_format.space_before = Pt(BEFORE.get(name, 0))
        style.paragraph_format.space_after = Pt(AFTER.get(name, 4))
    faint = file.styles.add_style("Faint", WD_STYLE_TYPE.CHARACTER)
    faint.font.color.rgb = RGBColor.from_string(FAINT)
    for each in file.styles["Title"].element.iter(qn("w:pBdr")):
        each.getparent().remove(each)
    file.styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    speak(file.styles["Normal"], document.language)
    stops = file.styles["Footer"].paragraph_format.tab_stops
    while len(stops):
        del stops[0]
    stops.add_tab_stop(Cm(21.0 - 2 * AROUND), WD_TAB_ALIGNMENT.RIGHT)


def describe(properties: Any, document: Document) -> None:
    """What stands in the file about it: ours, not that of the template that the library brings."""
    for each in list(properties._element):
        properties._element.remove(each)
    properties.title, properties.subject = document.title, document.header
    properties.language = document.language


def face(style: Any, size: int, is_strong: bool) -> None:
    """The face and size of a style for Latin, Arabic and Chinese letters alike."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_strong, False
    properties = style.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for name in list(faces.attrib):
        del faces.attrib[name]
    for script, name in FACES.items():
        faces.set(qn(f"w:{script}"), name)
    style.font.cs_bold, style.font.cs_italic = is_strong, False
    place(properties, "szCs", val=2 * size)


def speak(style: Any, language: str) -> None:
    """The language in which the words are checked and hyphenated."""
    place(style.element.get_or_add_rPr(), "lang", val=language, eastAsia=language, bidi=language)


def place(parent: Any, name: str, **attributes: object) -> Any:
    """A property in the place that the format demands among others; the one that was there goes."""
    for each in list(parent.findall(qn(f"w:{name}"))):
        parent.remove(each)
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    order = next(each for each in ORDERS if name in each)
    parent.insert_element_before(made, *(f"w:{each}" for each in order[order.index(name) + 1:]))
    return made


def lines_between(table: Any) -> None:
    """Thin lines between rows, a strong one under the head."""
    borders = place(table._tbl.tblPr, "tblBorders")
    for edge, size, colour in (("top", 8, INK), ("bottom", 4, LINE), ("insideH", 4, LINE)):
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
