"""The register of AI use as rows for a spreadsheet and as plain JSON."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from studio.core.ai_use import Called, Use, amount
from studio.core.personal.kinds import counted
from studio.core.phrases import count, listed
from studio.reports.figure_record import number

COLUMNS = (
    *("entry", "when", "allowed by", "asked to", "service", "address", "runs", "model", "piece", "title", "brand"),
    *("characters", "personal data masked", "kinds masked", "outcome", "trouble", "tokens asked", "tokens answered"),
    *("tokens counted by", "cost", "currency", "seconds", "tries", "hash of what went out", "chain head"),
)


def table_rows(calls: Iterable[Called], head: str) -> Iterator[tuple[str, ...]]:
    """One row per call, the oldest first."""
    for each in calls:
        answered = each.outcome == "answered"
        yield (
            *(str(each.number), each.when, each.who, each.purpose_words, each.service, each.address, where(each.local)),
            *(each.model, each.piece, each.title, each.brand, str(each.size), str(each.masked_in_all), counted(each.masked)),
            *(each.outcome, each.trouble, str(each.tokens_in) if answered else "", str(each.tokens_out) if answered else ""),
            ("the service" if each.counted else "guess") if answered else "",
            *((plain(each.cost), each.currency, number(each.seconds), str(each.tries)) if answered else ("", "", "", "")),
            *(each.hash, head),
        )


def where(local: bool | None) -> str:
    """Where a service runs; empty for several of them."""
    return "" if local is None else "on this computer" if local else "elsewhere"


def plain(cost: float) -> str:
    """With as many places as the history keeps, in signs that a sheet reads as a number."""
    return f"{cost:.6f}".rstrip("0").rstrip(".")


def use_record(use: Use) -> dict[str, Any]:
    return {name: value for name, value in asdict(use).items() if value not in ("", None)}


def call_record(each: Called) -> dict[str, Any]:
    return asdict(each)


def total_record(use: Use) -> dict[str, Any]:
    """A sum over calls of several currencies, which has no cost."""
    return {name: value for name, value in use_record(use).items() if name not in ("cost", "currency")}


def tokens(use: Use) -> str:
    """`1,200 asked, 340 answered`, and that some are guessed; empty where there are none."""
    if not use.tokens_in and not use.tokens_out:
        return ""
    guessed = f", those of {count(use.guessed, 'call')} guessed" if use.guessed else ""
    return f"{use.tokens_in:,} asked, {use.tokens_out:,} answered{guessed}"


def money(costs: Mapping[str, float]) -> str:
    """`1.25 EUR and 0.5 USD`; that nothing is known to have cost anything where it is so."""
    return listed([f"{amount(cost)} {currency}" for currency, cost in costs.items()]) or "nothing known"
