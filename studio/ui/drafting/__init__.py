"""The page on which a brief becomes drafts: its form, what the model is asked, and the drafts while they come."""
