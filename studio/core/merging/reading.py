"""Finding merge fields in a text, whole ones and broken ones.

One pattern finds what is well formed; what looks like the beginning or the end of a field outside those is a broken one. A
sign that people use otherwise asks for more: `%` is a field only around one word (`%name%`, never "50% of 20%"), `[[name]]` is
none where a link follows, and `{name}` is one only where the house says so.
"""

import re
from collections.abc import Callable, Iterator

from studio.core.merging.dialects import Dialect, Field, Filter, Part
from studio.core.span import Span

_FIELD = re.compile(
    r"(?P<note>\{\{!(?:--.*?--|[^{}\n]*)\}\}|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\})"
    r"|(?P<curly>\{\{\{[^{}\n]{1,300}\}\}\}|\{\{[^{}\n]{1,300}\}\})"
    r"|(?P<tag>\{%[^{}\n]{1,300}?%\})"
    r"|(?P<chimp>\*\|[^|*\n]{1,80}\|\*)"
    r"|(?P<brackets>(?<!\[)\[\[[ ]?[A-Za-z][\w .-]{0,50}\]\](?![\](\[:]))"
    r"|(?P<double>%%(?:=[^%\n]{1,200}=|[ ]?[A-Za-z_][\w .:-]{0,50})%%)"
    r"|(?P<percent>(?<![\w%])%[A-Za-z][\w.]{1,40}%(?![\w%]))"
    r"|(?P<braces>(?<![{\w$\\])\{[ ]?[A-Za-z_][\w.]{0,40}[ ]?\}(?!\}))",
    re.S,
)
_BROKEN = re.compile(
    r"(?P<curly>\{\{[ ]?[#/]?[ ]?(?P<curly_name>[A-Za-z_][\w.]*)(?:[ ]?\|[^{}\n]{0,80})?[ ]?\}?(?!\}))"
    r"|(?P<single>(?<![{\w])\{[ ]?(?P<single_name>[A-Za-z_][\w.]*)(?:[ ]?\|[^{}\n]{0,80})?[ ]?\}\})"
    r"|(?P<tag>\{%[ ]?(?:if|else|elsif|endif|unless|endunless)\b[^{}%\n]{0,80}%?\}?)"
    r"|(?P<chimp>\*\|(?P<chimp_name>[A-Za-z][A-Za-z0-9_]*)(?:\|(?!\*)|\*|(?![\w|*:])))"
    r"|(?P<brackets>(?<!\[)\[\[[ ]?(?P<brackets_name>[A-Za-z]\w*)\](?![\](\[:]))"
    r"|(?P<double>(?<!%)%%(?P<double_name>[A-Za-z]\w+)%(?!%))"
)
_SIGN = re.compile(r"[{*\[%]")
_NO_BEGINNING = re.compile(r"(?P<chimp_end>(?<![\w|])\|?(?P<chimp_end_name>[A-Z][A-Z0-9_]+)\|\*)")
_HEX = re.compile(r"%[0-9A-Fa-f]{2}%")
_NAME = re.compile(r"[A-Za-z_][\w.\-]*(?:\[\d+\])?")
_TYPOGRAPHIC = re.compile(r"[“”„‘’]")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


def read(text: str, braces: bool = False) -> tuple[Field, ...]:
    """Every field of `text`, in reading order, none overlapping another.

    Args:
        text: any text; a Markdown source where the spans are to count in it.
        braces: whether `{name}` is a field.
    """
    found, at = list[Field](), 0
    for match in _whole(text, braces):
        found += _broken(text, at, match.start())
        found.append(_READERS[match.lastgroup or ""](match[0], match.start()))
        at = match.end()
    found += _broken(text, at, len(text))
    return tuple(found)


def whole(text: str, braces: bool = False) -> Iterator[Span]:
    """Where fields stand that are written as such from beginning to end, whatever is in them."""
    return (Span(*match.span()) for match in _whole(text, braces))


