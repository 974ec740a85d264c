"""What the house asks of links."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LinkRules:
    """The house's own sites, and the parameters that a link to one of them carries in the channel at hand.

    Attributes:
        own: domains, their subdomains included.
        tracking: names of parameters; empty where none is asked for.
    """

    own: tuple[str, ...] = ()
    tracking: tuple[str, ...] = ()
