"""What a model wrote, out of what it wrote around it: its thinking aloud, a "Here is the draft:", a fence about the whole.

Whatever a model answers comes through here before any of it becomes text. Plain functions; what is not clearly a wrapping stays.
Each takes time by the length of the answer, whatever stands in it.
"""

import re

_THOUGHT = re.compile(r"\s*<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_THOUGHT_ON = re.compile(r"\A.*?^[ \t]*</(?:think|thinking|thought|reasoning)>[ \t]*(?:\n|\Z)", re.S | re.I | re.M)
_THINKS = re.compile(r"<(?:think|thinking|thought|reasoning)>", re.I)

_LEAD = re.compile(
    r"\A\s*(?:(?:sure|certainly|of course|absolutely)\b[^\n]{0,80}|(?:okay, |ok, )?here(?:['’]s| is| are)\b[^\n]{0,80}"
    r"|(?:rewritten|revised|rewrite|draft)\b[^\n]{0,40}):(?:\*\*)?[ \t]*\n+",
    re.I,
)
_NAMES_IT = re.compile(r"\b(?:draft|version|rewrite|rewritten|revised|(?:the|your|a) (?:text|copy))\b", re.I)
_BEGINS = re.compile(r"#{1,6} |```|~~~|---[ \t]*$|(?:subject|title):", re.I | re.M)

_OPENS = re.compile(r"(`{3,}|~{3,})(?:markdown|md|text|txt|plaintext)?[ \t]*", re.I)
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})(?P<kind>[\w-]*)", re.M)


def without_thoughts(answer: str) -> str:
    """The answer behind a model's thinking aloud; empty where it never came to its end. Only what stands at the beginning counts:
    a text may well speak of such marks."""
    at = 0
    while thought := _THOUGHT.match(answer, at):
        at = thought.end()
    text = answer[at:]
    if not at and (rest := _THOUGHT_ON.match(text)) and not _THINKS.search(rest[0]):
        text = text[rest.end() :]  # its first mark was left out by the service, as some do
    return text


def unwrapped(answer: str, before: str | None = None) -> str:
    """The text in what a model wrote, without blanks at its ends.

    Args:
        before: the passage that was to be rewritten; what stands around that one too stays. None for a whole draft, which may
            begin with words that look like an opening, so only a clear one goes.
    """
    text = answer if before is not None and _THOUGHT.match(before) else without_thoughts(answer)
    if (lead := _LEAD.match(text)) and _is_said_to_us(text, lead, before):
        text = text[lead.end() :]
    inner = _inside(text) if before is None or _inside(before) is None else None
    if inner is not None:
        text = inner
        if (lead := _LEAD.match(text)) and _is_said_to_us(text, lead, before):
            text = text[lead.end() :]
    return text.strip()


def _is_said_to_us(text: str, lead: re.Match[str], before: str | None) -> bool:
    if before is not None:
        return not _LEAD.match(before)
    return bool(_NAMES_IT.search(lead[0]) or _BEGINS.match(text, lead.end()))


def _inside(text: str) -> str | None:
    """What stands within the one fence that is about all of it; None where none is."""
    first, _, rest = text.strip().partition("\n")
    inner, _, last = rest.rpartition("\n")
    opens = _OPENS.fullmatch(first.rstrip())
    if not opens or last.strip() != opens[1]:
        return None
    block = _FENCE.search(inner)
    return inner if block is None or block["kind"] else None  # else the first of several blocks ends there
