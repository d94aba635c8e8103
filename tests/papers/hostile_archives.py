"""Archives that mean harm, as DOCX or ODT: what each is called, how it is made, why it is refused."""

import stat
import struct
from collections.abc import Callable
from functools import partial
from io import BytesIO
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

from tests.papers.making import archive, docx, docx_members, odt

MB = 1024 * 1024
NOISE = bytes(range(256)) * 4


def with_member(name: str, content: bytes = b"x", mode: int = 0, kind: int = ZIP_DEFLATED) -> bytes:
    """A document with one member more, called in ways that nobody's word processor would."""
    out = BytesIO(docx())
    with ZipFile(out, "a") as opened, catch_warnings():
        simplefilter("ignore")  # a name that is there already
        member = ZipInfo("x" * len(name) if name.isascii() else name)  # it would mend the name
        member.external_attr = mode << 16
        opened.writestr(member, content, kind)
    return out.getvalue().replace(b"x" * len(name), name.encode())


def twice() -> bytes:
    out = BytesIO(docx())
    with ZipFile(out, "a") as opened, catch_warnings():
        simplefilter("ignore")
        opened.writestr("word/document.xml", docx_members()["word/document.xml"].replace("Good", "Bad"))
    return out.getvalue()


def patched(offset: int, layout: str, value: int, name: bytes = b"word/document.xml") -> bytes:
    """The entry of a member in the directory, with one number changed."""
    raw = bytearray(docx())
    at = raw.rfind(name) - 46
    struct.pack_into(layout, raw, at + offset, value)
    return bytes(raw)


def lying_length() -> bytes:
    """Says that it unpacks to a hundred bytes, and unpacks to megabytes."""
    raw = bytearray(docx(more={"word/a.bin": b"\0" * 50_000}))
    at = raw.rfind(b"word/a.bin") - 46
    struct.pack_into("<I", raw, at + 24, 100)
    struct.pack_into("<I", raw, raw.find(b"word/a.bin") - 8, 100)
    return bytes(raw)


def overlapping(copies: int = 500) -> bytes:
    """Many entries for the same bytes."""
    raw = docx(more={"word/a.bin": b"\0" * 20_000})
    end = raw.rfind(b"PK\x05\x06")
    *head, members, _, size, start, _ = struct.unpack_from("<4s4H2IH", raw, end)
    entry_at = raw.rfind(b"word/a.bin") - 46
    entry = raw[entry_at:entry_at + 46 + len(b"word/a.bin")]
    more = b"".join(entry.replace(b"a.bin", b"%05d" % number) for number in range(copies))
    tail = struct.pack("<4s4H2IH", *head[:3], members + copies, members + copies, size + len(more), start, 0)
    return raw[:end] + more + tail


def gap_inside() -> bytes:
    """Bytes of no member, between the members and the directory of a first document and of a second."""
    raw = docx()
    at = raw.find(b"PK\x03\x04", 10)
    end = raw.rfind(b"PK\x05\x06")
    *head, size, start, _ = struct.unpack_from("<4s4H2IH", raw, end)
    strange = b"<html>" * 100
    directory = bytearray(raw[start:end])
    entry = 0
    while (entry := directory.find(b"PK\x01\x02", entry)) >= 0:
        offset = struct.unpack_from("<I", directory, entry + 42)[0]
        struct.pack_into("<I", directory, entry + 42, offset + (len(strange) if offset >= at else 0))
        entry += 46
    tail = struct.pack("<4s4H2IH", *head, size, start + len(strange), 0)
    return raw[:at] + strange + raw[at:start] + bytes(directory) + tail


def without_end() -> bytes:
    raw = docx()
    return raw[:raw.rfind(b"PK\x05\x06")]


def with_comment() -> bytes:
    out = BytesIO(docx())
    with ZipFile(out, "a") as opened:
        opened.comment = b"<script>alert(1)</script>"
    return out.getvalue()


