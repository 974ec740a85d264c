"""The fields that there are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownFields:
    """What the house, or the piece's content type, says of its fields.

    Attributes:
        names: of the fields there are; empty where nobody named any.
        filled: those that every customer has.
        braces: whether `{name}` is a field.
    """

    names: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    braces: bool = False
