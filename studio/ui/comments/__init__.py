"""What people and an AI say beside the text: a tab of threads, their marks in the text, and one list of everything of a person.

What a thread is, where it stands by now and who may say what is worked out in `app.commenting`; here it is shown and said.
"""
