"""Exports of other tools: JSON and JSONL, where every record holds a draft and what the tool knows of it.

A mapping says where in a record each thing stands; `app.pulling` keeps mappings as files. A place is a row of names with dots
between them, a number for the how-manieth of a list (`choices.0.message.content`, `messages.-1.content`).

Everything is taken for hostile: a file has at most 20 MB and 2,000 records, a name may stand once in an object, and each record
that cannot be read is one sentence that names it.
"""

import hashlib
import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from studio.core.document import normalise
from studio.core.errors import BadInput
from studio.core.events import canonical
from studio.core.phrases import shortened
from studio.formats.encoding import decode
from studio.formats.kinds import MEGABYTE, Content, Draft, Reader, Source

SUFFIXES = (".json", ".jsonl", ".ndjson")
CAP = 20 * MEGABYTE
MOST = 2_000
"""Records that come in at once; more than that nobody reviews."""

FIELDS = (
    *("text", "title", "model", "prompt", "parameters", "generated", "tool", "record"),
    *("channel", "brand", "audience", "brief", "template", "campaign", "locale", "subject", "preheader", "description"),
)
"""What a record may say of its draft. `prompt` and `parameters` are what the model was asked with, `tool` what asked it, and
`record` the draft's id there."""

KINDS = ("auto", "markdown", "html")
_LONG = ("prompt", "parameters", "brief")
"""Fields of several lines; the others are one."""

_MOST_WORDS = 300  # characters of a field of one line
_MOST_LONG = 200_000  # characters of the others
_DEEP = 6  # names in a row that are looked into; what lies deeper is named by hand
_LOOKED_AT = 20  # records by which a mapping is guessed


@dataclass(frozen=True, slots=True)
class Places:
    """How the records of a tool are read: a mapping.

    Attributes:
        name: of its file, without the ending; empty for one that was never saved.
        title: as people call it.
        records: where the list of records stands; empty where the file is the list, or is one record itself.
        fields: by the names of `FIELDS`, the place in a record.
        fixed: what holds for every record that does not say it.
        channels: the tool's own words for our channels.
        text_is: `markdown`, `html`, or `auto` for whichever it looks like.
        is_bundled: it came with the program.
    """

    name: str = ""
    title: str = ""
    records: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    text_is: str = "auto"
    is_bundled: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its place in the file as people count, `record 3` or `line 3`, and what it says."""

    where: str
    data: Any


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was read. `faults` are what could not be read, a sentence each."""

    name: str
    records: tuple[Record, ...]
    faults: tuple[BadInput, ...] = ()
    whole: Any = None


# ---------------------------------------------------------------- from bytes to records


def read(data: bytes, name: str, encoding: str | None = None) -> Export:
    """Read JSON, or JSON Lines, whichever the file is.

    Args:
        name: of the file; one that ends in `.jsonl` or `.ndjson` has a record to a line.
    Returns:
        For JSON the whole of it, and no records yet: `listed` finds them.
    Raises:
        BadInput: it is too large, empty, not JSON at all, nested too deeply, or of an encoding that nobody said.
    """
    if len(data) > CAP:
        raise BadInput(
            f"{name} is too large: {CAP // MEGABYTE} MB is the most for an export.", "Split it, or export less at once."
        )
    decoded = decode(data, name, encoding)
    if not encoding and not decoded.label.startswith("utf"):
        raise BadInput(f"{name} is not written in UTF-8, as JSON is.", "Say how it is written, or save it as UTF-8.")
    text = decoded.text.lstrip("\ufeff")
    if not text.strip():
        raise BadInput(f"{name} is empty.", "Choose a file that holds drafts.")
    if PurePath(name).suffix.lower() == ".json":
        try:
            return Export(name, (), whole=_parsed(text))
        except _Fault as fault:
            if not fault.is_extra:
                raise BadInput(f"{name} cannot be read: {fault}.", "Export it again, or mend it.") from None
    return _by_line(text, name)


def _by_line(text: str, name: str) -> Export:
    records, faults = list[Record](), list[BadInput]()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            records.append(Record(where, _parsed(line)))
        except _Fault as fault:
            faults.append(BadInput(f"{name}, {where} cannot be read: {fault}.", "Mend the line, or take it out."))
    if not records and faults:
        raise faults[0]
    return Export(name, _few(records, name), tuple(faults))


def listed(export: Export, within: str = "") -> Export:
    """The export with the records that stand at `within`.

    Raises:
        BadInput: nothing stands there, no list of objects does, or there are too many.
    """
    if export.records:
        return export
    found = at(export.whole, within) if within else export.whole
    if isinstance(found, Mapping):
        found = [found]
    if not isinstance(found, list):
        where = f"At “{within}” of {export.name} stands" if within else f"{export.name} holds"
        raise BadInput(f"{where} no list of records.", "Say in the mapping where the list stands: records = …")
    if not found:
        raise BadInput(f"{export.name} holds no records.", "Export some drafts first.")
    return replace(export, records=_few([Record(f"record {number}", each) for number, each in enumerate(found, 1)], export.name))


