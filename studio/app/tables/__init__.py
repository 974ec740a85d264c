"""The tables of `policy.toml`, one module each: what may stand there, its defaults, and a `REMEDY` for whoever wrote it wrong.

A new table is a module here, a field of `Policy` and its lines in `resources/workspace/policy.toml`. What may enter: pydantic
and the words of `core`. What a table means for a piece is worked out by whoever asks it.
"""
