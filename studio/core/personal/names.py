"""How names are written, and whom a text names in any way: whom it lets speak, sign, be greeted. For masking, which rather takes
too much; whom a flag is raised for stands in `people`."""

from collections.abc import Iterator

import regex

WORD = r"(?:\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}'’]*(?:-\p{Lu}\p{Ll}+)*)"
NAME = rf"{WORD}(?: (?:\p{{Lu}}\.|van|von|de|der|la|al|bin|{WORD})){{0,3}}"
TITLE = r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Herr|Frau|Madame|Mme|Mlle|Monsieur|Señora?|Sra?|Signora?)"
_SPEAKS = (
    r"(?:says|said|writes|wrote|tells us|told us|adds|added|explains|explained|recalls|recalled|laughs|remembers|replied|asked)"
)
_BUYER = r"(?:customer|client|guest|patient|member|reader)"
_NAMED = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"\b{TITLE}\.? (?P<it>{NAME})",
        rf"[”\"’'.,!?] ?\b{_SPEAKS} (?P<it>{NAME})",
        rf"\b{_SPEAKS} (?P<it>{NAME})(?=[.,:;]|\s*$)",
        rf"\b(?P<it>{NAME})(?:, [^.!?\n]{{2,60}},)? {_SPEAKS}\b",
        rf"(?m:(?:^|[”\"’'.!?*_]) ?[—–-]{{1,2}} ?(?P<it>{NAME})(?=[,.(\n*_]|\s*$| from| of))",
        rf"\b(?:Dear|Hi|Hello|Hallo|G['’]day|Thanks|Thank you|Cheers),? (?P<it>{NAME})(?=[,!.\n])",
        rf"\b(?i:regards|wishes|yours|sincerely|faithfully|love|signed|thanks),?\s*\n+\s*(?P<it>{NAME})",
        rf"\b(?i:customer|client|guest|patient|member|regular|reader|subscriber|visitor|reviewer),? (?P<it>{NAME})",
        rf"\b(?i:my name is|name:|named|contact:|contact person:|attn:?|(?:written|review|reviewed) by) (?P<it>{NAME})",
        rf"\b(?P<it>{NAME}), (?:aged )?\d{{2}},",
        rf"\b(?P<it>{WORD} {WORD}), (?:a |our |one of our )?(?:regular |loyal |happy )?{_BUYER}\b",
    )
)
_NO_NAMES = """
    a an the i we he she it they you one who this that these those there here our my your his her their its everyone everybody
    someone somebody anyone anybody nobody none people customers guests clients readers visitors experts critics scientists
    researchers doctors research science studies study reports report some many most all another others and but or so when
    while as if what which where why how then now today yesterday last next everything nothing something mr mrs ms dr miss team
    staff management madam sir colleague colleagues friend friends customer guest client
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
"""
NOBODY = frozenset(_NO_NAMES.split())
"""Words that a sentence lets speak and that are nobody's name."""
_OPENERS = """
    ask call ring phone write email text tell thank thanks see meet met visit contact dear hi hello hallo cheers with by for from
    to of at in on about before after since until like unlike is was are were did does do has had have can could should would
    not no yes please let give send read quote name names named signed both only even also says said because although perhaps
    professor prof sir dame lady lord herr frau madame mx member reader patient regular subscriber visitor reviewer
"""
BEFORE = NOBODY | frozenset(_OPENERS.split())
_FORENAMES = regex.compile(rf"(?:{WORD} |\p{{Lu}}\. ?){{1,3}}(?:(?:van|von|de|der|la|al|bin) ){{0,2}}$")


def forename_before(text: str, at: int) -> int:
    """Where the forename begins that stands right before a last name at `at`; `at` where there is none.

    It rather takes too much: a word that only opens the sentence may go with the name.
    """
    found = _FORENAMES.search(text, max(0, at - 80), at)
    if not found:
        return at
    start = int(found.start())
    for word in found[0].split():
        if word.casefold().strip(".") not in BEFORE:
            return start
        start = text.index(word, start) + len(word) + 1
    return at


def names_in(text: str) -> Iterator[str]:
    """Names of people whom the text lets speak, sign, be greeted, or calls a customer."""
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            words = match["it"].replace("’s", "").replace("'s", "").split()
            while words and words[0].casefold().strip(".") in NOBODY:
                words.pop(0)
            while words and (words[-1].casefold() in NOBODY or words[-1][:1].islower()):
                words.pop()
            if words and not (len(words) == 1 and len(words[0]) < 3):
                yield " ".join(words)
