"""Characters that hide or turn text around, made visible, so that a report shows what is there and nothing else.

Directional marks can make a sentence read backwards, zero-width ones can hide in a name, control characters break the
file that holds them. Joiners and variation selectors stay, because emoji and several scripts are built with them.
"""

import re

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line feed
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"  # invisible or directional
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "]"
)


def visible(text: str) -> str:
    """`text` with every such character as `[U+202E]`; everything else as it is."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