def _few(records: Sequence[Record], name: str) -> tuple[Record, ...]:
    if len(records) > MOST:
        raise BadInput(f"{name} holds {len(records):,} records, and {MOST:,} come in at once.", "Split it, or export less.")
    return tuple(records)


class _Fault(Exception):
    """What is wrong with a text that should be JSON, as a phrase; `is_extra`: it is JSON, and then something more."""

    def __init__(self, what: str, is_extra: bool = False) -> None:
        super().__init__(what)
        self.is_extra = is_extra


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise _Fault(f"it is no JSON from line {error.lineno}, column {error.colno} on", "Extra data" in error.msg) from None
    except RecursionError:
        raise _Fault("it is nested too deeply") from None
    except ValueError:  # a number with more digits than Python reads
        raise _Fault("it holds a number that is too long") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Fault(f"it says “{shortened(normalise(twice), 40)}” twice in one place")
    return found


# ---------------------------------------------------------------- from a record to a draft


def at(data: Any, place: str) -> Any:
    """What stands at a place; None where nothing does."""
    parts = place.split(".")
    for number, part in enumerate(parts):
        if isinstance(data, Mapping):
            rest = ".".join(parts[number:])
            if part not in data and rest in data:  # a name that has dots itself
                return data[rest]
            data = data.get(part)
        elif isinstance(data, list) and part.lstrip("-").isdecimal() and len(part) < _MOST_DIGITS:
            index = int(part)
            data = data[index] if -len(data) <= index < len(data) else None
        else:
            return None
    return data


_MOST_DIGITS = 9


def words(value: Any, deep: int = 0) -> str:
    """A value as text: lists one item a line, of an object its text, else its names and values."""
    if value is None or deep > _DEEP:
        return ""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(filter(None, (words(each, deep + 1) for each in value)))
    if isinstance(value, Mapping):
        for name in ("text", "content"):
            if name in value:
                return words(value[name], deep + 1)
        return "\n".join(f"{normalise(name)}: {words(each, deep + 1)}" for name, each in value.items())
    return str(value)


def draft(record: Record, places: Places, name: str) -> Draft:
    """The draft that a record holds; what the record says of it goes before what the text says of itself.

    Raises:
        BadInput: it has no text, or what it says is too long to be meant.
    """
    where = f"{name}, {record.where}"
    place = places.fields.get("text", "")
    text = words(at(record.data, place)) if place else ""
    if not text.strip():
        missing = f"nothing stands at “{place}”" if place else "the mapping does not say where the text stands"
        raise BadInput(f"{where} has no text: {missing}.", "Change the mapping, or take the record out.")
    from studio.formats.markup import to_markdown
    from studio.formats.reading import read_bytes

    if places.text_is == "html" or (places.text_is == "auto" and _is_html(text)):
        text = to_markdown(text, where)
        if not text.strip():
            raise BadInput(f"{where} has no text: its HTML shows nothing to readers.", "Take the record out.")
    read_in = read_bytes(text.encode("utf-8"), f"{where}.md")
    said = told(record, places, where)
    return replace(
        read_in,
        name=where,
        meta=read_in.meta | said,
        title=said.get("title") or read_in.title,
        sha256=_hash(record, where),
        format="export",
        encodings=(),
    )


def told(record: Record, places: Places, where: str) -> dict[str, str]:
    """What a record says of its draft beside the text, by the names of a header. Raises: BadInput, as `draft`."""
    said = dict(places.fixed)
    for name, place in places.fields.items():
        if name == "text":
            continue
        value = _time(at(record.data, place)) if name == "generated" else _value(name, at(record.data, place))
        if value.strip():
            said[name] = value.strip() if name in _LONG else shortened(_plain(value), _MOST_WORDS)
    if long := next((name for name in _LONG if len(said.get(name, "")) > _MOST_LONG), ""):
        raise BadInput(f"{where}: its {long} has more than {_MOST_LONG:,} characters.", "See whether the mapping is right.")
    if channel := said.get("channel", ""):
        known = {key.casefold(): value for key, value in places.channels.items()}
        said["channel"] = known.get(channel.casefold(), channel)
    return said


def _value(name: str, value: Any) -> str:
    """Parameters stay as they were written, so that they can be used again."""
    if name == "parameters" and isinstance(value, Mapping | list):
        try:
            return normalise(canonical(value))
        except RecursionError:
            return ""
    return words(value)


def _is_html(text: str) -> bool:
    from studio.formats.markup import has_structure

    return text.lstrip().startswith("<") and has_structure(text)


def _plain(value: str) -> str:
    """The words alone of a field that has markup."""
    if "<" not in value:
        return html.unescape(value) if "&" in value else value
    import nh3

    return html.unescape(nh3.clean(value, tags=set(), clean_content_tags={"script", "style"}))


