"""The checks: one file per check, found by this package itself.

What may enter: a module that holds a `CHECK` (see `studio.core.check`) with its title, its reason, its examples (they
are its tests) and a function from a block, or a document, to flags. What may not: Qt, SQL, the network, other trades.
Style guides come in through `Context.style`, so this room does not read YAML. `runner` runs checks and keeps what it
learnt per block; modules whose name begins with an underscore are shared by checks and hold none.
"""
