"""What a file is by its first and last bytes, before anything reads it: cheap, and enough for much that is hostile."""

import re

from app.papers.paper import MAX_BYTES, MB, MEDIA_TYPES, PaperRefused

PDF, ZIP, ZIP_END, OLE2 = b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = {"pdf": PDF, "docx": ZIP, "odt": ZIP}
NO_TEXT = (
    PDF, ZIP, ZIP_END, OLE2, b"{\\rtf", b"MZ\x90", b"\x7fELF", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b",
    b"Rar!", b"7z\xbc\xaf", b"%!PS", b"\xca\xfe\xba\xbe", b"#!",
)
MARKUP = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(\?xml|!doctype|html|head|body|script|svg|iframe|!--)", re.IGNORECASE)
HTML_INSIDE = re.compile(rb"<(!doctype|html|body|script|svg|iframe|img|meta)\b", re.IGNORECASE)
SEALED = "EncryptedPackage".encode("utf-16-le")
HEAD = 1024
"""As far as browsers look for a type, and as far as PDF readers look for their header."""
TAIL = 65_535 + 22
"""As far from the end as the directory of an archive may be."""
SLACK = re.compile(rb"[\s\0]{0,1024}\Z")


def kind_of(raw: bytes, name: str) -> str:
    """The kind of a paper (an extension of ours). Raises PaperRefused."""
    if not raw:
        raise PaperRefused("empty")
    if len(raw) > MAX_BYTES:
        raise PaperRefused("too_large", limit_mb=MAX_BYTES // MB)
    kind = name.rpartition(".")[2].lower() if "." in name else ""
    if kind not in MEDIA_TYPES:
        raise PaperRefused("wrong_type")
    if kind == "txt":
        refuse_disguised_text(raw)
    elif not raw.startswith(SIGNATURES[kind]):
        refuse_foreign(raw, kind)
    if kind == "pdf":
        refuse_two_faced_pdf(raw)
    return kind


def refuse_disguised_text(raw: bytes) -> None:
    if raw.startswith(NO_TEXT) or MARKUP.match(raw):
        raise PaperRefused("wrong_type")
    if ZIP_END in raw[-TAIL:]:
        raise PaperRefused("two_types")


def refuse_foreign(raw: bytes, kind: str) -> None:
    """Says why a file that does not begin as its name promises is none of its kind."""
    if kind == "docx" and raw.startswith(OLE2) and SEALED in raw:
        raise PaperRefused("encrypted")  # a password puts the archive into an older kind of file
    if kind == "pdf" and PDF in raw[:HEAD]:
        raise PaperRefused("two_types")
    if kind != "pdf" and not raw.startswith(PDF) and ZIP_END in raw[-TAIL:] and ZIP in raw:
        raise PaperRefused("two_types")
    raise PaperRefused("wrong_type")


def refuse_two_faced_pdf(raw: bytes) -> None:
    """A PDF that is also something else: to a browser by its first bytes, to an archiver by its last."""
    if HTML_INSIDE.search(raw[:HEAD]) or ZIP_END in raw[-TAIL:]:
        raise PaperRefused("two_types")
    end = raw.rfind(b"%%EOF")
    if end < 0:
        raise PaperRefused("unreadable")
    if not SLACK.match(raw, end + 5):
        raise PaperRefused("two_types")
