"""One guide: its page, and the channels it is in force for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser

from studio.app.guiding.rows import GuideRow, GuideState, Origin
from studio.core.piece import Channel
from studio.ui.guides.channels import GuideGrid
from studio.ui.guides.reading import ReadingColumn, section
from studio.ui.guides.words import many
from studio.ui.theme import SMALL, TINY, WIDE
from studio.ui.widgets import column, label, line

_ORIGINS = {
    Origin.BUNDLED: "Comes with the program",
    Origin.WORKSPACE: "Written in this workspace",
    Origin.PACKAGE: "A package brought in",
    Origin.BUILT_IN: "Built in",
}
_NO_PAGE = "This guide has no page. A README.md in its folder would be shown here."


@dataclass(frozen=True)
class GuideHands:
    """What can be done to a guide."""

    set_guide: Callable[[str, Channel | None, bool], object]


class GuideView(ReadingColumn):
    """Shows one guide at a time."""

    def __init__(self, hands: GuideHands) -> None:
        super().__init__()
        self.guide: GuideRow | None = None
        self._hands = hands
        self.origin = label("", "small")
        self.title = label("", "title", wrap=True)
        self.counts = label("", "muted", wrap=True)
        self.grid = GuideGrid(self._on_change)
        self.page = _Page()
        self.lay_out(
            column(self.origin, self.title, self.counts, gap=TINY),
            line(),
            section("In force for"),
            self.grid,
            line(),
            self.page,
        )

    def show_guide(self, guide: GuideRow) -> None:
        is_new = self.guide is None or self.guide.name != guide.name
        self.guide = guide
        self.origin.setText(_ORIGINS[guide.origin] + (" · the form writes its rules here" if guide.is_own else ""))
        self.title.setText(guide.name)
        parts = [f"{many(guide.rules, 'rule')}: {guide.running} on, {guide.off} off"]
        parts += [f"{guide.broken} broken"] * bool(guide.broken) + [f"{guide.not_run} not run"] * bool(guide.not_run)
        self.counts.setText(", ".join(parts) + ".")
        self.page.show_page(guide.page.strip() or _NO_PAGE, guide.name)
        if is_new:
            self.verticalScrollBar().setValue(0)

    def show_states(self, states: Mapping[Channel | None, GuideState]) -> None:
        self.grid.show_states(states)

    def _on_change(self, channel: Channel | None, is_on: bool) -> None:
        if self.guide:
            self._hands.set_guide(self.guide.name, channel, is_on)


class _Page(QTextBrowser):
    """A guide's page, as high as its text: the view around it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)  # a page is a stranger's text; nothing in it is followed
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The guide's page")
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self.setFixedHeight(int(size.height()) + 4))

    def show_page(self, text: str, guide: str) -> None:
        """Show Markdown; a first heading that only repeats the guide's name is left out."""
        first, _, rest = text.partition("\n")
        if first.lstrip("# ").strip() == guide:
            text = rest.strip() or text
        self.document().setMarkdown(text)
        self._space_out()

    def _space_out(self) -> None:
        """Room between the blocks, and headings no larger than the title above them."""
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            form = block.blockFormat()
            level = form.headingLevel()
            is_item = block.textList() is not None
            form.setTopMargin(WIDE if level else 0)
            form.setBottomMargin(TINY if is_item else SMALL)
            form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(form)
            if level:
                face = QTextCharFormat()
                face.setFontWeight(QFont.Weight.Bold)
                face.setProperty(QTextFormat.Property.FontPixelSize, 15 if level < 3 else 13)
                face.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(face)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None  # pictures a page names are neither read nor fetched
