"""The replay page: a piece walked through its life, edit by edit, over the desk.

It knows the moments only as `app.replay` tells them, and changes nothing: what it is asked to bring back it hands to the desk,
whose buffer is the one door for text.
"""
