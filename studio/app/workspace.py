"""A workspace: the folder with style guides, policy, inbox, exports and `history.db`."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from studio import checks
from studio.app import campaigns, facts, roster, templates
from studio.app.desk import Desk
from studio.app.heads import Heads, place_of
from studio.app.house_guides import HouseGuides
from studio.app.languagetool import Proofreading
from studio.app.ledger import fitting
from studio.app.policy import Policy, new_policy
from studio.app.policy_watch import PolicyWatch
from studio.app.regress import Keeper
from studio.app.session import ReviewSession
from studio.app.signers import Signers
from studio.checks.runner import Runner
from studio.core.acts import foreign
from studio.core.claim import ApprovedClaim
from studio.core.errors import BadInput, Damaged, NotFound, Refused
from studio.core.events import EventType, Verification
from studio.core.piece import Person, Piece
from studio.core.proofreading import Proofreader
from studio.history import History, backup

if TYPE_CHECKING:
    from studio.app.style_desk import StyleDesk

HISTORY, INI, POLICY = "history.db", ".vale.ini", "policy.toml"
_FOLDERS = ("styleguides", "inbox", "exports")
_GENERAL = "Plain, AITells, Inclusive, Marketing, Consistency"
_FIRST_INI = f"""\
# Which style guides apply; Vale reads this file too. A piece of channel email is checked as email/<name>.md, so the
# section [email/*.md] is for emails alone. A list of guides in a section takes the place of the common one, so it names all.
StylesPath = styleguides
MinAlertLevel = suggestion

[*]
BasedOnStyles = {_GENERAL}

