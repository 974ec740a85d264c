"""Which rules of LanguageTool speak, and how the house has its drafts read: changed for the house, or for oneself.

The house's own wish is `[languagetool]` in policy.toml; changing it takes an owner and stands in the history. A person may also
have a rule kept from their own eyes, on their own computer: its flags are shown to them no more, and count at the gate as before,
for a switch of one person's must not make a text ready for everybody.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path
from pydantic import ValidationError

from studio.app import sealing
from studio.app.alone import alone
from studio.app.guiding.files import read_text, write_all
from studio.app.policy import Policy
from studio.app.tables.languagetool import LanguageToolEntry
from studio.core.acts import Act, refusal
from studio.core.errors import BadConfig, BadInput, Refused
from studio.core.events import Actor, EventType
from studio.core.flag import Flag
from studio.core.piece import Person

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

GUIDE = "LanguageTool"
CHECK = "languagetool"
_LOCK = ".policy.lock"
_MOST = 120  # letters of a rule's name
_SETTINGS = {
    "use": ("Drafts of this house are read by LanguageTool.", "LanguageTool reads this house's drafts no more."),
    "picky": ("LanguageTool speaks of matters of taste, too.", "LanguageTool speaks of faults alone."),
}


def rule_of(flag: Flag) -> str:
    """LanguageTool's own name of the rule behind a flag, `EN_A_VS_AN`; empty where it comes from elsewhere."""
    return flag.rule.removeprefix(f"{GUIDE}.") if flag.check == CHECK else ""


# ---------------------------------------------------------------- for oneself


def own_off() -> tuple[str, ...]:
    """The rules that are kept from the person's own eyes on this computer."""
    found = sealing.read(_file())
    rules = found.get("off") if isinstance(found, dict) else None
    return tuple(sorted(each for each in rules if isinstance(each, str))) if isinstance(rules, list) else ()


def switch_own(rule: str, on: bool) -> None:
    """Raises: BadInput, where it is no name of a rule, or it cannot be written down."""
    rule = _checked(rule)
    kept = set(own_off())
    sealing.write(_file(), {"version": 1, "off": sorted(kept - {rule} if on else kept | {rule})})


def is_quiet(flag: Flag, off: tuple[str, ...]) -> bool:
    """Whether the flag is of a rule that the person has switched off for themselves."""
    return bool(off) and rule_of(flag) in off


def _file() -> Path:
    return user_config_path("bluepencil") / "languagetool.json"


# ---------------------------------------------------------------- for the house


def may_not(policy: Policy, person: Person) -> str:
    """Why the person may not change what it does for the house, in sentences; empty where they may."""
    return " ".join(refusal(Act.PROOFREADING, person, None, policy.persons) or ())


def switch(workspace: "Workspace", person: Person, rule: str, on: bool) -> None:
    """Switch a rule on or off for every draft of the house. Raises: as `settle`."""
    rule = _checked(rule)

    def change(entry: LanguageToolEntry) -> list[_Change]:
        off = [each for each in entry.off if each != rule]
        return [_Change("off", off if on else [*off, rule], f"{GUIDE}.{rule}", "on" if on else "off")]

    _write(workspace, person, change)


def settle(workspace: "Workspace", person: Person, **wanted: str | bool | None) -> None:
    """Change how the house has its drafts read: `use` (None where it is there), `picky`, `language`; all of it or nothing.

    Raises:
        Refused: that takes an owner, or another program changes the policy at this moment.
        BadInput: a language that is none, or the policy cannot be written.
        BadConfig: it cannot be read.
    """
    entry = workspace.policy.languagetool
    try:
        LanguageToolEntry.model_validate(entry.model_dump() | wanted)
    except ValidationError as error:
        said = error.errors()[0]
        raise BadInput(f"“{said['input']}” is no {said['loc'][0]}.", "Write a language like en-GB, or es.") from None

    def change(entry: LanguageToolEntry) -> list[_Change]:
        return [
            _Change(name, value, GUIDE, _told(name, value)) for name, value in wanted.items() if getattr(entry, name) != value
        ]

    _write(workspace, person, change)


def _told(name: str, value: str | bool | None) -> str:
    if value is None:
        return f"{name}: where it is there"
    return f"{name}: {value}" if isinstance(value, str) else f"{name}: {'yes' if value else 'no'}"


@dataclass(frozen=True)
class _Change:
    """One setting: its `name` in the policy, what it is now, and how the history tells it, see `EventType.GUIDE_CHANGED`."""

    name: str
    chosen: object
    rule: str
    value: str

    @property
    def sentence(self) -> str:
        if self.chosen is None:
            return "LanguageTool reads this house's drafts wherever it is there."
        if self.name in _SETTINGS:
            return _SETTINGS[self.name][0 if self.chosen else 1]
        if self.name == "language":
            return f"LanguageTool reads {self.chosen}." if self.chosen else "LanguageTool reads the house's English."
        return f"Switched {self.rule} {self.value}."

    @property
    def payload(self) -> dict[str, str]:
        return {"what": self.sentence, "rule": self.rule, "guide": GUIDE, "channel": "", "value": self.value}


def _write(workspace: "Workspace", person: Person, change: Callable[[LanguageToolEntry], list[_Change]]) -> None:
    """Change the policy and note it, all of it or nothing, and no other program changes it meanwhile.

    Args:
        change: gives the changes to what stands in the file now, which another program may have written.
    """
    workspace.must_be_writable()
    from studio.app.workspace import POLICY  # it looks into a workspace, and that looks here

    path = workspace.root / POLICY
    with ExitStack() as held:
        try:
            held.enter_context(alone(workspace.root / _LOCK))
        except OSError:
            raise Refused("Another program is changing the policy right now.", "Try again in a moment.") from None
        changes = change(Policy.read(path).languagetool)
        if not changes:
            return
        if refused := refusal(Act.PROOFREADING, person, None, workspace.policy.persons):
            raise Refused(*refused)
        text = with_settings(read_text(path), {each.name: each.chosen for each in changes})
        undo = write_all({path: text})
        try:
            Policy.read(path)
            who = Actor.person(person.name)
            workspace.history.append_all([(EventType.GUIDE_CHANGED, "", who, each.payload) for each in changes])
        except BaseException:
            undo()
            raise
    workspace.guides_changed()


def with_settings(text: str, wanted: Mapping[str, object]) -> str:
    """The text of a policy with these values in its `[languagetool]`, None for what is left out; every other line and comment
    stays as it is.

    Raises:
        BadConfig: the text is no TOML, or that is no table.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text if not text or text.endswith("\n") else f"{text}\n")
    except TOMLKitError as error:
        raise BadConfig(f"policy.toml is not valid TOML: {error}.", "Mend the line or take it out.") from None
    if CHECK not in document:
        if text.strip():
            document.add(tomlkit.nl())
        document[CHECK] = tomlkit.table()
    table = document[CHECK]
    if not isinstance(table, dict):
        raise BadConfig("policy.toml: languagetool is no table.", "Write [languagetool] on a line of its own.")
    for name, value in wanted.items():
        if value is not None:
            table[name] = value
        elif name in table:
            del table[name]
    return tomlkit.dumps(document)


def _checked(rule: str) -> str:
    rule = rule.strip().removeprefix(f"{GUIDE}.")
    if not rule or len(rule) > _MOST or not rule.replace("_", "").replace("-", "").replace("[", "").replace("]", "").isalnum():
        raise BadInput(f"“{rule[:_MOST]}” is no rule of LanguageTool.", "Its name stands on the card, such as EN_A_VS_AN.")
    return rule
