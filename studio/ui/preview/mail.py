"""An email, or a reply, in a narrow and in a wide window."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.app.preview import Preview
from studio.core.piece import Channel
from studio.ui.preview.line_view import LineView
from studio.ui.preview.paper import Frame, Paper, shade, to_html
from studio.ui.theme import GAP, SMALL, TINY, WIDE
from studio.ui.widgets import column, label, row

NARROW, BROAD = 360, 640
"""Pixels: a telephone held upright, and the width that most mailings are laid out for."""


class MailView(QWidget):
    """Two frames side by side: how it lies in the inbox, and opened."""

    def __init__(self, view: Preview, sender: str, is_night: bool) -> None:
        super().__init__()
        lines = [LineView(name, line) for name, line in view.lines]
        frames = row(_frame(view, sender, NARROW, 0, is_night), _frame(view, sender, BROAD, 1, is_night), 1, gap=WIDE)
        frames.setAlignment(Qt.AlignmentFlag.AlignTop)
        frames.setStretch(1, 100)
        self.setLayout(column(*lines, frames, 1, gap=GAP))


def _frame(view: Preview, sender: str, width: int, place: int, is_night: bool) -> QWidget:
    colours = shade(is_night)
    by_name = dict(view.lines)
    screen = Frame()
    screen.set_shade(colours)
    parts: list[QWidget] = []
    if view.channel is Channel.EMAIL:
        subject, preheader = by_name["Subject"], by_name["Preheader"]
        inbox = Paper("In the inbox", 12)
        shown = escape(subject.cuts[place].shown) or "(no subject)"
        inbox.show_html(
            f"<p style='margin-bottom:2px'><b>{escape(sender or 'Your house')}</b></p>"
            f"<p style='margin-bottom:2px'><b>{shown}</b></p><p class='muted'>{escape(preheader.cuts[place].shown)}</p>",
            colours,
        )
        parts.append(_inset(inbox))
        rule = Frame()
        rule.setFixedHeight(1)
        rule.setStyleSheet(f"background: {colours.line}; border: none;")
        parts.append(rule)
    body = Paper("Opened", 14)
    body.show_html(_body(view), colours)
    parts.append(_inset(body))
    screen.setLayout(column(*parts, 1, gap=0, margin=1))
    if place == 0:
        screen.setFixedWidth(width)
    else:
        screen.setMinimumWidth(width - 120)
        screen.setMaximumWidth(width)
    name = ("Narrow", "A telephone") if place == 0 else ("Wide", "A computer")
    holder = QWidget()
    holder.setMaximumWidth(width)
    holder.setLayout(column(row(label(name[0], "group"), label(f"{name[1]}, {width} pixels", "small"), 1), screen, 1, gap=SMALL))
    return holder


def _inset(paper: Paper) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(paper, margin=(WIDE, GAP, WIDE, TINY)))
    return holder


def _body(view: Preview) -> str:
    top = dict(view.lines)
    subject = f"<h2>{escape(top['Subject'].text)}</h2>" if "Subject" in top and top["Subject"].text else ""
    text = to_html(view.marked, keeps_lines=True) if view.body.strip() else "<p class='muted'>There is no text yet.</p>"
    return subject + text
