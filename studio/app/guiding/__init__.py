"""What stands behind the Style guides page: looking at guides and rules, changing them, and trying a change out before.

`studio.app.style_desk` is the one door; the window and the command line come in by it. Here, one file each: `rows` (the
records they are given), `files` (where the house's guides lie), `standing` (what `.vale.ini` says of a rule, and where),
`listing`, `switching`, `rehearsal` (how the pieces would be flagged if a file were another one), `usage`, `teaching` (terms),
`making` (rules of one's own), `asking` (why something is not flagged) and `telling` (all of it as text).
"""
