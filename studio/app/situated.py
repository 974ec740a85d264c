"""What a piece says of itself that the checks have to know: for which readers it is meant to sound how, and for which place."""

from dataclasses import replace

from studio.app.policy import Policy
from studio.app.tables.tone import aim_for
from studio.core.check import Context
from studio.core.events import canonical, digest
from studio.core.locale import locale_of
from studio.core.piece import Piece
from studio.core.tone import Aim


def dialect_of(locale: str, house: str) -> str:
    """Whose spelling a piece follows: its locale's, else the house's; see `core.check.DIALECTS`."""
    found = locale_of(locale)
    return found.dialect if found else house


def situated(context: Context, policy: Policy, piece: Piece, own: Aim | None = None) -> Context:
    """`context` with the tone the piece aims at and the place it is written for; its version changes where they do.

    Args:
        own: the tone of its content type, which goes before the policy's; None without one.
    """
    return placed(context, (own or Aim()).over(aim_for(policy.tone, piece.channel, piece.audience)), piece.locale)


def placed(context: Context, aim: Aim, locale: str) -> Context:
    """The same, for a text that is no piece."""
    if (aim, locale) == (context.aim, context.locale):
        return context
    version = digest(canonical([context.version, aim.words, locale]))[:16]
    return replace(context, aim=aim, locale=locale, version=version)
