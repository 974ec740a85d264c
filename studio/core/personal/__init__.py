"""What in a text is personal data: one finder for the check, for masking and for reports that are redacted.

`kinds` has the words, `sums` what tells a number from a number, `patterns`, `telephones`, `accounts`, `addresses` and
`identities` how each kind is written, `links` and `mailboxes` which of them lead to somebody, `candidates` whatever may be
personal, `listed` what packages know of words, `names` how names are written, `firms` what is a house's name, `people` who is
named, `own` what is known to be the house's, `given_out` what a text says is the house's, `pages` what a page for everybody
says, `finder` puts them together, and `disguises` reads a text as its reader sees it.
A report that is redacted takes out whatever might be personal; a flag is raised only for what is sure (`Found.sure`), and never
for what is the house's own. What may not enter: clocks, other rooms, and files but the two lists of `listed`.
"""

from studio.core.personal.candidates import found_in, urls_in
from studio.core.personal.finder import personal_in
from studio.core.personal.given_out import is_given_out
from studio.core.personal.kinds import REGIONS, Found, Kind
from studio.core.personal.links import personal_url
from studio.core.personal.names import forename_before, names_in
from studio.core.personal.own import NOTHING, Own, own_of
from studio.core.personal.pages import is_the_houses
from studio.core.personal.people import name_alone, named_in

__all__ = [
    "NOTHING",
    "REGIONS",
    "Found",
    "Kind",
    "Own",
    "forename_before",
    "found_in",
    "is_given_out",
    "is_the_houses",
    "name_alone",
    "named_in",
    "names_in",
    "own_of",
    "personal_in",
    "personal_url",
    "urls_in",
]
