"""One call to an AI service: sent, tried again where that may help, and read as it streams in.

The package openai's own retries are off, because nobody would see them. A request is sent again only while no word of its answer
has come. Servers differ in what they take: one that refuses the count of tokens or the schema is asked without them.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeGuard

from studio.core.asking import Answer, Heard, Request, Service, Tell, guessed_tokens
from studio.core.errors import ServiceTrouble, Trouble
from studio.services.ai import hearing, troubles
from studio.services.ai.hearing import record, words

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_TALKERS = ("openai", "httpx2", "httpcore2")  # they would log what goes out, if somebody asked them to
_CONNECT = 5.0  # seconds
_LONGEST_WAIT = 30.0  # seconds between two tries, whatever the service asks for
_AGAIN = (Trouble.ADDRESS, Trouble.BUSY, Trouble.TIMEOUT, Trouble.BROKEN)
_MOST_TOKENS = 1_000_000_000  # that a service may say it counted; beyond that, and below nothing, nobody counted
_NO_KEY = "none"  # the package wants one, and a server on this computer looks at none
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


@dataclass
class _Reading:
    """An answer as it grows."""

    words: list[str] = field(default_factory=list)
    model: str = ""
    tokens: tuple[int, int] | None = None
    finish: str = ""


async def ask(service: Service, key: str, request: Request, tell: Tell) -> Answer:
    """See `Line.ask`."""
    began = time.monotonic()
    plain = _Wishes(bool(request.schema), True)
    tries = 0
    async with client(service, key) as openai:
        while True:
            tries += 1
            reading = _Reading()
            try:
                async with asyncio.timeout(service.timeout) as patience:
                    await _read(openai, service, key, request, plain, reading, tell, patience)
                break
            except Exception as error:  # noqa: BLE001 - `troubles.of` raises what it does not know
                if not reading.words and plain.give_up(error):
                    tries -= 1
                    continue
                trouble = troubles.of(error, service, key)
                is_final = isinstance(trouble, troubles.Spoilt) or trouble.trouble not in _AGAIN
                if reading.words or tries >= service.tries or is_final:
                    raise trouble from None
                await _wait(service, error, trouble, tries, tell)
    text = "".join(reading.words)
    if reading.finish == "content_filter":
        raise troubles.declined(service)
    if not text.strip():
        raise troubles.silent(service)
    counted = reading.tokens or (guessed_tokens(request.text), guessed_tokens(text))
    seconds = time.monotonic() - began
    model = reading.model or service.model
    return Answer(text, model, *counted, reading.tokens is not None, seconds, tries, reading.finish != "length")


@asynccontextmanager
async def client(service: Service, key: str) -> AsyncIterator["AsyncOpenAI"]:
    """The package's client for one call. A loopback address is never reached through a proxy, and a redirect is never followed:
    what was allowed for one place would go to another."""
    import httpx2
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    pace = httpx2.Timeout(service.timeout, connect=min(_CONNECT, service.timeout), pool=_CONNECT)

    async def bound(response: httpx2.Response) -> None:
        hearing.bound(response, service)

    http = DefaultAsyncHttpxClient(
        trust_env=not service.is_local, timeout=pace, follow_redirects=False, event_hooks={"response": [bound]}
    )
    openai = AsyncOpenAI(api_key=key or _NO_KEY, base_url=service.address, timeout=pace, max_retries=0, http_client=http)
    try:
        yield openai
    finally:
        await openai.close()


class _Wishes:
    """What is asked for beside the words and may be given up: the schema, and the count of tokens."""

    def __init__(self, schema: bool, usage: bool) -> None:
        self.schema = schema
        self.usage = usage

    def give_up(self, error: Exception) -> bool:
        """Whether the service refused something that it can do without; the next try leaves it out."""
        said = troubles.refused_words(error)
        if self.usage and "stream_options" in said:
            self.usage = False
            return True
        if self.schema and ("response_format" in said or "json_schema" in said):
            self.schema = False
            return True
        return False


async def _read(
    openai: "AsyncOpenAI",
    service: Service,
    key: str,
    request: Request,
    wishes: _Wishes,
    reading: _Reading,
    tell: Tell,
    patience: asyncio.Timeout,
) -> None:
    asked: dict[str, Any] = {
        "model": service.model,
        "messages": [{"role": each.speaker.value, "content": each.text} for each in request.messages],
        "stream": True,
        **request.parameters,
    }
    if wishes.usage:
        asked["stream_options"] = {"include_usage": True}
    if wishes.schema and request.schema:
        named = {"name": str(request.schema.get("title", "answer")), "strict": True, "schema": dict(request.schema)}
        asked["response_format"] = {"type": "json_schema", "json_schema": named}
    async with openai.chat.completions.with_streaming_response.create(**asked) as response:
        kind = response.headers.get("content-type", "")
        if "event-stream" in kind:
            async for part in hearing.records(response.iter_bytes(), service):
                if error := record(part).get("error"):
                    raise troubles.failed(service, error, key)
                if _take(record(part), "delta", reading, tell):
                    patience.reschedule(asyncio.get_running_loop().time() + service.timeout)
            if not reading.finish:
                raise troubles.broken_off(service)
            return
        text = await hearing.whole(response.iter_bytes(), service)
        if not text.strip():
            raise troubles.silent(service)
        if "json" not in kind:
            raise troubles.no_interface(service)
        whole = record(hearing.decoded(text, service))  # it does not stream
        if error := whole.get("error"):
            raise troubles.failed(service, error, key)
        if "choices" not in whole:
            raise troubles.no_interface(service)
        _take(whole, "message", reading, tell)


def _take(part: Mapping[str, Any], name: str, reading: _Reading, tell: Tell) -> bool:
    """Take in one part of an answer; what does not look like one is passed over. Whether the model said anything in it, aloud or,
    where a service tells that, in its thoughts."""
    reading.model = hearing.name(part.get("model")) or reading.model
    usage = record(part.get("usage"))
    answered, asked = usage.get("completion_tokens"), usage.get("prompt_tokens") or 0
    if _is_count(answered) and _is_count(asked):
        reading.tokens = asked, answered
    choices, speaks = part.get("choices"), False
    for choice in map(record, choices if isinstance(choices, list) else ()):
        message = record(choice.get(name))
        if said := words(message.get("content")):
            reading.words.append(said)
            tell(Heard(said))
        speaks = speaks or any(words(each) for field, each in message.items() if field != "role")
        reading.finish = words(choice.get("finish_reason")) or reading.finish
    return speaks


def _is_count(said: Any) -> TypeGuard[int]:
    return type(said) is int and 0 <= said <= _MOST_TOKENS


async def _wait(service: Service, error: Exception, trouble: ServiceTrouble, tries: int, tell: Tell) -> None:
    """Wait before the next try, longer each time, or as long as the service asks; the person sees why."""
    wait = min(troubles.asked_to_wait(error) or 2.0 ** (tries - 1), _LONGEST_WAIT)
    which = _ORDINALS.get(tries + 1, f"{tries + 1}th")
    tell(Heard(waiting=f"{trouble.what} The {which} of {service.tries} tries follows in {wait:.0f} s."))
    await asyncio.sleep(wait)
