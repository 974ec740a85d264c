"""Merge fields that will not be filled in, or leave a hole where they are empty."""

from collections.abc import Iterator

from studio.checks import _merging as merging
from studio.core.check import DOCUMENT, Check, Context, Example
from studio.core.document import Document
from studio.core.flag import Flag, Severity
from studio.core.merging.reading import read
from studio.core.unread import is_in, unread


def run(document: Document, context: Context) -> Iterator[Flag]:
    """Flag every field that a mailing program would not fill in as meant.

    Fields in code, in remarks and in notes to the house are no fields of the text.

    Args:
        document: the whole text; spans are of its source.
        context: `fields` and `brief` say which fields there are; `channel` whether a missing value shows.
    """
    fields = read(document.text, context.fields.braces)
    if not fields:
        return
    hidden = unread(document)
    seen = [field for field in fields if not is_in(field.span, hidden)]
    yield from merging.broken(seen)
    yield from merging.filters(seen)
    unknown = tuple(merging.names(seen, context))
    yield from unknown
    yield from merging.conditions(seen)
    yield from merging.fallbacks(seen, context, unknown)
    yield from merging.mixed(seen)


CHECK = Check(
    id="merge_fields",
    title="Merge fields",
    why="A field that is not filled in reaches the customer as a hole, or as braces where their name should be.",
    scope=DOCUMENT,
    run=run,
    severity=Severity.ERROR,
    rule="Fields.Broken",
    engine="Blue Pencil merge fields",
    examples=(
        Example(bad="Your last box came on {{last_box_date}, in May.", good="Your last box came on {{last_box_date}}, in May."),
        Example(
            bad='Hello {{ first_name | defualt: "neighbour" }},',
            good='Hello {{ first_name | default: "neighbour" }},',
        ),
        Example(
            bad="{% if member %}Your discount is waiting.",
            good="{% if member %}Your discount is waiting.{% endif %}",
        ),
        Example(bad="Dear {{first_name}}, thank you, {{ firstname }}.", good="Dear {{first_name}}, thank you, {{ first_name }}."),
        Example(bad="Dear {{first_name}}, see you on *|DATE_DUE|*.", good="Dear {{first_name}}, see you on {{date_due}}."),
    ),
)