def _time(value: Any) -> str:
    """Seconds or milliseconds since 1970 as ISO 8601 in UTC; a text as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not _EARLIEST <= value <= _LATEST * 1000:  # before it is divided: a whole number may be too large for that
            return ""
        seconds = value / 1000 if value > _MILLISECONDS else value
        if not _EARLIEST <= seconds <= _LATEST:
            return ""
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return words(value)


_MILLISECONDS, _EARLIEST, _LATEST = 100_000_000_000, 946_684_800, 4_102_444_800  # the last two: the years 2000 and 2100


def _hash(record: Record, where: str) -> str:
    """Of what the record says, however it is spaced, so that the same one is known again in the next export."""
    try:
        return hashlib.sha256(canonical(record.data).encode("utf-8", "replace")).hexdigest()
    except RecursionError:
        raise BadInput(f"{where} is nested too deeply.", "Take the record out.") from None


# ---------------------------------------------------------------- guessing a mapping

_NAMES = {
    "text": ("text", "content", "output", "draft", "body", "markdown", "completion", "response", "copy", "html", "message"),
    "title": ("title", "headline", "subject", "name", "heading"),
    "model": ("model", "model_name", "engine", "llm"),
    "prompt": ("prompt", "instruction", "instructions", "input", "question"),
    "parameters": ("parameters", "params", "settings"),
    "generated": ("generated", "generated_at", "created_at", "created", "timestamp", "date", "time"),
    "tool": ("tool", "app", "source", "generator"),
    "record": ("id", "uuid", "custom_id", "document_id", "key"),
    "channel": ("channel", "format", "type", "kind", "medium"),
    "brand": ("brand", "client", "voice"),
    "audience": ("audience", "persona", "reader"),
    "brief": ("brief", "summary", "goal", "description"),
    "campaign": ("campaign", "project"),
    "locale": ("locale", "language", "lang"),
}


def guess(export: Export) -> Places:
    """A mapping by the usual names, to be looked at before it is used; without a place for the text where none looks like one."""
    within = "" if export.records else _list_in(export.whole)
    try:
        records = listed(export, within).records[:_LOOKED_AT]
    except BadInput:
        return Places()
    found: dict[str, list[str]] = {}
    for record in records:
        for place, value in _leaves(record.data):
            found.setdefault(place, []).append(words(value))
    fields: dict[str, str] = {}
    for name, usual in _NAMES.items():
        best = min((rank for place in found if (rank := _rank(place, usual)) and place not in fields.values()), default=None)
        if best and (name != "channel" or _are_short(found[best[2]])):
            fields[name] = best[2]
    if "text" not in fields and found:
        longest = max(found, key=lambda place: sum(map(len, found[place])))
        if sum(map(len, found[longest])) > _PROSE * len(found[longest]):
            fields = {"text": longest} | {name: place for name, place in fields.items() if place != longest}
    return Places(records=within, fields=fields)


_PROSE = 80  # characters on average, from which on something reads like a text


def places_in(export: Export, within: str = "") -> tuple[str, ...]:
    """Every place that holds something in the first records, in their order. Raises: BadInput, as `listed`."""
    records = listed(export, within).records[:_LOOKED_AT]
    return tuple(dict.fromkeys(place for record in records for place, _ in _leaves(record.data)))


def _rank(place: str, usual: Sequence[str]) -> tuple[int, int, str] | None:
    """How well a place goes by one of the usual names: the first names first, then what stands nearest to the top."""
    parts = [part for part in place.casefold().split(".") if not part.lstrip("-").isdecimal()]
    if not parts or parts[-1] not in usual:
        return None
    return usual.index(parts[-1]), len(parts), place


def _are_short(values: Sequence[str]) -> bool:
    return all(len(value) <= _SHORT for value in values)


_SHORT = 40


def _leaves(data: Any, before: str = "", deep: int = 0) -> Iterator[tuple[str, Any]]:
    if deep > _DEEP:
        return
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _leaves(value, f"{before}.{name}" if before else str(name), deep + 1)
    elif isinstance(data, list):
        if data and isinstance(data[0], Mapping):
            yield from _leaves(data[0], f"{before}.0" if before else "0", deep + 1)
        elif before:
            yield before, data
    elif before and data is not None:
        yield before, data


def _list_in(whole: Any, before: str = "", deep: int = 0) -> str:
    """Where the first list of objects stands; empty for the whole itself, or none."""
    if isinstance(whole, Mapping) and deep < _SHALLOW:
        for name, value in whole.items():
            place = f"{before}.{name}" if before else str(name)
            if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
                return place
            if found := _list_in(value, place, deep + 1):
                return found
    return ""


_SHALLOW = 3


# ---------------------------------------------------------------- one that comes without a mapping


def _refuse(source: Source) -> Content:
    raise BadInput(
        f"{source.name} holds records, and is no draft by itself.",
        "Import… asks how it is read; on the command line say `--mapping NAME`, and see `bluepencil mappings`.",
    )


READER = Reader("export", "Export of another tool", (), _refuse, cap=CAP, known=SUFFIXES)
