"""The preview: the text on the desk as its readers meet it, in the frames of its channel and as each sample customer gets it.

`page` is the whole, `mail`, `social` and `site` draw a channel each, `customers` is the line on which one walks from customer to
customer, `paper` shows rendered text and fetches nothing. What may not enter: any counting; that is `core.channels`.
"""
