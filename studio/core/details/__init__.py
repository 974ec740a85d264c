"""The details of a text by value, and what became of them when its words changed.

"36 hours", "36-hour" and "a day and a half" are one detail; so are "£4.20" and "4.20 pounds". This is how a draft is held
against its brief, a claim against the same claim elsewhere, and a claim against itself after an edit. What may enter: pure
functions of one text or two. What they ask is asked here; the modules behind (`figures`, `names`, `spelled`) are theirs.
"""

from studio.core.details.detail import FIGURES, Detail, Kind, same
from studio.core.details.essence import Essence, difference, essence
from studio.core.details.gist import FILLER, gist, stem
from studio.core.details.names import link_value, opens
from studio.core.details.plain import plain
from studio.core.details.reading import checkable, details
from studio.core.details.spelled import row
from studio.core.details.wording import rephrased, wording

__all__ = [
    "FIGURES",
    "FILLER",
    "Detail",
    "Essence",
    "Kind",
    "checkable",
    "details",
    "difference",
    "essence",
    "gist",
    "link_value",
    "opens",
    "plain",
    "rephrased",
    "row",
    "same",
    "stem",
    "wording",
]
