"""Everything a person can do: one table, from which the menu, the shortcuts and the command palette are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True)
class Spec:
    """One action.

    Attributes:
        id: what the handler goes by.
        text: as people read it, without key.
        keys: shortcuts, the first one is shown; empty for none.
        menu: which menu it stands in.
        needs: `workspace` or `piece` that must be open, or empty.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    menu: str
    needs: str = ""


ACTIONS: tuple[Spec, ...] = (
    Spec("import", "Import drafts…", ("Ctrl+O",), "File", "workspace"),
    Spec("paste_draft", "New piece from the clipboard", ("Ctrl+Shift+V",), "File", "workspace"),
    Spec("from_template", "New piece from a template…", ("Ctrl+Shift+I",), "File", "workspace"),
    Spec("draft", "Draft with AI…", ("Ctrl+Alt+W",), "File", "workspace"),
    Spec("export", "Export this piece…", ("Ctrl+E",), "File", "piece"),
    Spec("report", "Report…", ("Ctrl+Shift+E",), "File", "workspace"),
    Spec("save_elsewhere", "Save the text elsewhere…", (), "File", "piece"),
    Spec("open_workspace", "Open a workspace…", ("Ctrl+Shift+O",), "File"),
    Spec("new_workspace", "New workspace…", ("Ctrl+Shift+N",), "File"),
    Spec("open_sample", "Open the sample workspace", ("Ctrl+Alt+O",), "File"),
    Spec("quit", "Quit", ("Ctrl+Q",), "File"),
    Spec("undo", "Undo", ("Ctrl+Z",), "Edit", "piece"),
    Spec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", "piece"),
    Spec("find", "Find and replace", ("Ctrl+F", "Ctrl+H"), "Edit", "piece"),
    Spec("find_next", "Find next", ("F3",), "Edit", "piece"),
    Spec("find_previous", "Find previous", ("Shift+F3",), "Edit", "piece"),
    Spec("stories", "Stories and snippets…", ("Ctrl+Alt+I",), "Edit", "workspace"),
    Spec("keep_words", "Keep the selected words in the library…", (), "Edit", "piece"),
    Spec("next_flag", "Next flag", ("F8",), "Review", "piece"),
    Spec("previous_flag", "Previous flag", ("Shift+F8",), "Review", "piece"),
    Spec("next_claim", "Next claim", ("F9",), "Review", "piece"),
    Spec("previous_claim", "Previous claim", ("Shift+F9",), "Review", "piece"),
    Spec("confirm_claims", "Confirm the claims that are given…", ("Ctrl+F9",), "Review", "piece"),
    Spec("next_change", "Next change", ("F7",), "Review", "piece"),
    Spec("previous_change", "Previous change", ("Shift+F7",), "Review", "piece"),
    Spec("card", "What is here?", ("Ctrl+.",), "Review", "piece"),
    Spec("fix", "Apply the first fix here", ("Alt+Return",), "Review", "piece"),
    Spec("fix_all", "Apply all safe fixes…", ("Ctrl+Alt+Return",), "Review", "piece"),
    Spec("dismiss", "Dismiss the flag here…", ("Ctrl+D",), "Review", "piece"),
    Spec("teach", "Teach the house from the flag here…", ("Ctrl+Shift+T",), "Review", "piece"),
    Spec("why_not", "Why is this not flagged?", ("Shift+F1",), "Review", "piece"),
    Spec("rule_here", "New rule from the selected words…", ("Ctrl+Alt+N",), "Review", "piece"),
    Spec("restore", "Restore the original here", ("Ctrl+R",), "Review", "piece"),
    Spec("explain", "What was this change for?…", (), "Review", "piece"),
    Spec("submit", "Submit for review…", ("Ctrl+Return",), "Review", "piece"),
    Spec("request_changes", "Request changes…", ("Ctrl+Shift+R",), "Review", "piece"),
    Spec("approve", "Approve…", ("Ctrl+Shift+Return",), "Review", "piece"),
    Spec("comment_here", "Comment on the selected words…", ("Ctrl+Alt+M",), "Review", "piece"),
    Spec("my_comments", "Everything I said or am asked…", ("Ctrl+Shift+M",), "Review", "workspace"),
    Spec("escalate", "Escalate…", ("Ctrl+Alt+U",), "Review", "piece"),
    Spec("opinion_claims", "Second opinion on claims…", ("Ctrl+Alt+J",), "Review", "piece"),
    Spec("opinion_tone", "Second opinion on tone…", (), "Review", "piece"),
    Spec("rewrite", "Rewrite with AI…", ("Ctrl+Alt+X",), "Review", "piece"),
    Spec("next_rewrite", "Next rewrite that waits", ("Ctrl+F7",), "Review", "piece"),
    Spec("previous_rewrite", "Previous rewrite that waits", ("Ctrl+Shift+F7",), "Review", "piece"),
    Spec("replay", "Replay this piece", ("Ctrl+Alt+R",), "Review", "piece"),
    Spec("preview", "Preview as readers see it", ("Ctrl+Alt+L",), "Review", "piece"),
    Spec("describe", "What this piece is…", (), "Piece", "piece"),
    Spec("recall", "Take back from review…", (), "Piece", "piece"),
    Spec("reopen", "Reopen…", (), "Piece", "piece"),
    Spec("publish", "Mark as published…", ("Ctrl+Alt+P",), "Piece", "piece"),
    Spec("hold", "Put on hold…", ("Ctrl+Alt+H",), "Piece", "piece"),
    Spec("resume", "Take off hold…", (), "Piece", "piece"),
    Spec("withdraw", "Withdraw…", (), "Piece", "piece"),
    Spec("bring_back", "Bring back…", (), "Piece", "piece"),
    Spec("feedback", "Feedback…", ("Ctrl+Alt+F",), "Piece", "workspace"),
    Spec("hold_all", "Hold everything of…", (), "Piece", "workspace"),
    Spec("resume_all", "Take everything off hold…", (), "Piece", "workspace"),
    Spec("palette", "Commands", ("Ctrl+K",), "View"),
    Spec("focus_text", "Go to the text", ("Ctrl+T",), "View", "piece"),
    Spec("search", "Search pieces", ("Ctrl+P",), "View", "workspace"),
    Spec("tab_flags", "Flags", ("Alt+1",), "View", "piece"),
    Spec("tab_claims", "Claims", ("Alt+2",), "View", "piece"),
    Spec("tab_checklist", "Checklist", ("Alt+3",), "View", "piece"),
    Spec("tab_comments", "Comments", ("Alt+4",), "View", "piece"),
    Spec("tab_handoff", "Handoff", ("Alt+5",), "View", "piece"),
    Spec("tab_disclosure", "Disclosure", ("Alt+6",), "View", "piece"),
    Spec("tab_history", "History", ("Alt+7",), "View", "piece"),
    Spec("tab_measures", "Measures", ("Alt+8",), "View", "piece"),
    Spec("origins", "Colour by origin", ("Ctrl+Alt+C",), "View", "piece"),
    Spec("since_look", "Only what changed since you last looked", ("Ctrl+Alt+S",), "View", "piece"),
    Spec("split", "Show or hide the AI original", ("Ctrl+\\",), "View", "piece"),
    Spec("library", "Show or hide the library", ("Ctrl+B",), "View", "workspace"),
    Spec("inspector", "Show or hide the inspector", ("Ctrl+I",), "View", "piece"),
    Spec("theme", "Light or dark", ("Ctrl+Shift+L",), "View"),
    Spec("verify", "Verify the history", ("Ctrl+Alt+V",), "Tools", "workspace"),
    Spec("back_up", "Back up now", ("Ctrl+Alt+B",), "Tools", "workspace"),
    Spec("restore_backup", "Restore a backup…", (), "Tools", "workspace"),
    Spec("approved_claims", "Approved claims…", ("Ctrl+Alt+A",), "Tools", "workspace"),
    Spec("today", "Today", ("Ctrl+Alt+T",), "View", "workspace"),
    Spec("dashboard", "Dashboard", ("Ctrl+Alt+D",), "View", "workspace"),
    Spec("board", "Board", ("Ctrl+Alt+K",), "View", "workspace"),
    Spec("campaigns", "Campaigns", ("Ctrl+Alt+Y",), "View", "workspace"),
    Spec("mask", "What an AI service would see…", (), "Tools", "piece"),
    Spec("consent", "Record a consent…", (), "Tools", "piece"),
    Spec("questions", "Change the checklists’ questions…", (), "Tools", "workspace"),
    Spec("voice", "Voice", ("Ctrl+Alt+Z",), "View", "workspace"),
    Spec("guides", "Style guides", ("Ctrl+Alt+G",), "Tools", "workspace"),
    Spec("package", "Import a style package…", (), "Tools", "workspace"),
    Spec("retention", "Retention…", (), "Tools", "workspace"),
    Spec("delete_text", "Delete this piece’s text…", (), "Tools", "piece"),
    Spec("person", "Who sits at the desk…", ("Ctrl+Shift+P",), "Tools", "workspace"),
    Spec("key", "Your key for signing…", (), "Tools", "workspace"),
    Spec("sign_list", "Sign the list of people…", (), "Tools", "workspace"),
    Spec("services", "AI services…", (), "Tools", "workspace"),
    Spec("ai_use", "AI use…", (), "Tools", "workspace"),
    Spec("languagetool", "LanguageTool…", (), "Tools", "workspace"),
    Spec("local_only", "Local only, on or off", (), "Tools", "workspace"),
    Spec("practice", "Practice", ("Ctrl+Alt+E",), "Tools", "workspace"),
    Spec("tour", "Guided tour…", (), "Tools", "workspace"),
    Spec("help", "Help", ("F1",), "Tools"),
    Spec("about", "About Blue Pencil", (), "Tools"),
)

MENUS = ("File", "Edit", "Review", "Piece", "View", "Tools")


def build(parent: QObject, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make every action of the table.

    Raises:
        KeyError: when the table and the handlers do not match; a missing hand is a bug that shows at start.
    """
    if unknown := set(handlers) - {spec.id for spec in ACTIONS}:
        raise KeyError(f"handlers without action: {sorted(unknown)}")
    made = {}
    for spec in ACTIONS:
        action = QAction(spec.text, parent)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        handler = handlers[spec.id]
        action.triggered.connect(lambda _checked=False, act=handler: act())
        made[spec.id] = action
    return made


def enable(actions: Mapping[str, QAction], *, workspace: bool, piece: bool) -> None:
    """Switch off what needs something that is not open."""
    for spec in ACTIONS:
        actions[spec.id].setEnabled((spec.needs != "workspace" or workspace) and (spec.needs != "piece" or piece))
