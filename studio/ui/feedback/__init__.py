"""Feedback at the desk: what readers said of published pieces, and what came of them."""
