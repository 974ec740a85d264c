"""Rules as a person who knows Vale would have written them, from what a form asks: which words, and what about them.

Words are meant as they are written: "C++", "e.g." and "50%" are no patterns, a straight apostrophe stands for a curly one
too, and a word is found as a word. What is written here, Vale itself runs unchanged.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import regex

from studio.core.errors import BadInput
from studio.core.flag import Severity
from studio.guides.reading import BrokenRule, Keys, Listing, Node, Scalar, parse
from studio.guides.testing import cases_of


class Purpose(StrEnum):
    """What a rule is for.

    `avoid` words; `prefer` another wording; `spell` a word in one way; `limit` how often words stand in one place; write
    a name `always` so, whatever its case.
    """

    AVOID = "avoid"
    PREFER = "prefer"
    SPELL = "spell"
    LIMIT = "limit"
    ALWAYS = "always"


_MESSAGES = {
    Purpose.AVOID: "Avoid '%s'.",
    Purpose.PREFER: "Write '%s' instead of '%s'.",
    Purpose.SPELL: "Spell it '%s', not '%s'.",
    Purpose.LIMIT: "This stands here %d times; {most} is the most.",
    Purpose.ALWAYS: "Always write '%s', not '%s'.",
}
LONGEST = 300  # a key of YAML may have 1,024 signs, and a pattern is longer than its words
_PLACES = {"paragraph": "paragraph", "sentence": "sentence", "document": "summary"}


@dataclass(frozen=True, slots=True)
class WordRule:
    """A rule about words.

    Attributes:
        name: guide and rule, `House.Tea`.
        entries: the words, each with what takes its place. For `avoid` and `limit` that is empty; for `prefer` it may be
            several wordings with `|` between them; for `always` the word itself may be empty, and stands for every other
            case of the name.
        message: what a flag says, with `%s` for the wording and the words found (`%d` for how often); empty for the usual one.
        why: one sentence.
        level: `suggestion`, `warning` or `error`.
        scope: where, as in rule files (`text`, `heading`, `list` ...); for `limit` `paragraph`, `sentence` or `document`.
        ignorecase: whether the words are found in any case; `always` finds them so anyway.
        whole_words: whether "tea" is left alone in "teapot".
        exceptions: words and phrases in which the rule is silent, in any case where they have no capitals.
        most: how often the words of a `limit` may stand in one place, all of them together.
        bad, good: example texts in Markdown that the rule must flag and must leave alone; they become its tests.
    """

    name: str
    purpose: Purpose
    entries: tuple[tuple[str, str], ...]
    message: str = ""
    why: str = ""
    level: str = Severity.WARNING
    scope: str = "text"
    ignorecase: bool = True
    whole_words: bool = True
    exceptions: tuple[str, ...] = ()
    most: int = 0
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


def yaml_of(rule: WordRule, exceptions: Iterable[str] = ()) -> str:
    """The rule file.

    Args:
        exceptions: patterns that the file has already; they stay as they are for the words they mean.
    Raises:
        BadInput: when something is missing or cannot be meant so; names the word.
    """
    rule = _tidy(rule)
    _check(rule)
    lines = [f"# purpose: {rule.purpose}"]
    kind = {Purpose.AVOID: "existence", Purpose.LIMIT: "occurrence"}.get(rule.purpose, "substitution")
    message = rule.message or _MESSAGES[rule.purpose].format(most=rule.most)
    keys: dict[str, object] = {"extends": kind, "message": _percent(message)}
    if rule.why:
        keys["description"] = _percent(rule.why)
    keys["level"] = str(rule.level)
    scope = _PLACES[rule.scope] if rule.purpose is Purpose.LIMIT else rule.scope
    if scope != "text":
        keys["scope"] = scope
    if rule.ignorecase or rule.purpose is Purpose.ALWAYS:
        keys["ignorecase"] = True
    keys |= _patterns_of(rule, {_plain_exception(pattern) or "": pattern for pattern in exceptions})
    for key, value in keys.items():
        lines += _lines(key, value)
    lines += _tests(rule)
    return "\n".join(lines) + "\n"


def _patterns_of(rule: WordRule, kept: Mapping[str, str]) -> dict[str, object]:
    words = [bad for bad, _ in _swaps(rule)] if rule.purpose is Purpose.ALWAYS else [bad for bad, _ in rule.entries]
    # Vale puts `\b` around the whole, which only holds beside letters and digits.
    plain = rule.whole_words and all(map(_has_word_edges, words))
    if rule.purpose is Purpose.LIMIT:
        before, after = (r"(?<!\w)", r"(?!\w)") if rule.whole_words else ("", "")
        ordered = sorted(words, key=len, reverse=True)
        return {"max": rule.most, "token": f"{before}(?:{'|'.join(map(literal, ordered))}){after}"}
    found: dict[str, object] = {} if plain else {"nonword": True}
    if rule.purpose in (Purpose.PREFER, Purpose.SPELL) and rule.ignorecase:
        found["capitalize"] = True
    if rule.purpose is not Purpose.AVOID:
        found["action"] = {"name": "replace"}
    if rule.exceptions:
        found["exceptions"] = [kept.get(text) or exception(text) for text in rule.exceptions]
    bounded = rule.whole_words and not plain
    if rule.purpose is Purpose.AVOID:
        found["tokens"] = [_bounded(word, bounded) for word in sorted(words, key=len, reverse=True)]
    else:
        found["swap"] = {_bounded(bad, bounded): good for bad, good in _swaps(rule)}
    return found


def _swaps(rule: WordRule) -> list[tuple[str, str]]:
    """Words and what takes their place; a name that is always written so stands for every other case of itself first."""
    if rule.purpose is Purpose.PREFER:
        return list(rule.entries)
    if rule.purpose is Purpose.SPELL:
        return [(bad, good.replace("|", "\\|")) for bad, good in rule.entries]
    swaps = [(bad, good.replace("|", "\\|")) for bad, good in rule.entries if bad and bad.casefold() != good.casefold()]
    names = dict.fromkeys(good for _, good in rule.entries)
    return [(name, name.replace("|", "\\|")) for name in names] + swaps


# ---------------------------------------------------------------- words as patterns


_META = re.compile(r"[\\.+*?()\[\]{}|^$]")


def literal(text: str) -> str:
    """A pattern, in the dialect of rule files, that finds `text` as it is written; ' stands for ’ too."""
    return _META.sub(r"\\\g<0>", text).replace("'", "['’]")


