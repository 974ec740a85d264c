"""What an entry says in which people judge a piece beside its flags and claims, or move it on: a sentence with its words, and one
without, for after they were deleted."""

from collections.abc import Callable, Mapping

from studio.core.events import ActorKind, EventType
from studio.core.phrases import count, listed
from studio.core.piece import Stage
from studio.core.times import day
from studio.reports.entries import Entry


def _why(what: str, why: str) -> str:
    return f"{what}. {why}" if why else f"{what}."


def _stage(name: str) -> str:
    """“In review”, whatever the history calls it; a stage that no program knows stays as it is written."""
    return f"“{Stage(name).label}”" if name in set(Stage) else f"“{name}”"


# ---------------------------------------------------------------- moves


def _recalled(entry: Entry) -> str:
    return _why("Took the piece back from review", entry.value("note"))


def _reopened(entry: Entry) -> str:
    was = f", which was {_stage(entry.value('was'))}" if entry.value("was") else ""
    return _why(f"Reopened the piece{was}, to correct it", entry.value("note"))


def _published(entry: Entry) -> str:
    return _why(f"Marked the piece as published: {entry.value('where').rstrip('.')}", entry.value("note"))


def _held(entry: Entry) -> str:
    until = f" until {day(entry.value('until'))}" if entry.value("until") else ""
    of = {"brand": "the brand", "campaign": "the campaign"}.get(entry.value("scope"), "")
    name = f" {entry.value('name')}" if entry.value("name") else ""
    what = f"Put everything of {of}{name} on hold{until}, this piece with it" if of else f"Put the piece on hold{until}"
    return _why(what, entry.value("reason"))


def _resumed(entry: Entry) -> str:
    to = f"; it is {_stage(entry.value('to'))} again" if entry.value("to") else ""
    return _why(f"Took the piece off hold{to}", entry.value("note"))


def _withdrawn(entry: Entry) -> str:
    was = f", which was {_stage(entry.value('was'))}" if entry.value("was") else ""
    return _why(f"Withdrew the piece{was}", entry.value("reason"))


def _brought_back(entry: Entry) -> str:
    return _why("Brought the piece back; it is drafted again", entry.value("note"))


_CALLED = {
    "brand": ("brand", "took its brand away"),
    "channel": ("channel", "took its channel away"),
    "campaign": ("campaign", "put it into no campaign"),
    "content_type": ("content type", "took its content type away"),
    "audience": ("audience", "took its audience away"),
    "locale": ("locale", "took its locale away"),
    "accountable": ("accountable person", "named nobody who answers for it"),
}


def _described(entry: Entry) -> str:
    what = entry.fields.get("what")
    said = []
    for name, value in (what if isinstance(what, Mapping) else {}).items():
        if name == "audience_checked":
            said.append("checked who is in that audience" if value else "took back that its audience was checked")
        elif name == "audience" and entry.purged:  # whether one was named went with the words
            said.append("changed its audience")
        elif name in _CALLED:
            called, none = _CALLED[name]
            said.append(f"set its {called} to “{value}”" if value else none)
    told = listed(said) or "described the piece"
    return f"{told[:1].upper()}{told[1:]}."


# ---------------------------------------------------------------- what people say


def _agreed(entry: Entry) -> str:
    rating = f", rated {entry.value('rating')} of 5 for sounding like the brand" if entry.fields.get("rating") else ""
    what = f"Said yes to {listed(entry.values('parts')) or 'a part'} of revision {entry.value('revision')}{rating}"
    return _why(what, entry.value("note"))


def _about(entry: Entry) -> str:
    """What a remark or an escalation is about, as the end of a phrase: keys are for programs, so only their kind is told."""
    kind, _, rest = entry.value("about").partition(":")
    return {
        "flag": " about a flag",
        "claim": " about a claim",
        "rule": f" about the rule {rest}",
        "checklist": " about a question of the checklist",
        "round": " about a handing on",
    }.get(kind, "")


def _commented(entry: Entry) -> str:
    anchor = entry.fields.get("anchor")
    words = " ".join(str(anchor.get("text", "")).split()) if isinstance(anchor, Mapping) else ""
    on = f" on “{words if len(words) <= 60 else words[:59].rstrip() + '…'}”" if words else ""
    what = "Answered a comment" if entry.fields.get("thread") else "Commented"
    to = f", for {listed(entry.values('mentions'))}" if entry.values("mentions") else ""
    return f"{_by_machine(entry)}{what}{on}{_about(entry)}{to}: {entry.value('text')}"


def _by_machine(entry: Entry) -> str:
    """A remark that no person made says so in its first words, wherever it is told."""
    return {ActorKind.AI.value: "An AI’s remark, not a person’s. ", ActorKind.RULE.value: "Made by the program. "}.get(
        entry.actor_kind, ""
    )


def _resolved(entry: Entry) -> str:
    return "Resolved a comment." if entry.fields.get("resolved") else "Opened a comment again."


_ANSWERS = {"yes": "yes", "no": "no", "n/a": "does not apply"}


def _ticked(entry: Entry) -> str:
    answer = _ANSWERS.get(entry.value("answer"), entry.value("answer"))
    return _why(f"Answered “{entry.value('question')}”: {answer}", entry.value("note"))


def _consented(entry: Entry) -> str:
    until = f" until {day(entry.value('until'))}" if entry.value("until") else ""
    given = f", given on {day(entry.value('given'))}" if entry.value("given") else ""
    proof = f" It can be seen here: {entry.value('proof')}" if entry.value("proof") else ""
    return f"Recorded the consent of {entry.value('subject')}{given}, for {entry.value('scope')}{until}.{proof}"


