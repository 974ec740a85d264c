"""Looking after the style guides: the page, the rule form, what a flag teaches the house, and why something is not flagged.

What takes longer than a blink is read beside the window. What is changed is changed at once, in the person's name, and the
piece on the desk is checked again.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor

from studio.app.guiding.rehearsal import Tell
from studio.app.guiding.rows import BackTest, GuideRow, Place, RuleRow, TermChoice, TermKind, WhyRow
from studio.app.style_desk import StyleDesk
from studio.core.errors import BadInput, Cancelled, KnownError, NotFound, Refused
from studio.core.flag import Flag
from studio.core.piece import Channel
from studio.core.span import Span
from studio.guides.writing import WordRule
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.house import ImportSheet, change_sheet, delete_sheet
from studio.ui.dialogs.teaching import TeachSheet, WhyNotSheet
from studio.ui.guides.form import FormHands
from studio.ui.guides.guide_view import GuideHands
from studio.ui.guides.page import GuidesPage, PageHands
from studio.ui.guides.rule_view import RuleHands
from studio.ui.guides.tuning import TuningHands
from studio.ui.guides.words import many
from studio.ui.tasks import Progress

_MORE, _OPEN_IT = "{} says more than the form has fields for.", "Edit its file; “Show the file” says where it lies."
_WITHOUT_A_RULE = (TermKind.ACCEPT, TermKind.REJECT, TermKind.SPELLING)
_LONGEST_WORDS = 60  # letters; a rule made from a selection begins with no more than that

PAGE = "guides"


class GuideActs(QObject):
    """The hands of the Style guides page."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._changes = 0
        self._goes_back = False
        self.page = GuidesPage(shell.theme(), self._hands())
        shell.pages.add(PAGE, self.page, lambda: self.page.ground)
        self.page.left.connect(self.close)
        self.page.form.closed.connect(self._on_form_closed)
        desk.closing.connect(self._forget)
        desk.problems_asked.connect(lambda: shell.guard(self.open))
        desk.holds.append(self._hold_back)

    def _hands(self) -> PageHands:
        safe = self._safely
        return PageHands(
            rule=RuleHands(
                set_state=safe(self.set_state),
                set_trial=safe(self.set_trial),
                edit=safe(self.edit),
                open_file=safe(self.open_file),
                change_for_us=safe(self.change_for_us),
                delete=safe(self.delete),
            ),
            guide=GuideHands(set_guide=safe(self.set_guide)),
            tuning=TuningHands(
                set_level=safe(lambda rule, level: self.set_state(rule, None, level)),
                except_words=safe(self.except_words),
                show_rule=self.page_at,
                go=safe(self.go_to),
            ),
            form=FormHands(
                try_out=self._try_out, back_test=self._back_test, yaml=self._yaml, save=self.save, go=safe(self.go_to)
            ),
            look=safe(self._look),
            tune=safe(self._tune),
            new_rule=safe(self.new_rule),
            import_package=safe(self.import_package),
        )

    def _safely(self, act: Callable[..., object]) -> Callable[..., None]:
        """The act, with a refusal said in the notices; what was shown of a change that was refused is put right again."""

        def do(*arguments: object) -> None:
            try:
                act(*arguments)
            except KnownError as error:
                self._shell.fail(error)
                self._show_states()

        return do

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        """Whether the page is to be seen, or else the desk."""
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show the page as it was left; what is in it is read anew."""
        self._desk.at_desk()
        self._show()
        self._goes_back = False
        self._read()

    def close(self) -> None:
        """Back to the desk, as it was."""
        self._shell.pages.close_page(PAGE)

    def page_at(self, name: str) -> None:
        """Show the page at a guide or a rule."""
        is_known = self.page.knows(name)
        self.open()
        if is_known:
            self.page.go_to(name)
        else:
            self._wanted(name)

    def _show(self) -> None:
        self._shell.pages.open(PAGE)
        self.page.take_keys()

    def _forget(self) -> None:
        self._shell.pages.close_page(PAGE)
        self.page.forget()

    def _hold_back(self) -> None:
        """Keep the workspace while a rule is being written.

        Raises:
            Refused: it is not saved yet; the form is in sight then.
        """
        if self.page.is_form_open and self.page.form.is_dirty:
            self._show()
            raise Refused("A rule is not saved yet.", "Save it or cancel it first.")

    def look_for_new_rules(self) -> None:
        """Take over what was saved in the files of the guides by another program.

        Raises:
            BadConfig: the policy cannot be read now.
        """
        if self._desk.workspace and self._desk.workspace.look_for_new_rules():
            self._changed("Files of the style guides or the policy were changed, and are read anew.")

    def stop(self) -> None:
        """Nothing runs after this."""
        self.page.form.stop()

    def _on_form_closed(self) -> None:
        if self._goes_back:
            self._goes_back = False
            self.close()

    @property
    def _styles(self) -> StyleDesk:
        workspace, _ = self._desk.at_desk()
        return workspace.styles

    @property
    def _who(self) -> str:
        return self._desk.at_desk()[1].name

    # ------------------------------------------------------------ reading

    def _job(
        self,
        title: str,
        work: Callable[[StyleDesk, Tell], Any],
        done: Callable[[Any], object],
        failed: Callable[[KnownError], object] | None = None,
        finished: Callable[[], object] = lambda: None,
    ) -> None:
        """Read beside the window. An answer about another workspace, or from before a change, is not shown."""
        workspace, _ = self._desk.at_desk()
        styles, before = workspace.styles, self._changes

        def read(progress: Progress) -> Any:
            def tell(at: int, of: int) -> None:
                if progress.cancelled:
                    raise Cancelled  # the window closes, and nothing was to be written
                progress.tell(at, of)

            tell(0, 0)
            return work(styles, tell)

        def answer(found: Any) -> None:
            if self._desk.workspace is workspace:
                done(found)

        def end() -> None:
            if self._desk.workspace is workspace and self._changes != before:
                styles.forget()  # what was read meanwhile may be of the time before the change
            finished()

        fail = failed or self._shell.fail
        self._shell.jobs.run(title, read, answer, fail, end)

    def _read(self) -> None:
        """The guides and their rules, and then what became of the flags of each."""
        self.page.wait()
        before = self._changes

        def show(found: tuple[Sequence[GuideRow], Sequence[RuleRow]]) -> None:
            if self._changes == before:
                self.page.show_all(*found)

        self._job("Reading the style guides", lambda styles, _: (styles.guides(), styles.rules()), show)
        workspace, _ = self._desk.at_desk()
        self._job("Looking for mistakes", lambda *_: workspace.guides.problems(), self.page.show_problems)
        self._job("Counting flags in every piece", lambda styles, tell: styles.usage(tell), self.page.show_usage)

    def _tune(self) -> None:
        self.page.tuning.wait()
        self._job("Counting dismissals", lambda styles, tell: styles.tuning(tell), self.page.show_tuning)

    def _look(self, name: str) -> None:
        """Somebody looks at a guide or a rule."""
        if "." in name:
            self.page.show_rule_states(name, self._styles.channel_states(name))
        else:
            self.page.show_guide_states(name, self._styles.guide_states(name))

    def _show_states(self) -> None:
        """Show again what is so, whatever a person just pressed."""
        name = self.page.tree.current
        if name and self._desk.workspace:
            try:
                self._look(name)
            except KnownError:
                return  # it is gone, or its file cannot be read; the notice of the moment says more
            rule = self.page.row(name)
            if rule:
                self.page.rule.trial.setChecked(rule.on_trial)

    def _changed(self, said: str = "", at: str = "") -> None:
        """Something of the house's rules is different now, and the desk looks anew by itself: the page reads again."""
        self._changes += 1
        if self.is_shown:
            self._show_states()
            self._read()
            if self.page.is_tuning:
                self._tune()
        if at:
            self._wanted(at)
        if said:
            self._shell.notices.say(said)

    def _wanted(self, name: str) -> None:
        """Go to a rule or a guide as soon as the page knows it."""
        self._job(
            "Reading the style guides", lambda styles, _: (styles.guides(), styles.rules()), lambda _: self.page.go_to(name)
        )

    # ------------------------------------------------------------ switching

    def set_state(self, rule: str, channel: Channel | None, state: str) -> None:
        """Switch a rule, or give it a level: `on`, `off`, a level or `inherit`."""
        self._changed(self._styles.set_state(rule, state, channel, self._who))

    def set_guide(self, guide: str, channel: Channel | None, is_on: bool) -> None:
        """Put a guide in force, or take it out."""
        self._styles.set_guide(guide, is_on, channel, self._who)
        self._changed()

    def set_trial(self, rule: str, is_on: bool) -> None:
        """Put a rule on trial, or end it."""
        self._styles.set_trial(rule, is_on, self._who)
        self._changed()

    # ------------------------------------------------------------ rules of one's own

    def open_file(self, rule: str) -> None:
        """Open a rule's file in the editor that the system has for it; what is saved there is taken over.

        Raises:
            NotFound: no such rule, or no program for its file.
        """
        path = self._row(rule).path
        if path is None or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise NotFound(f"No program here opens {path.name if path else rule}.", f"Open it in an editor: {path}")

    def new_rule(self, words: str = "", sample: str = "") -> None:
        """Open the form for a new rule, about `words` where there are any."""
        if self.page.is_form_open and self.page.form.is_dirty:
            self._show()  # a rule that is being written is never swept away by another one
            self._shell.notices.say("This rule is not saved yet: save it or leave it first.")
            return
        self.page.form.open_new(self._styles.own_guide, words, sample, self._piece_text())
        self._show_form()

    def edit(self, rule: str) -> None:
        """Open one of the house's own rules in the form.

        Raises:
            Refused: the form has no fields for what the rule says.
        """
        form = self._styles.form(rule)
        if form is None:
            raise Refused(_MORE.format(rule), _OPEN_IT)
        if not self.page.form.open_rule(rule, form, "", self._piece_text()):
            raise Refused(_MORE.format(rule), _OPEN_IT)
        self._show_form()

    def _show_form(self) -> None:
        self._goes_back = not self.is_shown
        self.page.show_form()
        self._show()

    def _piece_text(self) -> str:
        session = self._shell.review.session
        return session.text if session else ""

    def _try_out(self, rule: WordRule, text: str) -> Sequence[Flag]:
        workspace = self._desk.workspace  # in the form's own thread, which may outlive the workspace by a moment
        return workspace.styles.try_out(rule, text) if workspace else ()

    def _yaml(self, rule: WordRule) -> str:
        return self._styles.yaml(rule)

    def _back_test(self, rule: WordRule) -> None:
        form = self.page.form
        self._styles.yaml(rule)  # what the rule lacks is said at once

        def work(styles: StyleDesk, tell: Tell) -> BackTest:
            return styles.back_test(rule, tell, editing=form.editing)

        self._job("Testing on every piece", work, lambda found: form.show_back_test(rule, found), form.say, form.back_test_ended)

    def save(self, rule: WordRule, is_trial: bool) -> None:
        """Write a rule of the form.

        Raises:
            KnownError: it cannot be; the form says why and keeps what was typed.
        """
        editing = self.page.form.editing
        self._styles.save(rule, editing=editing, trial=is_trial, who=self._who)
        state = "is on trial: its flags count, and stop nothing" if is_trial else "is in force"
        goes_back = self._goes_back
        self._changed(f"{rule.name} {state}.", at="" if goes_back else rule.name)

    def change_for_us(self, rule: str) -> None:
        """Ask how a packaged rule should differ here, or how one of the house's own differs from now on."""
        row = self._row(rule)
        parent = row.parent if row.is_own else rule

        def act(changes: Mapping[str, object]) -> None:
            path = self._styles.inherit(parent, changes, self._who)
            name = rule if row.is_own else f"{self._styles.own_guide}.{path.stem}"
            self._changed(f"{name} is changed." if row.is_own else f"{name} takes the place of {parent}.", at=name)

        self._shell.open_sheet(change_sheet(self._shell.theme(), self._shell.window, row, act))

    def delete(self, rule: str) -> None:
        """Take one of the house's own rules away, once the person has said so."""
        row = self._row(rule)

        def act() -> None:
            self._styles.delete(rule, self._who)
            self._changed(f"{rule} is gone.", at=row.parent)

        self._shell.open_sheet(delete_sheet(self._shell.theme(), self._shell.window, row, act))

    def _row(self, rule: str) -> RuleRow:
        row = self.page.row(rule)
        if row is None:
            raise NotFound(f"There is no rule {rule} any more.", "Open the page again.")
        return row

    # ------------------------------------------------------------ packages

    def import_package(self) -> None:
        """Ask for a package and bring it in."""
        self._shell.open_sheet(ImportSheet(self._shell.theme(), self._shell.window, self.take_in))

    def take_in(self, source: Path, replace: bool = False) -> None:
        """Bring a package in; its files are few and small, so it is done at once."""
        sheet = self._shell.sheet
        try:
            installed = self._styles.import_package(source, replace, self._who)
        except KnownError as error:
            if not isinstance(sheet, ImportSheet):
                raise
            sheet.fail(error)
            return
        if isinstance(sheet, ImportSheet):
            sheet.done_with()
        names = ", ".join(installed.names)
        more = f" {installed.problems[0]}" if installed.problems else ""
        said = f"{names} came in with {many(installed.rules, 'rule')}. Switch it on for the channels that need it."
        if not names:
            said = "The package brought settings and no rules of its own; they are in force."
        self._changed(said + more, at=next(iter(installed.names), ""))

    # ------------------------------------------------------------ what a flag teaches

    def term_choices(self, flag: Flag) -> tuple[TermChoice, ...]:
        """What the house may learn from a flag, each with its effect; slow, for a job or a test."""
        return self._styles.term_choices(flag, self._desk.session())

    def teach_here(self) -> None:
        """Teach the house the selected words, else those of the flag at the cursor."""
        flag, session = self._shell.review.walk.flag_here(), self._desk.session()
        span = self._shell.review.editor.working.selection()
        words = session.text[span.start : span.end].strip()
        if words and not (flag and flag.text == words):
            session.flush()
            self._shell.review.card.hide()
            self._teach(words, lambda styles: styles.choices_for(words, kinds=_WITHOUT_A_RULE))
        elif flag:
            self.teach(flag)
        else:
            self._shell.notices.say("No flag stands at the cursor, and nothing is selected. F8 goes to the next flag.")

    def teach(self, flag: Flag) -> None:
        """Ask what everybody's texts should know of the flagged words."""
        session = self._desk.session()
        session.flush()
        self._shell.review.card.hide()
        self._teach(flag.text, lambda styles: styles.term_choices(flag, session))

    def except_words(self, rule: str, words: str) -> None:
        """Let a rule pass some words, once the person has seen what that changes."""
        self._teach(words, lambda styles: styles.choices_for(words, rule, (TermKind.EXCEPTION, TermKind.ACCEPT)))

    def _teach(self, words: str, look: Callable[[StyleDesk], tuple[TermChoice, ...]]) -> None:
        def act(choice: TermChoice) -> None:
            self._styles.take_term(choice, self._who)
            self._changed(f"“{choice.words}”: {choice.title[:1].lower()}{choice.title[1:]}. {choice.effect}")

        sheet = TeachSheet(self._shell.theme(), self._shell.window, " ".join(words.split()), act)
        self._shell.open_sheet(sheet)

        def show(found: tuple[TermChoice, ...]) -> None:
            if self._shell.sheet is sheet:
                sheet.show_choices(found)

        def fail(error: KnownError) -> None:
            if self._shell.sheet is sheet:
                sheet.reject()
            self._shell.fail(error)

        self._job("Looking through every piece", lambda styles, _: look(styles), show, fail)

    # ------------------------------------------------------------ why is this not flagged?

    def why_not(self) -> None:
        """Say which rules see the selected words, or the word at the cursor, and what exempts them.

        Raises:
            BadInput: the cursor stands on no word.
        """
        session, span = self._desk.session(), self._words_here()
        flat = " ".join(session.text[span.start : span.end].split())
        self._shell.review.card.hide()

        def make_rule() -> None:
            self._shell.guard(lambda: self._rule_for(span))

        sheet = WhyNotSheet(self._shell.theme(), self._shell.window, flat, make_rule, self.page_at)
        self._shell.open_sheet(sheet)

        def ask(styles: StyleDesk, _: Tell) -> tuple[Sequence[WhyRow], frozenset[str]]:
            return styles.why_not(session, span), frozenset(rule.name for rule in styles.rules())

        def show(found: tuple[Sequence[WhyRow], frozenset[str]]) -> None:
            if self._shell.sheet is sheet:
                sheet.show_told(*found)

        def fail(error: KnownError) -> None:
            if self._shell.sheet is sheet:
                sheet.reject()
            self._shell.fail(error)

        self._job("Asking every rule", ask, show, fail)

    def rule_here(self) -> None:
        """Begin a rule about the selected words, or the word at the cursor; an empty one where there are none."""
        self._shell.review.card.hide()
        try:
            span = self._words_here()
        except BadInput:
            self.new_rule()
        else:
            self._rule_for(span)

    def _rule_for(self, span: Span) -> None:
        text = self._desk.session().text
        self.new_rule(" ".join(text[span.start : span.end].split())[:_LONGEST_WORDS], _around(text, span))

    def _words_here(self) -> Span:
        """The selection, else the word at the cursor.

        Raises:
            BadInput: there is neither.
        """
        view, text = self._shell.review.editor.working, self._desk.session().text
        span = view.selection()
        if span.start == span.end:
            cursor = view.textCursor()
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            to = view.recorder.offsets.from_qt
            span = Span(to(cursor.selectionStart()), to(cursor.selectionEnd()))
        if not text[span.start : span.end].strip():
            raise BadInput("Nothing is selected, and the cursor stands on no word.", "Select the words you mean.")
        return span

    # ------------------------------------------------------------ places

    def go_to(self, place: Place) -> None:
        """Open a place in its piece. A form that is being filled in waits on the page."""
        is_writing = self.page.is_form_open
        self._desk.open_piece(place.piece)
        self.close()
        session = self._desk.session()
        start, end = place.span.start, min(place.span.end, len(session.text))
        if session.text[start:end] != place.text and (found := session.text.find(place.text)) >= 0:
            start, end = found, found + len(place.text)  # typed in since it was counted
        view = self._shell.review.editor.working
        view.setFocus()
        view.go_to(Span(min(start, end), end), select=True)
        if is_writing:
            self._shell.notices.say("Your rule waits as you left it.", "Back to the rule", self.open)


def _around(text: str, span: Span) -> str:
    """The paragraph that a span stands in: a first text to try a rule on."""
    start = text.rfind("\n\n", 0, span.start) + 2 if "\n\n" in text[: span.start] else 0
    end = text.find("\n\n", span.end)
    return text[start : end if end >= 0 else len(text)].strip()
