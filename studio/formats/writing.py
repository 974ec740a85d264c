"""The door out: a piece's record becomes the bytes of a file."""

from studio.core.errors import BadInput
from studio.core.record import PieceRecord
from studio.formats.registry import writers


def write(format: str, record: PieceRecord) -> bytes:
    """Write a piece out.

    Args:
        format: id of a writer: `md`, `html` or `docx`.
        record: all that is known of the piece; `record.text` is what is written.
    Returns:
        The bytes of the file.
    Raises:
        BadInput: there is no such format.
    """
    for writer in writers():
        if writer.id == format:
            return writer.write(record)
    known = ", ".join(writer.id for writer in writers())
    raise BadInput(f"There is no format called {format}.", f"Choose one of {known}.")
