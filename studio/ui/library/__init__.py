"""The library at the desk: true stories and approved snippets."""
