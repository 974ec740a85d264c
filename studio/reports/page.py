"""Pages: a report as one HTML page, for a client, a lawyer or an auditor, on a screen or on A4.

A page is whole in itself: no script, no font, no picture and no link that leads out, and it forbids its own browser to
load any. Every text is escaped, and hidden characters are shown (`visible`), wherever it comes from. All kinds share
one look: `base.html.jinja` with `style.css.jinja`, `seal.html.jinja` (the word on the chain) and `parts.html.jinja`.

The PDF is made of the same page, by a program that knows less of HTML than a browser (see `pdf`). It takes `dl.facts`
and `dl.figures` for rows of facts, the `colgroup` of a table for its widths, and a `.sheet` for the start of a page.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from studio.core.claim import said
from studio.core.phrases import count, listed
from studio.core.times import day, minute, short
from studio.reports.told import sealed, told
from studio.reports.visible import visible

LONGEST = 600  # code points of one edit shown in the timeline; an import can hold a whole draft, which stands above


def render(template: str, **known: object) -> str:
    """The page that `template`, a file of this package, makes of what is `known`."""
    return _templates().get_template(template).render(**known)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FunctionLoader(lambda name: files(__package__).joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,  # so that what is included ends as it does in its file
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    made.filters |= {
        "day": day,
        "minute": minute,
        "short": short,
        "listed": listed,
        "told": told,
        "sealed": sealed,
        "said": said,
        "quoted": _quoted,
        "inline": _inline,
        "coded": _coded,
        "clipped": _clipped,
        "counted": _counted,
    }
    made.globals |= {"count": count}
    return made


def _inline(text: str) -> str:
    """Line ends as a sign, for text that is shown within a line."""
    return text.replace("\n", "¶")


def _coded(text: str) -> Markup:
    """With what stands between backticks set as something to type."""
    parts = [f"<code>{escape(part)}</code>" if nth % 2 else str(escape(part)) for nth, part in enumerate(text.split("`"))]
    return Markup("".join(parts))  # noqa: S704 - every part is escaped


def _quoted(text: str) -> str:
    """In quotation marks, of which one pair is enough."""
    return text if text[:1] in ("“", '"') and text[-1:] in ("”", '"') else f"“{text}”"


def _clipped(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]} […and {count(len(text) - LONGEST, 'character')} more, all of them in the JSON form of this report]"


def _counted(numbers: Mapping[str, int]) -> list[str]:
    """`3 supported`, one for each that is not nought."""
    return [f"{number:,} {name}" for name, number in numbers.items() if number]
