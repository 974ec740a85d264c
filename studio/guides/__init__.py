"""Style guides: reading Vale's format, term lists and `.vale.ini`, and compiling rules to something fast.

What may enter: rule kinds, one file each, and what finds and reads their files. What may not: Qt, SQL, other trades.
A broken rule is kept, marked and explained; it never stops the others.

How a block is checked: google-re2 looks once for everything any rule could want (`select`), the rules that may find
something verify it with `regex` and say where (`kinds`), and `engine` makes flags of it. Positions come from the
block itself, never from searching the source again, which is where Vale's own go wrong.
"""

from studio.guides.engine import Guides
from studio.guides.loading import load
from studio.guides.rule import Rule, State

__all__ = ["Guides", "Rule", "State", "load"]
