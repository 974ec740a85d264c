"""`existence`: every match is a hit."""

from collections.abc import Callable, Iterator, Sequence

from studio.guides.alternation import ANYWHERE, Alternation
from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting, placed
from studio.guides.pattern import TIME_LIMIT, compiled, translated
from studio.guides.reading import BrokenRule, Keys


class Existence(Excepting):
    def __init__(self, tokens: Alternation, exceptions: Exceptions) -> None:
        self._tokens, self._exceptions = tokens, exceptions
        self.entries = tokens.entries

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        for start, end, _ in self._tokens.search(text, candidates, TIME_LIMIT):
            if start < end and not _ends_in_code(text[start:end], start, masked) and not self._exceptions.save(text, start, end):
                yield Hit(start, end, (text[start:end],))


def _ends_in_code(words: str, start: int, masked: Callable[[int, int], bool]) -> bool:
    """Whether what was found begins or ends in code or an address; a bracket around code is prose all the same."""
    if not masked(start, start + len(words)):
        return False
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip()) - 1
    return last < first or masked(first, first + 1) or masked(last, last + 1)


def build(keys: Keys, setting: Setting) -> Existence:
    """Tokens in the template, `raw` before or after it as it stands."""
    tokens, raw = placed(keys.texts("tokens")), keys.texts("raw")
    if not tokens and not raw:
        raise BrokenRule("The rule has neither `tokens` nor `raw`, so it can find nothing.", keys.line)
    ignore_case = keys.switch("ignorecase")
    template = setting.template(keys) if tokens else ANYWHERE
    if raw:
        template = _with_raw("".join(item.text for item in raw), template, keys.switch("append"))
        choice = "|".join(translated(text) for text, _ in tokens)
        try:
            compiled(("(?i)" if ignore_case else "") + template.replace("%s", choice))
        except BrokenRule as error:
            raise BrokenRule(f"`raw` cannot be read: {error.what}", keys.line_of("raw")) from error
    # A rule for anything but words does not know the house's words either.
    accepted = () if keys.switch("nonword") else setting.accepted
    exceptions = Setting(setting.message, setting.action, accepted, setting.word).exceptions(keys)
    return Existence(Alternation(tokens or [("", keys.line)], template, ignore_case=ignore_case), exceptions)


def _with_raw(raw: str, template: str, append: bool) -> str:
    """Raw text comes first unless `append` says otherwise, and then before the template's `(?m)`."""
    if append:
        return template + translated(raw).replace("%s", "%(?:)s")
    return translated(raw, multi_line=False).replace("%s", "%(?:)s") + template


KIND = Kind("existence", frozenset({"tokens", "raw", "append", "ignorecase", "nonword", "exceptions", "vocab"}), build)
