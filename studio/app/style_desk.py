"""The style guides of a workspace, looked at and changed: the one door for the window and the command line.

Whatever changes here is written to files that Vale reads too, stands in the history with the person's name, and is seen by
every open session at once (`Workspace.guides_changed`). Every refusal is a `KnownError`.

The slow ones, for a job beside the window: `usage`, `tuning`, `back_test`, `term_choices`, `why_not`, and `rules` the first
time. They read the history through a connection of their own and may be called from any thread; what changes something belongs
to the thread that opened the workspace.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from studio.app.guiding import teaching
from studio.app.guiding.asking import Asked, why_rows
from studio.app.guiding.files import House, kept, read_text, write_all
from studio.app.guiding.listing import Shelf, channel_states, everything, guide_states, must_be_guide, own_level
from studio.app.guiding.making import Changes, Plan, delete_plan, form_plan, full_name, inherit_plan, rule_of
from studio.app.guiding.rehearsal import (
    Contexts,
    PieceText,
    Rehearsal,
    Tell,
    contexts,
    flags_of,
    places_of,
    style_runner,
    texts_of,
    told,
)
from studio.app.guiding.rows import (
    BackTest,
    GuideRow,
    GuideState,
    Origin,
    Place,
    RuleRow,
    RuleState,
    RuleUsage,
    TermChoice,
    TermKind,
    TuningRow,
    WhyRow,
)
from studio.app.guiding.standing import deciding, guide_state, rule_state
from studio.app.guiding.switching import with_guide, with_state
from studio.app.guiding.usage import ASKED, Looked, look, tuning_of, usage_of
from studio.app.policy import with_trial
from studio.checks.runner import Runner
from studio.core.check import Lane
from studio.core.data import data_path
from studio.core.document import Document, normalise
from studio.core.errors import BadInput, Refused
from studio.core.events import Actor, EventType
from studio.core.flag import Flag, Severity
from studio.core.piece import Channel
from studio.core.span import Span
from studio.guides import Guides
from studio.guides.compiling import compile_keys
from studio.guides.packages import Installed, install
from studio.guides.reading import BrokenRule, Keys, parse
from studio.guides.rule import Rule
from studio.guides.terms import Terms, read_terms
from studio.guides.writing import WordRule, read_back, yaml_of
from studio.history import History

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

_BUILT_IN = ("Vale.Terms", "Vale.Avoid", "Vale.Repetition", "Vale.Spelling")
_POLICY = "policy.toml"

HouseEntry = tuple[EventType, dict[str, Any]]
"""An entry of the history about the house and no piece: its type and its payload."""


class StyleDesk:
    """See the module. `who` is the name that the history keeps; empty for the first person of the policy."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._runner = Runner([check for check in workspace.runner.checks if check.id != "claims"])
        self.forget()

    def forget(self) -> None:
        """Look at the files anew the next time."""
        came_in = self._workspace.history.events(types=[EventType.PACKAGE_IMPORTED])
        self._imported = frozenset(str(name) for event in came_in for name in (event.payload or {}).get("names", ()))
        self._looked_at: Shelf | None = None
        self._now: Contexts | None = None
        self._every: Guides | None = None
        self._terms: Terms | None = None

    def _house(self) -> House:
        workspace = self._workspace
        brand = workspace.policy.brand or workspace.policy.house or workspace.root.resolve().name
        return House(workspace.root, data_path("styleguides"), brand, self._imported)

    # What is kept may be forgotten by another thread while it is being made, so each is held by its own name until it is given.

    def _contexts(self) -> Contexts:
        now = self._now
        if now is None:
            now = self._now = contexts(self._house(), self._workspace.policy)
        return now

    def _everything(self) -> Guides:
        every = self._every
        if every is None:
            every = self._every = everything(self._house(), self._workspace.policy)
        return every

    def _reading(self) -> AbstractContextManager[History]:
        return History.open(self._workspace.history.path, read_only=True)

    # ------------------------------------------------------------ looking

    @property
    def own_guide(self) -> str:
        """The guide that the form writes into."""
        return self._house().own_guide

    @property
    def shelf(self) -> Shelf:
        """The guides as they were last looked at."""
        shelf = self._looked_at
        if shelf is None:
            shelf = self._looked_at = Shelf(self._house(), self._workspace.policy, self._contexts(), self._everything())
        return shelf

    def rules(self, guide: str = "") -> tuple[RuleRow, ...]:
        """Every rule of every guide there is, in force or not; with a name, those of that guide.

        Raises:
            NotFound: no such guide.
        """
        return self.shelf.rules(guide)

    def rule(self, name: str) -> RuleRow:
        """One rule.

        Raises:
            NotFound: no such rule.
        """
        return self.shelf.rule(name)

    def guides(self) -> tuple[GuideRow, ...]:
        """Every guide there is, the house's own first."""
        return self.shelf.guides()

    def channel_states(self, rule: str) -> dict[Channel | None, RuleState]:
        """Whether a rule is on for each channel, its level and who says so; under None what holds unless a channel's own
        section says otherwise.

        Raises:
            NotFound: no such rule.
        """
        return channel_states(self._house(), rule)

    def guide_states(self, guide: str) -> dict[Channel | None, GuideState]:
        """Whether a guide is in force for each channel, and who says so.

        Raises:
            NotFound: no such guide.
        """
        return guide_states(self._house(), guide)

    # ------------------------------------------------------------ what became of flags

    def usage(self, tell: Tell | None = None) -> dict[str, RuleUsage]:
        """What became of every rule's flags, by rule; see `RuleUsage` for how it is counted. Checks every piece: for a job."""
        with self._reading() as history:
            events, pieces = history.events(types=ASKED), history.pieces()
            texts = texts_of(history)
        return usage_of(events, pieces, self._looked(texts, tell))

    def tuning(self, tell: Tell | None = None) -> tuple[TuningRow, ...]:
        """The rules that people say no to, the most dismissed first, with reasons and places. Checks every piece: for a job."""
        with self._reading() as history:
            events, pieces = history.events(types=ASKED), history.pieces()
            texts = texts_of(history)
        looked = self._looked(texts, tell)
        return tuning_of(usage_of(events, pieces, looked), looked)

    def _looked(self, texts: tuple[PieceText, ...], tell: Tell | None) -> tuple[Looked, ...]:
        return look(texts, self._contexts(), self._runner, self._workspace.today, tell)

    def why_not(self, session: "ReviewSession", span: Span) -> tuple[WhyRow, ...]:
        """Which rules see the words at `span` of the session's text, and what keeps each from flagging them. For a job.

        Args:
            span: code points; an empty one asks about the place.
        Returns:
            What is flagged first; nothing where no rule of any guide looks at the words.
        """
        piece, document = session.piece, session.document
        end = len(document.text)
        with self._reading() as history:
            text = PieceText(piece, document, tuple(history.dismissals(piece.id)))
        now = self._contexts()
        flags = flags_of(self._runner, text, now.context(piece), Lane)
        here = now.guides(piece.channel, piece.id)
        within = Span(min(span.start, end), min(span.end, end))
        asked = Asked(text, within, flags, here, self._everything(), self._workspace.today)
        return why_rows(asked, self._house(), self._workspace.policy)

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

    def form(self, rule: str) -> WordRule | None:
        """A rule opened in the form; None for one that is not the house's own, or says what the form has no field for.

        Raises:
            NotFound: no such rule.
        """
        house = self._house()
        if rule in _BUILT_IN:
            return None
        path = rule_of(house, rule)
        return read_back(path, rule) if house.is_own(rule) else None

    def yaml(self, form: WordRule) -> str:
        """The file a Vale user would have written.

        Raises:
            BadInput: a form that says nothing yet.
        """
        return yaml_of(self._whole(form))

    def _whole(self, form: WordRule) -> WordRule:
        """The form with the name of its guide, and a stand-in for a name that is still to come."""
        return replace(form, name=full_name(self._house(), replace(form, name=form.name.strip() or "NewRule")))

    def try_out(self, form: WordRule, text: str) -> tuple[Flag, ...]:
        """The flags a rule would raise in a Markdown text, spans in it with `\\n` line ends; the accepted terms count.

        Raises:
            BadInput: the rule would not run.
        """
        terms = self._terms
        if terms is None:
            house = self._house()
            names = house.settings.core.words("Vocab") if house.settings else ()
            terms = self._terms = read_terms(names, house.folders)
        try:
            whole = self._whole(form)
            keys = Keys(parse(yaml_of(whole)))
        except BrokenRule as error:
            raise BadInput(f"The rule would not run. {error.what}", "Change what it says, or leave it out.") from None
        made = compile_keys(keys, Rule(whole.name, Severity.WARNING, "", ""), terms.accepted)
        if not made.rule.runs:
            raise BadInput(f"The rule would not run. {made.rule.reason}", "Change what it says, or leave it out.")
        return Guides((made,), terms).check(Document.parse(normalise(text)))

    def back_test(self, form: WordRule, tell: Tell | None = None, guide: str = "", editing: str = "") -> BackTest:
        """How the rule would flag the working texts of all pieces once it is saved. For a job.

        Raises:
            BadInput: the rule would not run.
            Refused: the guide is not the house's own.
        """
        house = self._house()
        plan = form_plan(house, form, guide, editing, sure=False)
        files = {path: text for path, text in plan.files.items() if text is not None}
        with self._reading() as history:
            texts = texts_of(history)
        runner, skipped = style_runner(self._workspace.runner), 0
        places: list[Place] = []
        with Rehearsal(house, self._workspace.policy, files, plan.ini) as rehearsal:
            problems: dict[str, None] = {}
            for text in told(texts, tell):
                piece = text.piece
                rule = next((r for r in rehearsal.contexts.guides(piece.channel, piece.id).rules if r.name == plan.rule), None)
                if rule is None or not rule.runs:
                    skipped += 1
                    if rule is not None:
                        problems[rule.reason] = None
                    continue
                flags = flags_of(runner, text, rehearsal.contexts.context(piece))
                places += places_of(text, (flag for flag in flags if flag.rule == plan.rule))
        return BackTest(tuple(places), len(texts), skipped, tuple(problems))

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

    def term_choices(self, flag: Flag, session: "ReviewSession") -> tuple[TermChoice, ...]:
        """Each way to teach the house the flagged words, with its effect on the pieces there are. For a job.

        Raises:
            BadInput: the flag stands on more than a term.
        """
        return self.choices_for(flag.text, flag.rule)

    def choices_for(self, words: str, rule: str = "", kinds: Iterable[TermKind] = TermKind) -> tuple[TermChoice, ...]:
        """The same for any words; `rule` is the one that an exception would be made of. For a job.

        Raises:
            BadInput: nothing, or more than a term.
        """
        with self._reading() as history:
            texts = texts_of(history)
        workspace = self._workspace
        trier = teaching.Trier(self._house(), workspace.policy, self._runner, texts, self._contexts(), workspace.today)
        return teaching.choices(trier, words, rule, tuple(kinds))

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
        """Write the files and the events, both or neither; where the files stay as they are, only `also`."""
        workspace = self._workspace
        actor = Actor.person(who or workspace.person().name)
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
