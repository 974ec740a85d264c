"""The claims desk in the window: the tab with one row per claim, the forms in it, and the hands that carry answers on.

`groups` and `told` say in which order and in which words claims are shown; they know no widgets. `looks` is how a claim is
painted in the text, the gutter and the list. `panel` holds the rows, a `row` its `details` and its `forms`; `hands` does what
they ask for.
"""
