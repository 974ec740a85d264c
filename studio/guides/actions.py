"""What a rule proposes: its action, turned into wordings for the words it found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.guides.edits import Step, edited, parts_of, steps_of
from studio.guides.reading import BrokenRule, Keys
from studio.guides.recasing import recased

_KNOWN = ("replace", "remove", "suggest", "convert", "edit")


@dataclass(frozen=True)
class Action:
    """An action with its parameters; `name` is empty where a rule has none.

    Attributes:
        note: why nothing is proposed although the rule names an action, or empty.
        matches_case: whether a replacement takes over the case of what it replaces.
        steps: what `edit` does.
    """

    name: str = ""
    params: tuple[str, ...] = ()
    note: str = ""
    matches_case: bool = False
    steps: tuple[Step, ...] = field(default=(), compare=False)

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
        if self.name in ("convert", "edit"):
            made = edited(self.steps, matched) if self.name == "edit" else " ".join(parts_of(matched))
            return (made,) if made != matched else ()
        return tuple(options)


NO_ACTION = Action()


def read_action(keys: Keys | None, matches_case: bool = False) -> Action:
    """The action of a rule. Never refuses a rule for its action: one that is not known is kept with a note.

    Args:
        matches_case: the rule's own `matchcase`.
    """
    if keys is None:
        return NO_ACTION
    name = keys.text("name").strip()
    params = tuple(item.text for item in keys.flat("params"))
    try:
        steps = steps_of(params) if name == "edit" else ()
    except BrokenRule as error:
        # What reads a pattern says a sentence; the others leave the full stop to their callers.
        return Action(name, params, f"{error.what.rstrip('.')}, so it proposes nothing")
    note = _fault(name, params)
    return Action(name, params, f"{note}, so it proposes nothing" if note else "", matches_case, steps)


def _fault(name: str, params: Sequence[str]) -> str:
    if name not in _KNOWN:
        return f"the action `{name}` is not known"
    if name == "suggest" and params and params[0].strip().endswith(".tengo"):
        return f"the action `{params[0]}` is a program in the Tengo language, which is not run"
    if name == "suggest" and params and params[0] != "spellings":
        return f"`{params[0]}` is nothing that can be suggested"
    if name == "convert" and params and params[0] != "simple":
        return f"the conversion `{params[0]}` is not known"
    return ""
