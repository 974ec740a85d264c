"""Tables as spreadsheets save them: CSV, whichever sign parts its columns, with a first line `sep=;` or without.

The one way to read one: briefs, customers for a preview and feedback come in by it. Which columns there have to be is for whoever
asks.
"""

import csv
import io
import re
from dataclasses import dataclass

from studio.core.errors import BadInput

_SIGNS = ",;\t|"
_BLANK = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")
_LINE = re.compile(r"[^\r\n]*")
_SAYS_SIGN = re.compile(r'"?sep=([^"\r\n])"?[ ]*', re.I)
_QUOTED = re.compile(r'"[^"]*"?')


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as they stand there, and its line in the file; the last one, where it has several."""

    line: int
    cells: tuple[str, ...]


def rows_of(text: str, name: str, most: int = 0) -> tuple[Row, ...]:
    """The rows of a table; those without a word in them are left out. The first one names the columns.

    Args:
        name: of the file, for messages.
        most: rows below the names of the columns; 0 for any number.
    Raises:
        BadInput: it is no table from some line on, or has more rows.
    """
    text = text.replace("\x00", "").lstrip("\ufeff")
    at, skipped, sign = 0, 0, ""
    if blank := _BLANK.match(text):
        at = blank.end()
    head = _LINE.match(text, at)
    if head and (said := _SAYS_SIGN.fullmatch(head[0])):
        sign, at = said[1], head.end()
        if blank := _BLANK.match(text, at):
            at = blank.end()
        head = _LINE.match(text, at)
    skipped = len(text[:at].splitlines())
    if not sign:
        bare = _QUOTED.sub("", head[0]) if head else ""
        sign = max(_SIGNS, key=bare.count)
    reader = csv.reader(io.StringIO(text[at:], newline=""), delimiter=sign, strict=True)
    found = list[Row]()
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(Row(skipped + reader.line_num, tuple(cells)))
            if most and len(found) > most + 1:
                raise BadInput(f"{name} holds more than {most:,} rows.", "Split it, or export less at once.")
    except csv.Error as error:
        what = f"{name} cannot be read from line {skipped + reader.line_num} on: {error}."
        raise BadInput(what, "Save it as CSV again.") from None
    return tuple(found)
