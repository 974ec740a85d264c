"""What a person decides about a claim, carried from the tab and the card to the session and into the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.app.session import ReviewSession
from studio.app.withdrawing import withdrawn
from studio.app.workspace import Workspace
from studio.core.claim import Claim, ClaimStatus, Evidence, Support
from studio.core.edit import Cause, Edit
from studio.core.errors import KnownError, NotFound
from studio.core.flag import Fix, Flag
from studio.core.span import Span
from studio.ui.claims.looks import ClaimLook, look_of, look_of_note
from studio.ui.editor.pair import PairedEditor
from studio.ui.panels.notices import Notices


@dataclass(frozen=True)
class ClaimHands:
    """What the tab asks for. The acts raise a `KnownError` where the house says no.

    Attributes:
        attach, confirm, opinion, withdraw, ask, soften: the answers; `reopen` takes one back.
        confirm_all: shows what would be confirmed in a row, and confirms it.
        softer: the softer wordings of a claim, best first.
        line_of: the line of the working text a place is in, from 1.
        title_of: what a piece is called.
        persons: whom the person at the desk may ask; `me` is that person.
        today: ISO 8601.
        follow: opens a link in the browser.
        go: brings a place of the text into sight.
        look_again: shows the claims as they are now.
        leave: gives the keyboard back to the text.
    """

    attach: Callable[[Claim, Evidence], object]
    confirm: Callable[[Claim], object]
    reopen: Callable[[Claim], object]
    opinion: Callable[[Claim, str], object]
    withdraw: Callable[[Claim], object]
    ask: Callable[[Claim, str, str], object]
    soften: Callable[[Claim, Fix], object]
    confirm_all: Callable[[Sequence[Claim]], object]
    softer: Callable[[Claim], Sequence[Fix]]
    line_of: Callable[[Span], int]
    title_of: Callable[[str], str]
    persons: Callable[[], Sequence[str]]
    me: Callable[[], str]
    today: Callable[[], str]
    follow: Callable[[str], object]
    go: Callable[[Span], object]
    look_again: Callable[[], object]
    leave: Callable[[], object]


class ClaimDesk:
    """Does it.

    Args:
        session, workspace: those of the moment; they raise a `KnownError` where none is open.
        asked: told that a question was put or answered, which the library shows.
    """

    def __init__(
        self,
        session: Callable[[], ReviewSession],
        workspace: Callable[[], Workspace],
        editor: PairedEditor,
        notices: Notices,
        asked: Callable[[], object],
    ) -> None:
        self._session, self._workspace = session, workspace
        self._editor, self._notices, self._asked = editor, notices, asked
        self._looks: dict[tuple[str, str], ClaimLook] | None = None  # by the words and the sentence around them

    def hands(self, confirm_all: Callable[[Sequence[Claim]], object], look_again: Callable[[], object]) -> ClaimHands:
        """Everything the tab asks for; the two arguments are the window's."""
        return ClaimHands(
            attach=self.attach,
            confirm=self.confirm,
            reopen=lambda claim: self._session().decide_claim(claim, ClaimStatus.UNVERIFIED),
            opinion=self.opinion,
            withdraw=self.withdraw,
            ask=self.ask,
            soften=self.soften,
            confirm_all=confirm_all,
            softer=self.softer,
            line_of=lambda span: self._session().text.count("\n", 0, span.start) + 1,
            title_of=self._title_of,
            persons=lambda: [person.name for person in self._workspace().policy.persons if person.name != self._me()],
            me=self._me,
            today=lambda: self._workspace().today,
            follow=follow,
            go=self.go,
            look_again=look_again,
            leave=self._editor.working.setFocus,
        )

    def attach(self, claim: Claim, evidence: Evidence) -> None:
        self._session().attach_evidence(claim, evidence)
        if evidence.support is Support.PARTLY:
            self._notices.say("It supports the claim only in part, so the claim stays open: reword it, or find more.")

    def confirm(self, claim: Claim) -> None:
        self._session().confirm(claim)

    def confirm_all(self, claims: Sequence[Claim]) -> None:
        many = self._session().confirm_all(claims)
        self._notices.say(f"{many} claim{'s' * (many != 1)} confirmed.")

    def opinion(self, claim: Claim, reason: str) -> None:
        """Call it an opinion; one that needs two says so."""
        session = self._session()
        session.decide_claim(claim, ClaimStatus.OPINION, reason)
        found = next((each for each in session.claims if each.key == claim.key), None)
        if found and found.second and found.is_open:
            self._notices.say("Noted. It holds a figure, a rival or a regulated word, so a second person has to agree.")

    def ask(self, claim: Claim, to: str, text: str) -> None:
        self._session().ask(claim, to, text)
        self._asked()
        self._notices.say(f"{to} will see it in the library and at the claim.")

    def withdraw(self, claim: Claim) -> None:
        """Take the claim's words out of the text, everywhere they stand, and note that it was withdrawn."""
        text = self._session().text
        places = [withdrawn(text, flag.span) for flag in self.flags_of(claim)]
        edits = [Edit(place, "", Cause.TYPED, "withdraw") for place in reversed(places)]
        self._editor.working.perform(edits)
        self._session().decide_claim(claim, ClaimStatus.REMOVED, "withdrawn")
        self._notices.say("The claim's words are out. What is left of the sentence may need a look; Ctrl+Z brings them back.")

    def softer(self, claim: Claim) -> Sequence[Fix]:
        """The softer wordings, best first; none where the claim needs no answer any more."""
        flags = self.flags_of(claim) if claim.is_open else []
        return flags[0].fixes if flags else ()

    def soften(self, claim: Claim, fix: Fix) -> None:
        """Put a softer wording in place, everywhere the claim stands in these words."""
        flags = [flag for flag in reversed(self.flags_of(claim)) if fix in flag.fixes]
        self._editor.working.perform([edit for flag in flags for edit in self._session().fix_edits(flag, fix)])
        self._notices.say("Reworded. Ctrl+Z brings the old words back.")

    def flags_of(self, claim: Claim) -> list[Flag]:
        """Where the claim stands in the text of this moment, in reading order; none of these places overlap."""
        session, found = self._session(), list[Flag]()
        for flag in session.all_flags:
            row = session.claim_at(flag)
            if row and row.key == claim.key and (not found or flag.span.start >= found[-1].span.end):
                found.append(flag)
        return found

    # ------------------------------------------------------------ how they look in the text

    def look(self, flag: Flag) -> ClaimLook:
        """How a claim's flag is painted; looked up once for every report and every answer, and not for every stroke."""
        if self._looks is None:
            session = self._session()
            rows = [(each, row) for each in session.all_flags if each.claim and (row := session.claim_at(each))]
            rows.sort(key=lambda pair: pair[1].is_open)  # of the same bare words at two places, the open one shows in both
            self._looks = {(each.text, each.context): look_of(row) for each, row in rows}
        found = self._looks.get((flag.text, flag.context))
        return found or (look_of_note(flag.claim) if flag.claim else ClaimLook.GONE)

    def forget_looks(self) -> None:
        """What was found or decided is another now."""
        self._looks = None

    def go(self, span: Span) -> None:
        """Bring a place into sight; the keyboard stays where it is."""
        view = self._editor.working
        view.focused = span
        view.go_to(span)
        view.viewport().update()

    def _me(self) -> str:
        try:
            return self._session().person.name
        except KnownError:  # the desk was cleared
            return ""

    def _title_of(self, piece: str) -> str:
        try:
            return self._workspace().piece(piece).title
        except NotFound:
            return piece


def follow(url: str) -> None:
    """Open a link in the browser; a file's name or an own record leads nowhere from here."""
    if url.startswith(("https://", "http://")):
        QDesktopServices.openUrl(QUrl(url))
