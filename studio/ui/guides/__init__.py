"""The Style guides page: every rule with what it does, where it is switched, and a form for rules of one's own.

`page` puts the views in their places: `browse` (guides, rules, one of them in full), `form` (a rule for words and phrases,
tried out while one types) and `tuning` (rules by how often people say no to them). The views know nothing of the
workspace: they get plain records of `studio.app.style_desk`, and `acts.guides` lends them hands.
"""
