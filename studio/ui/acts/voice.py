"""The voice in the window: which brand's, what it is learned from, and the piece on the desk held against it."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from studio import formats
from studio.app import voice_adding
from studio.app.explaining import explain, explained
from studio.app.voice_adding import Added
from studio.app.voice_of_piece import PieceVoice, hear
from studio.app.voices import Listener, exemplars, profile_of
from studio.app.workspace import Workspace
from studio.core.acts import Act, may
from studio.core.changes import Change
from studio.core.errors import KnownError, NotFound
from studio.core.events import EventType
from studio.core.phrases import count
from studio.core.piece import Channel
from studio.core.reasons import Reason
from studio.core.span import Span
from studio.core.voice_profile import Profile
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.tasks import Progress
from studio.ui.voice.explain_sheet import ExplainSheet
from studio.ui.voice.page import VoiceHands, VoicePage

PAGE = "voice"
_TOLD = 3  # texts left out that are named in the notice


class VoiceActs(QObject):
    """The hands of the page. What may be done, `app.voice_adding` says; here it is asked for."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._brand, self._channel = "", Channel.BLOG
        self._asked = 0  # the latest look; one that was overtaken shows nothing
        guard = shell.guard
        self.page = VoicePage(
            shell.theme(),
            VoiceHands(
                choose=lambda brand, channel: guard(lambda: self._choose(brand, channel)),
                add_files=lambda: guard(self._add_files),
                add_folder=lambda: guard(self._add_folder),
                add_approved=lambda: guard(self._add_approved),
                remove=lambda name: guard(lambda: self._remove(name)),
                go=lambda span: guard(lambda: self._go(span)),
            ),
        )
        shell.pages.add(PAGE, self.page)
        self.page.left.connect(self.close)
        desk.closing.connect(self._forget)

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show the voice of the piece on the desk; without one the voice of the house's usual brand."""
        workspace, _ = self._desk.at_desk()
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        session = self._shell.review.session
        if session:
            self._brand, self._channel = session.piece.brand, session.piece.channel
        elif not self._brand:
            self._brand = workspace.policy.brand
        self._shell.pages.open(PAGE)
        self.refresh()
        self.page.take_keys()

    def close(self) -> None:
        """Back to the desk, as it was."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def _forget(self) -> None:
        self._asked += 1
        self._brand = ""
        self.page.forget()
        self._shell.pages.close_page(PAGE)

    def refresh(self) -> None:
        """Listen anew, beside the window."""
        workspace, person = self._desk.at_desk()
        brands = sorted({each.brand for each in workspace.pieces_for(person) if each.brand} | {self._usual(workspace)} - {""})
        if self._brand not in brands:
            self._brand = brands[0] if brands else ""
        self._asked += 1
        brand, channel, asked = self._brand, self._channel, self._asked
        texts = [each.name for each in exemplars(workspace.root, brand)] if brand else []
        self.page.show_choice(brands, brand, channel, may(Act.VOICE, person) and not workspace.history.is_read_only, texts)
        if not brand:
            return
        session = self._shell.review.session
        here = session if session and (session.piece.brand, session.piece.channel) == (brand, channel) else None
        piece, text, guides = (here.piece, here.text, workspace.guides) if here else (None, "", workspace.guides)

        def work(beside: Workspace, _: Progress) -> tuple[Profile | None, PieceVoice | None]:
            ears = Listener(beside, guides)
            if piece is None:
                return profile_of(beside, brand, channel, ears), None
            heard = hear(beside, piece, person, text, ears)
            return heard.profile, heard

        def show(found: tuple[Profile | None, PieceVoice | None]) -> None:
            if asked == self._asked and self.is_shown:
                self.page.show_voice(*found)

        self._desk.beside(f"Listening to {brand}", work, show, jobs=self._shell.background)

    def _usual(self, workspace: Workspace) -> str:
        _, person = self._desk.at_desk()
        usual = workspace.policy.brand
        return usual if person.works_on(usual) else ""

    def _choose(self, brand: str, channel: Channel) -> None:
        if (brand, channel) != (self._brand, self._channel):
            self._brand, self._channel = brand, channel
            self.refresh()

    def _go(self, span: Span) -> None:
        """To the sentence, on the desk."""
        self.close()
        session = self._shell.review.session
        if session and span.end <= len(session.text):
            self._shell.review.editor.working.go_to(span, select=True)

    # ------------------------------------------------------------ why

    def explain(self) -> None:
        """Ask what the change at the cursor was for.

        Raises:
            NotFound: no change stands there.
        """
        session, change = self._desk.session(), self._shell.review.walk.change_here()
        if change is None:
            raise NotFound("No change stands at the cursor.", "F7 goes to the next one.")
        session.must(Act.COMMENT)
        known = explained(session.desk.history.events(session.piece.id, [EventType.CHANGE_EXPLAINED])).get(change.id)
        keep = partial(self._explain, change)
        self._shell.open_sheet(ExplainSheet(self._shell.theme(), self._shell.window, change, known, keep))

    def _explain(self, change: Change, reason: Reason | None, note: str) -> None:
        explain(self._desk.session(), change, reason, note)
        self._shell.notices.say(f"Kept: {reason.value}." if reason else "Taken back.")
        self._shell.refresh()

    # ------------------------------------------------------------ what it is learned from

    def _add_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in formats.suffixes())
        chosen, _ = QFileDialog.getOpenFileNames(self._shell.window, "Published texts that sound right", "", f"Texts ({kinds})")
        if chosen:
            self.add([Path(each) for each in chosen])

    def _add_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self._shell.window, "A folder of published texts"):
            self.add([Path(chosen)])

    def add(self, paths: Iterable[Path]) -> None:
        """Add texts to what the voice that is shown is learned from; beside the window, for reading them takes time."""
        _, person = self._desk.at_desk()
        brand, channel, chosen = self._brand, self._channel, list(paths)
        self._keep(lambda beside: voice_adding.add_files(beside, person, brand, chosen, channel))

    def _add_approved(self) -> None:
        _, person = self._desk.at_desk()
        brand = self._brand
        self._keep(
            lambda beside: voice_adding.add_pieces(beside, person, voice_adding.could_add(beside, person, brand)),
            "There is no approved piece that is not among its texts already.",
        )

    def _keep(self, work: Callable[[Workspace], Added], nothing: str = "Nothing was added.") -> None:
        title = f"Reading for the voice of {self._brand}"
        self._desk.beside(title, lambda beside, _: work(beside), partial(self._tell, nothing))

    def _tell(self, nothing: str, done: Added) -> None:
        said = f"{count(len(done.names), 'text')} added." if done.names else nothing if not done.problems else ""
        left = " ".join(done.problems[:_TOLD])
        more = f" And {len(done.problems) - _TOLD} more." if len(done.problems) > _TOLD else ""
        words = f"{said} {left}{more}".strip()
        if done.names:
            self._shell.notices.say(words)
        else:
            self._shell.notices.error(KnownError(words))
        self.refresh()

    def _remove(self, name: str) -> None:
        workspace, person = self._desk.at_desk()
        voice_adding.remove(workspace, person, self._brand, name)
        self._shell.notices.say(f"{name} is taken out of the voice of {self._brand}.")
        self.refresh()
