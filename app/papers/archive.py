"""The archive that a DOCX or an ODT is: its directory judged before anything in it is believed."""

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.papers.kinds import OLE2, PDF, ZIP, ZIP_END
from app.papers.paper import MB, PaperRefused

MAX_MEMBERS = 1_000
MAX_DIRECTORY = MB
MAX_UNPACKED = 100 * MB
MAX_RATIO = 100
MAX_GAP = 64
"""Between two members there is room for a data descriptor, and for nothing else."""
CHUNK = 256 * 1024
END, LOCAL = struct.Struct("<4s4H2IH"), struct.Struct("<4s5H3I2H")
IS_TOLD_LATER = 0x8
"""Sizes and sum of a member are not known at its beginning, only in the directory."""
IS_ENCRYPTED = 0x1 | 0x40 | 0x2000
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
ARCHIVES = (ZIP, ZIP_END, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
STRANGERS = (OLE2, PDF, b"MZ\x90", b"\x7fELF", b"{\\rtf")


class Archive:
    """An archive that has been judged: what its members are called, and their bytes."""

    def __init__(self, raw: bytes) -> None:
        """Raises PaperRefused."""
        refuse_edges(raw)
        try:
            self._members = ZipFile(BytesIO(raw)).infolist()
        except (BadZipFile, NotImplementedError, ValueError, UnicodeError, struct.error) as error:
            raise PaperRefused("unreadable") from error
        if len(self._members) > MAX_MEMBERS or sum(each.file_size for each in self._members) > MAX_UNPACKED:
            raise PaperRefused("archive_bomb")
        self._raw = raw
        self.names = [each.orig_filename for each in self._members]
        refuse_names(self.names)
        for each in self._members:
            refuse_member(each)
        self._starts = starts(raw, self._members)
        for each in self._members:
            self._refuse_content(each)

    def read(self, name: str) -> bytes:
        """Raises PaperRefused if there is no such member."""
        for each in self._members:
            if each.orig_filename == name:
                return b"".join(self._chunks(each))
        raise PaperRefused("unreadable")

    def size(self, name: str) -> int:
        return sum(each.file_size for each in self._members if each.orig_filename == name)

    def _refuse_content(self, member: ZipInfo) -> None:
        """Unpacks it once, to see that it is as long and as whole as it says, and no file of another kind."""
        crc, begins = 0, b""
        for chunk in self._chunks(member):
            begins = begins or chunk[:16]
            crc = zlib.crc32(chunk, crc)
        if crc != member.CRC:
            raise PaperRefused("unreadable")
        if begins.startswith(ARCHIVES):
            raise PaperRefused("nested_archive")
        if begins.startswith(STRANGERS):
            raise PaperRefused("embedded_object")

    def _chunks(self, member: ZipInfo) -> Iterator[bytes]:
        start = self._starts[member.orig_filename]
        packed = self._raw[start:start + member.compress_size]
        return iter([packed]) if member.compress_type == ZIP_STORED else inflated(packed, member.file_size)


def inflated(packed: bytes, promised: int) -> Iterator[bytes]:
    """Unpacks piece by piece, and no further than was promised. Raises PaperRefused."""
    inflate, length = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while not inflate.eof:
        try:
            chunk = inflate.decompress(packed, CHUNK)
        except zlib.error as error:
            raise PaperRefused("unreadable") from error
        packed = inflate.unconsumed_tail
        length += len(chunk)
        if length > promised:
            raise PaperRefused("archive_bomb")
        if not chunk and not inflate.eof:
            raise PaperRefused("unreadable")
        yield chunk
    if length != promised or inflate.unused_data:
        raise PaperRefused("unreadable")


def refuse_edges(raw: bytes) -> None:
    """The directory ends with the file, and begins where it says: else something lies before or after the archive."""
    at = raw.rfind(ZIP_END)
    if at < 0 or len(raw) - at < END.size:
        raise PaperRefused("unreadable")
    _, disk, first_disk, here, members, size, start, comment = END.unpack_from(raw, at)
    if comment or len(raw) != at + END.size:
        raise PaperRefused("two_types")
    if disk or first_disk or here != members or 0xFFFFFFFF in (size, start):
        raise PaperRefused("unreadable")
    if members > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise PaperRefused("archive_bomb")
    if start + size != at:
        raise PaperRefused("two_types" if start + size < at else "unreadable")


def refuse_names(names: list[str]) -> None:
    for name in names:
        parts = name.removesuffix("/").split("/")
        if (
            "\\" in name or ":" in name or not name.isprintable() or "" in parts or "." in parts or ".." in parts
            or any(DEVICES.fullmatch(part.rstrip(" .")) for part in parts)
        ):
            raise PaperRefused("unsafe_names")
    if len({name.removesuffix("/").casefold() for name in names}) < len(names):
        raise PaperRefused("duplicate_members")


def refuse_member(member: ZipInfo) -> None:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PaperRefused("symlink")
    if member.flag_bits & IS_ENCRYPTED:
        raise PaperRefused("encrypted")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PaperRefused("unreadable")
    if member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise PaperRefused("archive_bomb")
    if member.compress_type == ZIP_STORED and member.file_size != member.compress_size:
        raise PaperRefused("unreadable")


def starts(raw: bytes, members: list[ZipInfo]) -> dict[str, int]:
    """Where the bytes of each member begin. They lie one after the other: none may be shared, and nothing lie between.

    Raises PaperRefused.
    """
    found, reached = {}, 0
    for member in sorted(members, key=lambda each: each.header_offset):
        offset = member.header_offset
        if offset + LOCAL.size > len(raw) or raw[offset:offset + 4] != ZIP:
            raise PaperRefused("unreadable")
        if offset < reached:
            raise PaperRefused("archive_bomb")
        if offset - reached > MAX_GAP:
            raise PaperRefused("two_types")
        _, _, flags, method, _, _, crc, packed, unpacked, name_length, extra_length = LOCAL.unpack_from(raw, offset)
        listed = (member.compress_type, member.CRC, member.compress_size, member.file_size)
        if not flags & IS_TOLD_LATER and (method, crc, packed, unpacked) != listed:
            raise PaperRefused("unreadable")  # two programs would unpack two things
        named = raw[offset + LOCAL.size:offset + LOCAL.size + name_length]
        if named.decode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace") != member.orig_filename:
            raise PaperRefused("unreadable")
        found[member.orig_filename] = offset + LOCAL.size + name_length + extra_length
        reached = found[member.orig_filename] + member.compress_size
    return found
