"""A document with a block of each kind, and what a document says in plain words."""

from app.documents.model import (
    Block,
    Bullets,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text,
)

ENGLISH = Document(
    title="Minutes of sitting 1", subtitle="Small Meetings\n8 June 2017", language="en", direction="ltr",
    header="Small Meetings of the Convention", footer="From the log",
    blocks=(
        Fields(pairs=(("Presiding", text("Colombia", is_name=True)),)),
        Heading(level=1, runs=text("Item 2")),
        Heading(level=2, runs=text("Updates")),
        Paragraph(runs=(Run(text="Read "), Run(text="Croatia", is_name=True, link="https://example.org/1.pdf"))),
        Paragraph(runs=text("A note <b>by hand</b>"), is_note=True),
        Bullets(entries=(text("first"), text("second", is_faint=True))),
        Table(
            head=("Time", "Who", "Length"), widths=(20, 60, 20), figures=(2,),
            rows=tuple((text(f"10:{minute:02d}"), text("Peru", is_strong=True), text("3:00")) for minute in range(60)),
        ),
        PageBreak(),
        Paragraph(runs=text("The end")),
    ),
)
ARABIC = Document(
    title="محضر الجلسة", subtitle="", language="ar", direction="rtl", header="اجتماع", footer="من السجل",
    blocks=(
        Heading(level=1, runs=text("البند")),
        Paragraph(runs=(Run(text="قدمت: "), Run(text="HALO", is_name=True), Run(text="، كينيا"))),
        Table(head=("الوقت", "المدة"), widths=(50, 50), figures=(1,), rows=((text("10:00"), text("3:00")),)),
    ),
)


def words(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def said(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [words(block.runs)]
        case Bullets():
            return [words(entry) for entry in block.entries]
        case Fields():
            return [f"{name}: {words(runs)}" for name, runs in block.pairs]
        case Table():
            return [" | ".join(words(cell) for cell in row) for row in block.rows]
        case _:
            return []


def lines(document: Document) -> list[str]:
    """All that a document says, block by block."""
    return [line for block in document.blocks for line in said(block)]
