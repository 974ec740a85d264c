"""The voice page: how a brand sounds, how the piece on the desk lies to it, and what the voice is learned from."""
