"""What was asked of AI services, call by call and summed up: the ledger behind the report, the command and the public statement.

A call is told as the history keeps it; no word of what went out or came back is in it. Sums are made here and nowhere else, so
that every place shows the same ones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from studio.core.asking import Purpose, Request, Service, guessed_tokens
from studio.core.phrases import count

ANSWERED, FAILED, CANCELLED = "answered", "failed", "cancelled"
_PLACES = 6  # of a cost, as the history keeps it


@dataclass(frozen=True, slots=True)
class Called:
    """One call.

    Attributes:
        number: of its entry in the history; when: UTC, ISO 8601; who: the person who allowed it.
        purpose: see `core.asking.Purpose`; empty where the entry does not say.
        local: whether the service runs on the computer that asked.
        model: what answered, by the service's own name for it; what was asked for where nothing answered.
        piece, title, brand: of the piece it is about; empty where it is about none, but for the brand that it was made for.
        size: code points that were to go out; hash: SHA-256 of them.
        masked: how many data of each kind had a placeholder.
        outcome: answered, failed or cancelled; trouble: why it failed, see `core.errors.Trouble`.
        tokens_in, tokens_out: asked and answered; `counted` is false where the service did not count them, so they are guessed.
        cost: in `currency`; 0 where the prices are not known.
        tries: how often it was sent; seconds: from the first try to the last word.
    """

    number: int
    when: str
    who: str
    purpose: str
    service: str
    address: str
    local: bool
    model: str
    piece: str = ""
    title: str = ""
    brand: str = ""
    size: int = 0
    hash: str = ""
    masked: Mapping[str, int] = field(default_factory=dict)
    outcome: str = ""
    trouble: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    counted: bool = True
    cost: float = 0.0
    currency: str = ""
    seconds: float = 0.0
    tries: int = 0

    @property
    def month(self) -> str:
        """`2026-11`, UTC."""
        return self.when[:7]

    @property
    def masked_in_all(self) -> int:
        return sum(self.masked.values())

    @property
    def purpose_words(self) -> str:
        return Purpose(self.purpose).words if self.purpose in set(Purpose) else "do something that is not recorded"

    @property
    def is_trial(self) -> bool:
        """Whether it only asked if the service answers, and no text of the house went out."""
        return self.purpose == Purpose.TEST


def called(number: int, when: str, who: str, payload: Mapping[str, Any], piece: str, title: str, brand: str) -> Called:
    """A call from its entry; what does not read as it should counts as not said, for somebody may have altered it."""
    masked = payload.get("masked")
    kinds = masked.items() if isinstance(masked, Mapping) else ()
    return Called(
        *(number, when, who, _text(payload, "purpose"), _text(payload, "service"), _text(payload, "address")),
        *(payload.get("local") is True, _text(payload, "answered") or _text(payload, "model"), piece, title, brand),
        size=_whole(payload, "size"),
        hash=_text(payload, "hash"),
        masked={str(kind): many for kind, many in kinds if isinstance(many, int)},
        outcome=_text(payload, "outcome"),
        trouble=_text(payload, "trouble"),
        tokens_in=_whole(payload, "tokens_in"),
        tokens_out=_whole(payload, "tokens_out"),
        counted=payload.get("counted") is not False,
        cost=_figure(payload, "cost"),
        currency=_text(payload, "currency"),
        seconds=_figure(payload, "seconds"),
        tries=_whole(payload, "tries"),
    )


@dataclass(frozen=True, slots=True)
class Use:
    """Calls summed up.

    Attributes:
        service, local, month: what they have in common; empty, or None, where the sum is over all of them.
        currency: of `cost`; there is one sum for each.
        calls: all of them, `answered`, `failed` and `cancelled` among them.
        size: code points that were to go out; masked: personal data that had a placeholder.
        guessed: how many of the answered calls have tokens that nobody counted.
    """

    service: str = ""
    local: bool | None = None
    month: str = ""
    currency: str = ""
    calls: int = 0
    answered: int = 0
    failed: int = 0
    cancelled: int = 0
    size: int = 0
    masked: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    guessed: int = 0
    cost: float = 0.0


def summed(calls: Iterable[Called], **common: Any) -> Use:
    """The sum of some calls; `common` says what they have in common, and their currency."""
    every = list(calls)
    outcomes = Counter(each.outcome for each in every)
    return Use(
        **common,
        calls=len(every),
        answered=outcomes[ANSWERED],
        failed=outcomes[FAILED],
        cancelled=outcomes[CANCELLED],
        size=sum(each.size for each in every),
        masked=sum(each.masked_in_all for each in every),
        tokens_in=sum(each.tokens_in for each in every),
        tokens_out=sum(each.tokens_out for each in every),
        guessed=sum(each.outcome == ANSWERED and not each.counted for each in every),
        cost=round(fsum(each.cost for each in every), _PLACES),
    )


def by_service(calls: Iterable[Called]) -> tuple[Use, ...]:
    """One sum per service and month, the latest month first, services in the alphabet's order. A service whose prices changed
    their currency has one for each; calls that cost nothing stand with those that did."""
    groups: dict[tuple[str, str, bool], list[Called]] = {}
    for each in calls:
        groups.setdefault((each.month, each.service, each.local), []).append(each)
    order = sorted(groups, key=lambda key: (key[1].casefold(), key[2]))
    found = []
    for month, service, local in sorted(order, key=lambda key: key[0], reverse=True):
        for currency, some in _by_currency(groups[month, service, local]).items():
            found.append(summed(some, service=service, local=local, month=month, currency=currency))
    return tuple(found)


def costs(calls: Iterable[Called]) -> dict[str, float]:
    """What they cost, by currency; nothing where nothing is known to have cost anything."""
    groups = _by_currency(list(calls))
    sums = {currency: round(fsum(each.cost for each in some), _PLACES) for currency, some in groups.items()}
    return {currency: cost for currency, cost in sorted(sums.items()) if cost}


def masked_by_kind(calls: Iterable[Called]) -> dict[str, int]:
    """How many data of each kind had a placeholder, the most first."""
    found = Counter[str]()
    for each in calls:
        found.update(each.masked)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _by_currency(calls: list[Called]) -> dict[str, list[Called]]:
    priced = [each.currency for each in calls if each.cost]
    usual = priced[-1] if priced else next((each.currency for each in calls if each.currency), "")
    found: dict[str, list[Called]] = {}
    for each in calls:
        found.setdefault(each.currency if each.cost else usual, []).append(each)
    return dict(sorted(found.items()))


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name, "")
    return value if isinstance(value, str) else ""


def _whole(payload: Mapping[str, Any], name: str) -> int:
    value = payload.get(name, 0)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _figure(payload: Mapping[str, Any], name: str) -> float:
    value = payload.get(name, 0.0)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def amount(cost: float) -> str:
    """What calls cost, with two places, and with as many as it takes where that would be nothing."""
    if not cost:
        return "0"
    return f"{cost:,.2f}" if cost >= 0.1 else f"{cost:.6f}".rstrip("0")


def how_much(service: Service, requests: Sequence[Request]) -> str:
    """How much goes out to a service, and about what that costs, as far as anybody knows before it answers."""
    tokens = sum(guessed_tokens(each.text) for each in requests)
    cost = service.cost(tokens, 0)
    money = f"; about {amount(float(f'{cost:.2g}'))} {service.currency}, and the answer comes on top" if cost else ""
    several = f"{count(len(requests), 'question')}: " if len(requests) > 1 else ""
    return f"{several}{count(sum(each.size for each in requests), 'character')}, about {count(tokens, 'token')}{money}."
