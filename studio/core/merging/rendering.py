"""A text as one customer gets it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from studio.core.merging.conditions import holds
from studio.core.merging.dialects import Dialect, Field, Part, same_name
from studio.core.merging.filters import FILTERS, applied
from studio.core.merging.known import Names
from studio.core.merging.reading import read
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Filled:
    """Where a field's value came to stand.

    Attributes:
        span: code points of the rendered text; empty where nothing came in.
        source: the field in the text it was made from.
        name: of the field.
        is_empty: the customer has no such value.
        is_fallback: what stands there is what the text says for that case.
    """

    span: Span
    source: Span
    name: str
    is_empty: bool = False
    is_fallback: bool = False


@dataclass(frozen=True)
class Rendered:
    """A rendered text.

    Attributes:
        text: fields replaced, conditions worked out.
        filled: every value that was put in, in reading order.
        problems: what a reader would stumble over, one sentence each, without doubles.
        gaps: spans of `text` around which a missing value shows.
        unknown: where in `text` a field stands as it was written, because there is none of that name.
    """

    text: str
    filled: tuple[Filled, ...] = ()
    problems: tuple[str, ...] = ()
    gaps: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()


@dataclass
class _Making:
    value: Callable[[str], str | None]
    names: Names | None = None
    unknown: list[Span] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    filled: list[Filled] = field(default_factory=list)
    problems: dict[str, None] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def tell(self, problem: str) -> None:
        self.problems[problem] = None

    def knows(self, name: str, dialect: Dialect) -> bool:
        return self.names is None or self.names.has_name(name, dialect)

    def stranger(self, name: str) -> str:
        near = self.names.near(name) if self.names else ""
        return f"There is no field “{name}”; likely “{near}” is meant." if near else f"There is no field “{name}”."


def render(
    text: str, customer: Mapping[str, str], dialect: Dialect | None = None, braces: bool = False, names: Names | None = None
) -> Rendered:
    """Put `customer` into `text`.

    A part under a condition that cannot be worked out is shown, and said to be so. Broken fields stay as they are.

    Args:
        text: any text; without fields it renders to itself.
        customer: values by name; names are matched whatever their case and punctuation.
        dialect: fields of other dialects stay as they are, as the mailing program would leave them; None for all.
        braces: whether `{name}` is a field.
        names: those there are, which a field has to name as they are written; others stay as they stand. None where nobody knows.
    """
    values = {same_name(name): value for name, value in customer.items()}
    making = _Making(lambda name: customer.get(name, values.get(same_name(name))), names)
    shown: list[tuple[bool, bool, bool]] = []  # of each condition around: is shown, was shown in a branch before, is known
    at = 0
    for each in read(text, braces):
        if dialect is not None and not _is_of(each.dialect, dialect):
            continue
        if all(is_shown for is_shown, _, _ in shown):
            making.add(text[at : each.span.start])
        at = each.span.end
        if each.part is Part.IF:
            shown.append(_opened(each, making))
        elif each.part in (Part.ELSE_IF, Part.ELSE) and shown:
            shown[-1] = _turned(each, shown[-1], making)
        elif each.part is Part.END and shown:
            shown.pop()
        elif all(is_shown for is_shown, _, _ in shown):
            _put(each, making)
    if all(is_shown for is_shown, _, _ in shown):
        making.add(text[at:])
    if shown:
        making.tell("A condition is opened and never ended.")
    whole = "".join(making.parts)
    gaps = tuple(span for filled in making.filled if (span := _gap(whole, filled)) is not None)
    for filled in making.filled:
        if (span := _gap(whole, filled)) is not None:
            making.tell(f"Without {filled.name} it reads “{_around(whole, span)}”.")
    return Rendered(whole, tuple(making.filled), tuple(making.problems), gaps, tuple(making.unknown))


def _is_of(one: Dialect, wanted: Dialect) -> bool:
    curly = (Dialect.CURLY, Dialect.LIQUID, Dialect.HANDLEBARS)
    if wanted is Dialect.CURLY:
        return one in curly
    return one is wanted or (one is Dialect.CURLY and wanted in curly)


def _opened(each: Field, making: _Making) -> tuple[bool, bool, bool]:
    asked = list[str]()

    def value(name: str) -> str:
        asked.append(name)
        return making.value(name) or ""

    answer = holds(each.condition, value)
    if unknown := [name for name in asked if not making.knows(name, each.dialect)]:
        making.tell(f"{making.stranger(unknown[0])} So “{each.text}” cannot be worked out, and its part is shown.")
        return True, True, False
    if answer is None:
        making.tell(f"The condition “{each.condition or each.text}” cannot be worked out here; its part is shown.")
        return True, True, False
    is_shown = answer != each.negated
    return is_shown, is_shown, True


def _turned(each: Field, before: tuple[bool, bool, bool], making: _Making) -> tuple[bool, bool, bool]:
    _, was_shown, is_known = before
    if was_shown or not is_known:
        return False, True, is_known
    if each.part is Part.ELSE:
        return True, True, True
    return _opened(each, making)


def _put(each: Field, making: _Making) -> None:
    """Put one value down; what is no value is left out, or stays where we do not know what it does."""
    if each.part is Part.NOTE:
        return
    if each.fault:
        making.add(each.text)
        making.tell(f"“{each.text}” does not work: {each.fault[:1].lower()}{each.fault[1:]}")
        return
    if each.part is not Part.VALUE:
        making.add(each.text)
        making.tell(f"“{each.text}” is filled in by the mailing program; it stands here as it is written.")
        return
    if each.name[:1] not in "\"'" and not making.knows(each.name, each.dialect):
        making.unknown.append(Span(making.length, making.length + len(each.text)))
        making.add(each.text)
        making.tell(f"{making.stranger(each.name)} It stands here as it is written.")
        return
    for used in each.filters:
        if used.name not in FILTERS:
            making.tell(f"The filter “{used.name}” is not worked out here.")
    quoted = each.name[:1] in "\"'" and bool(each.name)
    known = each.name[1:-1] if quoted else making.value(each.name)
    value = (known or "").strip() if not quoted else known or ""
    result = applied(value, each.filters)
    start = making.length
    making.add(result)
    is_empty = not value and not quoted
    making.filled.append(Filled(Span(start, making.length), each.span, each.name, is_empty, is_empty and bool(result)))


_CLOSING = re.compile(r"[,.;:!?)\]’'…]")


def _gap(text: str, filled: Filled) -> Span | None:
    """The place that shows that a value is missing: "Hi ,", two blanks, a line that ends early; None where nothing shows."""
    if not filled.is_empty or len(filled.span):
        return None
    at = filled.span.start
    before, after = text[at - 1 : at], text[at : at + 1]
    begins, ends = before in ("", "\n"), after in ("", "\n")
    in_target = text[max(0, at - 2) : at] == "](" and after == ")"
    if in_target:
        return Span(at - 1, at + 1)
    if begins and ends:
        return None  # a line of its own that falls away
    is_blank_before, is_blank_after = before in (" ", "\u00a0"), after in (" ", "\u00a0")
    hurts = (
        ((is_blank_before or begins or before == "(") and (ends or bool(_CLOSING.match(after))))  # "Hi ,"
        or (is_blank_after and (is_blank_before or begins))  # "Dear  Smith"
        or (ends and before == ":")
        or text[at : at + 2] in ("’s", "'s")
        or not (before.isspace() or after.isspace() or begins or ends)  # two words, or the parts of an address, glued together
    )
    return Span(max(0, at - 1), min(len(text), at + 1)) if hurts else None


def _around(text: str, span: Span) -> str:
    """The words around a gap, on its line, a few each way, without marks of emphasis."""
    begin = text.rfind("\n", 0, span.start + 1) + 1
    end = text.find("\n", span.end - 1)
    end = len(text) if end < 0 else end
    first, last = max(begin, span.start - _NEAR), min(end, span.end + _NEAR)
    if first > begin:
        first = max(begin, text.rfind(" ", begin, first) + 1) if first - text.rfind(" ", begin, first) < _NEAR else first
    if last < end:
        blank = text.find(" ", last, end)
        last = blank if 0 <= blank < last + _NEAR else last
    words = (
        ("…" if first > begin and text[first - 1] != " " else "")
        + text[first:last]
        + ("…" if last < end and text[last] != " " else "")
    )
    return _MARKS.sub("", words)


_NEAR = 12
_MARKS = re.compile(r"\*{1,3}|_{2}")
