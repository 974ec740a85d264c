"""The command line: every use case of the window that makes sense without one, with the same refusals.

This is the place where objects are wired together. Heavy parts (Qt, the checks) are imported inside the commands that
need them, so that `--help` and `pieces` answer at once.
"""

import sys

import typer

# In this order `--help` lists them.
from studio.cli import opening, pieces, replaying, checking, deciding, gate, moving  # noqa: F401  # isort: skip
from studio.cli import checklists, commenting  # noqa: F401  # isort: skip
from studio.cli import triage, campaigns, claims, guides, people, learning, audits  # noqa: F401  # isort: skip
from studio.cli import today, escalation, retention, safety, practice  # noqa: F401  # isort: skip
from studio.cli import preview, privacy, disclosure, services  # noqa: F401  # isort: skip
from studio.cli import languagetool  # noqa: F401  # isort: skip
from studio.cli import opinions  # noqa: F401  # isort: skip
from studio.cli import ai_use  # noqa: F401  # isort: skip
from studio.cli import pulling, library, feedback  # noqa: F401  # isort: skip
from studio.cli import drafting  # noqa: F401  # isort: skip
from studio.cli import rewriting  # noqa: F401  # isort: skip
from studio.cli import voice  # noqa: F401  # isort: skip
from studio.cli.shell import app, complain

__all__ = ["app", "main"]


def main() -> None:
    """Entry of the command `bluepencil`."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.Abort:
        sys.exit(130)
    except typer.TyperException as error:  # a missing option, an unknown one, a choice that is none
        complain(f"{error.format_message().rstrip('.')}. `--help` of the command says what it takes.")
        sys.exit(2)
