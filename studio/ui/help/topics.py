"""Which help belongs to the part of the window that has the keyboard."""

from PySide6.QtWidgets import QDialog, QWidget

from studio.app.helping import HelpPage, page_for, pages, search
from studio.ui import actions
from studio.ui.panels.tab import InspectorTab

HELP = "help"
"""Property of a widget that names its topic, `page:board` say, where its class does not."""

_DESK, _FIRST = "page:desk", "page:welcome"


def page_of(widget: QWidget | None, page: str, *, is_open: bool = True) -> HelpPage:
    """The help for whatever has the keyboard.

    Args:
        widget: that has it; None where nothing does.
        page: the page of the window, empty for the desk; see `Pages.current`.
        is_open: whether a workspace is open.
    """
    while widget is not None:
        if found := _of(widget):
            return found
        widget = widget.parentWidget()
    found = page_for(f"page:{page}" if page else _DESK if is_open else _FIRST) or page_for(_DESK)
    assert found, "the help has a page about the desk"
    return found


def _of(widget: QWidget) -> HelpPage | None:
    told = widget.property(HELP)
    if isinstance(told, str) and told:
        return page_for(told)
    if isinstance(widget, InspectorTab):
        return page_for(f"tab:{widget.title}")
    if isinstance(widget, QDialog):
        return page_of_sheet(widget.windowTitle())
    return page_for(f"widget:{type(widget).__name__}")


def page_of_sheet(title: str) -> HelpPage | None:
    """The help for a sheet: what is about it by name, else about the action that opens it, else the page that speaks of it."""
    if found := page_for(f"sheet:{title}"):
        return found
    plain = title.casefold().rstrip("….?")
    for spec in actions.ACTIONS:
        if spec.text.casefold().rstrip("…") == plain and (found := page_for(f"action:{spec.id}")):
            return found
    return next(iter(search(title, pages())), None)
