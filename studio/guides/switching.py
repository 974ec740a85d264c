"""Changing `.vale.ini` and term lists as a person would: the one line that matters, and every other byte as it was."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.guides.globs import matches
from studio.guides.ini import CORE_KEYS, is_on, parse_ini

_SECTION = re.compile(r"\s*\[(.+)\]\s*\Z")
_SETTING = re.compile(r"(\s*)([^=:#;\s\[][^=:]*?)(\s*[=:]\s*)(.*?)(\s+[#;].*)?\Z")
_VALUES = ("YES", "NO", "suggestion", "warning", "error")


@dataclass(frozen=True, slots=True)
class _Setting:
    """A `key = value` with the lines it takes, `first` to before `end`: more than one where a backslash goes on."""

    key: str
    first: int
    end: int


def with_switch(text: str, section: str, rule: str, value: str | None) -> str:
    """The configuration `text` with one switch set.

    Whether a rule is on is settled per section, later sections counting more; a level holds for every text, whatever
    section it stands in, and the last one read counts.

    Args:
        section: `*`, or a glob such as `email/*.md`; it is added where it is not there yet.
        rule: a rule, `Plain.Wordy`, or a whole guide, which is switched on only where some list names it: one that is in
            no list is put into one (`with_styles`), for a switch of it does nothing in Vale.
        value: `YES`, `NO` or a level; None takes the line out, so that the guide's own decision holds again.
    Raises:
        ValueError: for any other value, for a name that would be another setting, and for a guide in no list switched on.
    """
    if value is not None and value not in _VALUES:
        raise ValueError(f"a switch is one of {', '.join(_VALUES)}, not {value!r}")
    if not re.fullmatch(r"\w[\w. -]*", rule):
        raise ValueError(f"{rule!r} is no name of a rule")
    if value is not None and is_on(value) and "." not in rule and rule not in parse_ini(text.removeprefix("\ufeff")).listed:
        raise ValueError(f"no list names the guide {rule!r}, so it cannot be switched on")
    return _with_setting(text, section, rule, value)


def with_styles(text: str, section: str, styles: Sequence[str]) -> str:
    """The configuration `text` with the guides in force for `section`; an empty list means that none is.

    Raises:
        ValueError: for a name that holds a comma or a line end.
    """
    if broken := [name for name in styles if not re.fullmatch(r"\w[\w -]*", name)]:
        raise ValueError(f"{broken[0]!r} is no name of a guide")
    return _with_setting(text, section, "BasedOnStyles", ", ".join(dict.fromkeys(styles)))


def without_styles(text: str, section: str) -> str:
    """The configuration `text` in which `section` names no guides of its own, so that those of `[*]` hold."""
    return _with_setting(text, section, "BasedOnStyles", None)


def with_core(text: str, key: str, value: str) -> str:
    """The configuration `text` with a setting that stands before the first section, such as `Vocab = House`.

    Raises:
        ValueError: for a key that does not stand there, or a value of several lines.
    """
    if key not in CORE_KEYS or len(value.splitlines()) > 1:
        raise ValueError(f"{key!r} = {value!r} does not stand before the first section")
    return _with_setting(text, "", key, value.strip())


def _with_setting(text: str, section: str, key: str, value: str | None) -> str:
    if text.startswith("\ufeff"):
        return "\ufeff" + _with_setting(text[1:], section, key, value)
    lines = text.splitlines(keepends=True)
    end_of_line = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    places = [(start, end) for name, start, end in _sections(lines) if name == section]
    found = [setting for place in places for setting in _settings(lines, *place) if setting.key == key]
    if value is None:
        for setting in reversed(found):
            del lines[setting.first : setting.end]
        return "".join(lines)
    if found:
        # Lines that repeat a key add up or overrule each other: the last stays, the others would only contradict it.
        *others, last = found
        if not others and _value_of(lines, last) == value:
            return text
        lines[last.first : last.end] = [_changed(lines, last, value)]
        for setting in reversed(others):
            del lines[setting.first : setting.end]
        return "".join(lines)
    line = f"{key} = {value}".rstrip() + end_of_line
    at = _place_in(lines, places, key) if places else None
    if at is not None:
        _end_line(lines, at, end_of_line)
        lines.insert(at, line)
        return "".join(lines)
    return "".join(_with_section(lines, section, line, end_of_line))


def _sections(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """Names with the first line after their header and the line after their last; what stands before any is called ""."""
    heads = [(match[1].strip(), at) for at, line in _logical(lines) if (match := _SECTION.match(line))]
    names = [("", -1), *heads]
    ends = [at for _, at in heads] + [len(lines)]
    return [(name, at + 1, end) for (name, at), end in zip(names, ends, strict=True)]


def _logical(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Lines that begin something, with their numbers from 0, without remarks, blanks and what a backslash goes on with."""
    found, goes_on = [], False
    for at, line in enumerate(lines):
        bare = line.strip()
        if not goes_on and (not bare or bare[0] in "#;"):
            continue
        if not goes_on:
            found.append((at, line.rstrip("\r\n")))
        goes_on = bare.endswith("\\")
    return found


