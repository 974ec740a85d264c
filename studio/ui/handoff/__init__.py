"""Handing a piece on, in the window: the tab beside the texts, the sheet, and the sheets for what goes up.

What a card says is worked out in `app.handoff`, and what goes up in `app.escalation`; here it is shown and asked.
"""
