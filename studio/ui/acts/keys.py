"""Keys at the desk: making and opening one's own, signing the list of people, and asking before something goes unsigned."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from studio.app import roster
from studio.app.keys import KeyStore
from studio.app.signers import KeyState
from studio.core.acts import Act, may, refusal
from studio.core.errors import KnownError, Refused
from studio.core.gate import GateId, Level
from studio.core.piece import Person
from studio.core.signature import short
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import keys as sheets

_SAYS = {KeyState.LOCKED: "key locked", KeyState.UNLISTED: "key not on the list", KeyState.MISSING: "no key"}


class KeyActs:
    """Opens the sheets about keys, and runs what takes long beside the window."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        self._shell, self._desk = shell, desk
        self._declined: set[str] = set()  # who said that theirs stays locked; asked again once another workspace is open
        desk.prove = self.prove
        desk.opened.connect(self._declined.clear)

    # ------------------------------------------------------------ who sits at the desk

    def told(self, person: Person) -> str:
        """How things stand with a person's key, in two or three words."""
        workspace, _ = self._desk.at_desk()
        state = self._state(person)
        if state is KeyState.READY:
            known = self._keys.known(person.name)
            return f"signs with {short(known.public)[:9]}" if known else ""
        return _SAYS[state] if state is not KeyState.MISSING or workspace.signers.roster.version else ""

    def fill(self, menu: QMenu) -> None:
        """What the person at the desk can do about a key, at the end of the menu."""
        _, person = self._desk.at_desk()
        texts = {
            KeyState.MISSING: f"Make a key for {person.name}…",
            KeyState.LOCKED: f"Unlock the key of {person.name}…",
            KeyState.UNLISTED: f"About the key of {person.name}…",
            KeyState.READY: f"About the key of {person.name}…",
        }
        menu.addSeparator()
        menu.addAction(texts[self._state(person)]).triggered.connect(lambda: self._shell.guard(self.own))
        if may(Act.PEOPLE, person):
            menu.addAction("Sign the list of people…").triggered.connect(lambda: self._shell.guard(self.sign_list))

    def prove(self, person: Person, then: Callable[[], object], otherwise: Callable[[], object]) -> bool:
        """Ask whoever sits down as `person` for the passphrase of their key, where it has one.

        Args:
            then: done once it was right; `otherwise` where nobody gave it.
        Returns:
            Whether there is one to ask for.
        """
        try:
            known = self._keys.known(person.name)
        except KnownError as error:  # a damaged key proves nothing, and keeps nobody from the desk
            self._shell.notices.error(error)
            return False
        if known is None or known.in_keyring or self._keys.is_unlocked(person.name):
            return False
        sheet = self._ask(sheets.sit_down_sheet, "Sitting down", person, self._keys.unlock, lambda _: then())
        sheet.rejected.connect(lambda: self._shell.guard(otherwise))
        return True

    # ------------------------------------------------------------ one's own key

    def own(self) -> None:
        """Make, open or tell of the key of whoever sits here, whichever comes next."""
        workspace, person = self._desk.at_desk()
        state = self._state(person)
        if state is KeyState.MISSING:
            self._make(person, lambda: None)
        elif state is KeyState.LOCKED:
            self._unlock(person, lambda: None)
        elif state is KeyState.UNLISTED and may(Act.PEOPLE, person):
            self.sign_list()  # nobody else has to: it counts once she signs it herself
        else:
            known = self._keys.known(person.name)
            what = f"{person.name} signs with the key {short(known.public)}." if known else ""
            waits = state is KeyState.UNLISTED
            if known and waits:
                roster.offer(workspace, known)
            self._shell.notices.say(f"{what} It counts once an owner has signed the list of people." if waits else what)

    def _make(self, person: Person, then: Callable[[], object]) -> None:
        def made(_: object = None) -> None:
            workspace, _person = self._desk.at_desk()
            self._shell.notices.say(roster.enrol(workspace, person))
            self._shell.review.look_again()
            then()

        if self._keys.keyring is not None:

            def make() -> None:
                self._keys.make(person.name)
                made()

            self._shell.open_sheet(sheets.keyring_sheet(self._shell.theme(), self._shell.window, person.name, make))
            return
        self._ask(sheets.make_sheet, "Making a key", person, self._keys.make, made)

    def _unlock(self, person: Person, then: Callable[[], object], otherwise: str = "") -> None:
        """Ask for the passphrase, then go on; `otherwise` is what a button says that goes on without."""

        def opened(_: object = None) -> None:
            self._shell.review.look_again()
            then()

        known = self._keys.known(person.name)
        if known and known.in_keyring:  # it was locked when it was asked before
            self._keys.unlock(person.name)
            opened()
            return

        def without() -> None:
            self._declined.add(person.name)
            self._shell.guard(then)

        sheet = self._ask(sheets.unlock_sheet, "Unlocking the key", person, self._keys.unlock, opened)
        if otherwise:
            sheet.offer(otherwise, without)

    def _ask(
        self,
        make_sheet: Callable[..., sheets.PassphraseSheet],
        title: str,
        person: Person,
        work: Callable[[str, str], object],
        then: Callable[[object], object],
    ) -> sheets.PassphraseSheet:
        """A sheet that asks for a passphrase and tries it beside the window; `then` once it has worked."""

        def start(phrase: str) -> None:
            def done(_: object) -> None:
                if not asking:  # somebody thought better of it meanwhile
                    self._keys.lock(person.name)
                    return
                sheet.done_with()
                self._shell.guard(lambda: then(None))

            def failed(error: KnownError) -> None:
                if asking:
                    sheet.fail(error)

            self._shell.jobs.run(title, lambda _: work(person.name, phrase), done, failed)

        asking = [True]
        sheet = make_sheet(self._shell.theme(), self._shell.window, person.name, start)
        sheet.finished.connect(lambda _: asking.clear())
        self._shell.open_sheet(sheet)
        return sheet

    # ------------------------------------------------------------ before a decision

    def before_decision(self, verb: str, then: Callable[[], object]) -> None:
        """Open the key of whoever decides, where a passphrase does; then go on. Asked once: who says no is not asked again.

        Args:
            verb: what is about to be done, such as "Approve".
        """
        workspace, person = self._desk.at_desk()
        is_asked = person.name in self._declined or self._state(person) is not KeyState.LOCKED
        if is_asked:
            then()
            return
        levels = workspace.policy.levels(self._desk.session().piece.channel)
        is_required = verb == "Approve" and levels[GateId.SIGNED] is Level.REQUIRED
        self._unlock(person, then, "" if is_required else f"{verb} without signing")

    # ------------------------------------------------------------ the list of people

    def sign_list(self) -> None:
        """An owner looks at the list as it would be, and signs it."""
        workspace, person = self._desk.at_desk()
        if refused := refusal(Act.PEOPLE, person, None, workspace.policy.persons):
            raise Refused(*refused)
        state = self._state(person)
        if state is KeyState.MISSING:
            self._make(person, self._show_list)
        elif (known := self._keys.known(person.name)) and not known.in_keyring and not self._keys.is_unlocked(person.name):
            self._unlock(person, self._show_list)
        else:
            self._show_list()

    def _show_list(self) -> None:
        workspace, person = self._desk.at_desk()
        signer = self._keys.unlock(person.name)
        proposal, standing = roster.propose(workspace, person, signer.key), roster.standing(workspace)
        if not proposal.changes and not standing.problems:
            self._shell.notices.say("The list of people stands as it was signed; nothing on it is new.")
            return
        before = {each.key for each in standing.roster.people}
        new = [each.key for each in proposal.people if each.key not in before]
        keyless = [p.name for p in workspace.policy.persons if not any(each.is_of(p.name) for each in proposal.people)]
        remarks = [*standing.problems, *(f"{name} has no key yet, and is not on the list." for name in keyless)]

        def sign() -> None:
            done = roster.sign(workspace, person, signer, proposal)
            self._shell.review.look_again()
            self._shell.notices.say(f"List {done.version} of people is signed.")

        theme, window = self._shell.theme(), self._shell.window
        self._shell.open_sheet(sheets.roster_sheet(theme, window, person.name, proposal.people, new, remarks, sign))

    # ------------------------------------------------------------ within

    @property
    def _keys(self) -> KeyStore:
        return self._shell.keys

    def _state(self, person: Person) -> KeyState:
        workspace, _ = self._desk.at_desk()
        try:
            return workspace.signers.state(person.name)
        except KnownError as error:  # its file is damaged: said once, and taken for none
            self._shell.notices.error(error)
            return KeyState.MISSING
