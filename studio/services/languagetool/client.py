"""Asks a LanguageTool server about a text, through language-tool-python, and gives places in code points."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from studio.core.errors import ServiceTrouble, Trouble
from studio.core.proofreading import Finding, Wish
from studio.core.span import Span

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

TIMEOUT = 30.0  # seconds for one block; the first one of a language is the slowest
_NO_PROXY = {"no_proxy": "*"}  # a server on this computer is asked directly, whatever the surroundings say
_one_at_a_time = threading.Lock()
"""The library keeps the text it looked at last in its class, where two threads would mix up their places."""


class Client:
    """Speaks to one server. Any thread may use it; texts go one after the other.

    Args:
        address: `http://HOST:PORT`.
        timeout: seconds for one answer.
    """

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        self.address = address
        self._timeout = timeout
        self._tools: dict[str, LanguageTool] = {}

    def check(self, text: str, wish: Wish) -> Sequence[Finding]:
        """What the server says of `text`, in reading order.

        Raises:
            ServiceTrouble: it did not answer, or not as LanguageTool does, or does not know the language.
        """
        with _one_at_a_time:
            tool = self._tool(wish.language)
            tool.picky = wish.picky
            tool.disabled_rules = set(wish.off)
            matches = _asked(partial(tool.check, text))
        found = [_finding(match, text) for match in matches]
        return sorted(found, key=lambda each: (each.span.start, each.span.end, each.rule))

    def languages(self) -> Sequence[str]:
        """The languages that the server knows, as `en-GB`."""
        with _one_at_a_time:
            tool = self._tool("auto")
            return sorted(_asked(tool._get_languages) - {"auto"})

    def _tool(self, language: str) -> "LanguageTool":
        """The library's client for one language. The lock must be held."""
        if language not in self._tools:
            make = _patient(self._timeout)
            self._tools[language] = _asked(lambda: make(language, remote_server=self.address, proxies=_NO_PROXY))
        return self._tools[language]


def _patient(seconds: float) -> Any:
    """The library's class with a time-out of ours, its own is five minutes; and it follows no redirect, which the library does,
    for a text that may go to one place would go to another.
    """
    import requests  # both take a moment to load
    from language_tool_python import LanguageTool
    from language_tool_python.exceptions import LanguageToolError

    class LanguageToolInTime(LanguageTool):
        def _query_server(self, url: str, params: dict[str, str] | None = None, num_tries: int = 2, method: str = "get") -> Any:
            given: dict[str, Any] = {"params": params} if method == "get" else {"data": params}
            for tries in range(num_tries):
                try:
                    answer = requests.request(method, url, **given, timeout=seconds, proxies=self._proxies, allow_redirects=False)
                    break
                except OSError as error:
                    if tries + 1 == num_tries:
                        raise LanguageToolError(f"{self._url}: {error}") from error
            if answer.is_redirect:
                raise _sent_on(url, answer.headers["location"])
            try:
                return answer.json()
            except ValueError:
                raise LanguageToolError(answer.text) from None

    return LanguageToolInTime


def _sent_on(url: str, location: str) -> ServiceTrouble:
    """It names another place to ask."""
    try:
        host = urlsplit(urljoin(url, location)).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    what = f"LanguageTool sends whoever asks on to {host or 'another place'}, and no text is sent there."
    return ServiceTrouble(Trouble.NOT_AN_INTERFACE, what, "See to its address.")


def _asked(work: Any) -> Any:
    """What `work` gives, its errors in words of ours."""
    from language_tool_python.exceptions import LanguageToolError

    try:
        return work()
    except LanguageToolError as error:
        late = "timed out" in str(error).lower()
        trouble, what = (Trouble.TIMEOUT, "did not answer in time") if late else (Trouble.BROKEN, "did not answer")
        raise ServiceTrouble(trouble, f"LanguageTool {what}.", "It is tried again with the next change.") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, ValueError) and "language" in str(error).lower():
            raise ServiceTrouble(Trouble.MODEL, f"LanguageTool here does not know this language: {error}.") from error
        what = "What answers there does not speak as LanguageTool does."
        raise ServiceTrouble(Trouble.NOT_AN_INTERFACE, what, "See to its address.") from error


def _finding(match: Any, text: str) -> Finding:
    """The library counts where a match begins in code points, and how long it is in UTF-16."""
    start, units, end = match.offset, match.error_length, match.offset
    while units > 0 and end < len(text):
        units -= 2 if text[end] > "\uffff" else 1
        end += 1
    return Finding(
        span=Span(start, end),
        rule=match.rule_id,
        message=match.message,
        fixes=tuple(match.replacements),
        category=match.category,
        kind=match.rule_issue_type,
    )
