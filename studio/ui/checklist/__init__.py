"""The questions that only a person can answer: a tab to answer them, and a sheet to change them.

What a question is, whose answer counts and for which text is worked out in `app.checklists`; here it is shown and asked.
"""