def _settings(lines: Sequence[str], start: int, end: int) -> list[_Setting]:
    found = []
    for at, line in _logical(lines[start:end]):
        match = _SETTING.match(line)
        if match and not _SECTION.match(line):
            after = start + at + 1
            while after < end and lines[after - 1].strip().endswith("\\"):
                after += 1
            found.append(_Setting(match[2].strip('"`'), start + at, after))
    return found


def _value_of(lines: Sequence[str], setting: _Setting) -> str:
    match = _SETTING.match(lines[setting.first].rstrip("\r\n"))
    return match[4] if match and setting.end == setting.first + 1 else ""


def _changed(lines: Sequence[str], setting: _Setting, value: str) -> str:
    """The line with its new value; its indent, its spacing and the remark behind it stay."""
    line = lines[setting.first]
    end = line[len(line.rstrip("\r\n")) :] or ("" if setting.end == len(lines) else "\n")
    match = _SETTING.match(line.rstrip("\r\n"))
    assert match
    remark = "" if setting.end > setting.first + 1 else match[5] or ""
    between = match[3] if match[3][-1:].isspace() or not match[3][:1].isspace() else f"{match[3]} "
    return f"{match[1]}{match[2]}{between}{value}{remark}{end}"


def _place_in(lines: Sequence[str], places: Sequence[tuple[int, int]], key: str) -> int:
    """Where a new line goes: guides at the top of the section, switches behind its last setting."""
    start, end = places[-1]
    if key == "BasedOnStyles":
        return places[0][0]
    own = _settings(lines, start, end)
    return own[-1].end if own else start


def _with_section(lines: list[str], section: str, line: str, end_of_line: str) -> list[str]:
    """`lines` with a new section: `[*]` before every other, a glob before those it takes in as a whole, else at the end."""
    heads = [(name, start - 1) for name, start, _ in _sections(lines)[1:] if name not in ("*", "formats")]
    head = f"[{section}]{end_of_line}"
    first = next((at for name, at in heads if section == "*" or _takes_in(section, name)), None)
    if first is not None:
        while first > 0 and lines[first - 1].lstrip().startswith(("#", ";")):  # remarks above a header belong to it
            first -= 1
        return [*lines[:first], head, line, end_of_line, *lines[first:]]
    _end_line(lines, len(lines), end_of_line)
    gap = [end_of_line] if lines and lines[-1].strip() else []
    return [*lines, *gap, head, line]


def _takes_in(glob: str, other: str) -> bool:
    """Whether `other` looks like a part of what `glob` takes; its own settings must then come later to count."""
    return matches(glob, _example(other)) and not matches(other, _example(glob))


def _example(glob: str) -> str:
    """A path that `glob` takes, as far as can be told from its text."""
    plain = re.sub(r"\{([^{},]*)[^{}]*\}", r"\1", glob.lstrip("!"))
    return re.sub(r"\[[^\]]*\]|\*+|\?", "x", plain)


def _end_line(lines: list[str], at: int, end_of_line: str) -> None:
    """See to it that the line before `at` ends: the last one of a file may not."""
    if at and not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += end_of_line


# ---------------------------------------------------------------- term lists


def with_term(text: str, term: str) -> str:
    """The term list `text` with `term`, once: in its place where the list is in alphabetical order, else at the end.

    Raises:
        ValueError: for a term that is empty, holds a line end or would be read as a remark.
    """
    if text.startswith("\ufeff"):
        return "\ufeff" + with_term(text[1:], term)
    term = term.strip()
    if not term or len(term.splitlines()) != 1 or term.startswith("# "):
        raise ValueError(f"{term!r} cannot stand in a term list")
    lines = text.splitlines(keepends=True)
    terms = [(at, line.strip()) for at, line in enumerate(lines) if _is_term(line)]
    if any(own == term for _, own in terms):
        return text
    end_of_line = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    at = len(lines)
    if len(terms) > 1 and (order := _order_of([own for _, own in terms])):
        at = next((place for place, own in terms if order(own) > order(term)), terms[-1][0] + 1)
    _end_line(lines, at, end_of_line)
    return "".join([*lines[:at], f"{term}{end_of_line}", *lines[at:]])


def without_term(text: str, term: str) -> str:
    """The term list `text` without `term`; the same text where it does not hold it."""
    return "".join(line for line in text.splitlines(keepends=True) if not (_is_term(line) and line.strip() == term.strip()))


def _is_term(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("# ")


def _order_of(terms: Sequence[str]) -> Callable[[str], str] | None:
    """The order a list is kept in: without regard to case, or by letters' codes; None where it is in none."""
    orders: tuple[Callable[[str], str], ...] = (str.casefold, str)
    return next((order for order in orders if list(terms) == sorted(terms, key=order)), None)