_LEVELS = {"none": "nothing", "line": "in one line", "full": "in full"}


def _disclosed(entry: Entry) -> str:
    level = _LEVELS.get(entry.value("level"), entry.value("level"))
    wording = f": “{entry.value('wording')}”" if entry.value("wording") else ""
    return _why(f"Decided to tell readers {level} of AI’s part{wording}", entry.value("reason"))


_TRIGGERS = {
    "overdue": ", because it is overdue",
    "disputed": ", because a flag or a rule is disputed",
    "claim": ", because of a claim",
    "returned_twice": ", because it was sent back twice",
    "risk": ", because much is at stake",
}


def _escalated(entry: Entry) -> str:
    why = _TRIGGERS.get(entry.value("trigger"), "")
    what = f"Escalated to {entry.value('to')}{_about(entry)}{why}"
    return f"{_by_machine(entry)}{_why(what, entry.value('note'))}"


def _settled(entry: Entry) -> str:
    return _why("Settled an escalation", entry.value("answer"))


# ---------------------------------------------------------------- the house


def _list_saved(entry: Entry) -> str:
    items = entry.fields.get("items")
    many = count(len(items), "question") if isinstance(items, list) else "its questions"
    return f"Saved the checklist {entry.value('list')}, with {many}."


def _campaign_saved(entry: Entry) -> str:
    of = f" of {entry.value('brand')}" if entry.value("brand") else ""
    owner = f"; {entry.value('owner')} answers for it" if entry.value("owner") else ""
    starts, ends = entry.value("starts"), entry.value("ends")
    days = "".join([f", from {day(starts)}" if starts else "", f" to {day(ends)}" if ends else ""])
    return _why(f"Saved the campaign “{entry.value('name')}”{of}{days}{owner}", entry.value("note"))


def _campaign_approved(entry: Entry) -> str:
    pieces = entry.fields.get("pieces")
    many = count(len(pieces), "piece") if isinstance(pieces, Mapping) else "its pieces"
    answers = f"; {entry.value('responsible')} is responsible for it" if entry.value("responsible") else ""
    return _why(f"Approved the campaign “{entry.value('campaign')}” as a set of {many}{answers}", entry.value("note"))


def _policy(entry: Entry) -> str:
    return " ".join(("The policy changed.", *entry.values("changes")))


SENTENCES: Mapping[EventType, Callable[[Entry], str]] = {
    EventType.RECALLED: _recalled,
    EventType.REOPENED: _reopened,
    EventType.PUBLISHED: _published,
    EventType.HELD: _held,
    EventType.RESUMED: _resumed,
    EventType.WITHDRAWN: _withdrawn,
    EventType.BROUGHT_BACK: _brought_back,
    EventType.PIECE_DESCRIBED: _described,
    EventType.AGREED: _agreed,
    EventType.COMMENT_ADDED: _commented,
    EventType.COMMENT_RESOLVED: _resolved,
    EventType.CHECKLIST_ANSWERED: _ticked,
    EventType.CONSENT_RECORDED: _consented,
    EventType.DISCLOSURE_DECIDED: _disclosed,
    EventType.ESCALATED: _escalated,
    EventType.ESCALATION_SETTLED: _settled,
    EventType.CHECKLIST_SAVED: _list_saved,
    EventType.CAMPAIGN_SAVED: _campaign_saved,
    EventType.CAMPAIGN_APPROVED: _campaign_approved,
    EventType.POLICY_CHANGED: _policy,
}
"""One for each type; the details of an approval stand in `told`."""


# ---------------------------------------------------------------- without words


def _commented_once(entry: Entry) -> str:
    to = f", for {listed(entry.values('mentions'))}" if entry.values("mentions") else ""
    return f"{_by_machine(entry)}{'Answered a comment' if entry.fields.get('thread') else 'Commented'}{_about(entry)}{to}."


def _consented_once(entry: Entry) -> str:
    until = f", which holds until {day(entry.value('until'))}" if entry.value("until") else ""
    given = f", given on {day(entry.value('given'))}" if entry.value("given") else ""
    return f"Recorded a consent{given}{until}."


WITHOUT_WORDS: Mapping[EventType, Callable[[Entry], str]] = {
    EventType.RECALLED: _recalled,
    EventType.REOPENED: _reopened,
    EventType.PUBLISHED: lambda _: "Marked the piece as published.",
    EventType.HELD: _held,
    EventType.RESUMED: _resumed,
    EventType.WITHDRAWN: _withdrawn,
    EventType.BROUGHT_BACK: _brought_back,
    EventType.PIECE_DESCRIBED: _described,
    EventType.AGREED: _agreed,
    EventType.COMMENT_ADDED: _commented_once,
    EventType.COMMENT_RESOLVED: _resolved,
    EventType.CHECKLIST_ANSWERED: lambda entry: (
        f"Answered a question of the checklist {entry.value('list')}: "
        f"{_ANSWERS.get(entry.value('answer'), entry.value('answer'))}."
    ),
    EventType.CONSENT_RECORDED: _consented_once,
    EventType.DISCLOSURE_DECIDED: lambda entry: (
        f"Decided to tell readers {_LEVELS.get(entry.value('level'), entry.value('level'))} of AI’s part."
    ),
    EventType.ESCALATED: _escalated,
    EventType.ESCALATION_SETTLED: _settled,
}
"""Of those that speak of a piece; fields that are gone read as nothing, so most need no sentence of their own."""

BARE = (EventType.RECALLED, EventType.BROUGHT_BACK)
"""Of these nothing remains but that they happened."""
