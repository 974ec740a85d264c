"""What a text comes to where readers meet it: how each place counts, what it cuts off, and where its headings come from.

`counting` holds the ways to count, `networks` a row for every social network, `email` and `search` the lengths of inboxes and of
results, `widths` how wide letters are there, `heads` where subject, preheader, title and description are found in a text, `posts`
how a text falls into posts. What may enter: pure functions of text. Every figure says where it comes from; what a place does not
publish is called usual, and is measured by others.
"""
