"""The board: pieces as cards in columns by stage, or as a list, through one filter.

The page shows what `app.board` sorts and asks for moves; what a move is, and whether it may be made, is settled below the window.
"""
