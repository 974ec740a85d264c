"""Markdown, in and out: the text is taken and given exactly as it is."""

from studio.core.record import PieceRecord
from studio.formats.encoding import decode
from studio.formats.kinds import Content, Reader, Source, Writer


def _read(source: Source) -> Content:
    decoded = decode(source.data, source.name, source.encoding)
    return Content(decoded.text, decoded.label, decoded.others)


def _write(record: PieceRecord) -> bytes:
    return record.text.encode("utf-8", "replace")


READER = Reader("md", "Markdown", (".md", ".markdown"), _read)
WRITER = Writer("md", "Markdown", ".md", _write)
