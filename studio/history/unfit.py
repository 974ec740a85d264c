"""What an entry raises, once it is read and replayed, that says what cannot have happened.

Such an entry is sealed as it should be, so it was forged by somebody who knows how, or written by a program with a bug. Whoever
verifies names it, and nobody stumbles over it.
"""

import sqlite3

from studio.core.errors import KnownError

UNREADABLE = (ValueError, TypeError, OverflowError, RecursionError)
"""Of JSON that is none, or none that can be held: numbers no file has room for, lists in lists without end."""

UNFIT = (
    *(KnownError, LookupError, AttributeError, *UNREADABLE),
    *(sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError),  # no value for a column
)
