"""Whether a connection works: one question to the service's list of models, and one word asked of the model."""

from dataclasses import dataclass

from studio.core.asking import Answer, Message, Purpose, Request, Service, Speaker
from studio.core.errors import ServiceTrouble, Trouble
from studio.services.ai import calling, troubles

QUESTION = Request(Purpose.TEST, (Message(Speaker.MATERIAL, "Answer with the one word: yes"),), {"max_tokens": 5})
"""All that a test says."""

_NAMED = 5


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


async def models_of(service: Service, key: str) -> tuple[str, ...]:
    """The models a service says it has; none where it keeps no such list.

    Raises:
        ServiceTrouble: nobody answers, the key is not taken, or a web page answers.
    """
    import openai

    async with calling.client(service, key) as client:
        try:
            page = await client.models.list()
        except openai.NotFoundError:
            return ()
        except Exception as error:  # noqa: BLE001 - `troubles.of` raises what it does not know
            raise troubles.of(error, service, key) from None
    if not hasattr(page, "data"):  # the package gives a page's text where it is none of an interface's
        raise troubles.no_interface(service)
    return tuple(sorted(each.id for each in page.data or ()))
