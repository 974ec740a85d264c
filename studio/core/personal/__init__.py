"""What in a text is personal data: one finder for the check, for masking and for reports that are redacted.

`kinds` has the words, `sums` what tells a number from a number, `patterns` how each kind is written, `links` and `mailboxes`
which of them lead to somebody, `candidates` whatever may be personal, `names` who is named, `own` what is known to be the
house's, `given_out` what a text says is the house's, and `finder` puts them together.
A report that is redacted takes out whatever might be personal; a flag is raised only for what is sure (`Found.sure`), and never
for what is the house's own. What may not enter: files, clocks, other rooms.
"""

from studio.core.personal.candidates import found_in, urls_in
from studio.core.personal.finder import personal_in
from studio.core.personal.given_out import is_given_out, speaks_of_nobody
from studio.core.personal.kinds import REGIONS, Found, Kind
from studio.core.personal.links import personal_url
from studio.core.personal.names import forename_before, names_in
from studio.core.personal.own import NOTHING, Own, own_of
from studio.core.personal.people import named_in

__all__ = [
    "NOTHING",
    "REGIONS",
    "Found",
    "Kind",
    "Own",
    "forename_before",
    "found_in",
    "is_given_out",
    "named_in",
    "names_in",
    "own_of",
    "personal_in",
    "personal_url",
    "speaks_of_nobody",
    "urls_in",
]