def _bounded(text: str, bounded: bool) -> str:
    return rf"(?<!\w){literal(text)}(?!\w)" if bounded else literal(text)


def _has_word_edges(text: str) -> bool:
    # Narrower than any engine's `\w`: what is no word sign for sure gets bounds that hold for any sign.
    return all(edge == "_" or unicodedata.category(edge)[0] == "L" or edge.isdecimal() for edge in (text[0], text[-1]))


def exception(text: str) -> str:
    """An exception, in the dialect of rule files, that means just these words.

    Words without a capital letter may begin a sentence, so any capitals will do there; those with capitals are written so.
    """
    return f"(?i){_edged(text)}" if text == text.lower() and text.upper() != text else _edged(text)


def _edged(text: str) -> str:
    """Exceptions always get `\\b` around them, so signs at the edges are looked at and not taken in."""
    inner = regex.fullmatch(r"(?s)(\W*)(\w|\w.*\w)(\W*)", text)
    if not inner:
        return literal(text)
    before, word, after = map(literal, inner.groups())
    return f"{f'(?<={before})' if before else ''}{word}{f'(?={after})' if after else ''}"


def plain_of(pattern: str) -> str | None:
    """The text that `literal` made `pattern` of, with or without bounds; None where it says more than a text."""
    bare = re.fullmatch(r"(?:\(\?<!\\w\))?(.*?)(?:\(\?!\\w\))?", pattern, re.DOTALL)
    inner = bare[1] if bare else pattern
    text = re.sub(r"\\([\\.+*?()\[\]{}|^$])|\['’\]", lambda match: match[1] or "'", inner)
    return text if literal(text) == inner else None


# ---------------------------------------------------------------- what can be meant


def _tidy(rule: WordRule) -> WordRule:
    """Without blanks that nobody meant."""

    def clean(text: str) -> str:
        return " ".join(text.split())

    return replace(
        rule,
        entries=tuple((clean(bad), clean(good)) for bad, good in rule.entries),
        message=clean(rule.message),
        why=clean(rule.why),
        exceptions=tuple(dict.fromkeys(clean(text) for text in rule.exceptions if text.strip())),
    )


