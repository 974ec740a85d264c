"""Answers in a form that was asked for: read out of whatever a service made of it, or refused in a sentence.

Some servers keep to a schema, some have never heard of one. So an answer is taken as it is, out of a fenced block, or out of the
prose around it; the last thing that has the form counts, for models that think aloud put their drafts first. Whatever does not
have it is no answer. What is read is data and nothing else.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from studio.core.errors import ServiceTrouble, Trouble
from studio.core.unwrapping import without_thoughts

Form = TypeVar("Form", bound=BaseModel)
_FENCE = re.compile(r"```[\w-]*[ \t]*\n(.*?)(?:\n```|\Z)", re.DOTALL)
_MOST_LOOKS = 400  # places that are tried for the beginning of something in the right form
_OPENS = re.compile(r"[{\[]")


def schema_of(form: type[BaseModel], title: str) -> dict[str, Any]:
    """The JSON schema to send with a request, as the strict mode of the interface wants it: every field named, and no other."""
    made = form.model_json_schema()
    for part in (made, *made.get("$defs", {}).values()):
        if part.get("type") == "object":
            part["required"] = list(part.get("properties", {}))
            part["additionalProperties"] = False
    return made | {"title": title}


def read(text: str, form: type[Form], name: str, *, is_whole: bool = True) -> Form:
    """What an answer says, in the form that was asked for.

    Args:
        text: as the service wrote it.
        name: of the service, for the sentence.
        is_whole: whether the service came to the end of its answer.
    Raises:
        ServiceTrouble: nothing in it has that form.
    """
    found = None
    for value in _values(without_thoughts(text)):
        read_as = _as(value, form)
        found = read_as if read_as is not None else found
    if found is not None:
        return found
    if not is_whole:
        what = f"{name} stopped before its answer was done, and half of one cannot be used."
        raise ServiceTrouble(Trouble.TOO_LONG, what, "Ask about less at once, or allow it longer answers.")
    what = f"{name} did not answer in the form that was asked for."
    raise ServiceTrouble(Trouble.BROKEN, what, "Try again, or choose another model.")


def _values(text: str) -> Iterator[Any]:
    """Every piece of JSON in a text, in its order; what is inside another piece is not given by itself."""
    whole = _decoded(text.strip())
    if whole is not None:
        yield whole[0]
        return
    for fence in _FENCE.finditer(text):
        if (inside := _decoded(fence[1].strip())) is not None:
            yield inside[0]
    at, looks = 0, 0
    while (opening := _OPENS.search(text, at)) and looks < _MOST_LOOKS:
        looks += 1
        part = _decoded(text, opening.start(), alone=False)
        if part is None:
            at = opening.end()
        else:
            yield part[0]
            at = part[1]


def _decoded(text: str, start: int = 0, *, alone: bool = True) -> tuple[Any, int] | None:
    """The JSON that begins there, and where it ends; None for none, or where something follows and it should stand alone."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return None if alone and end != len(text) else (value, end)


_DECODER = json.JSONDecoder()


def _as(value: Any, form: type[Form]) -> Form | None:
    """A value in that form; a bare list is taken for the list that a form of one list is."""
    (only, *others) = form.model_fields
    if isinstance(value, list) and not others:
        value = {only: value}
    if not isinstance(value, dict):
        return None
    try:
        return form.model_validate(value)
    except ValidationError:
        return None
