"""The words everything else speaks: spans, edits, documents, flags, claims, pieces, events, the gate.

What may enter: frozen dataclasses and pure functions. What may not: Qt, SQL, the clock, the network, and files: `data` says
where those that travel with the program stand, for checks ask as well as the use cases, and reads none.
Positions everywhere are half-open spans of Python string indices (code points) in the Markdown source;
whoever counts otherwise (Qt and LanguageTool count UTF-16 units) converts at its own edge.
"""
