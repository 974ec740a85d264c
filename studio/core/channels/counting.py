"""Ways to count characters. Each takes any text and gives a whole number."""

import unicodedata

import regex

_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"(?:\p{Regional_Indicator}{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:[\U000E0020-\U000E007F]+)?"
    r"(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*)"
)
_PLAIN_PICTOGRAPHS = frozenset("©®™‼⁉ℹ↔↕")  # text unless U+FE0F asks for the picture
URL = regex.compile(
    r"(?<![\w@.$#/-])(?:https?://[^\s<>\"“”]+|(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:com|org|net|edu|gov|info|biz|io|co|uk|eu|us|de|fr|it|es|nl|ie|ca|au|nz|app|dev|shop|store|blog|me|tv|social|page)\b"
    r"(?:/[^\s<>\"“”]*)?)",
    regex.I,
)
HASHTAG = regex.compile(r"(?<![\w&/#])[#＃](?=[\w]*[^\W\d])[\w]+")
MENTION = regex.compile(r"(?<![\w@./])[@＠]([\w][\w.-]*[\w]|\w)(@[\w-]+(?:\.[\w-]+)+)?")


def code_points(text: str) -> int:
    return len(text)


def utf16(text: str) -> int:
    """UTF-16 units: an emoji counts two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """What a person would call a character: an emoji of several parts is one."""
    return len(_GRAPHEME.findall(text))


def urls(text: str) -> list[str]:
    """The addresses that a network makes links of, without the punctuation behind them."""
    return [_trimmed(match[0]) for match in URL.finditer(text)]


def _trimmed(address: str) -> str:
    address = address.rstrip(".,;:!?'’*_…")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?")
    return address


def _without_urls(text: str, stand_in: str = "") -> str:
    """`text` with every address replaced."""
    made, at = "", 0
    for match in URL.finditer(text):
        made += text[at : match.start()] + stand_in
        at = match.start() + len(_trimmed(match[0]))
    return made + text[at:]


_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_LINK_WEIGHT = 23


def weighted(text: str) -> int:
    """X's count: Latin letters and usual punctuation weigh 1, all else 2, an emoji of any number of parts 2, an address 23.

    Source:
        twitter-text, configuration version 3 (`config/v3.json`): default weight 200, four ranges of weight 100, scale 100, emoji
        parsed, addresses 23. The text is brought into normal form C first.
    """
    text = unicodedata.normalize("NFC", text)
    total = _LINK_WEIGHT * len(urls(text))
    rest = _without_urls(text)
    at = 0
    for match in _EMOJI.finditer(rest):
        if match[0] in _PLAIN_PICTOGRAPHS:
            continue
        total += sum(map(_weight, rest[at : match.start()])) + 2
        at = match.end()
    return total + sum(map(_weight, rest[at:]))


def _weight(letter: str) -> int:
    return 1 if any(start <= ord(letter) <= end for start, end in _LIGHT) else 2


def mastodon(text: str) -> int:
    """Mastodon's count: graphemes, an address 23, of `@name@server` the name alone.

    Source:
        Mastodon's documentation, "Posting to your profile", and its `StatusLengthValidator`.
    """
    rest = _without_urls(text, "x" * _LINK_WEIGHT)
    return graphemes(MENTION.sub(lambda match: f"@{match[1]}", rest))


def threads(text: str) -> int:
    """Threads' count: characters, of an emoji its UTF-8 bytes.

    Source:
        Threads API, "Posts": text is limited to 500 characters; emojis count as the number of UTF-8 bytes.
    """
    total, at = 0, 0
    for match in _EMOJI.finditer(text):
        if match[0] in _PLAIN_PICTOGRAPHS:
            continue
        total += match.start() - at + len(match[0].encode())
        at = match.end()
    return total + len(text) - at


def hashtags(text: str) -> list[str]:
    return [match[0] for match in HASHTAG.finditer(_without_urls(text, " "))]


def mentions(text: str) -> list[str]:
    """`@name`s; an email address is none."""
    return [match[0] for match in MENTION.finditer(_without_urls(text, " "))]


def clusters(text: str) -> list[str]:
    """The graphemes of a text, in order."""
    return [match[0] for match in _GRAPHEME.finditer(text)]
