"""What looks like a claim and is none: phone numbers, steps, instructions, questions, hypotheses, words in scare quotes."""

import regex

from studio.core.span import Span

_I = regex.IGNORECASE | regex.VERSION1

_NUMBERS_THAT_SAY_NOTHING = regex.compile(
    r"""
      \b(?:step|part|chapter|figure|fig\.?|section|page|post|lesson|module|unit|day|week|weeks|tip|option|question|order)
      \s+\#?[A-Z]{0,3}-?\d+(?:\s?[–-]\s?\d+)?
    | ©\s*\d{4} | \bcopyright\s+\d{4}
    | \b(?:v|version|release)\s?\d+(?:\.\d+)*
    | \b(?:Windows|Office|Microsoft|iPhone|Galaxy|HTML|Web|Python)\s?\d+
    | \b(?:\+?\d[\d\s()-]{5,}\d)\b(?!\s*%) (?<!,\d{3})
    | \b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b
    | \b(?:call|ring|dial)\s+\d{3,} | \b24/7\b | \bone-(?:on|to)-one\b
    | \b110\s?% | \bone\s+in\s+a\s+million\b | \b[A-Z]{2,}-?\d{2,}\b | \b\d+\s+[A-Z]\w+\s+(?:Street|Road|Lane|Avenue|Way)\b
    | \{\{[^{}]*\}\}?
    """,
    regex.VERBOSE | regex.VERSION1 | regex.IGNORECASE,
)
_HYPOTHESIS = regex.compile(
    r"^(?:thank(?:s|\s+you)\b|we\s+sincerely|imagine|suppose|picture|if|whether|unless|say\s+you|what\s+if"
    r"|let['’]?s\b|could\b|would\b|should\b)|\b(?:you\s+might\s+say|as\s+if|for\s+example,?\s+if)\b",
    _I,
)
_CONDITION = regex.compile(r"^(?:when|where)\s+(?:you|your|that|the|anyone|anything|there|in\s+doubt|mum)\b", _I)
_INSTRUCTION = regex.compile(
    r"^(?:(?:please|just|simply|always|never|don['’]t|do\s+not|then|why\s+not)\s+)*(?:add|allow|apply|ask"
    r"|avoid|be|begin|book|bring|browse|build|buy|call|check|choose|claim"
    r"|click|come|compare|consider|contact|create|discover|download|drop|email|enjoy|ensure|enter|explore"
    r"|fill|find|follow|freeze|get|give|go|hang|have\s+a|help|hit|hold"
    r"|imagine|join|keep|learn|leave|let|look|make|meet|message|move|open|order|photograph|pick|place|pop"
    r"|pre-?order|press|put|read|remember|reply|request|revive|ring|save|say"
    r"|see|select|send|set|share|sign|skip|slice|speak|start|stay|stop|subscribe|switch|tag|take|talk|tape"
    r"|tell|think|toss|treat|try|turn|use|visit|wait|wash|watch|wear|wrap|write)\b",
    _I,
)
_OPINION = regex.compile(
    r"\b(?:we|I)\s+(?:believe|think|feel|hope|love|like|wish|dream|guess)\b|\b(?:we|I)['’]d\b|\bin\s+(?:my"
    r"|our)\s+(?:view|opinion)\b|\bwe\s+can['’]t\s+prove\b",
    _I,
)
_DUTY = regex.compile(r"\bshould\s+be\b|\bshouldn['’]t\b|\byou\s+should\b|\bought\s+to\b", _I)
_ASSERTING_QUESTION = regex.compile(r"^\W*(?:did\s+you\s+know|why\s+(?:do|does|are|is)\s+\d)", _I)
_IDIOM = regex.compile(
    r"\b(?:at\s+(?:its|their|your)\s+best|best\s+(?:wishes|regards|practice)|all\s+the\s+best"
    r"|number\s+one\s+priority|last\s+resort|once\s+and\s+for\s+all"
    r"|more\s+than\s+(?:just|a\s+mere)\b|rather\s+than|green\s+light|never\s+been\s+(?:easier|higher"
    r"|better)|by\s+the\s+numbers|a\s+million\s+thanks|no\s+(?:job|task|project)\s+is\s+too"
    r"|first\s+things\s+first)\b",
    _I,
)
_PICTURE_TEXT = regex.compile(r"^\W*(?:alt\s+text|image|photo|caption)\s*:", _I)


def without_idle_numbers(text: str) -> str:
    """`text` with the numbers that claim nothing, and idioms, blanked out; lengths stay."""
    for trap in (_NUMBERS_THAT_SAY_NOTHING, _IDIOM):
        text = trap.sub(lambda found: " " * len(found[0]), text)
    return text


def asks(sentence: str) -> bool:
    """Whether the sentence is a question that asserts nothing."""
    return sentence.rstrip(" )\"'”’*").endswith("?") and not _ASSERTING_QUESTION.match(sentence)


def supposes(clause: str, sentence: str) -> bool:
    """Whether it is supposed, wished or believed rather than stated, or describes a picture."""
    return bool(
        _HYPOTHESIS.search(clause) or _OPINION.search(clause) or _PICTURE_TEXT.match(sentence) or sentence.startswith("[Insert")
    )


def instructs(clause: str) -> bool:
    """Whether it tells the reader what to do, or sets a condition for it."""
    told = clause
    if lead := _ASIDE.match(clause):
        told = clause[lead.end() :]
    return bool(_INSTRUCTION.match(told) or _CONDITION.match(clause) or _DUTY.search(clause))


_ASIDE = regex.compile(r"(?:as|for|to|in|before|after|when|on|once)\s[^,]{3,40},\s+", _I)
_SUBJECT = regex.compile(r"(?:we|our|it|they|your|you|the|that|this|there|I|he|she|most|every|all)\b", _I)


def goes_on(clause: str) -> bool:
    """Whether it has no subject of its own, so that an instruction before it reaches over it."""
    return not _SUBJECT.match(clause)


_SPEECH = regex.compile(
    r"\b(?:says?|said|told|tells|writes|wrote|put\s+it|puts\s+it|explains?|adds?|recalls?|according\s+to"
    r"|as\s+\p{Lu}\w+)\b[^.!?]*$",
    _I,
)
_SPEAKER = regex.compile(
    r"^\W{0,4}(?:[—–-]\s*\p{Lu}|(?:says?|said|explains?|adds?|writes?)\b|,?\s*\p{Lu}\w+\s+(?:says|said))", regex.VERSION1
)
_LABEL = regex.compile(r"\b(?:sign|label|button|reading|called|titled|named|click|labelled|says|marked|answer\s+is)\W*$", _I)
_NOTICE = regex.compile(
    r"\b(?:sign|label|notice|button|poster|mug|door|shirt)\b[^.]*\b(?:that\s+)?(?:says|reads|reading)\W*$", _I
)


def is_spoken(text: str, quoted: Span, in_quote_block: bool) -> bool:
    """Whether the quoted words are somebody's, not a label, a title or a doubt."""
    before, after, words = text[: quoted.start], text[quoted.end :], quoted.of(text)
    if "[" in words[:3] or _NOTICE.search(before):
        return False
    if in_quote_block or _SPEAKER.match(after) or _SPEECH.search(before):
        return len(words.split()) > 2
    alone = not before.strip(" ★*\n") or before.rstrip()[-1:] in ".!?★"
    return alone and len(words.split()) > 3 and words.rstrip('"”')[-1:] in ".!?,…" and not _LABEL.search(before)
