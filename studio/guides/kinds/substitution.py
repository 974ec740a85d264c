"""`substitution`: one wording for another."""

from collections.abc import Callable, Iterator, Sequence

import regex

from studio.guides.alternation import Alternation
from studio.guides.edits import expanded
from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting
from studio.guides.message import offered, unquoted
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, translated, with_own_groups
from studio.guides.reading import BrokenRule, Keys
from studio.guides.recasing import recased

_LITERAL = regex.compile(r"[\w -]*")
_REFERENCE = regex.compile(r"\$\{?\d")


class Substitution(Excepting):
    """Args: `swaps` are `(bad, good, line)` in the file's order."""

    def __init__(
        self,
        swaps: Sequence[tuple[str, str, int]],
        template: str,
        exceptions: Exceptions,
        *,
        ignore_case: bool,
        capitalize: bool,
        replaces: bool,
        message: str,
        matches_case: bool = False,
    ) -> None:
        ordered, inner, notes = list[tuple[str, str, int]](), list[tuple[str, int]](), list[str]()
        for number, swap in enumerate(sorted(swaps, key=lambda swap: len(swap[0].encode()), reverse=True)):
            try:
                inner.append((with_own_groups(swap[0], f"_{number}"), swap[2]))
                ordered.append(swap)
            except BrokenRule as error:
                notes.append(f"line {swap[2]}: {error.what}, so this entry finds nothing")
        if not ordered:
            raise BrokenRule("The rule has no entry in `swap` that can find anything.", swaps[0][2])
        self.notes = tuple(notes)
        self._keys = [bad for bad, _, _ in ordered]
        self._values = [good for _, good, _ in ordered]
        self._exact = {bad: number for number, bad in enumerate(self._keys)} if ignore_case else {}
        self._tokens = Alternation(inner, template, ignore_case=ignore_case, grouped=True)
        self._exceptions, self._ignore_case, self._capitalize, self._replaces = exceptions, ignore_case, capitalize, replaces
        self._matches_case = matches_case
        self._unquoted = unquoted(message) if replaces else ""
        self.entries = self._tokens.entries
        self._parted: dict[int, str] = {}
        # Keys and values that are read as patterns by themselves: better known now than in the middle of a text.
        for number, (bad, good, line) in enumerate(ordered):
            if _REFERENCE.search(good):
                self._parted[number] = _with_parts(bad, line, ignore_case)
            elif not replaces and not _LITERAL.fullmatch(good):
                _value_pattern(good, line)

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        for start, end, number in self._tokens.search(text, candidates, TIME_LIMIT):
            if start == end or masked(start, end):
                continue
            matched = text[start:end]
            # Of two entries that differ in case alone, the one that is written like the text is meant.
            found = self._value(self._exact.get(matched, number), text, start, end)
            if found is None:
                continue
            value, literal = found
            options = _options(value) if self._replaces else ()
            if self._is_right(value, options, matched, literal) or self._exceptions.save(text, start, end):
                continue
            if self._matches_case and options:
                options = tuple(dict.fromkeys(recased(option, matched) for option in options))
                if options == (matched,):
                    continue
            if self._replaces:
                yield Hit(start, end, (offered(options), matched), options, self._unquoted, literal)
            else:
                shown = _shown(value, matched)
                offers = (shown,) if shown and _LITERAL.fullmatch(shown) else ()
                yield Hit(start, end, (shown, matched), offers, "", literal and shown == value)

    def _value(self, number: int, text: str, start: int, end: int) -> tuple[str, bool] | None:
        """The wording for `text[start:end]`, and whether it stands in the file as it is.

        None where the wording takes up parts of the words and the entry, tried by itself, does not fit them.
        """
        value, literal, matched = self._values[number], True, text[start:end]
        if number in self._parted:
            parts = _parts_of(self._parted[number], text, start, end)
            if parts is None:
                return None
            value, literal = expanded(value, parts, digits_only=True), False
        if self._capitalize and "A" <= matched[0] <= "Z":
            value = "|".join(part[:1].upper() + part[1:] for part in _parts(value))
        return value, literal

    def _is_right(self, value: str, options: Sequence[str], matched: str, literal: bool) -> bool:
        if self._replaces:
            return matched in options
        # What came out of the text itself is no pattern.
        if not literal or _LITERAL.fullmatch(value):
            return matched == value
        return _value_pattern(value, 0).fullmatch(matched, timeout=TIME_LIMIT) is not None


def _with_parts(bad: str, line: int, ignore_case: bool) -> str:
    """The entry by itself, with its groups, as the `regex` module reads it."""
    source = f"{'(?im)' if ignore_case else '(?m)'}(?:{translated(bad)})"
    try:
        compiled(source)
    except BrokenRule as error:
        raise BrokenRule(f"The token `{bad}` cannot be read: {error.what}", line) from error
    return source


def _parts_of(source: str, text: str, start: int, end: int) -> regex.Match | None:
    """The match of an entry that takes up just `text[start:end]`; what it looks for around the words stands in `text`."""
    found = compiled(source).match(text, start, timeout=TIME_LIMIT)
    if found is not None and found.end() != end:  # `tea|teapot` between word ends is not content with its first choice
        found = compiled(rf"{source}(?=[\s\S]{{{len(text) - end}}}\Z)").match(text, start, timeout=TIME_LIMIT)
    return found


def _value_pattern(value: str, line: int) -> Pattern:
    try:
        return compiled(translated(value))
    except BrokenRule as error:
        raise BrokenRule(f"The wording `{value}` cannot be read: {error.what}", line) from error


def _parts(value: str) -> list[str]:
    return list(regex.split(r"(?<!\\)\|", value))


def _options(value: str) -> tuple[str, ...]:
    return tuple(part.replace("\\|", "|") for part in _parts(value) if part)


def _shown(value: str, matched: str) -> str:
    """`value`, or its letters alone where it is a pattern for just these words (`OAuth2?` for "oauth2")."""
    if _LITERAL.fullmatch(value):
        return value
    bare = regex.sub(r"\(\?[a-zA-Z-]+\)|\\b|[?^$()]|\\(?=\W)", "", value)
    return bare if bare.casefold() == matched.casefold() else value


def build(keys: Keys, setting: Setting) -> Substitution:
    swaps = [(bad.text, good.text, bad.line) for bad, good in keys.pairs("swap")]
    if not swaps:
        raise BrokenRule("The rule has no `swap`, so it can find nothing.", keys.line)
    return Substitution(
        swaps,
        setting.template(keys),
        setting.exceptions(keys),
        ignore_case=keys.switch("ignorecase"),
        capitalize=keys.switch("capitalize"),
        replaces=setting.action.name == "replace" and not setting.action.params,
        message=setting.message,
        matches_case=setting.action.matches_case,
    )


KIND = Kind(
    "substitution", frozenset({"swap", "ignorecase", "nonword", "exceptions", "vocab", "capitalize", "pos", "append"}), build
)
