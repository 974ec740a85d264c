"""The style guides of a workspace, looked at and changed: the one door for the window and the command line.

Whatever changes here is written to files that Vale reads too, stands in the history with the person's name, and is seen by
every open session at once (`Workspace.guides_changed`). Every refusal is a `KnownError`. What only looks is in `style_reader`,
and may be called from any thread; what changes something belongs to the thread that opened the workspace.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from studio.app.guiding import teaching
from studio.app.guiding.files import kept, read_text, write_all
from studio.app.guiding.listing import must_be_guide, own_level
from studio.app.guiding.making import Changes, Plan, delete_plan, form_plan, inherit_plan
from studio.app.guiding.rows import Origin, TermChoice
from studio.app.guiding.standing import deciding, guide_state, rule_state
from studio.app.guiding.switching import with_guide, with_state
from studio.app.policy import with_trial
from studio.app.style_reader import StyleReader
from studio.core.acts import Act, may, refusal
from studio.core.errors import BadInput, Refused
from studio.core.events import Actor, EventType
from studio.core.piece import Channel, Person
from studio.guides.packages import Installed, install
from studio.guides.writing import WordRule

_POLICY = "policy.toml"

HouseEntry = tuple[EventType, dict[str, Any]]
"""An entry of the history about the house and no piece: its type and its payload."""


class StyleDesk(StyleReader):
    """See the module. `who` is the name that the history keeps; empty for the first person of the policy who may change the
    style guides."""

    def keeper(self, name: str = "") -> Person:
        """Whoever changes the guides: the person of that name, or the first of the policy who may.

        Raises:
            NotFound: nobody of that name, or nobody at all.
        """
        able = (each for each in self._workspace.policy.persons if may(Act.RULES, each))
        return self._workspace.person(name) if name else next(able, None) or self._workspace.person()

    # ------------------------------------------------------------ switching

    def set_state(self, rule: str, state: str, channel: Channel | None = None, who: str = "") -> str:
        """Switch a rule in `.vale.ini`, which keeps its comments.

        Args:
            state: `on`, `off`, `suggestion`, `warning`, `error`, or `inherit` to let the next one up decide.
            channel: None for every channel that does not say otherwise itself.
        Returns:
            What else follows from it, as a sentence; empty for nothing.
        Raises:
            NotFound: no such rule.
            BadInput: no such state, or a file that cannot be written.
            Refused: another section of the file has the last word.
        """
        house = self._house()
        level = own_level(house, rule)
        before = self.channel_states(rule)
        text = with_state(house, rule, state, channel)
        where = f" for {channel.value}" if channel else ""
        what = {"on": f"Switched {rule} on{where}.", "off": f"Switched {rule} off{where}."}.get(state)
        if what is None:
            said = f"Made {rule} {_article(state)}" if state != "inherit" else f"Took the switch of {rule} out"
            what = f"{said}{where}."
        facts = {"rule": rule, "guide": rule.partition(".")[0], "channel": channel.value if channel else "", "value": state}

        def check() -> None:
            settings = self._house().settings
            assert settings
            now = rule_state(settings, rule, level, channel)
            stands = {"inherit": not now.said if channel else True, "off": not now.is_on}
            if not stands.get(state, now.is_on and (state == "on" or now.level == state)):
                raise Refused(f"{deciding(settings, rule, channel)} has the last word on {rule} here.", "Change that line first.")

        self._write({house.ini: text}, [(EventType.GUIDE_CHANGED, {"what": what, **facts})], who, check)
        after = self.channel_states(rule)
        moved = [c for c in Channel if channel and c is not channel and before[c].level != after[c].level]
        return f"A level holds for every text, so {rule} is {_article(after[moved[0]].level)} on every channel." if moved else ""

    def set_guide(self, guide: str, on: bool, channel: Channel | None = None, who: str = "") -> None:
        """Put a guide in force or take it out; switches of its single rules that say otherwise go.

        Raises:
            NotFound: no such guide.
            BadInput: a file that cannot be written.
            Refused: another section of the file has the last word.
        """
        house = self._house()
        must_be_guide(house, guide)
        text = with_guide(house, guide, on, channel)
        where = f" for {channel.value}" if channel else " for every channel"
        facts = {"rule": "", "guide": guide, "channel": channel.value if channel else "", "value": "on" if on else "off"}
        what = f"Put {guide} in force{where}." if on else f"Took {guide} out of force{where}."

        def check() -> None:
            settings = self._house().settings
            assert settings
            if guide_state(settings, guide, channel).is_on != on:
                raise Refused(
                    f"{deciding(settings, guide, channel)} has the last word on {guide} here.", "Change that line first."
                )

        self._write({house.ini: text}, [(EventType.GUIDE_CHANGED, {"what": what, **facts})], who, check)

    def set_trial(self, rule: str, on: bool, who: str = "") -> None:
        """Put a rule on trial, or take it off: its flags are shown and counted, and never keep a text from approval.

        Raises:
            NotFound: no such rule.
            BadConfig: `policy.toml` cannot take it.
            BadInput: it cannot be written.
        """
        own_level(self._house(), rule)
        policy = self._workspace.root / _POLICY
        what = f"Put {rule} on trial." if on else f"Ended the trial of {rule}."
        facts = {"rule": rule, "guide": rule.partition(".")[0], "channel": "", "value": "trial" if on else "no trial"}
        text = with_trial(read_text(policy), rule, on)
        self._write({policy: text}, [(EventType.GUIDE_CHANGED, {"what": what, **facts})], who)

    # ------------------------------------------------------------ rules of one's own

    def save(
        self,
        form: WordRule,
        guide: str = "",
        editing: str = "",
        trial: bool | None = None,
        who: str = "",
        also: Sequence[HouseEntry] = (),
    ) -> Path:
        """Write a rule of the form into the house's own guide, which is made and put in force where there is none.

        Args:
            guide: another guide of the house's.
            editing: the rule the form was opened on; it alone is written over.
            trial: whether it is on trial from now on; None leaves that as it is.
            also: what is written into the history with it, both or neither.
        Returns:
            The rule's file.
        Raises:
            Refused: a rule of that name is there, or the guide is not the house's own.
            BadInput: a name that is none, a rule that would not run or does not do what its examples say, or a file that
                cannot be written.
        """
        plan = form_plan(self._house(), form, guide, editing)
        self._must_hold(form)
        return self._save(plan, trial, who, also=also)

    def _must_hold(self, form: WordRule) -> None:
        """Raises: BadInput, where the rule does not do to its own examples what they are there to show."""
        for text in form.bad:
            if not self.try_out(form, text):
                raise BadInput(f"The rule does not flag its own example “{text}”.", "Change the example, or the rule.")
        for text in form.good:
            if flags := self.try_out(form, text):
                said = f"“{text}” should be left alone, and the rule flags “{flags[0].text}” in it."
                raise BadInput(said, "Change the example, or the rule.")

    def inherit(self, rule: str, changes: Changes, who: str = "") -> Path:
        """Change a packaged or bundled rule by one that builds on it, switched as it was; the parent is switched off.

        Args:
            changes: keys of the new rule: `{"level": "error", "exceptions+": ["going forward"]}`.
        Raises:
            NotFound: no such rule.
            Refused: the rule is the house's own.
            BadInput: the rule would not run any more, or a file cannot be written.
        """
        plan = inherit_plan(self._house(), rule, changes)
        was = self._workspace.policy.is_on_trial(rule)
        return self._save(plan, True if was else None, who, (rule,) if was else ())

    def _save(self, plan: Plan, trial: bool | None, who: str, freed: Iterable[str] = (), also: Sequence[HouseEntry] = ()) -> Path:
        """Write what a plan says, with the rule put on trial or not, and those that are off it from now on."""
        ((path, text),) = plan.files.items()
        assert text is not None
        on_trial = self._workspace.policy.is_on_trial(plan.rule) if trial is None else trial
        changes = {**self._files(plan), **self._trials({plan.rule: on_trial, **dict.fromkeys(freed, False)})}
        facts = {"rule": plan.rule, "file": self._seen(path), "hash": _hash(text), "trial": on_trial}
        extra = {"parent": plan.parent} if plan.parent else {}
        self._write(changes, [(EventType.RULE_SAVED, {**facts, **extra})], who, also=also)
        return path

    def delete(self, rule: str, who: str = "") -> None:
        """Take one of the house's own rules away; a rule whose place it took is back as it was.

        Raises:
            NotFound: no such rule.
            Refused: the rule is not the house's own.
            BadInput: a file cannot be written.
        """
        plan = delete_plan(self._house(), rule)
        (path,) = plan.files
        facts = {"rule": rule, "file": self._seen(path), "hash": "", "trial": False}
        trials = {rule: False}
        if plan.parent and self._workspace.policy.is_on_trial(rule):
            trials[plan.parent] = True
        self._write({**self._files(plan), **self._trials(trials)}, [(EventType.RULE_SAVED, facts)], who)

    # ------------------------------------------------------------ terms

    def take_term(self, choice: TermChoice, who: str = "", also: Sequence[HouseEntry] = ()) -> None:
        """Do what the choice says.

        Args:
            also: what is written into the history with it, both or neither.
        Raises:
            KnownError: what the choice was refused for, or a file that cannot be written.
        """
        plan = teaching.plan_of(self._house(), choice.kind, choice.words, choice.rule)
        facts: dict[str, Any] = {"term": choice.words, "list": choice.kind.value, "effect": choice.effect}
        events = [(EventType.TERM_ADDED, facts | ({"rule": choice.rule} if choice.rule else {}))]
        changes = self._files(plan)
        if plan.rule:
            ((path, text),) = plan.files.items()
            assert text is not None
            was = bool(plan.parent) and plan.ini is not None and self._workspace.policy.is_on_trial(plan.parent)
            on_trial = was or self._workspace.policy.is_on_trial(plan.rule)
            if was:
                changes |= self._trials({plan.rule: True, plan.parent: False})
            saved = {"rule": plan.rule, "file": self._seen(path), "hash": _hash(text), "trial": on_trial}
            events.append((EventType.RULE_SAVED, saved | ({"parent": plan.parent} if plan.parent else {})))
        self._write(changes, events, who, also=also)

    # ------------------------------------------------------------ packages

    def import_package(self, source: Path, replace: bool = False, who: str = "") -> Installed:
        """Bring in the guides of a folder or a zip. They are in force once they are switched on.

        Raises:
            BadInput: it is no package, it cannot be written, or a guide of that name is there and `replace` does not say
                otherwise. Then nothing has changed.
            Refused: a guide of that name is the house's own, travels with the program, or lies where it would be found first.
        """
        house = self._house()
        try:
            with TemporaryDirectory(prefix="bluepencil-") as aside:  # names are known once it is unpacked
                names = install(source, Path(aside), others=house.folders).names
            for name in names:
                origin = house.origin(name) if name in house.guides else Origin.PACKAGE
                if origin is not Origin.PACKAGE:
                    whose = "is the house's own" if origin is Origin.WORKSPACE else "travels with the program"
                    raise Refused(f"The style guide {name} {whose}, and is not replaced.", "Rename the package's folder.")
                lies = house.folder(name)
                if lies and lies.parent != house.packages:
                    raise Refused(
                        f"A style guide {name} lies in {lies.parent.name}, which is searched first.", "Take it out there first."
                    )
            undo = kept(house.packages)
            sha256 = hashlib.sha256(source.read_bytes()).hexdigest() if source.is_file() else ""
        except OSError as error:
            what = f"{error.filename or source.name}: {error.strerror or error}"
            raise BadInput(f"The package cannot be brought in: {what}.", "Nothing was changed.") from error
        try:
            installed = install(source, house.packages, replace=replace, others=house.folders)
            facts = {"names": list(installed.names), "rules": installed.rules, "source": source.name, "sha256": sha256}
            self._write({}, [(EventType.PACKAGE_IMPORTED, facts)], who)
        except BaseException:
            undo()
            raise
        return installed

    # ------------------------------------------------------------ within

    def _files(self, plan: Plan) -> dict[Path, str | None]:
        ini = self._workspace.root / ".vale.ini"
        return dict(plan.files) | ({ini: plan.ini} if plan.ini is not None else {})

    def _trials(self, rules: Mapping[str, bool]) -> dict[Path, str | None]:
        path = self._workspace.root / _POLICY
        before = text = read_text(path)
        for rule, on in rules.items():
            text = with_trial(text, rule, on)
        return {path: text} if text != before else {}

    def _seen(self, path: Path) -> str:
        """A path as it stands in the history: as seen from the workspace where it lies inside."""
        root = self._workspace.root
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()

    def _write(
        self,
        changes: Mapping[Path, str | None],
        events: list[tuple[EventType, dict[str, Any]]],
        who: str,
        check: Callable[[], None] = lambda: None,
        also: Sequence[HouseEntry] = (),
    ) -> None:
        """Write the files and the events, both or neither; where the files stay as they are, only `also`.

        Raises:
            Refused: the person may not change the style guides. A word for the term list is everybody's to add.
        """
        workspace = self._workspace
        person = self.keeper(who)
        is_a_word = all(kind is EventType.TERM_ADDED for kind, _ in events)
        if not is_a_word and (refused := refusal(Act.RULES, person, None, workspace.policy.persons)):
            raise Refused(*refused)
        actor = Actor.person(person.name)
        changed = {path: text for path, text in changes.items() if text is None or text != _there(path)}
        entries = [*([] if changes and not changed else events), *also]
        if not entries:
            return
        undo = write_all(changed)
        try:
            check()
            workspace.history.append_all([(kind, "", actor, payload) for kind, payload in entries])
        except BaseException:
            undo()
            raise
        workspace.guides_changed()


def _there(path: Path) -> str | None:
    return read_text(path) if path.exists() else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _article(level: str) -> str:
    return f"{'an' if level[:1] in 'aeiou' else 'a'} {level}"
