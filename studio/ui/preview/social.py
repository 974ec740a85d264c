"""Posts on one network at a time, with how every network counts them beside."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.app.preview import PostView, Preview
from studio.core.channels.networks import NETWORKS, Counted
from studio.ui.preview.paper import Frame, Paper, shade
from studio.ui.theme import GAP, HUGE, SMALL, TINY, WIDE
from studio.ui.widgets import button, column, label, line, row

POST = 420
"""Pixels: about a telephone held upright with its margins."""


class SocialView(QWidget):
    """Every post of the text.

    Args:
        network: id of the one it is shown on.
        chosen: called with the id of another.
    """

    def __init__(self, view: Preview, sender: str, is_night: bool, network: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        buttons = []
        for each in NETWORKS:
            made = button(each.name, partial(chosen, each.id), "segment", f"Show the posts as {each.name} does: {each.source}")
            made.setCheckable(True)
            made.setChecked(each.id == network)
            buttons.append(made)
        at = next(index for index, each in enumerate(NETWORKS) if each.id == network)
        whole = column(row(*buttons, 1, gap=TINY), label(NETWORKS[at].source, "fine", wrap=True), gap=GAP)
        for number, post in enumerate(view.posts):
            if number:
                whole.addWidget(line())
            whole.addWidget(_Post(post, at, sender, is_night))
        whole.addStretch(1)
        self.setLayout(whole)


class _Post(QWidget):
    def __init__(self, post: PostView, at: int, sender: str, is_night: bool) -> None:
        super().__init__()
        shown = post.networks[at]
        screen = Frame()
        screen.set_shade(shade(is_night))
        paper = Paper(f"{post.name or 'The post'} on {shown.network.name}", 14)
        paper.show_html(_as_shown(shown, post, sender, is_night), shade(is_night))
        screen.setLayout(column(paper, 1, margin=(WIDE, GAP, WIDE, SMALL)))
        screen.setFixedWidth(POST)
        counts = QWidget()
        counts.setLayout(column(*_told(shown), _table(post, at), 1, gap=SMALL))
        parts = row(screen, counts, gap=HUGE)
        parts.setAlignment(Qt.AlignmentFlag.AlignTop)
        parts.setStretch(1, 1)
        self.setLayout(column(label(post.name or "The post", "group"), parts, gap=SMALL))


def _as_shown(shown: Counted, post: PostView, sender: str, is_night: bool) -> str:
    muted = shade(is_night).muted
    text = escape(shown.shown).replace("\n", "<br>") or "<span class='muted'>There is no text yet.</span>"
    more = ""
    if shown.hidden.strip():
        hidden = escape(shown.hidden.strip()).replace("\n", "<br>")
        more = f"<span style='color:{muted}'> … more</span></p><p style='color:{muted}'>{hidden}"
    alt = f"<p><span class='picture'>&nbsp;▢ {escape(post.alt)}&nbsp;</span></p>" if post.alt else ""
    return f"<p style='margin-bottom:4px'><b>{escape(sender or 'Your house')}</b></p><p>{text}{more}</p>{alt}"


def _told(shown: Counted) -> list[QWidget]:
    """The figure of the network in sight, and what it refuses."""
    network = shown.network
    left = f"{shown.left:,} left" if shown.fits else f"{-shown.left:,} over"
    made: list[QWidget] = [
        label(f"{shown.count:,} of {network.limit:,} {network.unit}", "strong"),
        label(("✓ " if shown.fits else "✕ ") + left, "small" if shown.fits else "problem"),
    ]
    if shown.hidden.strip():
        made.append(label(f"“… more” comes after {len(shown.shown):,} characters, usually.", "small", wrap=True))
    made += [label(f"! {problem}", "fine", wrap=True) for problem in shown.problems if shown.fits or "over" not in problem]
    return made


def _table(post: PostView, at: int) -> QWidget:
    """Every network's own count, so that one text can go to several."""
    made, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, SMALL, 0, 0)
    grid.setHorizontalSpacing(WIDE)
    grid.setVerticalSpacing(TINY)
    for place, each in enumerate(post.networks):
        role = "fine" if place == at else "small"
        mark = "✓ fits" if each.fits else "✕ too long"
        figures = (
            each.network.name,
            f"{each.count:,} of {each.network.limit:,}",
            mark,
            _many(each.hashtags, "hashtag"),
            _many(each.mentions, "mention"),
            _many(each.links, "link"),
            " ".join(f"! {problem}" for problem in each.problems if each.fits or "over" not in problem),
        )
        for index, text in enumerate(figures):
            grid.addWidget(label(text, "bad-word" if index == 2 and not each.fits else role), place, index)
    grid.setColumnStretch(len(figures), 1)
    made.setLayout(grid)
    return made


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}" if count else ""
