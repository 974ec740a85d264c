"""The use cases: opening a workspace, taking drafts in, reviewing, submitting, approving, exporting.

What may enter: classes and functions that put the trades together, and every rule about who may do what and when; the
window and the command line ask here and get the same answer. What may not: Qt, threads (whoever calls decides where
work runs), SQL.
"""
