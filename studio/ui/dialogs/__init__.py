"""What opens over the window, always by a person's own act: the palette, sheets for decisions, first choices."""
