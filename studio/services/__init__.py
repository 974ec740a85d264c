"""The network: this is the only room that may open a connection.

What may enter: clients of AI services and of LanguageTool, each with its own time-outs, retries and typed results.
What may not: Qt, SQL, other trades. Nothing in the program needs this room: without it every check that is built in
still runs, and nothing leaves the computer.
"""