_HALVES = re.compile(r"[\ud800-\udfff]")  # of signs beyond the first 65,536; one alone can be kept in no file


def _whole(text: str) -> str:
    """The text as it can be shown."""
    return _HALVES.sub("\ufffd", text)


def _check(rule: WordRule) -> None:
    if not re.fullmatch(r"\w[\w -]*(?:\.\w[\w-]*)+", rule.name):
        raise BadInput(f"“{rule.name}” is no name for a rule.", "Name guide and rule in letters and digits: House.Tea.")
    if rule.level not in list(Severity):
        raise BadInput(f"The level “{rule.level}” is none of suggestion, warning and error.")
    if not rule.entries:
        raise BadInput("The rule names no words.", "Add at least one.")
    if rule.purpose is Purpose.LIMIT:
        if rule.most < 1:
            raise BadInput("The rule does not say how often is too often.", "Set the most to 1 or more.")
        if rule.scope not in _PLACES:
            raise BadInput(f"Words are not counted per “{rule.scope}”.", f"Choose {', '.join(_PLACES)}.")
        if rule.exceptions:
            raise BadInput("A rule that counts has no exceptions.", "Take them out.")
    for text in (rule.message, rule.why, rule.scope, *rule.exceptions, *rule.bad, *rule.good):
        if _HALVES.search(text):
            raise BadInput(f"“{_whole(text)[:40]}” holds half of a sign.", "Write it anew.")
    seen = set[str]()
    for bad, good in rule.entries:
        _check_entry(rule, bad, good)
        key = bad.casefold() if rule.ignorecase or rule.purpose is Purpose.ALWAYS else bad
        if bad and key in seen:
            raise BadInput(f"“{bad}” stands there twice.", "Keep one of them.")
        seen.add(key)
    names = dict.fromkeys(good for _, good in rule.entries) if rule.purpose is Purpose.ALWAYS else {}
    if len({name.casefold() for name in names}) < len(names):
        raise BadInput("One name is spelt in two ways here.", "Keep the one that is always right.")


def _check_entry(rule: WordRule, bad: str, good: str) -> None:
    if not bad and rule.purpose is not Purpose.ALWAYS:
        raise BadInput("A word is empty.", "Write it, or take its line out.")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in bad + good):
        raise BadInput(f"“{_whole(bad or good)}” holds a sign that cannot be seen.", "Write it anew.")
    if len(bad) > LONGEST:
        raise BadInput(f"“{bad[:40]}…” is longer than {LONGEST} signs.", "Look for fewer words.")
    if rule.purpose in (Purpose.AVOID, Purpose.LIMIT):
        return
    wordings = [part for part in re.split(r"(?<!\\)\|", good) if part] if rule.purpose is Purpose.PREFER else [good]
    if not good or not wordings:
        raise BadInput(f"Nothing takes the place of “{bad}”.", "Write what does, or choose to avoid it.")
    if bad and bad in wordings:
        raise BadInput(f"“{bad}” would take its own place.", "Write another wording.")
    if re.search(r"\$\{?\d", good):
        raise BadInput(f"“{good}” has $ before a digit, which rules take for a part of the pattern.", "Write it without the $.")


def _percent(message: str) -> str:
    """`%` that is no slot is written twice, or Vale would take it for one."""
    return re.sub(r"%(?!%|(?:\[\d+\])?(?:\.\d+)?[sdvq])", "%%", message.replace("%%", "%"))


# ---------------------------------------------------------------- YAML


_BARE = re.compile(r"[A-Za-zÀ-ÿ](?:[\w ’-]*[\wÀ-ÿ])?")
_TYPED = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"})


