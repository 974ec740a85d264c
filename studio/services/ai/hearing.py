"""What an AI service sends, as records: one whole, or one after the other while they stream in.

The package openai would give every part a form, believe whatever it says, and wait for a line to end however long it grows. Here
bytes become text whatever they are, no answer grows without an end, and what is no JSON is refused in a sentence of ours.
"""

import codecs
import io
import json
import re
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from studio.core.asking import Service
from studio.core.errors import ServiceTrouble
from studio.services.ai import troubles

if TYPE_CHECKING:
    import httpx2

MOST = 4_000_000
"""Bytes that one answer may have; a long book is a fourth of it. Of an answer that comes packed, `_MOST_PACKED`."""

_MOST_PACKED = 250_000  # a packed byte can stand for a thousand
_MOST_NAME = 120  # signs
_HALVES = re.compile("[\ud800-\udfff]")  # halves of a sign, that no file and no history can hold


async def records(parts: AsyncIterable[bytes], service: Service) -> AsyncIterator[Any]:
    """Every record of a stream of events, as its JSON says it; None for a line that only keeps the connection open.

    Args:
        parts: the bytes of the answer as they come.
    Raises:
        ServiceTrouble: a record that is no JSON, or more than an answer may have.
    """
    said: list[str] = []
    async for line in _lines(parts, service):
        if line.startswith("data:"):
            said.append(line[5:].removeprefix(" "))
        elif line:
            yield None
        elif said:
            record = "\n".join(said)
            said.clear()
            if record.startswith("[DONE]"):
                return
            yield decoded(record, service) if record.strip() else None
    if last := _last("\n".join(said), service):
        yield last


def _last(said: str, service: Service) -> Any:
    """A record after which the connection ended; None where it ended within it."""
    try:
        return decoded(said, service)
    except ServiceTrouble:
        return None


async def whole(parts: AsyncIterable[bytes], service: Service) -> str:
    """The text of an answer that comes in one.

    Raises:
        ServiceTrouble: more than an answer may have.
    """
    every = [part async for part in _bounded(parts, service)]
    return b"".join(every).decode("utf-8-sig", "replace")


def decoded(text: str, service: Service) -> Any:
    """Raises: ServiceTrouble, where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise troubles.unreadable(service) from None


def record(said: Any) -> Mapping[str, Any]:
    """What should be a record; an empty one where it is none."""
    return said if isinstance(said, Mapping) else {}


def words(said: Any) -> str:
    """What should be text, as text that can be kept; empty where it is none."""
    return _HALVES.sub("\ufffd", said) if isinstance(said, str) else ""


def name(said: Any) -> str:
    """What should be a name, in one short line."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in words(said)[: 4 * _MOST_NAME]).split())
    return plain if len(plain) <= _MOST_NAME else f"{plain[: _MOST_NAME - 1]}…"


def bound(response: "httpx2.Response", service: Service) -> None:
    """Let no more than an answer may have come in of a response, whatever it is: an answer, an error, a list of models."""
    import httpx2

    packed = response.headers.get("content-encoding", "identity").casefold() not in ("", "identity")
    most, inner = _MOST_PACKED if packed else MOST, response.stream

    class Bounded(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            assert isinstance(inner, httpx2.AsyncByteStream)
            async for part in _bounded(inner, service, most):
                yield part

        async def aclose(self) -> None:
            assert isinstance(inner, httpx2.AsyncByteStream)
            await inner.aclose()

    response.stream = Bounded()


async def _bounded(parts: AsyncIterable[bytes], service: Service, most: int = MOST) -> AsyncIterator[bytes]:
    size = 0
    async for part in parts:
        size += len(part)
        if size > most:
            raise troubles.endless(service)
        yield part


async def _lines(parts: AsyncIterable[bytes], service: Service) -> AsyncIterator[str]:
    newlines = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8-sig")("replace"), translate=True)
    held: list[str] = []
    async for part in _bounded(parts, service):
        first, *more = newlines.decode(part).split("\n")
        held.append(first)
        for line in more:
            yield "".join(held)
            held = [line]
    yield "".join(held) + newlines.decode(b"", final=True)
