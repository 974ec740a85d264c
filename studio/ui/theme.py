"""Colours, spacing, faces and icons: the one place for how the program looks.

A colour means one thing everywhere: red tint the AI's words that are gone, green tint a person's words, violet a claim,
red, amber and blue an error, a warning, a suggestion, and strong blue the one thing to press.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from studio.core.data import data_path
from studio.core.flag import Severity

TINY, SMALL, GAP, WIDE, HUGE = 4, 8, 12, 16, 24
"""The rhythm: every margin and every gap is one of these, in pixels."""

RADIUS = 6
READING_PIXELS = 15
INTERFACE_PIXELS = 13
SMALL_PIXELS = 11


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, by what they mean. Text on its background has a contrast of 4.5 to 1 or more."""

    background: str
    panel: str
    line: str
    ink: str
    muted: str
    faint: str
    blue: str
    blue_tint: str
    on_blue: str
    hover: str
    deleted: str
    deleted_ink: str
    inserted: str
    inserted_ink: str
    error: str
    warning: str
    claim: str
    claim_tint: str
    pasted_tint: str
    ok: str
    shadow: str

    def color(self, name: str) -> QColor:
        return QColor(getattr(self, name))

    def severity(self, severity: Severity | None) -> QColor:
        """The colour of a flag of this severity."""
        names = {Severity.ERROR: "error", Severity.WARNING: "warning"}
        return self.color(names.get(severity or Severity.SUGGESTION, "blue"))


LIGHT = Tokens(
    background="#f6f6f4",
    panel="#ffffff",
    line="#e2e1dc",
    ink="#1d1f23",
    muted="#656870",
    faint="#9a9ca3",
    blue="#2456c7",
    blue_tint="#e8eefb",
    on_blue="#ffffff",
    hover="#efefec",
    deleted="#fbe3e1",
    deleted_ink="#9c2a22",
    inserted="#dff3e3",
    inserted_ink="#14602f",
    error="#c32e27",
    warning="#985900",
    claim="#7a3fc0",
    claim_tint="#f1e9fa",
    pasted_tint="#fbf0da",
    ok="#1f7a45",
    shadow="#22000000",
)

DARK = Tokens(
    background="#17181b",
    panel="#1f2125",
    line="#2e3036",
    ink="#e8e8e6",
    muted="#a2a5ad",
    faint="#747780",
    blue="#7ba4ff",
    blue_tint="#25304a",
    on_blue="#10131a",
    hover="#282b31",
    deleted="#43262a",
    deleted_ink="#ff9a92",
    inserted="#1f3a2a",
    inserted_ink="#8fe0ab",
    error="#ff6b62",
    warning="#f0b04a",
    claim="#c39bff",
    claim_tint="#33284a",
    pasted_tint="#3b311d",
    ok="#6fd394",
    shadow="#66000000",
)

THEMES: Mapping[str, Tokens] = {"light": LIGHT, "dark": DARK}


class Theme:
    """The theme in force. `use` puts it on the application; widgets that paint themselves ask `tokens`."""

    def __init__(self, name: str = "light") -> None:
        self.name = name if name in THEMES else "light"
        self.tokens = THEMES[self.name]

    def use(self, app: QApplication) -> None:
        """Set style, palette, face and style sheet of the whole program."""
        load_faces()
        app.setStyle("Fusion")
        app.setFont(interface_font())
        app.setPalette(self._palette())
        values = {field.name: getattr(self.tokens, field.name) for field in fields(Tokens)}
        for icon in ("caret", "check"):
            values[icon] = data_path("resources", "icons", f"{icon}-{self.name}.svg").as_posix()
        values |= {"radius": f"{RADIUS}px", "small": f"{SMALL_PIXELS}px", "text": f"{INTERFACE_PIXELS}px"}
        sheet = data_path("resources", "theme.qss").read_text(encoding="utf-8")
        app.setStyleSheet(Template(sheet).substitute(values))

    def _palette(self) -> QPalette:
        tokens, palette = self.tokens, QPalette()
        roles = {
            QPalette.ColorRole.Window: tokens.background,
            QPalette.ColorRole.WindowText: tokens.ink,
            QPalette.ColorRole.Base: tokens.panel,
            QPalette.ColorRole.AlternateBase: tokens.background,
            QPalette.ColorRole.Text: tokens.ink,
            QPalette.ColorRole.Button: tokens.panel,
            QPalette.ColorRole.ButtonText: tokens.ink,
            QPalette.ColorRole.ToolTipBase: tokens.panel,
            QPalette.ColorRole.ToolTipText: tokens.ink,
            QPalette.ColorRole.PlaceholderText: tokens.muted,
            QPalette.ColorRole.Highlight: tokens.blue,
            QPalette.ColorRole.HighlightedText: tokens.on_blue,
            QPalette.ColorRole.Link: tokens.blue,
        }
        for role, value in roles.items():
            palette.setColor(role, QColor(value))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
        return palette

    def icon(self, name: str, shade: str = "muted") -> QIcon:
        """An icon of the one set in use (Phosphor), in a colour of the theme."""
        import qtawesome  # a tenth of a second, so not before the first icon is wanted

        made: QIcon = qtawesome.icon(f"ph.{name}", color=getattr(self.tokens, shade))
        return made


def preferred() -> str:
    """`dark` where the desktop says so, else `light`."""
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def load_faces() -> None:
    """Make the two faces known to Qt; once is enough, more does no harm."""
    if "Pencil Serif" in QFontDatabase.families():
        return
    for path in sorted(data_path("resources", "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def interface_font(pixels: int = INTERFACE_PIXELS, bold: bool = False) -> QFont:
    font = QFont(["Pencil Sans", "Noto Color Emoji"])
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def reading_font(pixels: int = READING_PIXELS) -> QFont:
    """The face of the two texts; its line gap makes the line height of 1.65."""
    font = QFont(["Pencil Serif", "Noto Color Emoji"])
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
