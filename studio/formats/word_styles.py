"""Styles and list numbering of the Word files we write."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from studio.formats.layout import Look

INDENT = 360  # twentieths of a point per level of a list
_LEVELS = 9  # what Word knows
_BULLETS = "•◦▪"


def add_styles(document: Any) -> None:
    """Add to python-docx's template the styles it lacks: code, links, rules."""
    styles = document.styles
    code = styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    inline = styles.add_style("Inline Code", WD_STYLE_TYPE.CHARACTER)
    for style in (code, inline):
        style.font.name = "Consolas"
        style.font.size = Pt(9.5)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True
    link.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    rule = styles.add_style("Rule", WD_STYLE_TYPE.PARAGRAPH)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "8A94A6")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    rule.element.get_or_add_pPr().append(border)


def style_of(document: Any, look: Look) -> str:
    """The id of the style that a paragraph of this look has; empty for plain text."""
    if look.kind == "heading":
        name = f"Heading {look.level}"
    elif look.kind in ("code", "rule"):
        name = look.kind.capitalize()
    elif look.lists:
        name = "List Paragraph"
    elif look.quotes:
        name = "Quote"
    else:
        return ""
    return str(document.styles[name].style_id)


class Numbering:
    """The lists of a document: every list counts for itself."""

    def __init__(self, document: Any) -> None:
        self._root = document.part.numbering_part.element
        self._known: dict[tuple[str, int], int] = {}
        self._kinds = {False: self._kind(is_numbered=False), True: self._kind(is_numbered=True)}

    def item(self, name: tuple[str, int], lists: tuple[bool, ...], start: int) -> Any:
        """The mark of an item: its level, and the list that goes by `name`."""
        level = min(len(lists), _LEVELS) - 1
        if name not in self._known:
            self._known[name] = self._list(self._kinds[lists[-1]], level, start)
        made = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", self._known[name])):
            made.append(_valued(tag, value))
        return made

    def _kind(self, is_numbered: bool) -> int:
        """Describe a kind of list; Word wants the descriptions before the lists."""
        abstracts = self._root.findall(qn("w:abstractNum"))
        number = max((int(one.get(qn("w:abstractNumId"))) for one in abstracts), default=-1) + 1
        made = OxmlElement("w:abstractNum")
        made.set(qn("w:abstractNumId"), str(number))
        made.append(_valued("w:multiLevelType", "hybridMultilevel"))
        for level in range(_LEVELS):
            made.append(_level(level, is_numbered))
        first = self._root.find(qn("w:num"))
        if first is not None:
            first.addprevious(made)
        else:
            self._root.append(made)
        return number

    def _list(self, kind: int, level: int, start: int) -> int:
        made = self._root.add_num(kind)
        made.add_lvlOverride(ilvl=level).add_startOverride(start)
        return int(made.numId)


def _level(level: int, is_numbered: bool) -> Any:
    made = OxmlElement("w:lvl")
    made.set(qn("w:ilvl"), str(level))
    made.append(_valued("w:start", 1))
    made.append(_valued("w:numFmt", "decimal" if is_numbered else "bullet"))
    made.append(_valued("w:lvlText", f"%{level + 1}." if is_numbered else _BULLETS[level % len(_BULLETS)]))
    made.append(_valued("w:lvlJc", "left"))
    properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
    indent.set(qn("w:left"), str(INDENT * (level + 1)))
    indent.set(qn("w:hanging"), str(INDENT))
    properties.append(indent)
    made.append(properties)
    return made


def _valued(tag: str, value: object) -> Any:
    made = OxmlElement(tag)
    made.set(qn("w:val"), str(value))
    return made