def _whole(text: str, braces: bool) -> Iterator[re.Match[str]]:
    for match in _matches(_FIELD, text, 0, len(text)):
        kind = match.lastgroup
        if (kind == "braces" and not braces) or (kind == "percent" and _HEX.match(match[0])):
            continue
        if kind == "curly" and not match[0].strip("{} \n"):
            continue
        yield match


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `pattern` finds, tried only where a sign stands: ten times as fast as trying it at every letter."""
    at = start
    while sign := _SIGN.search(text, at, end):
        match = pattern.match(text, sign.start(), end)
        if match:
            yield match
        at = match.end() if match else sign.start() + 1


def _broken(text: str, start: int, end: int) -> Iterator[Field]:
    """What between two fields looks like one, and lacks a part."""
    found = list(_matches(_BROKEN, text, start, end))
    if "|*" in text:
        taken = [match.span() for match in found]
        found += [m for m in _NO_BEGINNING.finditer(text, start, end) if not any(a < m.end() and m.start() < b for a, b in taken)]
        found.sort(key=lambda match: match.start())
    for match in found:
        kind = (match.lastgroup or "").removesuffix("_name")
        words = match[0].rstrip() if kind in ("curly", "tag") else match[0]
        span = Span(match.start(), match.start() + len(words))
        dialect, fault = _FAULTS[kind]
        name = match[f"{kind}_name"] if kind != "tag" else ""
        where = Span(*match.span(f"{kind}_name")) if name else span
        yield Field(span, words, dialect, Part.OTHER, name, where, fault=fault, mended=_mended(kind, words, name))


def _mended(kind: str, words: str, name: str) -> str:
    if kind == "curly":
        return words.rstrip("}").rstrip() + (" }}" if words.startswith("{{ ") else "}}")
    if kind == "single":
        return "{" + words
    if kind == "tag":
        return words.rstrip("%}").rstrip() + " %}"
    return {"chimp": f"*|{name}|*", "chimp_end": f"*|{name}|*", "brackets": f"[[{name}]]", "double": f"%%{name}%%"}[kind]


_FAULTS = {
    "curly": (Dialect.CURLY, "This field is not closed: it lacks “}}”."),
    "single": (Dialect.CURLY, "This field begins with one brace and ends with two."),
    "tag": (Dialect.LIQUID, "This condition is not closed: it lacks “%}”."),
    "chimp": (Dialect.MAILCHIMP, "This field is not closed: it lacks “|*”."),
    "chimp_end": (Dialect.MAILCHIMP, "This field has no beginning: it lacks “*|”."),
    "brackets": (Dialect.BRACKETS, "This field is not closed: it lacks “]]”."),
    "double": (Dialect.DOUBLE_PERCENT, "This field is not closed: it lacks “%%”."),
}


# ---------------------------------------------------------------- one field each


def _note(text: str, start: int) -> Field:
    dialect = Dialect.LIQUID if text.startswith("{%") else Dialect.HANDLEBARS
    return Field(Span(start, start + len(text)), text, dialect, Part.NOTE)


def _curly(text: str, start: int) -> Field:
    """`{{name}}`, `{{ name | default: "x" }}`, `{{#if name}}`, `{{else}}`, `{{/if}}`."""
    span = Span(start, start + len(text))
    braces = 3 if text.startswith("{{{") else 2
    inner = text[braces:-braces]
    lead = len(inner) - len(inner.lstrip("-~ \n"))
    at, body = start + braces + lead, inner.strip("-~ \n")
    if opened := re.match(r"#\s*(if|unless)\s+(.+)", body, re.S):
        where = Span(at + opened.start(2), at + opened.end(2))
        negated = opened[1] == "unless"
        name = _NAME.match(opened[2])
        return Field(span, text, Dialect.HANDLEBARS, Part.IF, name[0] if name else "", where, (), opened[2].strip(), negated)
    if turned := re.fullmatch(r"else(?:\s+if\s+(.+))?|\^", body, re.S):
        part = Part.ELSE_IF if turned[1] else Part.ELSE
        return Field(span, text, Dialect.HANDLEBARS, part, "", span, (), turned[1] or "")
    if re.fullmatch(r"/\s*(if|unless)", body):
        return Field(span, text, Dialect.HANDLEBARS, Part.END)
    if body[:1] in "#/>&^@" or body.startswith("else"):
        return Field(span, text, Dialect.HANDLEBARS, Part.OTHER)
    return _value(text, span, body, at)


def _value(text: str, span: Span, body: str, at: int) -> Field:
    parts = list(_split(body))
    first, begin = parts[0]
    name = first.strip()
    where = Span(at + begin + len(first) - len(first.lstrip()), at + begin + len(first.rstrip()))
    dialect = Dialect.LIQUID if len(parts) > 1 else Dialect.CURLY
    if _TYPOGRAPHIC.search(body) and len(parts) > 1:
        fault = "Curly quotes do not work inside a field; it takes straight ones."
        return Field(
            span, text, dialect, Part.VALUE, name, where, _filters(parts, at), fault=fault, mended=text.translate(_STRAIGHT)
        )
    if not name:
        return Field(span, text, dialect, Part.OTHER, fault="This field has no name.")
    if name[0] in "\"'":
        return Field(span, text, Dialect.LIQUID, Part.VALUE, name, where, _filters(parts, at))
    if not _NAME.fullmatch(name):
        words = re.fullmatch(r"[A-Za-z_]\w*(?: \w+)+", name)
        mended = text.replace(name, name.replace(" ", "_"), 1) if words else ""
        return Field(span, text, dialect, Part.VALUE, name, where, _filters(parts, at), fault=_BLANKS, mended=mended)
    return Field(span, text, dialect, Part.VALUE, name, where, _filters(parts, at))


_BLANKS = "A field’s name is one word: letters, digits and “_”."


def _split(body: str) -> Iterator[tuple[str, int]]:
    """The parts of a Liquid value between bars outside quotes, each with its place in `body`."""
    begin, quote = 0, ""
    for index, letter in enumerate(body):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "“”":
            quote = "”"
        elif letter == "|":
            yield body[begin:index], begin
            begin = index + 1
    yield body[begin:], begin


_ARGUMENT = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”|‘([^’]*)’|([^,\s][^,]*))\s*(?:,|$)")


def _filters(parts: list[tuple[str, int]], at: int) -> tuple[Filter, ...]:
    made = []
    for words, begin in parts[1:]:
        name, _, rest = words.partition(":")
        args = tuple(
            next((each for each in match.groups() if each is not None), "").strip() for match in _ARGUMENT.finditer(rest)
        )
        quoted = [next((each for each in match.groups()[:4] if each is not None), None) for match in _ARGUMENT.finditer(rest)]
        args = tuple(arg if given is None else given for arg, given in zip(args, quoted, strict=True))  # blanks in quotes count
        first = begin + len(words) - len(words.lstrip())
        made.append(Filter(name.strip(), args, Span(at + first, at + begin + len(words.rstrip()))))
    return tuple(made)


def _tag(text: str, start: int) -> Field:
    """`{% if name %}`, `{% elsif … %}`, `{% else %}`, `{% endif %}`, `{% unless … %}`."""
    span = Span(start, start + len(text))
    inner = text[2:-2]
    at = start + 2 + len(inner) - len(inner.lstrip("- "))
    body = inner.strip("- ")
    word, _, condition = body.partition(" ")
    if word in ("if", "unless", "elsif", "elseif"):
        part = Part.ELSE_IF if word.startswith("els") else Part.IF
        condition = condition.strip()
        name = _NAME.match(condition)
        begin = at + len(body) - len(condition)
        where = Span(begin, begin + len(name[0])) if name else span
        fault = "" if condition else "This condition asks for nothing: name a field behind “if”."
        return Field(span, text, Dialect.LIQUID, part, name[0] if name else "", where, (), condition, word == "unless", fault)
    if word == "else":
        return Field(span, text, Dialect.LIQUID, Part.ELSE)
    if word in ("endif", "endunless"):
        return Field(span, text, Dialect.LIQUID, Part.END)
    return Field(span, text, Dialect.LIQUID, Part.OTHER)


def _chimp(text: str, start: int) -> Field:
    """`*|FNAME|*`, `*|IF:FNAME|*`, `*|IFNOT:FNAME|*`, `*|ELSEIF:…|*`, `*|ELSE:|*`, `*|END:IF|*`."""
    span = Span(start, start + len(text))
    body = text[2:-2]
    word, colon, rest = body.partition(":")
    where = Span(start + 2 + len(word) + len(colon), span.end - 2)
    if word in ("IF", "IFNOT", "ELSEIF"):
        condition = rest.strip()
        name = _NAME.match(condition)
        part = Part.ELSE_IF if word == "ELSEIF" else Part.IF
        return Field(span, text, Dialect.MAILCHIMP, part, name[0] if name else "", where, (), condition, word == "IFNOT")
    if word == "ELSE":
        return Field(span, text, Dialect.MAILCHIMP, Part.ELSE)
    if word == "END" and rest.strip() in ("IF", "INTERESTED"):
        return Field(span, text, Dialect.MAILCHIMP, Part.END)
    if word in _CHIMP_CASES and rest:
        made = Filter(_CHIMP_CASES[word], (), Span(start + 2, start + 2 + len(word)))
        return Field(span, text, Dialect.MAILCHIMP, Part.VALUE, rest.strip(), where, (made,))
    if body.strip() in CHIMP_OWN or colon:
        return Field(span, text, Dialect.MAILCHIMP, Part.OTHER)
    return Field(span, text, Dialect.MAILCHIMP, Part.VALUE, body.strip(), Span(start + 2, span.end - 2))


_CHIMP_CASES = {"TITLE": "capitalize", "UPPER": "upcase", "LOWER": "downcase"}
CHIMP_OWN = frozenset([
        "UNSUB", "UPDATE_PROFILE", "ARCHIVE", "FORWARD", "CURRENT_YEAR", "UNIQID", "REWARDS", "TRANSLATE", "ABUSE_EMAIL",
        "TWITTER", "FACEBOOK", "ABOUT_LIST",
    ])  # fmt: skip
"""What Mailchimp fills in by itself, for every customer."""


def _simple(dialect: Dialect, marks: int) -> Callable[[str, int], Field]:
    def make(text: str, start: int) -> Field:
        inner = text[marks:-marks]
        name = inner.strip()
        begin = start + marks + len(inner) - len(inner.lstrip())
        part = Part.OTHER if name.startswith("=") else Part.VALUE
        return Field(Span(start, start + len(text)), text, dialect, part, name, Span(begin, begin + len(name)))

    return make


_READERS: dict[str, Callable[[str, int], Field]] = {
    "note": _note,
    "curly": _curly,
    "tag": _tag,
    "chimp": _chimp,
    "brackets": _simple(Dialect.BRACKETS, 2),
    "double": _simple(Dialect.DOUBLE_PERCENT, 2),
    "percent": _simple(Dialect.PERCENT, 1),
    "braces": _simple(Dialect.BRACES, 1),
}
