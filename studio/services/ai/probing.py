"""Whether a connection works: one question to the service's list of models, and one word asked of the model.

And which services run on this computer without being set up: only loopback is looked at, and only when somebody asks.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from studio.core.asking import Answer, Message, Purpose, Request, Service, Speaker
from studio.core.errors import ServiceTrouble, Trouble
from studio.services.ai import calling, hearing, troubles

QUESTION = Request(Purpose.TEST, (Message(Speaker.MATERIAL, "Answer with the one word: yes"),), {"max_tokens": 5})
"""All that a test says."""

_NAMED = 5
_KNOCK, _LIST = 0.5, 1.5  # seconds that a port on this computer may take to open, and a server there to list its models


@dataclass(frozen=True, slots=True)
class Probed:
    """What a test found.

    Attributes:
        models: that the service says it has, by name; empty where it does not say.
        answer: what the model answered.
    """

    models: tuple[str, ...]
    answer: Answer

    @property
    def sentence(self) -> str:
        return f"It works: “{self.answer.model}” answers in {self.answer.seconds:.1f} s."


async def probe(service: Service, key: str) -> Probed:
    """Test a connection, without a word of the house's.

    Raises:
        ServiceTrouble: it does not work, and why.
    """
    models = await models_of(service, key)
    if models and service.model not in models and f"{service.model}:latest" not in models:
        there = ", ".join(models[:_NAMED]) + (f" and {len(models) - _NAMED} more" if len(models) > _NAMED else "")
        if not service.model:
            raise ServiceTrouble(Trouble.MODEL, "No model is chosen yet.", f"{service.name} has: {there}.", models)
        raise ServiceTrouble(Trouble.MODEL, f"{service.name} has no model “{service.model}”.", f"It has: {there}.", models)
    return Probed(models, await calling.ask(service, key, QUESTION, lambda heard: None))


@dataclass(frozen=True, slots=True)
class Seen:
    """A service that runs on this computer; its model is chosen where it has but one.

    Attributes:
        models: that it says it has, by name.
    """

    service: Service
    models: tuple[str, ...]

    @property
    def sentence(self) -> str:
        many = len(self.models)
        what = f"{many} model{'s' * (many != 1)}" if many else "no model yet"
        return f"{self.service.name} runs on this computer, with {what}."


async def seen(candidates: Sequence[Service]) -> tuple[Seen, ...]:
    """Those that run, in the order of `candidates`. What is not on loopback is not looked at, and what fails is not there."""
    found = await asyncio.gather(*(_look(each) for each in candidates if each.is_local))
    return tuple(each for each in found if each is not None)


async def _look(service: Service) -> Seen | None:
    with suppress(OSError, ValueError, TimeoutError, ServiceTrouble):
        port = urlsplit(service.address).port or 80
        _, writer = await asyncio.wait_for(asyncio.open_connection(service.host, port), _KNOCK)  # before anything is loaded
        writer.close()
        import openai  # noqa: F401 - loading it is none of the server's time

        models = await asyncio.wait_for(_listed(replace(service, timeout=_LIST, tries=1), ""), _LIST + _KNOCK)
        if models is not None:
            return Seen(replace(service, model=models[0] if len(models) == 1 else ""), models)
    return None


async def models_of(service: Service, key: str) -> tuple[str, ...]:
    """The models a service says it has; none where it keeps no such list.

    Raises:
        ServiceTrouble: nobody answers, the key is not taken, or a web page answers.
    """
    return await _listed(service, key) or ()


async def _listed(service: Service, key: str) -> tuple[str, ...] | None:
    """None where what answers keeps no list; else see `models_of`."""
    import openai

    async with calling.client(service, key) as client:
        try:
            async with asyncio.timeout(service.timeout):
                page = await client.models.list()
        except openai.NotFoundError:
            return None
        except AttributeError:  # the package takes any JSON for a page
            raise troubles.no_interface(service) from None
        except Exception as error:  # noqa: BLE001 - `troubles.of` raises what it does not know
            raise troubles.of(error, service, key) from None
    if not hasattr(page, "data"):  # the package gives a page's text where it is none of an interface's
        raise troubles.no_interface(service)
    if getattr(page, "object", "") != "list" and not page.data:  # some other program's JSON
        return None
    rows: Any = page.data  # nobody looked yet at whether it has the form that the package says
    names = [hearing.words(getattr(each, "id", None)) for each in rows] if isinstance(rows, list) else []
    return tuple(sorted({each for each in names if each and each == hearing.name(each)}))
