"""Practice in the window: the drafts of each role, the band that says that nothing counts, and the score beside the texts."""
