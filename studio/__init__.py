"""Blue Pencil: the desk where people review the drafts that AI writes for them.

The house has seven rooms and the imports point down only; `pyproject.toml` holds the contracts and
`make check` runs them:

    cli, __main__        wires the objects together
    ui                   the one package that knows Qt widgets; shows state, sends intents
    app                  use cases, without Qt and without threads
    checks guides formats history services reports     six trades that do not know each other
    core                 the words everything speaks: frozen dataclasses and pure functions

Text flows one way: source -> formats -> AI original and working text -> checks -> flags -> window, and
window -> recorder -> Edit -> ReviewSession -> event -> history.
"""

__version__ = "0.1.0"
