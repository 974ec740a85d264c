"""What each action of `actions` calls: the one table from the menus, the keys and the palette to the acts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from studio.ui.panels.inspector import TABS

if TYPE_CHECKING:
    from studio.ui.window import MainWindow


def handlers(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """By the action's id; a refusal becomes a notice."""
    review, acts, drafts, handing, output = window.review, window.acts, window.drafts, window.handing_on, window.output
    guides = window.guides
    table: dict[str, Callable[[], object]] = {
        "import": drafts.choose_files,
        "paste_draft": drafts.paste_draft,
        "from_template": drafts.from_template,
        "export": output.export,
        "report": lambda: window.dashboard.report() if window.dashboard.is_shown else output.report(),
        "open_workspace": acts.choose_workspace,
        "new_workspace": acts.new_workspace,
        "open_sample": acts.open_sample,
        "quit": window.close,
        "undo": review.answer.undo,
        "redo": review.answer.redo,
        "find": window.folding.find,
        "find_next": review.editor.finder.next,
        "find_previous": review.editor.finder.previous,
        "next_flag": lambda: review.walk.step_flag(True),
        "previous_flag": lambda: review.walk.step_flag(False),
        "next_claim": lambda: review.walk.step_claim(True),
        "previous_claim": lambda: review.walk.step_claim(False),
        "confirm_claims": window.claims.confirm_all,
        "comment_here": window.comments.comment_here,
        "my_comments": window.comments.mine,
        "questions": window.checklist.change,
        "mask": window.disclosure.preview,
        "consent": lambda: window.disclosure.record(None),
        "next_change": lambda: review.walk.step_change(True),
        "previous_change": lambda: review.walk.step_change(False),
        "card": review.walk.show_here,
        "fix": review.answer.fix_here,
        "fix_all": acts.fix_all,
        "dismiss": review.answer.dismiss_here,
        "teach": guides.teach_here,
        "why_not": guides.why_not,
        "rule_here": guides.rule_here,
        "restore": review.answer.restore_here,
        "submit": window.handoff.hand_on,
        "escalate": window.handoff.escalate,
        "today": window.today.open,
        "request_changes": handing.request_changes,
        "approve": handing.approve,
        "describe": window.moving.describe,
        "recall": window.moving.recall,
        "reopen": window.moving.reopen,
        "publish": window.moving.publish,
        "hold": window.moving.hold,
        "resume": window.moving.resume,
        "withdraw": window.moving.withdraw,
        "bring_back": window.moving.bring_back,
        "hold_all": window.moving.hold_all,
        "resume_all": window.moving.resume_all,
        "palette": window.open_palette,
        "focus_text": review.editor.working.setFocus,
        "search": window.folding.search,
        **{f"tab_{title.casefold()}": partial(window.folding.open_tab, title) for title in TABS},
        "replay": window.replay.open,
        "preview": window.preview.open,
        "origins": review.origins.toggle,
        "since_look": review.toggle_since,
        "split": window.toggle_split,
        "library": window.folding.toggle_library,
        "inspector": window.folding.toggle_inspector,
        "theme": window.toggle_theme,
        "verify": output.verify,
        "back_up": window.safety.back_up,
        "restore_backup": window.safety.choose_backup,
        "save_elsewhere": window.safety.save_elsewhere,
        "approved_claims": window.claims.library,
        "dashboard": window.dashboard.open,
        "board": window.board.open,
        "campaigns": window.campaigns.open,
        "guides": guides.open,
        "package": guides.import_package,
        "retention": window.retention.show_due,
        "delete_text": window.retention.delete_this,
        "person": window.people.choose,
        "key": window.keys.own,
        "sign_list": window.keys.sign_list,
        "practice": window.practice.open,
        "tour": lambda: window.tour.ask(),
        "help": window.help.help,
        "about": acts.about,
    }
    return {name: partial(window.shell.guard, act) for name, act in table.items()}
