"""A page of a site as a search finds it, and as it is read."""

from html import escape

from PySide6.QtWidgets import QWidget

from studio.app.preview import Preview
from studio.core.piece import Channel
from studio.ui.preview.line_view import LineView
from studio.ui.preview.paper import Frame, Paper, shade, to_html
from studio.ui.theme import GAP, HUGE, SMALL, WIDE
from studio.ui.widgets import column, label, row

RESULT, READING = 640, 720
"""Pixels: the column in which results stand, with its margins; and one that is well read."""


class SiteView(QWidget):
    """The result of a search above, the page below."""

    def __init__(self, view: Preview, sender: str, is_night: bool) -> None:
        super().__init__()
        colours = shade(is_night)
        title, description = dict(view.lines)["Title"], dict(view.lines)["Description"]
        found = Paper("As a search finds it", 13)  # our face is wider than the one measured with
        name = escape(title.cuts[0].shown) or "(no title)"
        cut = description.cuts[-1].shown or "The search engine takes what it finds."
        found.show_html(
            f"<p style='margin-bottom:2px; font-size:12px' class='muted'>{escape(sender or 'your site')} › …</p>"
            f"<p style='font-size:18px; margin-bottom:2px; white-space:nowrap; color:{colours.link}'>{name}</p>"
            f"<p>{escape(cut)}</p>",
            colours,
        )
        page = Paper("As it is read", 16 if view.channel is Channel.BLOG else 14, serif=view.channel is Channel.BLOG)
        page.show_html(to_html(view.marked) if view.body.strip() else "<p class='muted'>There is no text yet.</p>", colours)
        self.setLayout(
            column(
                *(LineView(name, line) for name, line in view.lines),
                label("As a search finds it", "group"),
                row(_screen(found, RESULT, is_night, WIDE), 1),
                label("As it is read", "group"),
                row(_screen(page, READING, is_night, HUGE), 1),
                1,
                gap=GAP,
            )
        )


def _screen(paper: Paper, width: int, is_night: bool, margin: int) -> QWidget:
    screen = Frame()
    screen.set_shade(shade(is_night))
    screen.setLayout(column(paper, margin=(margin, WIDE, margin, SMALL)))
    screen.setMinimumWidth(min(width, 560))
    screen.setFixedWidth(width)
    return screen
