"""AI services in the window: which there are, adding one, its key, and whether it answers."""
