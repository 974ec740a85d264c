"""The history: an append-only, hash-chained log of events, and everything that can be derived from it.

What may enter: SQL (this is the only room that has any, through sqlite-utils). What may not: Qt, the network, other
trades. One table of events is the truth; every other table can be thrown away and rebuilt by replay.
"""
