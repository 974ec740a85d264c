"""The style guides of a workspace, looked at and tried out; nothing here changes anything. What does is in `style_desk`.

The slow ones, for a job beside the window: `usage`, `tuning`, `back_test`, `term_choices`, `why_not`, and `rules` the first
time. They read the history through a connection of their own and may be called from any thread.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.app.guiding import teaching
from studio.app.guiding.asking import Asked, why_rows
from studio.app.guiding.files import House
from studio.app.guiding.listing import Shelf, channel_states, everything, guide_states
from studio.app.guiding.making import form_plan, full_name, rule_of
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
    Place,
    RuleRow,
    RuleState,
    RuleUsage,
    TermChoice,
    TermKind,
    TuningRow,
    WhyRow,
)
from studio.app.guiding.usage import ASKED, Looked, look, tuning_of, usage_of
from studio.checks.runner import Runner
from studio.core.check import Lane
from studio.core.data import data_path
from studio.core.document import Document, normalise
from studio.core.errors import BadInput
from studio.core.events import EventType
from studio.core.flag import Flag, Severity
from studio.core.piece import Channel
from studio.core.span import Span
from studio.guides import Guides
from studio.guides.compiling import compile_keys
from studio.guides.reading import BrokenRule, Keys, parse
from studio.guides.rule import Rule
from studio.guides.terms import Terms, read_terms
from studio.guides.writing import WordRule, read_back, yaml_of
from studio.history import History

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

_BUILT_IN = ("Vale.Terms", "Vale.Avoid", "Vale.Repetition", "Vale.Spelling")


class StyleReader:
    """See the module. Every refusal is a `KnownError`."""

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