def _quoted(text: str) -> str:
    """A scalar that any reader takes for this text and nothing else."""
    if _BARE.fullmatch(text) and text.lower() not in _TYPED:
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char == "\n":
        return "\\n"
    code = ord(char)
    return char if char.isprintable() else (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _lines(key: str, value: object, indent: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{indent}{key}:" if value else f"{indent}{key}: {{}}"
        for name, inner in value.items():
            yield from _lines(_quoted(str(name)), inner, f"{indent}  ")
    elif isinstance(value, str):
        yield f"{indent}{key}: {_quoted(value)}"
    elif isinstance(value, bool):
        yield f"{indent}{key}: {str(value).lower()}"
    elif isinstance(value, Sequence):
        yield f"{indent}{key}:" if value else f"{indent}{key}: []"
        yield from (f"{indent}  - {_quoted(str(item))}" for item in value)
    else:
        yield f"{indent}{key}: {value}"


def _tests(rule: WordRule) -> Iterator[str]:
    if rule.bad or rule.good:
        yield "tests:"
    for texts, name, key, wanted in (
        (rule.bad, "finds it", "contains", f":{rule.name}:"),
        (rule.good, "leaves it alone", "want", ""),
    ):
        for number, text in enumerate(texts, 1):
            yield f"  - name: {name} {number}"
            yield f"    input: {_quoted(text)}"
            yield f"    {key}: {_quoted(wanted)}"


# ---------------------------------------------------------------- building on a rule


def inheriting(parent: str, changes: Mapping[str, object], held: Collection[str] | None = None) -> str:
    """The file of a rule that is `parent` but for `changes`.

    Args:
        parent: a rule by its whole name, `Plain.Wordy`.
        changes: by key: `level`, `message`, `swap+` (a map), `swap-`, `tokens+`, `tokens-`, `exceptions+` ... (lists).
            Values are written as they stand; words go through `literal` first, and what is taken away is the parent's
            exact text. Empty additions are left out.
        held: the keys the parent has (`inheriting.keys_of`); what would add to a key that it has not becomes that key.
    Raises:
        BadInput: when a name is none, nothing is changed, or a key is both replaced and edited.
    """
    if not re.fullmatch(r"\w[\w -]*(?:\.\w[\w-]*)+", parent) or parent.startswith("Vale."):
        raise BadInput(f"No rule can build on “{parent}”.", "Name a rule that has a file, such as Plain.Wordy.")
    kept: dict[str, object] = {}
    for key, value in changes.items():
        if not re.fullmatch(r"[a-z]\w*[+-]?", key) or key.rstrip("+-") == "extends":
            raise BadInput(f"“{key}” is no key of a rule.")
        if key[-1] in "+-" and isinstance(value, Sequence | Mapping) and not value:
            continue
        missing = key.endswith("+") and held is not None and key[:-1] not in held
        name = key[:-1] if missing else key
        kept[name] = value
    if not kept:
        raise BadInput(f"Nothing is different from {parent}.", "Change something, or use the rule as it is.")
    for key in kept:
        if key[-1] in "+-" and key[:-1] in kept:
            raise BadInput(f"“{key[:-1]}” is both replaced and edited.", "Do one of the two.")
    lines = [f"extends: {parent}"]
    for key, value in kept.items():
        lines += _lines(key, value)
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- reading it back


def read_back(path: Path, name: str) -> WordRule | None:
    """The rule that `yaml_of` wrote to `path`, or a person who could have used the form; None where there is more in it.

    Args:
        name: of the rule, `House.Tea`; its tests speak of it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree = parse(text)
        rule = _read(Keys(tree), name, _marked(text))
        if rule is None:
            return None
        cases, problems = cases_of(tree)
        bad = tuple(case.input for case in cases if case.contains == (f":{name}:",) and case.want is None)
        good = tuple(case.input for case in cases if case.want == () and not case.contains)
        rule = replace(rule, bad=bad, good=good)
        written = yaml_of(rule, (item.text for item in Keys(tree).texts("exceptions")))
        same = not problems and _values(parse(written)) == _values(tree)
    except (OSError, UnicodeDecodeError, BrokenRule, BadInput):
        return None
    return rule if same else None


def plain_words(path: Path) -> tuple[tuple[str, str], ...]:
    """Words that the rule in a file looks for, each with what takes its place, or with nothing where it only goes; those that are
    patterns are left out, and nothing is said of a file that cannot be read."""
    try:
        keys = Keys(parse(path.read_text(encoding="utf-8-sig")))
        kind = keys.text("extends")
        swaps = [(bad.text, good.text) for bad, good in keys.pairs("swap")] if kind == "substitution" else []
        tokens = [(item.text, "") for item in keys.texts("tokens")] if kind == "existence" else []
    except (OSError, UnicodeDecodeError, BrokenRule):
        return ()
    found = ((plain_of(bad), good) for bad, good in (*swaps, *tokens) if not re.search(r"[$\\]", good))
    return tuple((word, good) for word, good in found if word)


def _marked(text: str) -> Purpose | None:
    match = re.match(r"# purpose: (\w+)$", text.partition("\n")[0])
    return Purpose(match[1]) if match and match[1] in list(Purpose) else None


def _read(keys: Keys, name: str, marked: Purpose | None) -> WordRule | None:
    rule = WordRule(
        name,
        Purpose.AVOID,
        (),
        message=keys.text("message"),
        why=keys.text("description"),
        level=keys.text("level", "warning"),
        scope=keys.text("scope", "text"),
        ignorecase=keys.switch("ignorecase"),
    )
    kind = keys.text("extends")
    if kind == "occurrence":
        return _read_limit(keys, rule)
    swaps = [(bad.text, good.text) for bad, good in keys.pairs("swap")]
    patterns = [item.text for item in keys.texts("tokens")] if kind == "existence" else [bad for bad, _ in swaps]
    words = [plain_of(pattern) for pattern in patterns]
    exceptions = [_plain_exception(item.text) for item in keys.texts("exceptions")]
    if kind not in ("existence", "substitution") or not patterns or None in words or None in exceptions:
        return None
    rule = replace(
        rule,
        entries=_entries(words),
        exceptions=tuple(text for text in exceptions if text is not None),
        whole_words=not keys.switch("nonword") or patterns[0].startswith(r"(?<!\w)"),
    )
    if kind == "substitution":
        guess = Purpose.PREFER if keys.switch("capitalize") or not rule.ignorecase else Purpose.ALWAYS
        purpose = marked if marked in (Purpose.PREFER, Purpose.SPELL, Purpose.ALWAYS) else guess
        pairs = [(str(word), good) for word, (_, good) in zip(words, swaps, strict=True)]
        rule = replace(rule, purpose=purpose, entries=tuple(_meant(purpose, pairs)))
    return _usual(rule)


def _read_limit(keys: Keys, rule: WordRule) -> WordRule | None:
    token = re.fullmatch(r"(\(\?<!\\w\))?\(\?:(.*?)\)(?:\(\?!\\w\))?", keys.text("token"), re.DOTALL)
    words = [plain_of(part) for part in re.split(r"(?<!\\)\|", token[2])] if token else [None]
    if token is None or None in words:
        return None
    scope = {inner: outer for outer, inner in _PLACES.items()}.get(rule.scope, "")
    rule = replace(rule, purpose=Purpose.LIMIT, entries=_entries(words), scope=scope, most=keys.number("max"))
    return _usual(replace(rule, whole_words=bool(token[1])))


def _meant(purpose: Purpose, swaps: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The entries that `_swaps` made `swaps` of."""
    if purpose is Purpose.PREFER:
        yield from swaps
        return
    pairs = [(bad, good.replace("\\|", "|")) for bad, good in swaps]
    if purpose is Purpose.SPELL:
        yield from pairs
        return
    for name in dict.fromkeys(good for _, good in pairs):
        variants = [bad for bad, good in pairs if good == name and bad != name]
        yield from ((variant, name) for variant in variants or ("",))


def _entries(words: Sequence[str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((word, "") for word in words if word)


def _usual(rule: WordRule) -> WordRule:
    """The usual message is none of the person's own."""
    usual = _percent(_MESSAGES[rule.purpose].format(most=rule.most))
    return replace(rule, message="") if rule.message == usual else rule


def _plain_exception(pattern: str) -> str | None:
    """The words of an exception, whatever case it leaves them; None where it says more than words."""
    bare = pattern.removeprefix("(?i)")
    parts = re.fullmatch(r"(?:\(\?<=(.*?)\))?(.*?)(?:\(\?=(.*)\))?", bare, re.DOTALL)
    text = plain_of("".join(part or "" for part in parts.groups())) if parts else None
    return text if text is not None and _edged(text) == bare else None


def _values(node: Node) -> object:
    """A tree without its lines, to compare by."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_values(item) for item in node.items]
    return {key.text: _values(value) for key, value in node.pairs}
