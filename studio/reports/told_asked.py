"""What an entry says that is about AI services, rewrites, second opinions, the library, the voice or feedback: a sentence with
its words, and one without, for after they were deleted."""

from collections.abc import Callable, Mapping

from studio.core.ai_use import amount
from studio.core.asking import Purpose
from studio.core.events import EventType
from studio.core.phrases import count
from studio.reports.entries import Entry


def _called(entry: Entry) -> str:
    purpose = entry.value("purpose")
    what = Purpose(purpose).words if purpose in set(Purpose) else "do something"
    where = "on this computer" if entry.fields.get("local") else "elsewhere"
    asked = f"Had {entry.value('service')} ({entry.value('answered') or entry.value('model')}, {where}) asked to {what}"
    return f"{asked}{_masked(entry)}. {_came_of_it(entry)}"


def _masked(entry: Entry) -> str:
    masked = entry.fields.get("masked")
    kinds = masked if isinstance(masked, dict) else {}
    many = sum(number for number in kinds.values() if isinstance(number, int))
    return f"; {count(many, 'personal datum', 'personal data')} masked" if many else ""


def _came_of_it(entry: Entry) -> str:
    match entry.value("outcome"):
        case "answered":
            asked, told = entry.fields.get("tokens_in"), entry.fields.get("tokens_out")
            tokens = f", {asked:,} tokens asked and {told:,} answered" if isinstance(asked, int) and isinstance(told, int) else ""
            about = "" if entry.fields.get("counted", True) else " or so"
            cost = entry.fields.get("cost")
            price = f", {amount(cost)} {entry.value('currency')}" if isinstance(cost, float) and cost else ""
            return f"It answered{tokens}{about}{price}."
        case "failed":
            return "It failed."
        case "cancelled":
            return "It was cancelled."
    return "What came of it is not known."


def _service(entry: Entry) -> str:
    name, address = entry.value("name"), entry.value("address")
    if entry.fields.get("removed"):
        return f"Took the AI service {name} out."
    was = f", which was called {entry.value('was')}" if entry.value("was") else ""
    model = f", model {entry.value('model')}" if entry.value("model") else ""
    return f"Set up the AI service {name}{was} at {address}{model}."


def _proposed(entry: Entry) -> str:
    asked = entry.value("instruction") or entry.value("purpose")
    return f"A model proposed “{entry.value('after')}” for “{entry.value('before')}”{f' ({asked})' if asked else ''}."


_DECIDED = {"accepted": "Accepted a rewrite", "partly": "Accepted a part of a rewrite", "refused": "Refused a rewrite"}


def _decided(entry: Entry) -> str:
    what = _DECIDED.get(entry.value("decision"), "Decided on a rewrite")
    taken, of = entry.fields.get("taken"), entry.fields.get("of")
    if entry.value("decision") == "partly" and isinstance(taken, int) and isinstance(of, int):
        what = f"{what}, {taken} of {count(of, 'change')}"
    return f"{what}. {entry.value('note')}" if entry.value("note") else f"{what}."


def _opinion(entry: Entry) -> str:
    about = {"claims": "claims", "tone": "the tone"}.get(entry.value("kind"), "the text")
    if entry.value("problem"):
        return f"A model was asked about {about}, and gave nothing that can be used. {entry.value('problem')}"
    found = entry.fields.get("found")
    many = len(found) if isinstance(found, list) else 0
    return f"A model’s second opinion on {about}: {count(many, 'remark')}."


_KINDS = {"story": "story", "snippet": "snippet"}


def _library(entry: Entry) -> str:
    kind = _KINDS.get(entry.value("kind"), "entry")
    did = "Took" if entry.fields.get("removed") else "Saved"
    return f"{did} the {kind} “{entry.value('title')}”{' out of the library' if entry.fields.get('removed') else ''}."


def _used(entry: Entry) -> str:
    return f"Put the {_KINDS.get(entry.value('kind'), 'entry')} “{entry.value('title')}” into the text."


def _feedback(entry: Entry) -> str:
    what = {"rating": "A rating", "comment": "A comment", "outcome": "An outcome"}.get(entry.value("kind"), "Feedback")
    figure = " ".join(filter(None, (entry.value("name"), entry.value("value"), entry.value("unit"))))
    value = f": {figure}" if figure else ""
    text = f" “{entry.value('text')}”" if entry.value("text") else ""
    return f"{what} from {entry.value('source') or 'somebody'}{value}.{text}"


def _why(what: str, note: str) -> str:
    return f"{what}. {note}" if note else f"{what}."


def _voice(entry: Entry) -> str:
    channel = f" for {entry.value('channel')}" if entry.value("channel") else ""
    whose = f"the voice of {entry.value('brand') or 'pieces without a brand'}{channel}"
    if entry.fields.get("removed"):
        return f"Took {entry.value('name')} out of what {whose} is learned from."
    return f"Added {entry.value('name')}, from “{entry.value('from')}”, to what {whose} is learned from."


def _explained(entry: Entry) -> str:
    if not entry.value("reason"):
        return "Took the reason for a change back."
    before, after = entry.value("before"), entry.value("after")
    what = f"“{before}” became “{after}”" if before and after else f"“{after}” came" if after else f"“{before}” went"
    return _why(f"Said why {what}: {entry.value('reason')}", entry.value("note"))


SENTENCES: Mapping[EventType, Callable[[Entry], str]] = {
    EventType.AI_CALLED: _called,
    EventType.SERVICE_SAVED: _service,
    EventType.REWRITE_PROPOSED: _proposed,
    EventType.REWRITE_DECIDED: _decided,
    EventType.OPINION_READ: _opinion,
    EventType.LIBRARY_SAVED: _library,
    EventType.LIBRARY_USED: _used,
    EventType.FEEDBACK_NOTED: _feedback,
    EventType.VOICE_SAVED: _voice,
    EventType.CHANGE_EXPLAINED: _explained,
}
"""One for each type."""

WITHOUT_WORDS: Mapping[EventType, Callable[[Entry], str]] = {
    EventType.AI_CALLED: _called,
    EventType.REWRITE_PROPOSED: lambda _: "A model proposed a rewrite.",
    EventType.REWRITE_DECIDED: _decided,
    EventType.OPINION_READ: _opinion,
    EventType.LIBRARY_USED: lambda entry: f"Put a {_KINDS.get(entry.value('kind'), 'entry')} of the library into the text.",
    EventType.FEEDBACK_NOTED: _feedback,
    EventType.CHANGE_EXPLAINED: lambda entry: f"Said why a passage was changed: {entry.value('reason') or 'for no reason'}.",
}
