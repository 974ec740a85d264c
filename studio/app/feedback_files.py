"""Tables of feedback: CSV files of survey, mail and helpdesk tools, read by columns that are kept as a file.

One TOML file each, `mappings/feedback/<name>.toml` in the workspace:

    title       as people call it
    source      where all of it comes from; a column may say it for each row instead
    piece       the column with a piece's id, its title, or where it was published
    when        the column with the day, or the last one; `since` that with the first one
    day         how days are written, as `%d/%m/%Y`; left out where they are like 2026-11-30
    decimal     `,` where numbers are written like 4,5
    id          the column with the row's own id, where it has one
    comment     the column with what somebody said
    [ratings]   stars = "Stars": what is rated, and its column; the same for [outcomes], opens = "Opens"
    [units]     stars = "of 5", opens = "%": what each is counted in
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studio.app.guiding.files import write_all
from studio.app.house_files import must_know, toml
from studio.core.document import normalise
from studio.core.errors import BadConfig, BadInput, KnownError, NotFound, Refused
from studio.core.feedback import FeedbackKind
from studio.core.phrases import shortened

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

FOLDER = "mappings/feedback"
CAP = 20_000_000  # bytes
MOST = 20_000
"""Rows that are read at once."""
_MOST_COLUMNS = 400
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PLAIN = ("title", "source", "piece", "when", "since", "day", "decimal", "id", "comment")
_TABLES = ("ratings", "outcomes", "units")


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is read; see the module. `name` is that of its file, empty for one that was never saved."""

    name: str = ""
    title: str = ""
    source: str = ""
    piece: str = ""
    when: str = ""
    since: str = ""
    day: str = ""
    decimal: str = "."
    id: str = ""
    comment: str = ""
    ratings: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it is: its columns by their heads, and its rows with their line in the file."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class One:
    """One figure or comment of a row."""

    kind: FeedbackKind
    name: str
    value: float | None
    unit: str
    text: str

    @property
    def fields(self) -> tuple[FeedbackKind, str, float | None, str, str]:
        return self.kind, self.name, self.value, self.unit, self.text


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says. `where` names it for a person; days are ISO 8601."""

    where: str
    piece: str
    source: str
    when: str
    since: str
    id: str
    said: tuple[One, ...]


# ---------------------------------------------------------------- reading a file


def table(path: Path, encoding: str | None = None) -> Table:
    """Read a CSV file, whichever of comma, semicolon and tab parts its columns.

    Raises:
        BadInput: it cannot be read, is too large, or has no columns.
    """
    from studio.formats.encoding import decode
    from studio.formats.tables import rows_of

    try:
        with path.open("rb") as file:
            data = file.read(CAP + 1)
    except OSError as error:
        raise BadInput(
            f"{path.name} cannot be read: {error.strerror}.", "Choose it again, or copy it to this computer."
        ) from None
    if len(data) > CAP:
        raise BadInput(f"{path.name} is too large: {CAP // 1_000_000} MB is the most.", "Split it, or export fewer days.")
    found = rows_of(decode(data, path.name, encoding).text, path.name, MOST)
    rows = [(row.line, tuple(normalise(cell).strip() for cell in row.cells)) for row in found]
    if len(rows) < 2:
        raise BadInput(f"{path.name} holds no rows below the heads of its columns.", "Choose a table with some feedback in it.")
    heads = rows[0][1]
    if len(heads) > _MOST_COLUMNS:
        raise BadInput(f"{path.name} has more than {_MOST_COLUMNS} columns.", "Export fewer.")
    named = [each.casefold() for each in heads if each]
    if twice := next((each for each in named if named.count(each) > 1), ""):
        raise BadInput(f"{path.name} has two columns “{shortened(twice, 40)}”.", "Rename one of them.")
    return Table(path.name, heads, tuple(rows[1:]))


def lines(read: Table, columns: Columns) -> Iterator[Line | KnownError]:
    """What each row says; one that cannot be read is the sentence that says why.

    Raises:
        BadInput: the columns are not those of the table, or none of them says anything.
    """
    at = {head.casefold(): number for number, head in enumerate(read.heads) if head}
    checked(columns)
    asked = (columns.piece, columns.when, columns.since, columns.id, columns.comment, *columns.ratings.values())
    for name in (*asked, *columns.outcomes.values()):
        if name and name.casefold() not in at:
            raise BadInput(f"{read.name} has no column “{name}”.", f"It has: {shortened(', '.join(read.heads), 300)}.")
    for number, cells in read.rows:
        where = f"{read.name}, line {number}"
        if len(cells) > len(read.heads):
            yield BadInput(f"{where}: it has more cells than the table has columns.", "See whether its quotes are closed.")
            continue
        cell = {head: cells[place] if place < len(cells) else "" for head, place in at.items()}
        try:
            if line := _line(where, cell, columns):
                yield line
        except KnownError as error:
            yield BadInput(f"{where}: {error.what}", error.remedy)


def _line(where: str, cell: Mapping[str, str], columns: Columns) -> Line | None:
    """None for a row that says nothing at all."""

    def of(name: str) -> str:
        return cell.get(name.casefold(), "") if name else ""

    said = [
        One(kind, name, number(of(head), columns.decimal), columns.units.get(name, ""), "")
        for kind, table in ((FeedbackKind.RATING, columns.ratings), (FeedbackKind.OUTCOME, columns.outcomes))
        for name, head in table.items()
        if of(head)
    ]
    if comment := of(columns.comment):
        said.append(One(FeedbackKind.COMMENT, "", None, "", comment))
    if not said:
        return None
    source = of(columns.source) if columns.source.casefold() in cell else columns.source
    when = of(columns.when)
    if not when:
        raise BadInput("it has no day.", "Say on which day it was said or counted.")
    since = of(columns.since)
    return Line(
        *(where, of(columns.piece), source, _day(when, columns.day), _day(since, columns.day) if since else ""),
        of(columns.id),
        tuple(said),
    )


_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_BARE = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,10})?", re.ASCII)


def number(text: str, decimal: str = ".") -> float:
    """A figure as people write it: `1,204`, `4.5`, `31 %`. Raises: BadInput, where it is none, or could be two."""
    plain = text.strip().removesuffix("%").strip().replace("\u00a0", "").replace("\u202f", "").replace("−", "-")
    if decimal == ",":
        plain = plain.replace(".", "\0").replace(",", ".").replace("\0", ",")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _BARE.fullmatch(plain):
        raise BadInput(f"“{shortened(text, 40)}” is no figure.", "Write it like 4.5 or 1,204.")
    return float(plain)


def _day(text: str, written: str) -> str:
    """ISO 8601. Raises: BadInput, where it is no day."""
    plain = text.strip()
    try:
        moment = datetime.strptime(plain, written) if written else datetime.fromisoformat(plain)  # noqa: DTZ007 - a day has no zone
        found = moment.date()
        if not _FIRST <= found.year <= _LAST:
            raise ValueError(plain)
        return found.isoformat()
    except ValueError:
        raise BadInput(
            f"“{shortened(plain, 40)}” is not a day.", f"Days are to be written like {written or '2026-11-30'}."
        ) from None


_FIRST, _LAST = 1990, 2100  # years in which a reader may have said something; tools write 0001-01-01 for no day


def _tells_days(written: str) -> bool:
    """Whether a way of writing tells one day from another, its year too."""
    try:
        return all(datetime.strptime(day.strftime(written), written).date() == day for day in _DAYS)  # noqa: DTZ007
    except (ValueError, re.error):
        return False


_DAYS = (date(2026, 11, 30), date(2001, 3, 4))


# ---------------------------------------------------------------- columns that are kept


_USUAL = {
    "piece": ("piece", "id", "piece id", "page", "url", "link", "address", "title", "campaign", "subject", "article"),
    "when": ("when", "date", "day", "to", "end", "sent", "time", "created"),
    "since": ("since", "from", "start"),
    "comment": ("comment", "comments", "remark", "review", "text", "feedback", "message"),
}
_RATED = ("rating", "stars", "score", "satisfaction", "csat", "nps")
_COUNTED = (
    *("opens", "open rate", "clicks", "click rate", "conversions", "conversion rate", "views", "visits", "replies"),
    *("resolution time", "resolution hours", "unsubscribes", "orders"),
)


def guess(read: Table) -> Columns:
    """Columns by their usual names, to be looked at before they are used."""
    there = {head.casefold(): head for head in read.heads if head}

    def first(names: Sequence[str]) -> str:
        return next((there[name] for name in names if name in there), "")

    found = {key: first(names) for key, names in _USUAL.items()}
    ratings = {name: there[name] for name in _RATED if name in there}
    outcomes = {name: there[name] for name in _COUNTED if name in there}
    units = {name: "%" for name in outcomes if name.endswith("rate")} | {name: "hours" for name in outcomes if "hours" in name}
    source = there.get("source", "")
    return Columns(source=source, ratings=ratings, outcomes=outcomes, units=units, **found)


def checked(columns: Columns) -> Columns:
    """Raises: BadInput, where it does not say which piece, which day, or anything at all."""
    if not columns.piece:
        raise BadInput("It is not said which column names the piece.", "Say it: piece = …")
    if not columns.when:
        raise BadInput("It is not said which column has the day.", "Say it: when = …")
    if not (columns.comment or columns.ratings or columns.outcomes):
        raise BadInput("No column has a rating, a comment or a figure.", "Name one: comment = …, or one below [outcomes].")
    if not columns.source.strip():
        raise BadInput(
            "Feedback comes from somewhere.", "Name its source: a column of the table, or one for all of it (`--source`)."
        )
    if columns.day and not _tells_days(columns.day):
        raise BadInput(f"“{shortened(columns.day, 40)}” is no way to write days.", "Write it like %d/%m/%Y, with the year.")
    if columns.decimal not in (".", ","):
        raise BadInput(f"Numbers cannot be written with “{columns.decimal}”.", "Write decimal = “.” or “,”.")
    return columns


def with_columns(columns: Columns, said: Sequence[str]) -> Columns:
    """The columns with some said anew, each `name=column`; `rating:stars=Stars`, `outcome:opens=Opens` and `unit:stars=of 5` for
    what is rated or counted. Raises: BadInput, for one that is written otherwise."""
    made = columns
    for each in said:
        name, is_said, value = (part.strip() for part in each.partition("="))
        kind, is_named, of = (part.strip() for part in name.partition(":"))
        if is_said and is_named and of and f"{kind}s" in _TABLES:
            before = dict(getattr(made, f"{kind}s"))
            after = {key: head for key, head in before.items() if key != of} | ({of: value} if value else {})
            made = replace(made, **{f"{kind}s": after})  # type: ignore[arg-type]
        elif is_said and name in _PLAIN:
            made = replace(made, **{name: value})  # type: ignore[arg-type]
        else:
            known = ", ".join((*_PLAIN, "rating:NAME", "outcome:NAME", "unit:NAME"))
            raise BadInput(f"“{each}” says no column.", f"Write name=column. Names: {known}.")
    return made


def known(root: Path) -> tuple[Columns, ...]:
    """Every mapping that can be read, by name."""
    found = []
    for path in _paths(root):
        try:
            found.append(_kept(path))
        except KnownError:
            continue
    return tuple(found)


def problems(root: Path) -> tuple[str, ...]:
    """What is wrong in the others, a sentence each that names the file."""
    found = []
    for path in _paths(root):
        try:
            _kept(path)
        except KnownError as error:
            found.append(str(error))
    return tuple(found)


def mapping(root: Path, name: str) -> Columns:
    """Raises: NotFound, where there is none of that name; BadConfig, where it cannot be read."""
    for path in _paths(root):
        if path.stem.casefold() == name.strip().casefold():
            return _kept(path)
    there = ", ".join(each.name for each in known(root)) or "none yet"
    raise NotFound(f"There are no columns kept as “{name}”.", f"There are: {there}.")


def save(workspace: "Workspace", columns: Columns, name: str, *, replacing: bool = False) -> Columns:
    """Keep columns as a file of the workspace.

    Raises:
        BadInput: a name that is none, or columns that say too little.
        Refused: there is such a file, and nobody said it may be replaced.
    """
    import tomlkit

    workspace.must_be_writable()
    plain = name.strip().casefold()
    if not _NAME.fullmatch(plain):
        raise BadInput(f"“{name}” is no name for a file.", "Use small letters, digits and hyphens, such as mail-tool.")
    checked(columns)
    path = workspace.root / FOLDER / f"{plain}.toml"
    if path.exists() and not replacing:
        raise Refused(f"There are columns kept as “{plain}” already.", "Choose another name, or say that it may be replaced.")
    document = tomlkit.document()
    for key in _PLAIN:
        if (value := getattr(columns, key)) and (key, value) != ("decimal", "."):
            document.add(key, value)
    for key in _TABLES:
        if value := getattr(columns, key):
            document.add(key, tomlkit.item(dict(value)))
    write_all({path: tomlkit.dumps(document)})
    return replace(columns, name=plain)


def _paths(root: Path) -> list[Path]:
    folder = root / FOLDER
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def _kept(path: Path) -> Columns:
    name = f"{FOLDER}/{path.name}"
    told = toml(path, name)
    must_know(name, told, (*_PLAIN, *_TABLES))
    for key, value in told.items():
        fits = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
        if not (fits if key in _TABLES else isinstance(value, str)):
            raise BadConfig(f"{name}: {key} is not written as it should be.", 'Write names and texts, such as opens = "Opens".')
    try:
        return checked(Columns(path.stem, **told))
    except BadInput as error:
        raise BadConfig(f"{name}: {error.what}", error.remedy) from None