[email/*.md]
BasedOnStyles = {_GENERAL}, Email
# Where a channel has a limit of its own, the common one is silent.
Plain.LongParagraph = NO

[web/*.md]
BasedOnStyles = {_GENERAL}, Web
Plain.LongParagraph = NO

[social/*.md]
BasedOnStyles = {_GENERAL}, Social
Plain.LongParagraph = NO
Plain.Exclamation = NO

[support/*.md]
BasedOnStyles = {_GENERAL}, Support
"""


class Workspace:
    """An open workspace. `close` it, or use it in a `with` statement.

    Attributes:
        root: the folder.
        policy: as `policy.toml` says.
        guides: the style guides in force, by channel.
        history: the event log; it belongs to the thread that opened the workspace.
        signers: who can sign here; whoever opens the workspace for a person gives it that person's keys.
        now: the wall clock, with a zone.
        proofreading: the LanguageTool that reads its drafts; None where the house wanted none when it was opened.

    Args:
        heads: where the heads seen are kept; in the settings folder of whoever runs the program where none is given.
    """

    def __init__(
        self,
        root: Path,
        history: History,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        heads: Heads | None = None,
    ) -> None:
        self.root = root
        self.history = history
        self.policy = Policy.read(root / POLICY)
        self.proofreading = Proofreading.of(self.policy)
        self.runner = Runner(checks.find(outside=self.proofreading is not None))
        self.guides = HouseGuides(root / INI, root / _FOLDERS[0], lambda: (root / POLICY, *facts.files(root)))
        self._sessions: WeakSet[ReviewSession] = WeakSet()
        self._attention: dict[tuple[str, str], float] = {}
        self._shared: dict[str, str] = {}  # facts of campaigns, for the checks' own threads may not ask the history
        self.signers = Signers(root, history)
        self.now = now
        self._monotonic = monotonic
        self._keeper = Keeper(heads or Heads.own(), history, now)
        if not history.is_read_only:
            history.written = self._keeper.note
        self._policy_watch = PolicyWatch(history)
        self._policy_watch.on_opening(self.policy)

    @classmethod
    def create(cls, root: Path, owner: str, brand: str = "", **clocks: Callable[..., Any]) -> "Workspace":
        """Make a workspace in a folder that is new or empty.

        Raises:
            BadInput: when the folder already holds something, or the owner has no name.
        """
        if not owner.strip():
            raise BadInput("A workspace needs an owner.", "Give a name: `--owner NAME`.")
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise BadInput(f"{root} already holds something.", "Choose a new or an empty folder.")
        try:
            root.mkdir(parents=True, exist_ok=True)
            (root / INI).write_text(_FIRST_INI, encoding="utf-8")
            policy = new_policy(owner.strip(), brand.strip() or root.resolve().name)
            (root / POLICY).write_text(policy, encoding="utf-8")
        except OSError as error:
            raise BadInput(f"{root} cannot be made: {error.strerror}.", "Choose another place.") from None
        return cls.furnish(root, **clocks)

    @classmethod
    def furnish(cls, root: Path, **clocks: Callable[..., Any]) -> "Workspace":
        """Add what is missing of the folders, and the history, to a folder that has its policy."""
        for folder in _FOLDERS:
            (root / folder).mkdir(exist_ok=True)
        made = cls._around(root, History.create, clocks)
        made.heads.begun(place_of(root / HISTORY))
        return made

    @classmethod
    def open(cls, root: Path, *, read_only: bool = False, file: Path | None = None, **clocks: Callable[..., Any]) -> "Workspace":
        """Open an existing workspace.

        Args:
            file: another file than its history, a backup say.
        Raises:
            NotFound: when the folder is not a workspace.
            BadConfig: when its policy cannot be read.
            HistoryError: when its history cannot be opened; the file is left as it is.
        """
        if not (root / HISTORY).exists() and not file and not backup.listed(root):
            raise NotFound(
                f"{root} is not a workspace: it has no {HISTORY}.", "Make one with `bluepencil init DIR --owner NAME`."
            )
        try:
            if not (root / HISTORY).exists() and not file:
                raise Damaged(f"{root} has lost its {HISTORY}.", "Restore it from a backup: `bluepencil restore`.")
            return cls._around(root, partial(History.open, read_only=read_only), clocks, file)
        except Damaged as error:
            error.folder = str(root)
            raise

    @classmethod
    def _around(
        cls, root: Path, make: Callable[..., History], clocks: Mapping[str, Any], file: Path | None = None
    ) -> "Workspace":
        """The workspace around a history; where the rest of it is no good, the history is closed again."""
        history = make(file or root / HISTORY, **({"clock": clocks["now"]} if "now" in clocks else {}))
        try:
            return cls(root, history, **clocks)
        except BaseException:
            history.close()
            raise

    def close(self) -> None:
        """Remember the end of the chain, and give the history back."""
        if not self.history.is_read_only and not self.history.is_closed:
            self._keeper.note()
        if self.proofreading:
            self.proofreading.stop()
        self.history.close()

    @property
    def heads(self) -> Heads:
        """The heads kept outside; see `heads`."""
        return self._keeper.heads

    @property
    def regress(self) -> str:
        """What was wrong with the end of the history when it was opened, in sentences; empty where nothing was."""
        return self._keeper.warning

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def must_be_writable(self) -> None:
        """Raises: Refused, where it was opened for reading only."""
        if self.history.is_read_only:
            raise Refused(f"{self.root.name} is open for reading only: nothing can be written here.", "Open it for writing.")

    # ------------------------------------------------------------ people

    @property
    def name(self) -> str:
        return self.policy.house or self.policy.brand or self.root.name

    def person(self, name: str = "") -> Person:
        """The person of that name; without a name the first one of the policy.

        Raises:
            NotFound: nobody of that name, or nobody at all.
        """
        if not name and self.policy.people:
            return self.policy.persons[0]
        return self.policy.person(name)

    def holder(self, piece: Piece) -> Person:
        """Whoever has the piece on the desk, else whoever answers for it.

        Raises:
            NotFound: nobody of that name works here any more, or nobody at all.
        """
        name = piece.assignee or piece.accountable
        if name and self.policy.people and not self.policy.called(name):
            raise NotFound(
                f"{piece.id} lies with {name}, and policy.toml has nobody of that name.", "Say who does it: `--as NAME`."
            )
        return self.person(name)

    # ------------------------------------------------------------ pieces

    def pieces(self) -> Sequence[Piece]:
        return self.history.pieces()

    def pieces_for(self, person: Person) -> Sequence[Piece]:
        """The pieces that somebody works on: all of them, or those of their brands."""
        return [piece for piece in self.pieces() if person.works_on(piece.brand)] if person.brands else self.pieces()

    def note_policy(self) -> None:
        """Record what is other in the policy in force than when it was recorded last; see `policy_watch`."""
        self._policy_watch.note(self.policy)

    def piece(self, part: str) -> Piece:
        """The piece whose id is, or alone begins with, `part`.

        Raises:
            NotFound: none, or several.
        """
        with suppress(NotFound):
            return self.history.piece(part)
        found = [piece for piece in self.pieces() if part and piece.id.startswith(part)]
        if len(found) != 1:
            what = "several pieces begin" if found else "no piece begins"
            raise NotFound(f"In this workspace {what} with “{part}”.", "`bluepencil pieces` lists them.")
        return found[0]

    def approved_text(self, piece_id: str) -> str:
        """The text of the latest approval, whatever was edited since; empty where the text was deleted.

        Raises:
            NotFound: nobody has approved the piece yet.
        """
        approved = self.history.events(piece_id, [EventType.APPROVED])
        if not approved:
            raise NotFound(f"Nobody has approved {piece_id} yet.", "`bluepencil show --text working` prints what there is.")
        return self.history.text_at(piece_id, approved[-1].number)

    def session(self, piece_id: str, person: Person) -> ReviewSession:
        """Put a piece on the desk. Raises: Refused, where the person does not work for its brand."""
        desk = Desk(
            *(self.history, lambda: self.policy, self.runner, self.guides.of, self.now, self._monotonic),
            facts_of=self.facts_of,
            signers=self.signers,
            attention=self._attention,
            template_named=partial(templates.known, self.root),
            type_fault=partial(templates.fault, self.root),
            shared_facts=lambda id: self._shared.get(id, ""),
            note_policy=self.note_policy,
            root=self.root,
            proofreader=self.proofreader,
            put_in=self._put_in,
        )
        self._know_campaigns()
        piece = self.piece(piece_id)
        self.must_work_on(person, piece.brand)
        session = ReviewSession(desk, piece.id, person)
        self._sessions.add(session)
        return session

    def must_work_on(self, person: Person, brand: str) -> None:
        """Raises: Refused, where the person does not work for that brand; it says who does."""
        if not person.works_on(brand):
            who = ", ".join(each.name for each in self.policy.persons if each.works_on(brand))
            raise Refused(foreign(person, brand), f"Who does: {who or 'nobody yet; see policy.toml'}.")

    def facts_of(self, brand: str) -> str:
        """What the house says is true of a brand; see `facts`. Empty where nobody wrote any."""
        return facts.of_brand(self.root, brand)

    def _put_in(self, piece: str) -> str:
        from studio.app import library  # most pieces have nothing from there

        return library.facts_for(self, piece)

    def library_changed(self) -> None:
        """An entry of the library was changed: open sessions hold their texts against it from now on."""
        for session in list(self._sessions):
            session.know_from_library()

    def proofreader(self, locale: str = "") -> Proofreader | None:
        """LanguageTool, as the policy of this moment wants to have it asked about a text for that place, the house's own where it
        is empty; None where it was not wanted at the opening."""
        return self.proofreading.reader(self.policy, locale) if self.proofreading else None

    def campaigns_changed(self) -> None:
        """A campaign was made or changed, or a piece joined one: open sessions hold their texts against its facts from now on."""
        before = dict(self._shared)
        self._know_campaigns()
        for session in list(self._sessions) if self._shared != before else ():
            session.guides_changed()

    def _know_campaigns(self) -> None:
        self._shared = {each.id: campaigns.facts_for_checks(each) for each in self.history.judged.campaigns()}

    def approved_claims(self, brand: str = "", person: Person | None = None) -> Sequence[ApprovedClaim]:
        """Claims found supported in any piece, those that run out first in front, those that never do last.

        Args:
            brand: one brand's alone; of all where it is empty.
            person: who asks, and sees those of their brands.
        Raises:
            Refused: the person does not work for that brand; it says who does.
        """
        if person and brand:
            self.must_work_on(person, brand)
        known = self.history.approved_claims(brand)
        found = [replace(each, decision=fitting(each.decision)) for each in known if not person or person.works_on(each.brand)]
        return sorted(found, key=lambda each: (each.runs_out or "9999", each.decision.text))

    def runs_out_within(self, approved: ApprovedClaim, days: int) -> bool:
        """Whether its evidence has run out, or does within so many days from today."""
        last = self.now().astimezone().date() + timedelta(days=days)
        return bool(approved.runs_out) and approved.runs_out <= last.isoformat()

    def questions_for(self, name: str) -> Mapping[str, int]:
        """How many questions about claims wait for that person, by piece."""
        return self.history.questions_for(name)

    @property
    def today(self) -> str:
        """The day on the clock of the house, ISO 8601."""
        return self.now().astimezone().date().isoformat()

    def verify(self) -> Verification:
        found = self.history.verify()
        from studio.app.anchor import kept_beside  # it reads every kind of report, and this is asked rarely

        found = self._keeper.hold(found, kept_beside(self.root))
        outside, remarks = roster.problems_of(self), roster.gone_from_policy(self)
        return replace(found, outside=(*found.outside, *outside), remarks=(*found.remarks, *remarks))

    # ------------------------------------------------------------ guides

    @cached_property
    def styles(self) -> "StyleDesk":
        """Looking at the style guides and changing them."""
        from studio.app.style_desk import StyleDesk  # it compiles rules, and that is loaded when it is asked for

        return StyleDesk(self)

    def guides_changed(self) -> None:
        """Forget the compiled guides and read the policy anew. Open sessions get a new context, with another version, and
        count nothing as checked until their lanes have looked again.

        Raises:
            BadConfig: the policy cannot be read any more; the old one stays in force.
        """
        self.guides.forget()
        if "styles" in self.__dict__:
            self.styles.forget()
        try:
            self.policy = Policy.read(self.root / POLICY)
        finally:
            for session in list(self._sessions):
                session.guides_changed()

    def look_for_new_rules(self) -> bool:
        """Take over what another program, an editor say, has saved in the guides, the terms or the policy.

        Returns:
            Whether there was any; then everything is as after `guides_changed`.
        Raises:
            BadConfig: the policy cannot be read any more; the old one stays in force.
        """
        is_new = self.guides.are_stale
        if is_new:
            self.guides_changed()
        return is_new


def slug_of(title: str) -> str:
    """A short name that is safe in paths: lower-case letters, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", title.casefold())
    return "-".join(words[:6]) or "piece"
