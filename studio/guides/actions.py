"""What a rule proposes: its action, turned into wordings for the words it found."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from studio.guides.pattern import TIME_LIMIT, compiled, translated
from studio.guides.reading import BrokenRule, Keys
from studio.guides.recasing import recased

_EDITS = ("regex", "trim", "trim_left", "trim_right", "remove", "truncate", "split")


@dataclass(frozen=True)
class Action:
    """An action with its parameters; `name` is empty where a rule has none.

    Attributes:
        note: why nothing is proposed although the rule names an action, or empty.
        matches_case: whether a replacement takes over the case of what it replaces.
    """

    name: str = ""
    params: tuple[str, ...] = ()
    note: str = ""
    matches_case: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether what it proposes was written by the rule's author and not computed."""
        return self.name in ("replace", "remove")

    def proposals(self, matched: str, options: Sequence[str]) -> tuple[str, ...]:
        """Wordings for `matched`, best first; `options` are what the rule's kind itself brings."""
        if self.note:
            return ()
        if self.name == "replace":
            wordings = self.params or tuple(options)
            return tuple(recased(wording, matched) for wording in wordings) if self.matches_case else wordings
        if self.name == "remove":
            return ("",)
        if self.name == "convert":
            return (_simple(matched),)
        if self.name == "edit":
            edited = _edited(self.params, matched)
            return (edited,) if edited != matched else ()
        return tuple(options)


NO_ACTION = Action()


def read_action(keys: Keys | None, matches_case: bool = False) -> Action:
    """The action of a rule. Never refuses a rule for its action: an unknown one is kept with a note."""
    if keys is None:
        return NO_ACTION
    name = keys.text("name").strip()
    params = tuple(item.text for item in keys.texts("params", blanks=True))
    if name not in ("replace", "remove", "suggest", "convert", "edit"):
        return Action(name, params, f"the action `{name}` is not known, so it proposes nothing")
    if name == "suggest":
        return Action(name, params, "the action `suggest` is not run yet, so it proposes nothing")
    if name == "edit" and (not params or params[0] not in _EDITS):
        return Action(name, params, f"the edit `{params[0] if params else ''}` is not known, so it proposes nothing")
    if name == "edit" and params[0] == "regex":
        try:
            compiled(translated(params[1] if len(params) > 1 else ""))
        except BrokenRule as error:
            return Action(name, params, f"its action proposes nothing: {error.what}")
    return Action(name, params, matches_case=matches_case)


def _simple(text: str) -> str:
    return " ".join(regex.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", text)).lower()


def _edited(params: Sequence[str], text: str) -> str:
    operation, *more = params
    chars = more[0] if more else ""
    if operation == "regex":
        # Go reads `$1x` as the group "1x", which does not exist and so is empty.
        pattern, replacement = compiled(translated(chars)), more[1] if len(more) > 1 else ""
        made = str(pattern.sub(lambda match: expanded(replacement, match), text, timeout=TIME_LIMIT))
    elif operation == "remove":
        made = text.translate({ord(char): None for char in chars})
    elif operation == "truncate":
        made = text.split(chars, 1)[0] if chars else text
    elif operation == "split":
        parts = text.split(chars) if chars else [text]
        number = int(more[1]) if len(more) > 1 and more[1].lstrip("-").isdigit() else 0
        made = parts[number] if -len(parts) <= number < len(parts) else text
    else:
        strip = {"trim": text.strip, "trim_left": text.lstrip, "trim_right": text.rstrip}[operation]
        made = strip(chars)
    return made.strip()


_GO = regex.compile(r"\$(?:\{(\w+)\}|([A-Za-z0-9_]+))")
_NET = regex.compile(r"\$(?:\{(\w+)\}|(\d+))")


def expanded(replacement: str, match: regex.Match, *, digits_only: bool = False) -> str:
    """`replacement` with `$1` and `${1}` taken from `match`; a group that does not exist is empty.

    Go takes `$1x` for a group called "1x"; with `digits_only` it is group 1 and an x, as .NET has it.
    """

    def group(reference: regex.Match) -> str:
        name = reference[1] or reference[2]
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except (IndexError, KeyError):
            return ""

    return str((_NET if digits_only else _GO).sub(group, replacement))
