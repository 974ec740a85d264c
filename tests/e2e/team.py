"""One team, its campaign of three pieces, and the way it goes: told once, walked in the window and by command line.

The house, the drafts and the scenario are data and plain steps; `Hands` of either kind do what a step says. What a step is
refused comes back as its sentence, empty where it was done.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

POLICY = """\
house = "Mill"
brand = "Mill"

[[people]]
name = "Olive"
roles = ["owner"]

[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Sam"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor"]

[handoff]
question = "required"

[disclosure]
contact = "Write to Erin at the shop"
data = "our price list"
channel = { email = "line" }
"""

FACTS = "The winter menu begins on 7 December.\nA pot of tea costs £4."

DRAFTS = {
    "blog": """\
---
channel: blog
model: a-model
brief: Tell readers that the winter menu begins on 7 December.
---
# Winter at the mill

We utilize the old stove again. Come in and sit by the fire. The winter menu begins on 7 December.
""",
    "email": """\
---
channel: email
model: a-model
brief: Tell customers that a pot of tea costs £4.
---
# A warm pot

Come in from the cold. A pot of tea costs £4. Sit by the fire and bring a book.
""",
    "social": """\
---
channel: social
model: a-model
brief: Say that the stove is lit.
---
The stove is lit again. Come in and bring a book.
""",
}


class Team(Protocol):
    """What people of the house can do, in the window or by command line. Each answers with the refusal, empty for none."""

    root: Path

    def make_campaign(self, who: str, name: str, facts: str) -> str: ...
    def bring(self, who: str, piece: str, file: Path) -> str: ...
    def rewrite(self, who: str, piece: str, old: str, new: str) -> str: ...
    def confirm(self, who: str, piece: str) -> str: ...
    def tell_readers(self, who: str, piece: str) -> str: ...
    def tick(self, who: str, piece: str, question: str, answer: str, note: str = "") -> str: ...
    def comment(self, who: str, piece: str, words: str, text: str) -> str: ...
    def reply(self, who: str, piece: str, text: str) -> str: ...
    def resolve(self, who: str, piece: str) -> str: ...
    def hand_on(self, who: str, piece: str, to: str, question: str) -> str: ...
    def send_back(self, who: str, piece: str, note: str) -> str: ...
    def agree(self, who: str, piece: str, *parts: str) -> str: ...
    def approve(self, who: str, piece: str) -> str: ...
    def hold_all(self, who: str, reason: str) -> str: ...
    def resume_all(self, who: str) -> str: ...
    def approve_set(self, who: str) -> str: ...
    def export(self, who: str, piece: str) -> str: ...
    def publish(self, who: str, piece: str, where: str) -> str: ...
    def reopen(self, who: str, piece: str, note: str) -> str: ...


def walk(team: Team, drafts: Path) -> list[str]:
    """The whole way from three drafts to a campaign before its readers. Returns every refusal, in order."""
    refused: list[str] = []

    def no(what: str) -> None:
        assert what, "this should have been refused"
        refused.append(what)

    def yes(what: str) -> None:
        assert what == "", what

    yes(team.make_campaign("Olive", "Winter menu", FACTS))
    no(team.make_campaign("Wren", "Summer menu", FACTS))
    for who, piece in (("Wren", "blog"), ("Sam", "email"), ("Sam", "social")):
        file = drafts / f"{piece}.md"
        file.write_text(DRAFTS[piece], encoding="utf-8")
        yes(team.bring(who, piece, file))

    # The blog goes to the editor with a question, comes back once, and gets its two parts from two people.
    yes(team.rewrite("Wren", "blog", "utilize", "use"))
    yes(team.confirm("Wren", "blog"))
    _ticked(team, yes, "Wren", "blog", "drafting.facts", "drafting.story")
    yes(team.comment("Wren", "blog", "7 December", "Is that a Monday, @Erin?"))
    no(team.hand_on("Wren", "blog", "Erin", ""))
    yes(team.hand_on("Wren", "blog", "Erin", "Is the first line warm enough?"))
    no(team.approve("Wren", "blog"))
    no(team.approve("Erin", "blog"))  # the checklist of the review
    yes(team.reply("Erin", "blog", "It is."))
    yes(team.resolve("Erin", "blog"))
    yes(team.send_back("Erin", "blog", "Say what is new."))
    yes(team.rewrite("Wren", "blog", "old stove again", "old stove again, and there is soup"))
    _ticked(team, yes, "Wren", "blog", "drafting.facts", "drafting.story")
    yes(team.hand_on("Wren", "blog", "Erin", "Better?"))
    _ticked(team, yes, "Erin", "blog", "in_review.accuracy", "in_review.empathy", "in_review.fair")
    yes(team.agree("Erin", "blog", "voice"))
    yes(team.agree("Olive", "blog", "accuracy"))

    # The email names a price: it tells readers of AI, and takes two people.
    yes(team.tell_readers("Sam", "email"))
    yes(team.confirm("Sam", "email"))
    _ticked(team, yes, "Sam", "email", "drafting.facts", "drafting.people")
    yes(team.hand_on("Sam", "email", "Erin", "Is £4 still right?"))
    _ticked(team, yes, "Erin", "email", "in_review.accuracy", "in_review.empathy", "in_review.subject")
    yes(team.agree("Erin", "email", "voice", "accuracy"))
    no(team.agree("Erin", "email", "voice", "accuracy"))
    no(team.approve_set("Olive"))

    # The post is approved by one person, held with the others, and goes on.
    _ticked(team, yes, "Sam", "social", "drafting.facts", "drafting.true", "drafting.moment")
    yes(team.hand_on("Sam", "social", "Erin", "Today?"))
    _ticked(team, yes, "Erin", "social", "in_review.accuracy", "in_review.empathy", "in_review.culture")
    yes(team.approve("Erin", "social"))
    yes(team.hold_all("Wren", "A storm is coming."))
    no(team.export("Erin", "social"))
    no(team.agree("Olive", "email", "accuracy"))
    no(team.resume_all("Wren"))
    yes(team.resume_all("Olive"))
    yes(team.agree("Olive", "email", "accuracy"))
    yes(team.approve_set("Olive"))

    # One is published, and corrected: the set's yes is no longer one to these texts.
    no(team.publish("Wren", "blog", "our blog"))
    yes(team.publish("Erin", "blog", "our blog"))
    no(team.reopen("Erin", "blog", ""))
    yes(team.reopen("Erin", "blog", "The soup is for Fridays."))
    yes(team.rewrite("Wren", "blog", "there is soup", "there is soup on Fridays"))
    return refused


def _ticked(team: Team, yes: Callable[[str], None], who: str, piece: str, *questions: str) -> None:
    for question in questions:
        yes(team.tick(who, piece, question, "yes"))


_LOOSE = ("text_hash", "claims_hash", "guide_version", "policy_version", "version", "source_hash", "due", "card", "read_seconds")
"""Parts of a payload that hang on the clock, or on a hash of what is compared by itself."""


def told(history: Any, names: Mapping[str, str]) -> list[tuple[str, str, str, Any]]:
    """The history as (piece, type, who, what), without what hangs on the clock or on chance. Edits in a row are the text
    that they lead to, and what the checks noted for themselves is left out.

    Args:
        names: what a piece is called in the scenario, by its id.
    """
    found: list[tuple[str, str, str, Any]] = []
    events = history.events()
    first = {event.number: place for place, event in enumerate(e for e in events if e.type.value == "comment.added")}
    for event in events:
        kind = event.type.value
        if kind in ("piece.checked", "policy.changed", "roster.signed"):
            continue
        piece = names.get(event.piece, event.piece)
        payload: Any = dict(event.payload or {})
        if kind == "edited":
            payload = history.text_at(event.piece, event.number)
            if found and found[-1][:3] == (piece, kind, event.actor.name):
                found.pop()
        else:
            payload = {name: value for name, value in payload.items() if name not in _LOOSE}
            if "thread" in payload:
                payload["thread"] = first.get(payload["thread"], -1)
            payload = _plain(payload, names)
        found.append((piece, kind, event.actor.name, payload))
    return found


_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|\+00:00)?)?")


def _plain(value: Any, names: Mapping[str, str]) -> Any:
    """Without hashes, times and pieces' ids, which differ from one walk to the next."""
    if isinstance(value, dict):
        return {names.get(str(key), str(key)): _plain(each, names) for key, each in value.items() if key not in _LOOSE}
    if isinstance(value, list | tuple):
        return [_plain(each, names) for each in value]
    if isinstance(value, str):
        if re.fullmatch(r"[0-9a-f]{16,64}", value):
            return "#"
        return _DAY.sub("day", names.get(value, value))
    return value
