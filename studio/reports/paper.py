"""A report's page as Qt's text layout can lay it on paper: it knows tables, paragraphs and a little CSS, and no grid.

What a page may hold is told in `page`; this knows those words and no kind of report.
"""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

IN_A_ROW = {"facts": 4, "figures": 5}
"""How many facts stand side by side in a `dl` of that class."""


def on_paper(page: str) -> str:
    """The body of a page as HTML for a `QTextDocument`, to be laid out with `STYLE`."""
    soup = BeautifulSoup(page, "html.parser")
    body = soup.body
    if body is None:
        return ""
    for gone in body.select(".pencil, .share"):  # what is drawn, and says nothing that the words do not
        gone.decompose()
    for name, rows in IN_A_ROW.items():
        for facts in body.select(f"dl.{name}"):
            facts.replace_with(_side_by_side(soup, facts, rows))
    for table in body.select("table"):
        _set_widths(table)
    for seal in body.select("div.seal"):
        seal.replace_with(_framed(soup, seal))
    for inserted in body.select("ins"):
        inserted.name, inserted["class"] = "u", "ins"
    for number, sheet in enumerate(body.select(".sheet")):
        sheet.name = "div"
        if number and "foot" not in sheet.get_attribute_list("class"):
            _on_a_new_page(sheet)
    return body.decode_contents()


def _side_by_side(soup: BeautifulSoup, facts: Tag, in_a_row: int) -> Tag:
    table = soup.new_tag("table", attrs={"class": _class(facts), "width": "100%"})
    each = facts.find_all("div", recursive=False)
    for start in range(0, len(each), in_a_row):
        row = soup.new_tag("tr")
        for fact in each[start : start + in_a_row]:
            cell = soup.new_tag("td", attrs={"width": f"{100 // in_a_row}%"})
            for part in list(fact.find_all(["dt", "dd"], recursive=False)):
                part["class"] = part.name
                part.name = "p"
                cell.append(part.extract())
            row.append(cell)
        for _ in range(in_a_row - len(row.contents)):
            row.append(soup.new_tag("td"))
        table.append(row)
    return table


def _framed(soup: BeautifulSoup, seal: Tag) -> Tag:
    """A table of one cell, for only cells have a line at one side."""
    table = soup.new_tag("table", attrs={"width": "100%", "class": "frame"})
    row, cell = soup.new_tag("tr"), soup.new_tag("td", attrs={"class": _class(seal)})
    for part in list(seal.contents):
        cell.append(part.extract())
    for strong in cell.find_all("strong"):
        strong.wrap(soup.new_tag("p"))
    row.append(cell)
    table.append(row)
    return table


def _class(tag: Tag) -> str:
    return " ".join(name for name in tag.get_attribute_list("class") if name)


def _set_widths(table: Tag) -> None:
    """Say the widths of the `colgroup` in the cells of the first row, where Qt looks for them."""
    table["width"] = "100%"
    columns = table.find("colgroup")
    if not isinstance(columns, Tag):
        return
    widths = list(_widths(columns))
    columns.decompose()
    first = table.find("tr")
    if isinstance(first, Tag):
        for cell, width in zip(first.find_all(["td", "th"], recursive=False), widths, strict=False):
            cell["width"] = f"{width:.0f}%"


def _widths(columns: Tag) -> Iterator[float]:
    """In per cent; what says none shares what is left."""
    said = [str(column.get("style", "")).removeprefix("width:").removesuffix("%") for column in columns.find_all("col")]
    open_ends = said.count("")
    left = 100 - sum(float(width) for width in said if width)
    for width in said:
        yield float(width) if width else left / open_ends


def _on_a_new_page(sheet: Tag) -> None:
    first = sheet.find(True)
    if isinstance(first, Tag):
        first["style"] = "page-break-before: always"


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
.figures .dd { font-family: "Pencil Serif"; font-size: 17pt; font-weight: 600; }
.lead { font-family: "Pencil Serif"; font-size: 12pt; margin-bottom: 8px; }
.frame td { padding-left: 12px; border-left: 3px solid #1f7a45; }
.frame td.broken { border-left: 3px solid #d0342c; }
.frame p { margin-bottom: 5px; }
.frame strong { font-size: 11pt; color: #1f7a45; }
.frame .broken strong { color: #d0342c; }
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
