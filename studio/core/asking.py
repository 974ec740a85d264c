"""What is asked of an AI service, and what comes back: plain records that the use cases make and the services carry.

Nothing here sends anything. A `Request` holds the very words that go out, masked already; `Answer` the words that came back, as
they came. `app.asking` makes the one and takes the other in, `services.ai` carries them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from studio.core.events import canonical, digest


class Purpose(StrEnum):
    """What a call is for; the ledger and the public statement tell it in these words."""

    DRAFT = "draft"
    REWRITE = "rewrite"
    CLAIMS = "claims"  # a second opinion on claims
    TONE = "tone"  # a second opinion on tone
    TEST = "test"  # whether the service answers at all; no text of the house goes out

    @property
    def words(self) -> str:
        """As it stands in a sentence: "asked … to write a draft"."""
        return _WORDS[self]

    @property
    def does(self) -> str:
        """Of a service that is at it: "… writes a draft"."""
        verb, _, rest = self.words.partition(" ")
        return f"{verb}s {rest}"


_WORDS = {
    Purpose.DRAFT: "write a draft",
    Purpose.REWRITE: "rewrite a passage",
    Purpose.CLAIMS: "look for claims",
    Purpose.TONE: "read the tone",
    Purpose.TEST: "answer a test",
}


@dataclass(frozen=True, slots=True)
class Service:
    """An AI service by its address, as `services.toml` names it. Its key is never in here.

    Attributes:
        address: the base of an OpenAI-compatible interface, `http://127.0.0.1:11434/v1` say.
        model: the model asked, by the service's own name for it.
        key: where the key comes from: `keyring`, `passphrase`, `none`, or the name of an environment variable.
        timeout: seconds that may pass without a word from the service.
        tries: how often one request is sent at most, where the service is busy or cannot be reached.
        price_in, price_out: what a million tokens cost, asked and answered, in `currency`; 0 where nobody said or nothing.
        terms: the last day by which somebody means to read its terms of use again, ISO 8601; empty where nobody said.
    """

    name: str
    address: str
    model: str
    key: str = "keyring"
    timeout: float = 60.0
    tries: int = 3
    price_in: float = 0.0
    price_out: float = 0.0
    currency: str = "USD"
    terms: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def told_address(self) -> str:
        """The address as it is told: scheme, host, port and path. Whatever else stands in one may be a key."""
        try:
            parts = urlsplit(self.address)
        except ValueError:  # brackets that do not close
            return ""
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def is_local(self) -> bool:
        """Whether it runs on this computer, so that nothing leaves it."""
        if self.host.casefold() == "localhost" or self.host.casefold().endswith(".localhost"):
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What a call of so many tokens costs, in `currency`; 0 where the prices are not known."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000


class Speaker(StrEnum):
    """Who says a message: the house sets the task, and whatever stands in a draft or a brief is only material."""

    HOUSE = "system"
    MATERIAL = "user"


@dataclass(frozen=True, slots=True)
class Message:
    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service, exactly as it goes out.

    Attributes:
        parameters: `temperature`, `max_tokens`, `seed` …, as the interface calls them; those that nobody chose are left out.
        schema: JSON schema that the answer has to follow, with a name under `title`; None for plain text.
    """

    purpose: Purpose
    messages: tuple[Message, ...]
    parameters: Mapping[str, float | int] = field(default_factory=dict)
    schema: Mapping[str, Any] | None = None

    @property
    def text(self) -> str:
        """Every word that goes out, one message below the other."""
        return "\n\n".join(message.text for message in self.messages)

    @property
    def size(self) -> int:
        """Code points that go out."""
        return sum(len(message.text) for message in self.messages)

    @property
    def hash(self) -> str:
        """SHA-256 of the messages, so that the ledger can prove what went out without keeping it."""
        return digest(canonical([[message.speaker.value, message.text] for message in self.messages]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        text: as the service wrote it.
        model: as the service calls what answered; the one asked for where it does not say.
        tokens_in, tokens_out: as the service counted them; `is_counted` is false where it did not, and they are guessed then.
        seconds: from the first try to the last word.
        tries: how often it was sent.
        is_whole: false where the service stopped at a limit before it was done.
    """

    text: str
    model: str
    tokens_in: int
    tokens_out: int
    is_counted: bool
    seconds: float
    tries: int
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """What a call tells while it runs.

    Attributes:
        words: of the answer, that came since the last time.
        waiting: a sentence where nothing comes and why: "Larch is busy; the second of 3 tries follows in 4 seconds."
    """

    words: str = ""
    waiting: str = ""


Tell = Callable[[Heard], object]
IsCancelled = Callable[[], bool]


def guessed_tokens(text: str) -> int:
    """About how many tokens a text is, where nobody counts them: four characters each, as is usual for English."""
    return -(-len(text) // 4)
