"""The lengths of a subject, a preheader, a title and a description, and what is left of them where they are cut."""

from dataclasses import dataclass

from studio.core.channels.counting import clusters, graphemes
from studio.core.channels.widths import cut_to, pixels


@dataclass(frozen=True, slots=True)
class Cut:
    """A line in one place.

    Attributes:
        where: the place, in words.
        most: how much of it is seen there.
        shown: what is seen, ending in … where it is cut.
    """

    where: str
    most: int
    shown: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line that readers meet alone.

    Attributes:
        characters: graphemes.
        pixels: width where results of a search are shown; 0 where width does not count.
        cuts: what is seen of it, the narrowest place first.
        advice: what to do, in a sentence; empty where it is well.
    """

    text: str
    characters: int
    pixels: int
    cuts: tuple[Cut, ...]
    advice: str


_SUBJECT = (("a telephone", 41), ("a computer", 70))
_PREHEADER = (("a telephone", 50), ("a computer", 100))
"""Characters usually seen. No mail program publishes them: they follow from the width of the window and of the letters.
Telephones held upright show 33 to 43 of a subject, Gmail and Outlook in a window about 70; a preheader gets what the subject
leaves of its line."""

TITLE_SIZE, TITLE_PIXELS = 20, 600
DESCRIPTION_SIZE, DESCRIPTION_PIXELS, DESCRIPTION_NARROW = 14, 920, 680
"""Google publishes no lengths, only that titles and descriptions are cut to the width of the device. The widths are those of its
results on a computer (Arial 20 and 14 pixels, a column of 600), and of two lines of a description, as measured by others."""


def subject(text: str) -> Line:
    count = graphemes(text)
    advice = "" if text.strip() else "An email needs a subject: begin the text with “Subject: …”."
    if count > _SUBJECT[0][1]:
        advice = f"Say what matters in the first {_SUBJECT[0][1]} characters."
    return Line(text, count, 0, tuple(_cut(text, where, most) for where, most in _SUBJECT), advice)


def preheader(text: str, is_own: bool) -> Line:
    """Args:
    is_own: whether the text has a preheader; else mail programs show how it begins.
    """
    advice = (
        ""
        if is_own
        else "There is no preheader, so the first words of the text are shown. “Preheader: …” under the subject sets one."
    )
    return Line(text, graphemes(text), 0, tuple(_cut(text, where, most) for where, most in _PREHEADER), advice)


def _cut(text: str, where: str, most: int) -> Cut:
    parts = clusters(text)
    if len(parts) <= most:
        return Cut(where, most, text, False)
    return Cut(where, most, "".join(parts[: most - 1]).rstrip() + "…", True)


def title(text: str) -> Line:
    width = pixels(text, TITLE_SIZE)
    advice = "" if text.strip() else "A page needs a title: a heading with one #, or “Title: …” at the top."
    shown = cut_to(text, TITLE_SIZE, TITLE_PIXELS)
    if width > TITLE_PIXELS:
        advice = f"{width - TITLE_PIXELS} pixels too wide: its end is cut off."
    return Line(text, graphemes(text), width, (Cut("a computer", TITLE_PIXELS, shown, width > TITLE_PIXELS),), advice)


def description(text: str, is_own: bool) -> Line:
    """Args:
    is_own: whether the text has a description; else search engines take what they find.
    """
    width = pixels(text, DESCRIPTION_SIZE)
    advice = (
        "" if is_own else "There is no description, so a search engine takes what it finds. “Description: …” at the top sets one."
    )
    cuts = tuple(
        Cut(where, most, cut_to(text, DESCRIPTION_SIZE, most), width > most)
        for where, most in (("a telephone", DESCRIPTION_NARROW), ("a computer", DESCRIPTION_PIXELS))
    )
    if is_own and width > DESCRIPTION_PIXELS:
        advice = f"{width - DESCRIPTION_PIXELS} pixels too wide: its end is cut off."
    return Line(text, graphemes(text), width, cuts, advice)
