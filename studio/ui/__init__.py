"""The window: the one package that knows Qt widgets.

What may enter: widgets that show the state of a `ReviewSession` and send a person's intents to it. What may not: SQL,
rules about who may do what, threads outside `tasks`. Three files hold what would otherwise be everywhere: `theme`
(colours, spacing, faces, icons), `actions` (the table of everything a person can do, with its shortcut) and `bridge`
(a session's changes as Qt signals). Text has one door: the editor's buffer; `editor.recorder` turns what happens there
into edits, and nothing but loading writes text back.
"""
