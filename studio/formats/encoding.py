"""From bytes to text: which encoding, and what else it might be.

The order is: a byte-order mark; UTF-16 without one, only where every other byte is nought; UTF-8; windows-1252 for a
text that is mostly ASCII, as Western texts are; then charset-normalizer. The detector comes last because on short
Western texts it names code pages nobody has used for thirty years.
"""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from studio.core.errors import BadInput

WESTERN = "windows-1252"
OFFERED = ("utf-8", WESTERN, "iso-8859-15", "windows-1250", "windows-1251", "macintosh", "utf-16-le", "utf-16-be")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_SAMPLE = 65_536
_DENSE = 0.3  # share of non-ASCII among the letters; French and Polish stay below 0.15, Russian and Greek are above 0.8
_ENOUGH = 24  # non-ASCII bytes the detector needs before it outweighs the guess "Western"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the label of the encoding used, and labels that fit as well, the one used first."""

    text: str
    label: str
    others: tuple[str, ...]


def decode(data: bytes, name: str, chosen: str | None = None) -> Decoded:
    """Read `data` as text.

    Args:
        data: the bytes of a text file.
        name: of the file, for messages.
        chosen: the encoding a person or the file itself names; None to find out.
    Raises:
        BadInput: the bytes are no text, no encoding fits, or the chosen one does not.
    """
    if chosen:
        return _chosen(data, name, chosen)
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _with_others(data, _strict(data, codec, name), label)
    if label := _bare_utf16(data):
        return _with_others(data, _strict(data, label, name), label)
    if _is_binary(data):
        raise BadInput(f"{name} is not a text file.", "Choose a file with text in it, or save the text as Markdown or Word.")
    if (text := _try(data, "utf-8")) is not None:
        return _with_others(data, text, "utf-8")
    western = _try(data, WESTERN)
    if western is not None and not (_is_dense(data) and _high(data) >= _ENOUGH):
        return _with_others(data, western, WESTERN)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and (text := _try(data, best.encoding)) is not None:
        return _with_others(data, text, best.encoding.replace("_", "-"))
    if western is not None:
        return _with_others(data, western, WESTERN)
    raise BadInput(f"The encoding of {name} cannot be told.", "Save the file as UTF-8, or choose its encoding.")


def _chosen(data: bytes, name: str, chosen: str) -> Decoded:
    try:
        codec = codecs.lookup(chosen)
    except (LookupError, ValueError) as error:
        raise BadInput(f"There is no encoding called {chosen}.", "Choose another one.") from error
    if not codec._is_text_encoding:
        raise BadInput(f"{chosen} is no encoding of text.", "Choose another one.")
    # A byte-order mark belongs to the encoding, not to the text.
    with_mark = {"utf-8": "utf-8-sig"}.get(codec.name, codec.name)
    return _with_others(data, _strict(data, with_mark, name, chosen), chosen)


def _strict(data: bytes, codec: str, name: str, label: str = "") -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        raise BadInput(f"{name} cannot be read as {label or codec}.", "Choose another encoding.") from error


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _with_others(data: bytes, text: str, label: str) -> Decoded:
    sample = data[:_SAMPLE]
    used = codecs.lookup(label).name
    fitting = [other for other in OFFERED if codecs.lookup(other).name != used and _fits(sample, other)]
    return Decoded(text, label, (label, *fitting))


def _fits(sample: bytes, codec: str) -> bool:
    """Whether `sample` reads as `codec` without a mistake but for a character cut off at its end."""
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(sample, final=False)
    except UnicodeError:
        return False
    return True


def _bare_utf16(data: bytes) -> str:
    """UTF-16 without a mark, told by the noughts in every other byte of a text in Latin script."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})


def _is_binary(data: bytes) -> bool:
    """Whether control characters are too many for a text; a stray one in a text is let through."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(1, len(sample) // 200) or (b"\0" in sample and _try(data, "utf-8") is None)


def _high(data: bytes) -> int:
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, bytes(range(128, 256))))


def _is_dense(data: bytes) -> bool:
    high = _high(data)
    ascii_letters = sum(1 for byte in data[:_SAMPLE] if 65 <= byte <= 90 or 97 <= byte <= 122)
    return high > _DENSE * (high + ascii_letters)