HOSTILE_ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "zeros.docx": (lambda: docx(more={"word/media/a.bin": b"\0" * 40 * MB}), "archive_bomb"),
    "zeros.odt": (lambda: odt(more={"Pictures/a.bin": b"\0" * 40 * MB}), "archive_bomb"),
    "many zeros.docx": (lambda: docx(more={f"word/{n}": NOISE * 12_000 for n in range(10)}), "archive_bomb"),
    "many members.docx": (lambda: docx(more={f"word/{n}.bin": b"" for n in range(1_000)}), "archive_bomb"),
    "very many members.docx": (lambda: docx(more={f"{n}": b"" for n in range(40_000)}), "archive_bomb"),
    "members over one another.docx": (overlapping, "archive_bomb"),
    "length that lies.docx": (lying_length, "archive_bomb"),
    "archive in archive.docx": (lambda: docx(more={"word/media/a.bin": archive({"a": "b"})}), "nested_archive"),
    "rar in archive.odt": (lambda: odt(more={"Pictures/a.png": b"Rar!\x1a\x07\x00"}), "nested_archive"),
    "program in archive.docx": (lambda: docx(more={"word/media/a.png": b"MZ\x90\0" * 9}), "embedded_object"),
    "up.docx": (lambda: with_member("../../etc/passwd"), "unsafe_names"),
    "root.docx": (lambda: with_member("/etc/passwd"), "unsafe_names"),
    "backslash.docx": (lambda: with_member("word\\..\\a.xml"), "unsafe_names"),
    "drive.docx": (lambda: with_member("C:/a.xml"), "unsafe_names"),
    "end of name.docx": (lambda: with_member("word/a.xml\0.png"), "unsafe_names"),
    "device.docx": (lambda: with_member("word/CON"), "unsafe_names"),
    "device with an ending.docx": (lambda: with_member("word/nul.xml"), "unsafe_names"),
    "right to left.docx": (lambda: with_member("word/\u202egnp.exe"), "unsafe_names"),
    "symlink.docx": (lambda: with_member("word/link", b"/etc/passwd", stat.S_IFLNK | 0o777), "symlink"),
    "device node.docx": (lambda: with_member("word/node", b"", stat.S_IFCHR | 0o666), "symlink"),
    "twice.docx": (twice, "duplicate_members"),
    "twice but for case.docx": (lambda: with_member("word/DOCUMENT.xml"), "duplicate_members"),
    "sealed member.docx": (partial(patched, 8, "<H", 1), "encrypted"),
    "other packing.docx": (lambda: with_member("word/a", b"a" * 99, kind=ZIP_BZIP2), "unreadable"),
    "two lengths.docx": (partial(patched, 24, "<I", 7), "unreadable"),
    "wrong sum.docx": (partial(patched, 16, "<I", 7), "unreadable"),
    "wrong place.docx": (partial(patched, 42, "<I", 5), "unreadable"),
    "beyond the end.docx": (partial(patched, 42, "<I", 0x7FFFFFFF), "unreadable"),
    "two names.docx": (lambda: docx().replace(b"word/document.xml", b"word/documint.xml", 1), "unreadable"),
    "data before.docx": (lambda: b"<html></html>" + docx(), "two_types"),
    "picture before.docx": (lambda: b"GIF89a" + b"\0" * 20 + docx(), "two_types"),
    "data after.docx": (lambda: docx() + b"<script>alert(1)</script>", "two_types"),
    "data after.odt": (lambda: odt() + b"\0" * 9, "two_types"),
    "archive before.docx": (lambda: archive({"a": "b"}) + docx(), "two_types"),
    "comment.docx": (with_comment, "two_types"),
    "data inside.docx": (gap_inside, "two_types"),
    "no directory.docx": (without_end, "unreadable"),
    "cut off.odt": (lambda: odt()[:200], "unreadable"),
}
