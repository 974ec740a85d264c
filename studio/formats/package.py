"""Whether a Word file is safe to unpack, found out before any parser sees it.

A Word file is a ZIP of XML parts. It may be made to burst (kilobytes that unpack to gigabytes, sizes that lie, parts
without number) or to reach out (XML entities). So members, sizes and ratios are capped, every member is read once with
a limit, and an entity or document type declaration anywhere turns the file away: Word itself never writes one.
"""

import re
import zipfile
import zlib
from io import BytesIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from studio.core.errors import BadInput
from studio.formats.kinds import MEGABYTE

_MEMBERS = 3_000
_UNPACKED = 250 * MEGABYTE
_PART = 15 * MEGABYTE  # the largest XML part; a novel's is about 8 MB, and a parser needs fifty times that
_RATIO = 150  # Word's own XML packs about 1:20
_SMALL = MEGABYTE  # below that a ratio harms nobody
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = (".xml", ".rels", ".vml")
_DOCTYPE, _ENTITY = (
    re.compile(b"|".join(re.escape(word.encode(codec)) for codec in ("ascii", "utf-16-le", "utf-16-be")))
    for word in ("<!DOCTYPE", "<!ENTITY")
)
_MAIN = b"wordprocessingml.document.main+xml"
_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"


def parts(data: bytes, name: str) -> dict[str, bytes]:
    """The XML parts of a Word file, by their names in the package, once all of it has proved safe.

    Raises:
        BadInput: it is the old binary format, encrypted, damaged, no Word document, bomb-like, or declares entities.
    """
    if data.startswith(_OLE):
        raise _old_or_locked(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _refuse_bombs(package.infolist(), name)
            found = {info.filename: _member(package, info, name) for info in package.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError, ValueError) as error:
        raise damaged(name) from error
    kinds = found.get("[Content_Types].xml", b"")
    if _MAIN not in kinds and _MACROS not in kinds:
        raise BadInput(f"{name} is not a Word document.", "Open it in the program it was made with and save it as .docx.")
    xml = {part: content for part, content in found.items() if part.lower().endswith(_XML)}
    for content in xml.values():
        _well_formed(content, name)
    return xml


def damaged(name: str) -> BadInput:
    return BadInput(f"{name} is damaged and cannot be opened.", "Open it in Word, save it again as .docx, or ask for a new copy.")


def _old_or_locked(data: bytes, name: str) -> BadInput:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return BadInput(f"{name} is protected by a password.", "Open it in Word, take the password off and save it again.")
    return BadInput(f"{name} is in Word's old format (.doc).", "Open it in Word or LibreOffice and save it as .docx.")


def _unsafe(name: str, why: str) -> BadInput:
    return BadInput(f"{name} is not safe to open: {why}.", "Ask who sent it for a new copy, or paste its text.")


def _refuse_bombs(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > _MEMBERS:
        raise _unsafe(name, f"it is made of {len(members)} parts")
    if sum(info.file_size for info in members) > _UNPACKED:
        raise _unsafe(name, f"it unpacks to more than {_UNPACKED // MEGABYTE} MB")
    for info in members:
        if info.filename.lower().endswith(_XML) and info.file_size > _PART:
            raise _unsafe(name, f"one part of it unpacks to more than {_PART // MEGABYTE} MB")
        if info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size):
            raise _unsafe(name, "one part of it unpacks to far more than it should")
    if len({info.filename for info in members}) < len(members):
        raise _unsafe(name, "two parts of it have the same name")


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """One member, never more than the size it states; kept only when it is XML."""
    if info.flag_bits & 1:
        raise BadInput(f"{name} is protected by a password.", "Open it in Word, take the password off and save it again.")
    with package.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile("a member is not as long as it says")
    is_xml = info.filename.lower().endswith(_XML)
    # Which part is the document is for the package to say, so entities are looked for in every part whatever its name.
    if _ENTITY.search(content) or (is_xml and _DOCTYPE.search(content)):
        raise _unsafe(name, "it declares XML entities, which a Word document never needs")
    return content if is_xml else b""


def _well_formed(content: bytes, name: str) -> None:
    try:
        fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _unsafe(name, "it declares XML entities, which a Word document never needs") from error
    except (ParseError, LookupError, ValueError) as error:
        raise damaged(name) from error
