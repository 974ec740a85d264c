"""The unit of work that is reviewed, the people around it, and the moves it can make."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Channel(StrEnum):
    BLOG = "blog"
    WEB = "web"
    EMAIL = "email"
    SOCIAL = "social"
    SUPPORT = "support"

    @property
    def one(self) -> str:
        """What a text of it is called in a sentence, with its article."""
        return _ONE[self]


_ONE = {
    Channel.BLOG: "a blog post",
    Channel.WEB: "a web page",
    Channel.EMAIL: "an email",
    Channel.SOCIAL: "a social post",
    Channel.SUPPORT: "a support reply",
}


class Stage(StrEnum):
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    PUBLISHED = "published"
    ON_HOLD = "on_hold"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Role(StrEnum):
    WRITER = "writer"
    EDITOR = "editor"
    OWNER = "owner"


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """What names are told apart by: two people are one where it is the same.

    Case, how an accent is composed, width, signs that nobody sees and how many blanks there are make no other person of
    somebody. Letters of different alphabets that look alike do.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _seen(name)).casefold())
    return " ".join(unicodedata.normalize("NFKC", _seen(plain)).split())


def _seen(name: str) -> str:
    """The signs of a name that can be seen, and its blanks."""
    return "".join(sign for sign in name if sign.isspace() or not (unicodedata.category(sign).startswith("C") or sign in _BLANK))


_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(0xFE00 + n) for n in range(16)}
"""Letters and marks by their kind, and nothing to be seen all the same."""


def is_same_person(name: str, other: str) -> bool:
    """Whether two names are one person's; see `name_key`."""
    return name == other or name_key(name) == name_key(other)


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, everybody once, as they are written first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name_key(name), name)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk. One person may hold several roles.

    Attributes:
        roles: what they may, for the table of acts.
        brands: the brands whose pieces this person works on; empty for all of them.
        titles: every role as the house calls it, with what it may; empty where it calls them by their own names.
    """

    name: str
    roles: tuple[Role, ...]
    brands: tuple[str, ...] = ()
    titles: tuple[tuple[str, Role], ...] = ()

    @property
    def role_names(self) -> tuple[str, ...]:
        """Their roles as people read them: the house's own names where it has some."""
        return tuple(name for name, _ in self.titles) or tuple(role.value for role in self.roles)

    def may_approve(self) -> bool:
        return Role.EDITOR in self.roles or Role.OWNER in self.roles

    def is_called(self, name: str) -> bool:
        """Whether that name is theirs, however it is written; see `name_key`."""
        return is_same_person(self.name, name)

    def works_on(self, brand: str) -> bool:
        return not self.brands or brand.casefold() in {each.casefold() for each in self.brands}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as it stands now. Times are UTC, ISO 8601; an empty string means not known.

    Attributes:
        id: short, unique in the workspace, safe in file names and on the command line.
        model: the AI model that wrote the original, as far as known.
        generated: when the AI wrote it.
        source_name, source_hash: the file it came from and the SHA-256 of that file's bytes.
        accountable: the person who answers for it.
        assignee: who has it on the desk now.
        revision: how often it was handed on for review; 0 before the first time.
        note: the latest note of an editor who asked for changes.
        last_editor: who changed the working text last; empty when nobody has.
        updated: time of the latest event.
        purged: when its text was deleted for good; empty while it is there. The title says it then.
        content_type: the template it follows, by its name; empty for none.
        campaign: id of the campaign it belongs to; empty for none.
        locale: whose place and spelling it is written for, `en-GB` say; empty where nobody said.
        handed_by: who handed it on last.
        held_from: while it is on hold, the stage it came from and goes back to; empty otherwise.
        held_until: the last day of the hold, ISO 8601; empty where nobody named one. `held_why`: its reason.
        approved_hash: SHA-256 of the text that the latest yes is for, while that yes is in force; empty otherwise.
        audience_checked: who checked the criteria of its audience, and when, as `name, time`; empty where nobody did.
    """

    id: str
    title: str
    channel: Channel = Channel.BLOG
    brand: str = ""
    audience: str = ""
    brief: str = ""
    model: str = ""
    generated: str = ""
    source_name: str = ""
    source_hash: str = ""
    accountable: str = ""
    assignee: str = ""
    due: str = ""
    stage: Stage = Stage.DRAFTING
    revision: int = 0
    note: str = ""
    last_editor: str = ""
    created: str = ""
    updated: str = ""
    purged: str = ""
    content_type: str = ""
    campaign: str = ""
    locale: str = ""
    handed_by: str = ""
    held_from: str = ""
    held_until: str = ""
    held_why: str = ""
    approved_hash: str = ""
    audience_checked: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A named person's yes to one exact text.

    Attributes:
        text_hash: SHA-256 of the working text approved; any other text makes the approval stale.
        guide_version, claims_hash: what the text was held against.
        ran, missing: check ids that ran, and those that should have and did not.
        revision: the revision that was handed on.
    """

    who: str
    when: str
    text_hash: str
    guide_version: str
    claims_hash: str
    ran: tuple[str, ...]
    missing: tuple[str, ...]
    revision: int
    note: str = ""
