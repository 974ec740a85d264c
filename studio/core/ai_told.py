"""What AI services did for one piece, in plain sentences out of its history: for the handoff card and the edit-history report.

Sentences are templates; nothing is guessed. Times stand in them as they are on record, so that whoever shows them says them on
their own clock. Of a piece whose text was deleted the same is told, as far as it holds no words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from studio.core.ai_use import ANSWERED, CANCELLED, FAILED, Called, amount, called, costs, masked_by_kind
from studio.core.asking import Purpose
from studio.core.events import Event, EventType
from studio.core.phrases import count, listed

_FORMS = {"date of birth": "dates of birth", "ip address": "IP addresses", "address": "addresses", "person": "people"}


def told(events: Iterable[Event], accepted_before: Counter[str] | None = None) -> Iterator[str]:
    """Everything that was asked of a service for this piece, and what people made of it.

    Args:
        events: of the piece, oldest first.
        accepted_before: rewrites that the text's edits know of, by model: for those that came without a proposal.
    """
    every = [(event, event.payload or {}) for event in events]
    calls = [
        called(event.number, event.time, event.actor.name, payload, event.piece, "", "")
        for event, payload in every
        if event.type is EventType.AI_CALLED
    ]
    calls = [call for call in calls if not call.is_trial]
    yield from _asked(calls)
    yield from _rewrites([(event.type, payload) for event, payload in every], accepted_before or Counter())
    yield from _opinions([(event, payload) for event, payload in every if event.type is EventType.OPINION_READ])
    yield from _went_out(calls)


def _asked(calls: Sequence[Called]) -> Iterator[str]:
    for purpose in Purpose:
        of_it = [call for call in calls if call.purpose == purpose]
        if not of_it:
            continue
        who = listed(sorted({call.who for call in of_it}))
        models = sorted({_model(call) for call in of_it})
        when = of_it[0].when if of_it[0].when == of_it[-1].when else f"{of_it[0].when} to {of_it[-1].when}"
        outcomes = Counter(call.outcome for call in of_it)
        failed = [f"{outcomes[name]:,} {name}" for name in (FAILED, CANCELLED) if outcomes[name]]
        came = f"; {listed(failed)}" if failed else ""
        yield f"{who} had {listed(models)} {purpose.words} {_times(len(of_it))}, {when}{came}."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _model(call: Called) -> str:
    where = "on this computer" if call.local else "elsewhere"
    return f"{call.service} ({call.model}, {where})" if call.model else f"{call.service} ({where})"


def _rewrites(every: Sequence[tuple[EventType, dict[str, object]]], before: Counter[str]) -> Iterator[str]:
    proposed = sum(kind is EventType.REWRITE_PROPOSED for kind, _ in every)
    decided = Counter(str(payload.get("decision")) for kind, payload in every if kind is EventType.REWRITE_DECIDED)
    if not proposed:
        for model, number in sorted(before.items()):
            yield f"{count(number, 'rewrite')} by {model} {'was' if number == 1 else 'were'} accepted."
        if not before:
            yield "No rewrite by an AI was accepted."
        return
    left = proposed - decided.total()
    ways = (("accepted", "accepted"), ("partly", "accepted in part"), ("refused", "refused"))
    parts = [f"{decided[name]:,} {words}" for name, words in ways if decided[name]]
    parts += [f"{left:,} not decided yet"] if left > 0 else []
    yield f"{count(proposed, 'rewrite')} {'was' if proposed == 1 else 'were'} proposed: {listed(parts)}."


def _opinions(read: Sequence[tuple[Event, dict[str, object]]]) -> Iterator[str]:
    for kind, about in (("claims", "claims"), ("tone", "the tone")):
        of_it = [payload for _, payload in read if payload.get("kind") == kind]
        good = [payload for payload in of_it if payload.get("blocks")]  # without any, nothing was read
        if good:
            by = listed(sorted({str(payload.get("service") or "a model") for payload in good}))
            rows = [payload.get("found") for payload in good]
            known = [len(row) for row in rows if isinstance(row, list)]
            many = f": {count(sum(known), 'remark')}" if len(known) == len(rows) else ""
            yield f"A second opinion on {about} by {by}{many}. It set no status."
        if len(of_it) > len(good):
            times = _times(len(of_it) - len(good))
            yield f"A second opinion on {about} was asked for and could not be used, {times}."


def _went_out(calls: Sequence[Called]) -> Iterator[str]:
    if not calls:
        return
    masked = [count(many, kind, _FORMS.get(kind, "")) for kind, many in masked_by_kind(calls).items()]
    yield f"Masked in what went out: {listed(masked)}." if masked else "Nothing personal had to be masked in what went out."
    answered = [call for call in calls if call.outcome == ANSWERED]
    if not answered:
        return
    asked, gave = sum(call.tokens_in for call in answered), sum(call.tokens_out for call in answered)
    about = "" if all(call.counted for call in answered) else ", some of them guessed"
    prices = [f"{amount(cost)} {currency}".strip() for currency, cost in costs(answered).items()]
    cost = f" for {listed(prices)}" if prices else ""
    seconds = sum(call.seconds for call in answered)
    yield f"{count(asked, 'token')} asked and {gave:,} answered{about}{cost}, in {seconds:,.0f} s."
