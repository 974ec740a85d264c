"""Rewrites at the desk: the sheet that asks for one, the proposal as a change at its words, and its mark in the text."""
