"""Files in and out: one file per format.

What may enter: readers from bytes to Markdown text and writers from a text with its changes to a file. What may not:
Qt, SQL, other trades. Every reader treats its input as hostile: sizes are capped before anything is unpacked.
"""
