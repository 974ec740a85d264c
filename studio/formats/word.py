"""Word, in and out.

In: mammoth reads the document as HTML with tracked changes taken as accepted, and from there it goes the way of HTML;
comments become notes. Out: see `word_writer`.
"""

from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth

from studio.formats import word_comments, word_writer
from studio.formats.kinds import MEGABYTE, Content, Reader, Source, Writer
from studio.formats.markup import to_markdown
from studio.formats.package import damaged, parts

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Code'] => pre:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
r[style-name='Inline Code'] => code
r[style-name='HTML Code'] => code
strike => s
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
p[style-name='Rule'] => hr:fresh
"""


def _read(source: Source) -> Content:
    found = parts(source.data, source.name)
    try:
        html = mammoth.convert_to_html(
            BytesIO(source.data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
        ).value
    # A package that is well-formed and still makes no sense: parts that are missing, ids that lead nowhere.
    except (OSError, LookupError, ValueError, AttributeError, TypeError, RecursionError, ExpatError) as error:
        raise damaged(source.name) from error
    return Content(to_markdown(html, source.name), notes=word_comments.notes(found))


def _no_picture(_image: Any) -> dict[str, str]:
    """A draft is reviewed for its words: of a picture its description is kept."""
    return {"src": ""}


READER = Reader("docx", "Word", (".docx",), _read, cap=60 * MEGABYTE, known=(".doc", ".docm", ".dot", ".dotx"))
WRITER = Writer("docx", "Word, with tracked changes", ".docx", word_writer.write)
