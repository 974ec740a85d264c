"""Merge fields: the places in a text where each customer's own name, date or address comes in.

`dialects` says how they are written, `reading` finds them, `filters` does what Liquid filters do, `conditions` tells whether a
part is shown, `rendering` puts a customer in. What may enter: pure functions of text and of a customer's values. What may
not: files, and any customer beyond the one that is passed in: nothing here keeps what it was given.
"""
