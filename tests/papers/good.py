"""Statements in six languages, with as many words as somebody has counted, in each kind of paper."""

from io import BytesIO
from typing import NamedTuple

import weasyprint
from docx import Document

from tests.papers.making import odt

REPEATS = 20


class Statement(NamedTuple):
    """`words` in `text`, by hand; of Chinese, the characters that are words or parts of words."""

    direction: str
    text: str
    words: float


STATEMENTS = {
    "en": Statement(
        "ltr",
        "The delegation of Norway thanks the President, and welcomes the well-prepared report on victims’ assistance.",
        15,
    ),
    "fr": Statement(
        "ltr", "L’obligation de l’article 5 est claire : aujourd’hui, vis-à-vis des victimes, « agir » est urgent.", 13
    ),
    "es": Statement(
        "ltr", "Señora Presidenta, ¿cuándo concluirá la remoción de minas en las 27 provincias afectadas?", 13
    ),
    "ar": Statement("rtl", "السيدة الرئيسة، يشكركم وفد النرويج على التقرير المقدم اليوم.", 9),
    "ru": Statement(
        "ltr", "Госпожа Председатель, мы благодарим Вас за доклад по статье 5 и за кое-какие ответы.", 14
    ),
    "zh": Statement("ltr", "主席女士，挪威代表团感谢您今天提交的报告。", 19 / 1.6),
}


def lines(language: str) -> list[str]:
    return [STATEMENTS[language].text] * REPEATS


def words(language: str) -> float:
    return STATEMENTS[language].words * REPEATS


def made_pdf(language: str) -> bytes:
    inner = "".join(f"<p>{line}</p>" for line in lines(language))
    page = f'<html lang="{language}" dir="{STATEMENTS[language].direction}"><body>{inner}</body></html>'
    raw: bytes = weasyprint.HTML(string=page).write_pdf()
    return raw


def made_docx(language: str) -> bytes:
    """Half of it in paragraphs, half in a table; what is in the header is not said."""
    document, half = Document(), REPEATS // 2
    for line in lines(language)[:half]:
        document.add_paragraph(line)
    table = document.add_table(rows=half // 2, cols=2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = STATEMENTS[language].text
    document.sections[0].header.paragraphs[0].text = "Check against delivery " * 20
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def made_odt(language: str) -> bytes:
    return odt("".join(f"<text:p>{line}</text:p>" for line in lines(language)))


def made_txt(language: str) -> bytes:
    """UTF-8 or UTF-16, as it comes from one machine or another."""
    return "\r\n".join(lines(language)).encode("utf-16" if language in ("ru", "zh") else "utf-8")


MAKERS = {"pdf": made_pdf, "docx": made_docx, "odt": made_odt, "txt": made_txt}
