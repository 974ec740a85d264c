"""Drafting at the desk: the brief that is typed and kept, what the model is asked, and the drafts that become pieces."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from studio.app import campaigns, drafting, templates, unsent
from studio.app.asking import Call, Received
from studio.app.drafting import Asked, Wish
from studio.app.unsent import Unsent
from studio.app.workspace import Workspace
from studio.core.asking import Purpose, Service
from studio.core.document import count_words
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.core.piece import Channel, Person
from studio.core.prompting import House, wanted
from studio.ui.acts.batch import BatchActs
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.calls import Running
from studio.ui.drafting.drafts import CardHands, DraftCard, Phase
from studio.ui.drafting.form import Offers
from studio.ui.drafting.page import DraftingPage, PageHands
from studio.ui.services.asking import send_all, tell
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
        shell.pages.add(PAGE, self.page)
        self._houses: dict[tuple[str, Channel], House] = {}
        self._under_way: set[tuple[str, Channel]] = set()
        self._own_prompt = ""
        self._is_showing = False
        self._whose: tuple[Workspace, Person] | None = None
        self._cards: dict[str, tuple[Asked, DraftCard]] = {}  # by the call's id
        self._running: dict[str, Running] = {}
        self._pending: dict[str, Asked] = {}  # those that somebody is asked about
        self._is_anew = self._is_sent = False
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
        shell.calls.changed.connect(self._on_calls)
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
            self._whose = workspace, person
            self._fill(unsent.kept(workspace.root, person))
        else:
            self._offer()
        self._shell.pages.open(PAGE)
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
        elif not self._running:
            self._show_services()

    def open_piece(self, piece: str) -> None:
        """Put a piece that was drafted here on the desk."""
        self._desk.open_piece(piece)
        self.close()

    def _forget(self) -> None:
        self._keep()
        self._later.stop()
        self._whose = None
        self._houses, self._under_way, self._own_prompt = {}, set(), ""
        self._cards, self._running, self._pending = {}, {}, {}
        self.page.drafts.begin()
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

    def _wish(self) -> Wish:
        _, person = self._desk.at_desk()
        return Wish(self.page.form.brief, self.page.form.template, person)

    # ------------------------------------------------------------ what the model is asked

    def _show_prompt(self) -> None:
        """The house's own prompt, or the person's; and whether it can be asked."""
        if self._desk.workspace is None:
            return
        workspace, _ = self._desk.at_desk()
        whose = self.page.form.brief.brand or workspace.policy.brand, self._channels[0]
        house = self._houses.get(whose)
        if house is None:
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
        parts = [f"{len(house.guides)} reasons of the style guides"] if house.guides else []
        parts += [f"{len(house.voice)} sentences on the voice"] if house.voice else []
        parts += [f"{len(house.taught)} lines that people taught"] if house.taught else []
        return f"From the content type, with {', '.join(parts)}. Change it as you like." if parts else "Change it as you like."

    def _read_house(self, brand: str, channel: Channel) -> None:
        """Beside the window, for it takes seconds."""
        if (brand, channel) in self._under_way:
            return
        self._under_way.add((brand, channel))

        def work(second: Workspace, progress: Progress) -> House:
            return drafting.house_words(second, brand, channel)

        def done(found: House) -> None:
            self._houses[brand, channel] = found
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
            self.page.show_choice(choice)
        self._show_way()

    def _show_way(self) -> None:
        template, why = self.page.form.template, self._no_service
        is_human_led = drafting.is_human_led(template)
        if template and is_human_led:
            why = f"“{template.title}” is for people to write. Begin with its skeleton; an AI may suggest wordings later."
        self.page.by_hand.setText("Begin with the skeleton" if is_human_led else "Begin by hand")
        self.page.show_way(why, is_of_services=bool(why) and not is_human_led, is_running=bool(self._running))

    # ------------------------------------------------------------ drafts

    def ask(self) -> None:
        """Ask for the drafts of the brief."""
        workspace, _ = self._desk.at_desk()
        if not self.page.ask.isEnabled():
            return
        service = self._service()
        wants = wanted(self._channels, self.page.many.currentIndex() + 1)
        asked = drafting.ask(workspace, self._wish(), service, wants, self.page.prompt.toPlainText())
        self._keep()
        self._send(asked, anew=True)

    def _service(self) -> Service:
        choice = self.page.choice
        return choice.service if isinstance(choice, ServiceChoice) else drafting.service_of(self._desk.at_desk()[0])

    def _send(self, asked: Sequence[Asked], *, anew: bool) -> None:
        """Show what goes out; once a person allows it, its cards are there and fill."""
        self._pending, self._is_anew = {each.call.id: each for each in asked}, anew
        calls = tuple(self._pending)
        send_all(
            self._shell,
            [each.call for each in asked],
            done=self._done,
            heard=self._hear,
            failed=self._failed,
            finished=partial(self._over, calls),
        )

    def _on_calls(self) -> None:
        """A call began, moved on or was cancelled, here or elsewhere in the window."""
        begun = [each for each in self._shell.calls.running if each.call.id in self._pending]
        if begun and self._is_anew:
            self.page.drafts.begin()
            self._cards, self._is_anew = {}, False
        for running in begun:
            id = running.call.id
            asked = self._pending.pop(id)
            self._running[id] = running
            self._cards[id] = asked, self._card(asked)
        if begun:
            self.page.show_view("Drafts")
            self._show_way()
        for id, running in self._running.items():
            if running.is_cancelled and self._cards[id][1].is_running:
                self._cut(id, running)

    def _card(self, asked: Asked) -> DraftCard:
        id, guard = asked.call.id, self._shell.guard
        name = asked.want.name or asked.wish.brief.title or asked.call.service.name
        if any(card.name.toolTip() == name for card in self.page.drafts.cards):
            name = f"{name}, again"
        card = DraftCard(
            name,
            CardHands(
                cancel=lambda: self._shell.calls.cancel(self._running[id]),
                keep=lambda: guard(lambda: self._keep_cut(id)),
                open=lambda: guard(lambda: self.open_piece(asked.piece)),
                again=lambda: guard(lambda: self._again(asked)),
            ),
        )
        self.page.drafts.add(card)
        return card

    def _hear(self, running: Running) -> None:
        if running.call.id not in self._cards:
            return
        _, card = self._cards[running.call.id]
        card.show_text(running.text)
        card.show_phase(Phase.COMING if running.text else Phase.WAITING, running.waiting)

    def _done(self, received: Received) -> None:
        if received.call.id not in self._cards:
            return
        asked, card = self._cards[received.call.id]
        card.show_text(received.text)
        if asked.problem:
            card.show_phase(Phase.FAILED, str(asked.problem))
            return
        cut = "" if received.answer.is_whole else " It broke off at the model’s limit, and says so in its title."
        card.show_phase(Phase.WHOLE, f"{count(count_words(received.text), 'word')}.{cut}")
        self._shell.refresh()

    def _failed(self, call: Call, error: KnownError) -> None:
        if call.id in self._cards:
            self._cards[call.id][1].show_phase(Phase.FAILED, str(error))
        else:  # nothing was sent
            tell(self._shell, error)

    def _cut(self, id: str, running: Running) -> None:
        _, card = self._cards[id]
        card.show_text(running.text)
        card.show_phase(Phase.CUT, "Nothing of it was kept." if running.text else "No word had come.")

    def _over(self, calls: Sequence[str]) -> None:
        """The last of an asking ended, or nobody allowed it."""
        mine = [self._cards[id] for id in calls if id in self._cards]
        for id in calls:
            self._pending.pop(id, None)
            self._running.pop(id, None)
        for asked, card in mine:
            if asked.piece and card.phase is not Phase.WHOLE:  # it was whole in the moment in which it was cancelled
                card.show_phase(Phase.WHOLE, "It was whole already when it was cancelled.")
        if mine and all(asked.piece for asked, _ in mine):
            self._is_sent = True  # the brief stands with its pieces now
            if self._whose:
                unsent.forget(self._whose[0].root, self._whose[1])
        if self._desk.workspace:
            self._show_way()

    def _keep_cut(self, id: str) -> None:
        workspace, _ = self._desk.at_desk()
        asked, card = self._cards[id]
        drafting.keep_cut(workspace, asked, card.text.toPlainText())
        card.show_phase(Phase.WHOLE, "Kept as it was cut short, and its title says so.")
        self._shell.refresh()

    def _again(self, asked: Asked) -> None:
        workspace, _ = self._desk.at_desk()
        self._send([drafting.again(workspace, asked)], anew=False)

    def begin_by_hand(self) -> None:
        """A piece with this brief, and a skeleton or nothing in it."""
        workspace, person = self._desk.at_desk()
        piece = drafting.begin_by_hand(workspace, self._wish())
        self._is_sent = True
        unsent.forget(workspace.root, person)
        self.open_piece(piece)
