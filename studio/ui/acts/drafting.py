"""Drafting at the desk: the brief that is typed and kept, what the model is asked, and the drafts that become pieces."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from studio.app import campaigns, drafting, templates, unsent
from studio.app.drafting import Wish
from studio.app.unsent import Unsent
from studio.app.workspace import Workspace
from studio.core.asking import Purpose, Service
from studio.core.errors import KnownError
from studio.core.phrases import count, listed
from studio.core.piece import Channel, Person
from studio.core.prompting import House, wanted
from studio.ui.acts.batch import BatchActs
from studio.ui.acts.coming import Coming
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.drafting.form import Offers
from studio.ui.drafting.page import DraftingPage, PageHands
from studio.ui.services.choosing import ServiceChoice
from studio.ui.tasks import Progress

PAGE = "drafting"
_SOON = 700  # milliseconds after a keystroke, until it is kept
_READING = "Reading the house’s style guides and its voice; you can type on meanwhile."


class DraftingActs(QObject):
    """The hands of the page."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        guard = shell.guard
        self.batch = BatchActs(shell, desk, lambda: self.page, self.open_piece)
        self.page = DraftingPage(
            shell.theme(),
            PageHands(
                ask=lambda: guard(self.ask),
                begin_by_hand=lambda: guard(self.begin_by_hand),
                services=lambda: guard(shell.open_services),
                reset_prompt=self._reset_prompt,
                clear=lambda: guard(self._empty),
                table=lambda: guard(self.batch.choose_table),
                folder=lambda: guard(self.batch.choose_folder),
                batch=self.batch.hands,
            ),
        )
        shell.pages.add(PAGE, self.page, lambda: self.page.ground)
        self.coming = Coming(shell, desk, self.page, self.open_piece)
        self._houses: dict[tuple[str, Channel], House] = {}
        self._fresh: set[tuple[str, Channel]] = set()  # read since the page was opened
        self._under_way: set[tuple[str, Channel]] = set()
        self._own_prompt = ""
        self._is_showing = False
        self._whose: tuple[Workspace, Person] | None = None
        self._is_sent = False
        self._no_service = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self._keep)
        self.page.left.connect(self.close)
        self.page.form.changed.connect(self._on_typed)
        self.page.form.type_changed.connect(lambda: guard(self._show_prompt))
        self.page.prompt.textChanged.connect(self._on_prompt)
        self.page.many.currentIndexChanged.connect(self._on_typed)
        self.coming.turned.connect(lambda: guard(self._show_way))
        self.coming.whole.connect(self._sent)
        desk.closing.connect(self._forget)

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show the brief as it was left."""
        workspace, person = self._desk.at_desk()
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        if self._whose != (workspace, person):
            self._keep()
            self.coming.forget()
            self._is_sent = False
            self._whose = workspace, person
            self._fill(unsent.kept(workspace.root, person))
        else:
            self._offer()
        self._shell.pages.open(PAGE)
        self._fresh.clear()  # guides, exemplars and terms may be others by now
        self._show_services()
        self._show_prompt()
        self.page.take_keys()
        if problems := templates.problems(workspace):
            self._shell.notices.error(KnownError(problems[0]))

    def close(self) -> None:
        """Back to the desk, as it was; what was typed is kept."""
        self._keep()
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def look(self) -> None:
        """Something changed elsewhere: a service was added, say, or somebody else sits here."""
        if not self.is_shown or self._desk.workspace is None:
            return
        if self._whose and self._whose[1] != self._desk.person:
            self.open()
        elif not self.coming.is_busy:
            self._show_services()

    def open_piece(self, piece: str) -> None:
        """Put a piece that was drafted here on the desk."""
        self._desk.open_piece(piece)
        self.close()

    def _forget(self) -> None:
        self._keep()
        self._later.stop()
        self._whose = None
        self._houses, self._fresh, self._under_way, self._own_prompt = {}, set(), set(), ""
        self.coming.forget()
        self.batch.forget()
        self._shell.pages.close_page(PAGE)

    # ------------------------------------------------------------ the form

    def _offer(self) -> None:
        workspace, person = self._desk.at_desk()
        known = {workspace.policy.brand, *person.brands, *(piece.brand for piece in workspace.pieces_for(person))}
        brands = sorted((name for name in known if name and person.works_on(name)), key=str.casefold)
        brands.sort(key=lambda name: name != workspace.policy.brand)
        self.page.form.offer(Offers(templates.templates(workspace), campaigns.campaigns(workspace, person), brands))

    def _fill(self, before: Unsent) -> None:
        self._is_showing = True
        self._offer()
        self.page.form.fill(before.brief, before.channels)
        self.page.many.setCurrentIndex(before.each - 1)
        self._own_prompt = before.prompt
        self._is_showing = False

    def _empty(self) -> None:
        workspace, person = self._desk.at_desk()
        brief = self.page.form.brief
        self._fill(Unsent(type(brief)(template=brief.template)))
        unsent.forget(workspace.root, person)
        self._show_prompt()
        self.page.show_view("Prompt")
        self.page.take_keys()

    def _on_typed(self) -> None:
        if not self._is_showing:
            self._is_sent = False
            self._later.start()
            self._shell.guard(self._show_prompt)

    def _keep(self) -> None:
        if self._whose is None or self._is_sent:
            return
        workspace, person = self._whose
        if workspace.history.is_read_only:
            return
        form = self.page.form
        unsent.keep(
            workspace.root,
            person,
            Unsent(form.brief, self._own_prompt, form.chosen_channels, self.page.many.currentIndex() + 1),
        )

    @property
    def _channels(self) -> Sequence[Channel]:
        form = self.page.form
        return form.chosen_channels or (drafting.channel_of(form.brief, form.template),)

    def _brand(self, workspace: Workspace) -> str:
        try:
            return drafting.brand_of(workspace, self._wish())
        except KnownError:  # its campaign is gone; that is told when it is asked for
            return workspace.policy.brand

    def _wish(self) -> Wish:
        _, person = self._desk.at_desk()
        return Wish(self.page.form.brief, self.page.form.template, person)

    # ------------------------------------------------------------ what the model is asked

    def _show_prompt(self) -> None:
        """The house's own prompt, or the person's; and whether it can be asked."""
        if self._desk.workspace is None:
            return
        workspace, _ = self._desk.at_desk()
        whose = self._brand(workspace), self._channels[0]
        house = self._houses.get(whose)
        if whose not in self._fresh:
            self._read_house(*whose)
        if bones := drafting.skeleton_of(self.page.form.template):
            self._is_showing = True
            self.page.show_prompt(bones, "So the piece begins, with the brief beside it.", is_own=False, is_skeleton=True)
            self._is_showing = False
            self._show_way()
            return
        usual = drafting.prompt(self.page.form.template, house or House())
        self._is_showing = True
        state = "" if house else _READING
        if self._own_prompt:
            state = "You changed it; it stays as you wrote it."
        elif house:
            state = self._from(house)
        self.page.show_prompt(self._own_prompt or usual, state, is_own=bool(self._own_prompt))
        self._is_showing = False
        self._show_way()

    @staticmethod
    def _from(house: House) -> str:
        parts = [count(len(house.guides), "reason") + " of the style guides"] if house.guides else []
        parts += [count(len(house.voice), "sentence") + " on the voice"] if house.voice else []
        parts += [count(len(house.taught), "line") + " that people taught"] if house.taught else []
        return f"From the content type, with {listed(parts)}. Change it as you like." if parts else "Change it as you like."

    def _read_house(self, brand: str, channel: Channel) -> None:
        """Beside the window, for it takes seconds."""
        if (brand, channel) in self._under_way:
            return
        self._under_way.add((brand, channel))

        def work(second: Workspace, progress: Progress) -> House:
            return drafting.house_words(second, brand, channel)

        def done(found: House) -> None:
            self._houses[brand, channel] = found
            self._fresh.add((brand, channel))
            if self.is_shown:
                self._show_prompt()

        self._desk.beside(
            "Reading the house’s words",
            work,
            done,
            finished=lambda: self._under_way.discard((brand, channel)),
            jobs=self._shell.background,
        )

    def _on_prompt(self) -> None:
        if not self._is_showing:
            self._own_prompt = self.page.prompt.toPlainText()
            self.page.state.setText("You changed it; it stays as you wrote it.")
            self.page.reset.setVisible(True)
            self._later.start()

    def _reset_prompt(self) -> None:
        self._own_prompt = ""
        self._shell.guard(self._show_prompt)
        self._later.start()

    # ------------------------------------------------------------ whether it can be asked

    def _show_services(self) -> None:
        """The service that is asked, to choose where there are several; or why none can be."""
        try:
            choice = ServiceChoice(self._shell, Purpose.DRAFT)
        except KnownError as error:
            self._no_service = f"{error} Without one you can still begin by hand, and everything else works."
            self.page.show_choice(None)
        else:
            self._no_service = ""
            choice.setEnabled(choice.is_needed)
            choice.setProperty("role", "" if choice.is_needed else "told")  # one alone is a sentence, and no field
            before = self.page.choice
            if isinstance(before, ServiceChoice) and _offered(before) == _offered(choice):
                choice.deleteLater()  # the one that was chosen stays
            else:
                self.page.show_choice(choice)
        self._show_way()

    def _show_way(self) -> None:
        template, why = self.page.form.template, self._no_service
        is_human_led = drafting.is_human_led(template)
        if template and is_human_led:
            why = f"“{template.title}” is for people to write. Begin with its skeleton; an AI may suggest wordings later."
        self.page.by_hand.setText("Begin with the skeleton" if is_human_led else "Begin by hand")
        self.page.show_way(why, is_of_services=bool(why) and not is_human_led, is_running=self.coming.is_busy)

    # ------------------------------------------------------------ drafts

    def ask(self) -> None:
        """Ask for the drafts of the brief."""
        workspace, _ = self._desk.at_desk()
        if not self.page.ask.isEnabled():
            return
        service = self._service()
        wants = wanted(self._channels, self.page.many.currentIndex() + 1)
        words, freedom = self.page.prompt.toPlainText(), self.page.freedom.currentData()
        house = self._houses.get((self._brand(workspace), self._channels[0]), House())
        asked = drafting.ask(workspace, self._wish(), service, wants, words, freedom, house.samples)
        self._keep()
        self.coming.send(asked, anew=True)

    def _service(self) -> Service:
        choice = self.page.choice
        return choice.service if isinstance(choice, ServiceChoice) else drafting.service_of(self._desk.at_desk()[0])

    def begin_by_hand(self) -> None:
        """A piece with this brief, and a skeleton or nothing in it."""
        workspace, _ = self._desk.at_desk()
        piece = drafting.begin_by_hand(workspace, self._wish())
        self._sent()
        self.open_piece(piece)

    def _sent(self) -> None:
        """The brief stands with its pieces now."""
        self._is_sent = True
        if self._whose:
            unsent.forget(self._whose[0].root, self._whose[1])


def _offered(choice: ServiceChoice) -> list[str]:
    return [choice.itemText(at) for at in range(choice.count())]
