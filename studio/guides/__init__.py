"""Style guides: reading Vale's format, term lists and `.vale.ini`, and compiling rules to something fast.

What may enter: rule kinds, one file each, and what finds and reads their files. What may not: Qt, SQL, other trades.
A broken rule is kept, marked and explained; it never stops the others.
"""
