"""Sample customers for a preview, from a CSV file that a person picks.

A list of customers is nobody's business here: it is read into memory, shown, and forgotten with the page. Nothing of it goes into
the history, the workspace or the settings, not even the file's name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.core.errors import BadInput
from studio.core.merging.dialects import Field, Part, plain_name, same_name
from studio.core.merging.known import NOTHING_SAID, KnownFields, Names, usual
from studio.core.merging.reading import read
from studio.core.phrases import shortened
from studio.formats.encoding import decode
from studio.formats.tables import rows_of

MOST_BYTES = 20_000_000
MOST_ROWS = 1_000
_NAMED = 40  # signs of the numbers of uneven lines
"""A preview is looked at one by one; more than this is a mailing."""


@dataclass(frozen=True)
class Customer:
    """One customer, real or made up.

    Attributes:
        name: how the page calls them: by their own name, or `Without first_name` where the program took a value away.
        values: by column.
        is_made: the program made this one.
    """

    name: str
    values: Mapping[str, str]
    is_made: bool = False


@dataclass(frozen=True)
class CustomerList:
    """The customers of a file.

    Attributes:
        columns: the header row, as written.
        customers: in the file's order, `MOST_ROWS` at most.
        remarks: what somebody should know about the file, sentences.
    """

    columns: tuple[str, ...]
    customers: tuple[Customer, ...]
    remarks: tuple[str, ...] = ()


def read_customers(path: Path) -> CustomerList:
    """Read a CSV file with a header row. Commas, semicolons, tabs and bars are understood.

    Raises:
        BadInput: it cannot be read, is no text, has no header row or no customer in it.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}.", "Check the name.") from None
    if size > MOST_BYTES:
        raise BadInput(f"{path.name} is too large for a preview.", "Take out a few customers into a file of their own.")
    return customers_of(decode(data, path.name).text, path.name)


def customers_of(text: str, name: str = "The list") -> CustomerList:
    """The customers of a CSV text; see `read_customers`.

    Args:
        name: of the file, for messages.
    """
    if not text.strip("\ufeff \t\r\n"):
        raise BadInput(f"{name} is empty.", "The first line names the columns, every other line is a customer.")
    rows = [row.cells for row in rows_of(text, name)]
    columns = tuple(cell.strip() for cell in rows[0]) if rows else ()
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise BadInput(f"{name} has two columns called “{twice[0]}”.", "Give each a name of its own.")
    if len(rows) < 2:
        raise BadInput(f"{name} has names of columns and no customer.", "Add a line for each customer.")
    remarks = []
    if uneven := [str(number) for number, row in enumerate(rows[1:], 1) if len(row) != len(columns)]:
        who = f"Customer {uneven[0]} has" if len(uneven) == 1 else f"Customers {shortened(', '.join(uneven), _NAMED)} have"
        remarks.append(f"{who} more or fewer values than there are columns.")
    if len(rows) - 1 > MOST_ROWS:
        remarks.append(f"The first {MOST_ROWS:,} of {len(rows) - 1:,} customers are shown.")
    made = []
    for number, row in enumerate(rows[1 : MOST_ROWS + 1], 1):
        values = {column: row[index].strip() if index < len(row) else "" for index, column in enumerate(columns) if column}
        made.append(Customer(_called(values, number), values))
    return CustomerList(tuple(filter(None, columns)), tuple(made), tuple(remarks))


def _called(values: Mapping[str, str], number: int) -> str:
    by_name = {same_name(column): value for column, value in values.items()}
    whole = (
        " ".join(filter(None, (by_name.get("firstname"), by_name.get("lastname"))))
        or by_name.get("name")
        or by_name.get("fullname")
    )
    return whole or f"Customer {number}"


def asked_for(text: str, braces: bool = False) -> tuple[Field, ...]:
    """The fields of a text that ask for a customer's value, the first of each name, in reading order."""
    found: dict[str, Field] = {}
    for field in read(text, braces):
        if field.name and not field.fault and field.part in (Part.VALUE, Part.IF, Part.ELSE_IF) and field.name[0] not in "\"'":
            found.setdefault(field.name, field)
    return tuple(found.values())


@dataclass(frozen=True)
class Sample:
    """What a text is looked at with.

    Attributes:
        house: what the house says of its fields; `brief` of the piece, which may write more.
        customers: of a file; None for none.
    """

    house: KnownFields = NOTHING_SAID
    brief: str = ""
    customers: CustomerList | None = None

    def names(self, text: str) -> Names:
        """The fields there are: the house's, else the file's columns and the brief's, else the text's in their usual spelling.

        A column that is named as a heading ("First name", "Box") and not as a field stands for whatever spelling of it is used.
        """
        known = self.house.with_brief(self.brief)
        if self.house.names:
            return known
        asked = [field.name for field in asked_for(text, self.house.braces)]
        if self.customers is None:
            return known if known.all else Names(tuple(usual(_every(text, self.house.braces)).values()))
        columns = list[str]()
        for column in self.customers.columns:
            same = [name for name in asked if same_name(name) == same_name(column)]
            columns += [column] if _NAME.fullmatch(column) or not same else same
        return Names(tuple(dict.fromkeys((*known.all, *columns))))


_NAME = re.compile(r"[a-z][\w.]*|\w+_\w+")


def _every(text: str, braces: bool) -> list[str]:
    return [field.name for field in read(text, braces) if field.name and not field.fault and field.part in (Part.VALUE, Part.IF)]


def cast(text: str, sample: Sample) -> tuple[Customer, ...]:
    """Everybody to look at a text with: the file's customers, then for each field one without it.

    A known field without a column has its own name in ‹ › as a value; without a file all have, and there is one stand-in. Nobody
    at all for a text without fields. Fields that there are not get no value from anybody.
    """
    fields, names = asked_for(text, sample.house.braces), sample.names(text)
    if not fields:
        return ()
    fields = tuple(field for field in fields if names.has(field))
    stand_in = {field.name: f"‹{field.name.rsplit('.', 1)[-1].replace(' ', '_')}›" for field in fields}
    shown = sample.customers.customers if sample.customers else (Customer("A stand-in", stand_in, True),)
    if sample.customers:
        missing = {name: stand_in[name] for name in unmatched(text, sample)}
        shown = tuple(replace(each, values={**each.values, **missing}) for each in shown)
    whole = _fullest(shown, fields)
    made = [Customer(f"Without {field.name}", _without(whole.values, field), True) for field in fields]
    return (*shown, *made)


def unmatched(text: str, sample: Sample) -> tuple[str, ...]:
    """Names of the text's fields that there are, and for which the file has no column."""
    columns = {same_name(column) for column in sample.customers.columns} if sample.customers else set[str]()
    names = sample.names(text)
    asked = asked_for(text, sample.house.braces)
    return tuple(field.name for field in asked if names.has(field) and same_name(field.name) not in columns)


def _fullest(customers: Sequence[Customer], fields: Sequence[Field]) -> Customer:
    """The one with most of the values asked for: whoever lacks one more is looked at for that one alone."""
    names = {same_name(field.name) for field in fields}
    return max(
        customers, key=lambda each: sum(bool(value) for column, value in each.values.items() if same_name(column) in names)
    )


def _without(values: Mapping[str, str], field: Field) -> dict[str, str]:
    name = same_name(field.name)
    return {column: "" if same_name(column) == name else value for column, value in values.items()} | (
        {} if any(same_name(column) == name for column in values) else {plain_name(field.name): ""}
    )
