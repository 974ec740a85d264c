"""The dashboard: the owner's figures, what stands out in them, what people keep changing, and the audits on the calendar.

It shows and asks; what the figures are and who may decide is known below the window.
"""
