"""Campaigns: at the left all of them, at the right one, with its facts, its pieces, and the yes to the set."""
