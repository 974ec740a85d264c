"""The disclosure tab: what readers are told of AI, and whose data stands in the text.

`tab` puts the parts together, `telling` is what is decided and put in, `people` lists personal data and consents. Rules live in
`app.disclosure` and `app.consents`; nothing here decides.
"""
