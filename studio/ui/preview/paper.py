"""Paper: rendered text in a frame as wide as the reader's, white by day and dark by night, whatever the program looks like."""

from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from studio.app.preview import BROKEN, HOLE, UNBROKEN
from studio.core.merging.veil import keep_in_addresses, unveil, veil
from studio.ui.theme import DARK, LIGHT


@dataclass(frozen=True)
class Shade:
    """The colours of a reader's screen."""

    ground: str
    ink: str
    muted: str
    line: str
    link: str
    tint: str
    hole: str
    hole_ink: str


DAY = Shade(LIGHT.panel, LIGHT.ink, LIGHT.muted, LIGHT.line, LIGHT.blue, LIGHT.background, LIGHT.deleted, LIGHT.deleted_ink)
NIGHT = Shade(DARK.background, DARK.ink, DARK.muted, DARK.line, DARK.blue, DARK.hover, DARK.deleted, DARK.deleted_ink)


def shade(is_night: bool) -> Shade:
    return NIGHT if is_night else DAY


def _picture(self: RendererHTML, tokens: list[Token], index: int, options: object, env: object) -> str:
    """A picture as its words: nothing is fetched, and a reader whose program shows none sees just that."""
    words = self.renderInlineAsText(tokens[index].children or [], options, env)  # type: ignore[arg-type]
    return f'<span class="picture">&nbsp;▢ {escape(words or "a picture without words")}&nbsp;</span>'


def _parser() -> MarkdownIt:
    made = MarkdownIt("js-default", {"breaks": False})  # the preset that takes raw HTML for text
    keep_in_addresses(made)
    made.add_render_rule("image", _picture)
    return made


_MARKDOWN = _parser()


def to_html(markdown: str, keeps_lines: bool = False) -> str:
    """Markdown as HTML that holds no address to fetch: pictures are their words, raw HTML is text.

    Args:
        keeps_lines: whether a line end in a paragraph is one for the reader too, as mail programs have it.
    """
    _MARKDOWN.options["breaks"] = keeps_lines
    return unveil(str(_MARKDOWN.render(veil(markdown))), escape)


class Paper(QTextBrowser):
    """Rendered text, as high as it is long. It opens no link and loads nothing.

    Args:
        name: what is read out for it.
        pixels: size of its letters.
    """

    def __init__(self, name: str, pixels: int = 14, serif: bool = False) -> None:
        super().__init__()
        self._pixels, self._serif = pixels, serif
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(20)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, whatever is asked for."""
        return None

    def show_html(self, html: str, colours: Shade) -> None:
        """Show HTML in the colours of the reader's screen."""
        face = "Pencil Serif" if self._serif else "Pencil Sans"
        self.document().setDefaultStyleSheet(
            f"body {{ font-family: '{face}', 'Noto Color Emoji'; font-size: {self._pixels}px; color: {colours.ink}; }}"
            f"p, li, td, th {{ line-height: {112 if self._serif else 145}%; color: {colours.ink}; }}"
            "p, ul, ol { margin-top: 0; margin-bottom: 12px; }"
            f"h1 {{ font-size: {self._pixels + 10}px; }} h2 {{ font-size: {self._pixels + 5}px; }}"
            f"h3, h4 {{ font-size: {self._pixels + 2}px; }} h1, h2, h3, h4 {{ margin-top: 12px; margin-bottom: 8px; }}"
            f"a {{ color: {colours.link}; }} .muted, del {{ color: {colours.muted}; }}"
            f".picture {{ background: {colours.tint}; color: {colours.muted}; }}"
            f"td, th {{ padding: 4px 8px; }} blockquote {{ color: {colours.muted}; }} code, pre {{ background: {colours.tint}; }}"
        )
        self.setStyleSheet(f"QTextBrowser {{ background: transparent; color: {colours.ink}; border: none; }}")
        hole = f"<span style='background:{colours.hole}; color:{colours.hole_ink}'>&nbsp;?&nbsp;</span>"
        broken = f"<span style='background:{colours.hole}; color:{colours.hole_ink}'>&nbsp;"
        html = html.replace(HOLE, hole).replace(BROKEN, broken).replace(UNBROKEN, "&nbsp;?&nbsp;</span>")
        self.setHtml(f"<body>{html}</body>")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        height = int(self.document().size().height()) + 4
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Selecting and copying is the paper's; every other key is the page's."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        else:
            event.ignore()


class Frame(QFrame):
    """The edge of a reader's screen around what stands on it."""

    def set_shade(self, colours: Shade) -> None:
        self.setObjectName("screen")
        self.setStyleSheet(f"#screen {{ background: {colours.ground}; border: 1px solid {colours.line}; border-radius: 8px; }}")
