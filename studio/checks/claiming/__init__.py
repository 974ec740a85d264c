"""The work behind the claims check: which words of a text need evidence, of what kind, and why.

What claims look like is data, in `resources/claims`: a file for each kind of claim, and one for what only looks like one.
`categories` and `patterns` read it, `traps` too; `clauses` says how far a claim reaches, `select` which patterns can hit
at all, `detector` brings them together, `citing` finds the link beside a claim, `softening` the wordings that claim less,
`model` which other sentences are worth a look. How a claim stands to what the AI was given says `brief`: `given` cuts that into
facts, `asked` is a claim held against them, `figures` judges it by its figures.

What may enter: readings of one block that say where a claim is, what it needs, or how it stands to what was given. What
may not: whether a claim is true (people say that, with evidence), and the texts of other pieces. Loading it reads and
compiles every file, so `checks.claims` imports it when the check first runs, in the check's own thread.
"""
