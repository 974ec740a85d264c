"""Every text can be read on its ground, in both themes, and colours are named in one place only."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import studio.ui
from studio.core.data import data_path
from studio.core.flag import Severity
from studio.ui.theme import THEMES, Theme

HOME = Path(studio.ui.__file__).parent
TEXTS = [  # what is written, and what it is written on
    *[("ink", ground) for ground in ("panel", "background", "hover", "blue_tint", "claim_tint", "pasted_tint", "inserted")],
    *[("muted", ground) for ground in ("panel", "background", "hover", "blue_tint", "claim_tint")],
    *[("blue", ground) for ground in ("panel", "background", "blue_tint")],
    *[(text, ground) for text in ("error", "warning", "claim", "ok") for ground in ("panel", "background", "hover", "blue_tint")],
    ("on_blue", "blue"),
    ("deleted_ink", "deleted"),
    ("inserted_ink", "inserted"),
]


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(color[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_a_text_has_a_contrast_of_four_and_a_half_or_more(name, text, ground):
    tokens = THEMES[name]
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


def rules() -> list[tuple[str, str]]:
    """Selector and body of every rule of the style sheet."""
    sheet = re.sub(r"/\*.*?\*/", "", data_path("resources", "theme.qss").read_text(encoding="utf-8"), flags=re.S)
    return re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_of_text_and_ground_in_the_style_sheet_can_be_read(name):
    tokens, poor = THEMES[name], []
    for selector, body in rules():
        text = re.search(r"(?<![-\w])color:\s*\$(\w+)", body)
        ground = re.search(r"background(?:-color)?:\s*\$(\w+)", body)
        if not text or ":disabled" in selector:
            continue
        on = ground[1] if ground else "panel"
        if contrast(getattr(tokens, text[1]), getattr(tokens, on)) < 4.5:
            poor.append(f"{selector.strip()}: {text[1]} on {on}")
    assert not poor


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_names_only_tokens_that_exist_and_qt_understands_every_line(name, app, qtlog):
    Theme(name).use(app)
    assert not [message for message in qtlog.records if "parse" in message.message.casefold()]
    assert "$" not in app.styleSheet()


def app_sheet() -> str:
    return data_path("resources", "theme.qss").read_text(encoding="utf-8")


def test_no_colour_is_written_down_outside_the_theme():
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^\n]*\bid\b)|\brgba?\(|QColor\(\s*\d|GlobalColor\.(?!transparent)")
    found = [
        f"{path.relative_to(HOME)}: {line.strip()}"
        for path in HOME.rglob("*.py")
        if path.name != "theme.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if literal.search(line)
    ]
    assert not found
    assert not literal.search(re.sub(r"/\*.*?\*/", "", app_sheet(), flags=re.S))


@pytest.mark.parametrize("name", THEMES)
def test_severities_differ_from_each_other_and_from_claims(name):
    tokens = THEMES[name]
    shades = [tokens.severity(severity).name() for severity in Severity] + [
        tokens.color("claim").name(),
        tokens.color("ok").name(),
    ]
    assert len(set(shades)) == 5


def test_an_unknown_theme_is_the_light_one(app):
    assert Theme("mauve").tokens is THEMES["light"]
    assert Theme("dark").tokens.color("panel") == QColor(THEMES["dark"].panel)
