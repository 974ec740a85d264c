"""How the derived tables keep what is no single value: as JSON in one column, whichever table it is."""

import json


def as_json(value: object) -> str:
    """A part of a payload as it is kept in a column; empty where it was left out."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
