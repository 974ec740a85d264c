"""The editor: AI original and working text side by side.

One concern per file: `view` paints a text with its marks, `recorder` turns the buffer's changes into edits,
`highlighter` sets Markdown and tints changes, `gutter` shows where things are, `card` speaks at a flag, `scrolling`
keeps both sides level, `finder` finds and replaces, `offsets` converts positions, `pair` puts them together.
"""
