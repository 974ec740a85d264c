"""Files in and out: one file per format, found by this package itself.

What may enter: a module that holds a `READER` (from bytes to Markdown text) or a `WRITER` (from a piece's record to
bytes), and what those need; `kinds` says what they look like, `registry` finds them. What may not: Qt, SQL, other
trades. Every reader treats its input as hostile: sizes are capped before anything is unpacked, documents that declare
XML entities are turned away, and whatever cannot be taken in is one `BadInput` that names the file and what to do.
"""

from studio.formats.kinds import Draft
from studio.formats.reading import read, read_bytes, read_clipboard
from studio.formats.registry import suffixes, writers
from studio.formats.writing import write

__all__ = ["Draft", "read", "read_bytes", "read_clipboard", "suffixes", "write", "writers"]
