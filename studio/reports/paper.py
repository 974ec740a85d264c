"""A report's page as Qt's text layout can lay it on paper: it knows tables, paragraphs and a little CSS, and no grid.

What a page may hold is told in `page`; this knows those words and no kind of report.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

IN_A_ROW = {"facts": 4, "figures": 5}
"""How many facts stand side by side in a `dl` of that class."""
CHART = (322, 146)
"""Width and height of a chart on paper, in dots: two stand side by side."""
_DRAWN = {"pencil", "share"}  # classes of what is drawn, and says nothing that the words do not

Element = Any  # of lxml, which has no types


@dataclass(frozen=True)
class Paper:
    """A page as HTML for a `QTextDocument`, to be laid out with `STYLE`.

    Attributes:
        drawings: its charts as SVG, by the name that the HTML calls them by.
    """

    html: str
    drawings: Mapping[str, str]


def on_paper(page: str) -> Paper:
    """The body of a page."""
    body = html.document_fromstring(page).body
    drawings = dict(_drawn(body, page))
    sheets = 0
    for part in list(body.iter(html.etree.Element)):
        classes = set(part.get("class", "").split())
        if classes & _DRAWN:
            part.drop_tree()
        elif part.tag == "div" and "charts" in classes:
            _side_by_side(part, 2)
        elif part.tag == "dl" and classes & IN_A_ROW.keys():
            _side_by_side(part, IN_A_ROW[part.get("class")])
        elif part.tag == "table":
            _set_widths(part)
        elif part.tag == "div" and "seal" in classes:
            _frame(part)
        elif part.tag == "ins":
            part.tag = "u"
            part.set("class", "ins")
        elif "sheet" in classes:
            part.tag = "div"
            sheets += 1
            if sheets > 1 and "foot" not in classes and len(part):
                part[0].set("style", "page-break-before: always")
    return Paper("".join(html.tostring(part, encoding="unicode") for part in body), drawings)


_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def _drawn(body: Element, page: str) -> Iterator[tuple[str, str]]:
    """Put an image in the place of every drawing, and give the drawings: from the page itself, for HTML forgets their case."""
    for number, (part, svg) in enumerate(zip(list(body.iter("svg")), _SVG.findall(page), strict=True)):
        name = f"chart:{number}"
        image = html.etree.Element("img", src=name, width=str(CHART[0]), height=str(CHART[1]))
        image.tail = part.tail
        part.getparent().replace(part, image)
        yield name, svg


def _side_by_side(facts: Element, in_a_row: int) -> None:
    """Make a table of a `dl`: a cell for each of its facts, with its name and its value as paragraphs."""
    each = list(facts)
    for fact in each:
        facts.remove(fact)
        fact.tag = "td"
        fact.set("width", f"{100 // in_a_row}%")
        for part in fact.findall("dt") + fact.findall("dd") + fact.findall("figcaption"):
            part.set("class", f"{part.tag} {part.get('class', '')}".strip())
            part.tag = "p"
        for image in fact.findall("img"):
            line = html.etree.Element("p")
            image.addprevious(line)
            line.append(image)
    facts.tag = "table"
    facts.set("width", "100%")
    for start in range(0, len(each), in_a_row):
        row = html.etree.SubElement(facts, "tr")
        row.extend(each[start : start + in_a_row])
        for _ in range(in_a_row - len(row)):
            html.etree.SubElement(row, "td")


def _frame(seal: Element) -> None:
    """Make a table of one cell of it, for only cells have a line at one side."""
    cell = html.fromstring("<td></td>")
    cell.set("class", seal.get("class"))
    cell.extend(list(seal))
    for strong in cell.findall("strong"):
        strong.tag = "p"
        strong.set("class", "headline")
    seal.tag = "table"
    seal.set("class", "frame")
    seal.set("width", "100%")
    html.etree.SubElement(seal, "tr").append(cell)


def _set_widths(table: Element) -> None:
    """Say the widths of the `colgroup` in the cells of the first row, where Qt looks for them."""
    table.set("width", "100%")
    columns = table.find("colgroup")
    first = table.find(".//tr")
    if columns is None or first is None:
        return
    for cell, width in zip(first, _widths(columns), strict=False):
        cell.set("width", f"{width:.0f}%")
    columns.drop_tree()


def _widths(columns: Element) -> Iterator[float]:
    """In per cent; what says none shares what is left."""
    said = [column.get("style", "").removeprefix("width:").removesuffix("%") for column in columns]
    left = 100 - sum(float(width) for width in said if width)
    for width in said:
        yield float(width) if width else left / said.count("")


STYLE = """
body, p, div, td, th { font-family: "Pencil Sans"; font-size: 9pt; color: #1d1f23; }
p, h1, h2, h3, div { margin: 0; }
h1 { font-family: "Pencil Serif"; font-size: 26pt; font-weight: 600; margin-bottom: 4px; }
h2 { font-family: "Pencil Serif"; font-size: 18pt; font-weight: 600; margin-top: 4px; margin-bottom: 12px; }
h3 { font-family: "Pencil Sans"; font-size: 11pt; font-weight: 600; margin-top: 22px; margin-bottom: 6px; }
a { color: #1d1f23; text-decoration: none; }
table { border-collapse: collapse; margin-top: 2px; }
td { padding-top: 5px; padding-bottom: 5px; padding-right: 12px; vertical-align: top; border-bottom: 1px solid #e2e1dc; }
th { text-align: left; font-weight: 400; font-size: 8pt; color: #6b6e76; vertical-align: bottom;
     padding-top: 4px; padding-bottom: 4px; padding-right: 12px; border-bottom: 1px solid #c9c8c2; }
.facts, .figures, .frame { margin-top: 14px; margin-bottom: 16px; }
.facts td, .figures td, .frame td, .beside td { border-bottom-style: none; }
.dt, .muted, .kicker, .near, .cause, .marks { color: #6b6e76; }
.dt, .small, .cause, .marks, .foot p { font-size: 8pt; }
.charts td { border-bottom-style: none; padding-bottom: 16px; }
.figcaption { font-weight: 600; }
.figures .dd { font-family: "Pencil Serif"; font-size: 17pt; font-weight: 600; }
.lead { font-family: "Pencil Serif"; font-size: 12pt; margin-bottom: 8px; }
.frame td { padding-left: 12px; border-left: 3px solid #1f7a45; }
.frame td.broken { border-left: 3px solid #d0342c; }
.frame p { margin-bottom: 5px; }
.headline { font-size: 11pt; font-weight: 600; color: #1f7a45; }
.broken .headline { color: #d0342c; }
.text { font-family: "Pencil Serif"; white-space: pre-wrap; }
.heading { font-weight: 600; font-size: 10.5pt; }
.ai .text { color: #55585f; }
.edit { white-space: pre-wrap; }
.edit, .edit .near, .edit del, .edit .ins, .text del, .text .ins { font-family: "Pencil Serif"; }
.heading del, .heading .ins { font-size: 10.5pt; }
.quote { font-family: "Pencil Serif"; }
.cause { font-family: "Pencil Sans"; }
code, .hash { font-family: "Pencil Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 8pt; }
del { background-color: #fbe3e1; }
.ins { background-color: #dff3e3; }
.what { margin-top: 3px; }
.status { font-weight: 600; }
.supported, .current { color: #1f7a45; }
.contradicted, .broken { color: #d0342c; }
.unverified, .stale { color: #8f5600; }
.opinion, .removed { color: #6b6e76; }
.alarm { color: #8f5600; }
.bad { color: #d0342c; }
.verdict { margin-top: 6px; }
.day th { color: #1d1f23; font-weight: 600; font-size: 9pt; padding-top: 10px; }
.foot { margin-top: 16px; }
"""
"""For A4 at 96 dots to the inch: the look of `style.css.jinja` as far as Qt's text layout has it."""
