"""How mailing programs write their merge fields, and the names under which they know the same thing."""

import re
from dataclasses import dataclass
from enum import StrEnum

from studio.core.span import Span


class Dialect(StrEnum):
    """One way to write fields. `CURLY` is what Liquid and Handlebars share: `{{name}}` says which of them only beside a filter
    or a condition."""

    CURLY = "curly"
    LIQUID = "liquid"
    HANDLEBARS = "handlebars"
    MAILCHIMP = "mailchimp"
    BRACKETS = "brackets"
    PERCENT = "percent"
    DOUBLE_PERCENT = "double_percent"
    BRACES = "braces"

    @property
    def label(self) -> str:
        return _LABELS[self]

    def write(self, name: str) -> str:
        """A field of that name."""
        return _FORMS[self].replace("name", name)


_LABELS = {
    Dialect.CURLY: "{{name}}",
    Dialect.LIQUID: "Liquid, {{ name | filter }}",
    Dialect.HANDLEBARS: "Handlebars, {{#if name}}",
    Dialect.MAILCHIMP: "Mailchimp, *|NAME|*",
    Dialect.BRACKETS: "[[name]]",
    Dialect.PERCENT: "%name%",
    Dialect.DOUBLE_PERCENT: "%%name%%",
    Dialect.BRACES: "{name}",
}
_FORMS = {
    Dialect.CURLY: "{{name}}",
    Dialect.LIQUID: "{{ name }}",
    Dialect.HANDLEBARS: "{{name}}",
    Dialect.MAILCHIMP: "*|name|*",
    Dialect.BRACKETS: "[[name]]",
    Dialect.PERCENT: "%name%",
    Dialect.DOUBLE_PERCENT: "%%name%%",
    Dialect.BRACES: "{name}",
}


class Part(StrEnum):
    """What a field does: puts a value in, opens, turns or ends a condition, says nothing, or something we do not work out."""

    VALUE = "value"
    IF = "if"
    ELSE_IF = "else_if"
    ELSE = "else"
    END = "end"
    NOTE = "note"
    OTHER = "other"


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Filter:
    """One Liquid filter: `default: "there"`. `span` counts in the whole text."""

    name: str
    args: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it stands in a text.

    Attributes:
        span: code points of the text read.
        text: as written.
        dialect: how it is written.
        part: what it does.
        name: the customer's value it asks for, without blanks around it; empty for `else` and the like.
        where: span of the name alone.
        filters: of a Liquid value, in order.
        condition: what stands behind `if`, `unless` or `elsif`.
        negated: `unless`, `IFNOT`: shown where the condition does not hold.
        fault: what keeps it from working, one sentence; empty where it is well formed.
        mended: the field as it should stand, where that is plain; empty otherwise.
    """

    span: Span
    text: str
    dialect: Dialect
    part: Part
    name: str = ""
    where: Span = _NOWHERE
    filters: tuple[Filter, ...] = ()
    condition: str = ""
    negated: bool = False
    fault: str = ""
    mended: str = ""

    @property
    def fallback(self) -> str | None:
        """What stands there for a customer without the value; None where nothing was said."""
        return next((each.args[0] for each in self.filters if each.name == "default" and each.args), None)


_ODD = re.compile(r"[\W_]+")
_SAME = {
    "fname": "firstname",
    "givenname": "firstname",
    "forename": "firstname",
    "lname": "lastname",
    "surname": "lastname",
    "familyname": "lastname",
    "emailaddress": "email",
    "mail": "email",
    "phonenumber": "phone",
    "telephone": "phone",
    "zip": "postcode",
    "zipcode": "postcode",
    "postalcode": "postcode",
    "companyname": "company",
    "organisation": "company",
    "organization": "company",
    "unsub": "unsubscribeurl",
    "unsubscribe": "unsubscribeurl",
    "unsubscribelink": "unsubscribeurl",
}


def plain_name(name: str) -> str:
    """A name without case, blanks and punctuation: `First name`, `first_name` and `FirstName` are one."""
    return _ODD.sub("", name).casefold()


def same_name(name: str) -> str:
    """`plain_name`, and the common names of one thing brought together: `FNAME` is a first name."""
    plain = plain_name(name.rsplit(".", 1)[-1])
    return _SAME.get(plain, plain)
