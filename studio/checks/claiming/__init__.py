"""The work behind the claims check: which words of a text need evidence, of what kind, and why.

`detector` takes a block to flags; `clauses` says how far a claim reaches, `patterns` and `categories` what claims look
like and how heavy they are, `select` which patterns can hit at all, `traps` what only looks like a claim. What may
enter: readings of one block that say where a claim is or how it stands to what the AI was given. What may not: whether
a claim is true (people say that, with evidence), and the texts of other pieces. Loading it compiles every pattern, so
`checks.claims` imports it when the check first runs, in the check's own thread.
"""
