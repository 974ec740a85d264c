"""Plain text in: kept exactly, and read as Markdown from here on."""

from studio.formats.encoding import decode
from studio.formats.kinds import Content, Reader, Source


def _read(source: Source) -> Content:
    decoded = decode(source.data, source.name, source.encoding)
    return Content(decoded.text, decoded.label, decoded.others)


READER = Reader("txt", "Plain text", (".txt", ".text"), _read)
