"""One campaign of a small house, told once: who does what to which piece, and what is refused on the way.

The story is data, and whoever performs it needs one method for each of its verbs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.app.workspace import Workspace

BRAND, CAMPAIGN = "Harbour Lantern", "Lantern week"
WALK, OFFER, POST = "A walk by lantern light", "A seat on the lantern boat", "Lanterns on the water"
CHANNELS = {WALK: "blog", OFFER: "email", POST: "social"}

POLICY = """
house = "Harbour Lantern"
brand = "Harbour Lantern"

[[people]]
name = "Olive"
roles = ["owner"]

[[people]]
name = "Erin"
roles = ["editor"]

[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Milo"
roles = ["writer"]

[handoff]
question = "required"

[disclosure]
contact = "Write to the desk at Quay Street and a person answers."
line = ["An AI helped to draft this; people at $brand checked every line."]
channel = { blog = "line", email = "line" }
"""
TYPES = {
    "harbour-walk": """title: Harbour walk
channel: blog
audience: People in town
checklist:
  - Could only we have written it?
questions:
  - What should the reader do?
  - What must not be said? (optional)
""",
    "harbour-offer": """title: Harbour offer
channel: email
audience: People who asked for letters
questions:
  - What is offered, and at what price?
""",
    "harbour-post": """title: Harbour post
channel: social
audience: People who follow us
questions:
  - What is the one thing to say?
""",
}
QUESTIONS = """
[[drafting]]
id = "facts"
question = "Have you checked every day and price?"
why = "A wrong day empties a boat."

[[in_review]]
id = "kind"
question = "Is it kind to somebody in a hurry?"
why = "Most read it standing."

[[in_review]]
id = "short"
question = "Could a line go?"
required = false
"""
DRAFTS = {
    WALK: "In order to see the harbour at its best, come down to Quay Street. The lantern boat leaves Quay Street at six. "
    "Basically, you only need a coat.\n\nLast year 73% of our guests came back within a month.",
    OFFER: "We utilize small boats, so that seats are few. A seat on the lantern boat costs £12. "
    "The captain is the friendliest on the coast.",
    POST: "Prior to supper, look out of the window. The lantern boat leaves Quay Street at six.",
}
"""As the model gave them, with what models do."""


@dataclass(frozen=True)
class Step:
    """Somebody does something.

    Attributes:
        does: the verb, a method of whoever performs.
        piece: title of the piece; empty where it is about none.
        how: what the verb takes.
        refused: what is said to it where it may not be; then nothing is written.
    """

    who: str
    does: str
    piece: str
    how: Mapping[str, Any]
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.does} {self.piece} {dict(self.how)}"


def step(who: str, does: str, piece: str = "", *, refused: str = "", **how: Any) -> Step:
    return Step(who, does, piece, how, refused)


STORY = (
    step(
        *("Olive", "make_campaign"),
        name=CAMPAIGN,
        starts="2099-03-03",
        ends="2099-03-09",
        facts="The lantern boat leaves Quay Street at six.\nA seat on the lantern boat costs £12.",
        note="Quiet, please",
    ),
    # ------------------------------------------------------------ the walk is drafted
    step("Wren", "bring_in", WALK, type="harbour-walk", brief={"What should the reader do?": "Come to Quay Street."}),
    step("Wren", "fix_all", WALK),
    step("Wren", "edit", WALK, find="only need a coat", put="need a warm coat"),
    step(
        *("Wren", "give_evidence", WALK),
        claim="Last year 73% of our guests came back within a month",
        url="https://harbour.example/guests",
        quote="73% of guests came back within four weeks",
    ),
    step("Wren", "confirm", WALK, claim="The lantern boat leaves Quay Street at six"),
    step("Wren", "tell_readers", WALK, level="line", insert=True),
    step("Wren", "tick", WALK, item="drafting.facts", answer="yes"),
    step(
        *("Wren", "hand_on", WALK),
        to="Erin",
        due="2099-02-20T16:00",
        refused="The next person has to know what to look at. Ask them something, or leave a note.",
    ),
    step(
        "Wren",
        "hand_on",
        WALK,
        to="Erin",
        due="2099-02-20T16:00",
        question="Is the coat a joke too many?",
        note="The end is new.",
    ),
    # ------------------------------------------------------------ the offer is drafted, and talked about
    step("Milo", "bring_in", OFFER, type="harbour-offer", brief={"What is offered, and at what price?": "A seat for £12."}),
    step("Milo", "fix_all", OFFER),
    step("Milo", "dismiss", OFFER, rule="Email.Greeting", reason="deliberate"),
    step("Milo", "confirm", OFFER, claim="A seat on the lantern boat costs £12"),
    step(
        "Milo", "call_opinion", OFFER, claim="The captain is the friendliest on the coast", reason="We say what we think of him."
    ),
    step("Milo", "comment", OFFER, on="The captain", text="@Wren is he still with us?"),
    step("Wren", "reply", OFFER, thread="@Wren is he still with us?", text="He is, until May."),
    step("Milo", "resolve", OFFER, thread="@Wren is he still with us?"),
    step("Milo", "tell_readers", OFFER, level="line", insert=True),
    step("Milo", "tick", OFFER, item="drafting.facts", answer="yes"),
    step("Milo", "hand_on", OFFER, to="Erin", due="2099-02-21T10:30", question="Is the price plain enough?"),
    step("Wren", "bring_in", POST, type="harbour-post", brief={"What is the one thing to say?": "Look out at six."}),
    step("Wren", "fix_all", POST),
    step("Wren", "tick", POST, item="drafting.facts", answer="yes"),
    # ------------------------------------------------------------ the walk goes back, and comes again
    step("Erin", "edit", WALK, find="need a warm coat", put="need one warm coat"),
    step("Erin", "tick", WALK, item="in_review.kind", answer="yes"),
    step("Erin", "tick", WALK, item="in_review.type-could-only-we-have-written", answer="yes"),
    step(
        *("Erin", "approve", WALK),
        refused="Not ready: Erin edited last, so somebody else approves. Settle these first.",
    ),
    step("Erin", "send_back", WALK, due="2099-02-22T12:00", note="Say why one comes back."),
    step("Wren", "see_changes", WALK, before="a", after="one"),
    step("Wren", "edit", WALK, find="within a month.", put="within a month, most for the quiet."),
    step(
        *("Wren", "give_evidence", WALK),
        claim="Last year 73% of our guests came back within a month, most for the quiet",
        url="https://harbour.example/guests",
        quote="Of the 73% who came back most named the quiet",
    ),
    step("Wren", "tick", WALK, item="drafting.facts", answer="yes"),
    step("Wren", "hand_on", WALK, to="Erin", due="2099-02-23T09:00", question="Better?"),
    step("Erin", "see_changes", WALK, before="", after=", most for the quiet"),
    step("Erin", "tick", WALK, item="in_review.kind", answer="yes"),
    step("Erin", "tick", WALK, item="in_review.short", answer="no", note="The first one, perhaps."),
    step("Erin", "tick", WALK, item="in_review.type-could-only-we-have-written", answer="n/a"),
    step("Erin", "agree", WALK, parts=("voice",), rating=4, note="Ours."),
    step("Olive", "agree", WALK, parts=("accuracy",)),
    # ------------------------------------------------------------ the offer takes two
    step("Erin", "edit", OFFER, find="seats are few", put="seats go fast"),
    step("Erin", "tick", OFFER, item="in_review.kind", answer="yes"),
    step("Erin", "agree", OFFER, parts=("voice", "accuracy"), rating=5),
    step(
        *("Erin", "agree", OFFER),
        parts=("voice", "accuracy"),
        refused="Erin has said yes to its voice and its accuracy already. What is missing: Erin edited last, so somebody else "
        "approves, 1 more yes wanted, from a second person: high risk (price).",
    ),
    step("Olive", "agree", OFFER, parts=("voice", "accuracy"), responsible="Erin"),
    # ------------------------------------------------------------ the set
    step("Olive", "approve_set", refused="Every piece needs a yes of its own first"),
    step("Olive", "hold_all", reason="A storm is coming.", until="2099-03-01"),
    step("Olive", "export", WALK, refused="You cannot export while the piece is “On hold”. Take it off hold first."),
    step("Olive", "resume_all", note="It has passed."),
    step("Wren", "hand_on", POST, to="Erin", due="2099-02-24T15:00", note="Short, I know."),
    step("Erin", "tick", POST, item="in_review.kind", answer="yes"),
    step("Erin", "agree", POST, parts=("voice", "accuracy")),
    step("Olive", "approve_set", note="A quiet week."),
    step("Olive", "see_set", says="Approved as a set by Olive."),
    step("Olive", "publish", WALK, where="https://harbour.example/walk", note="On the front page"),
    step("Olive", "publish", OFFER, where="The letter of March"),
    # ------------------------------------------------------------ a correction
    step("Olive", "reopen", WALK, note="It leaves at seven now."),
    step("Olive", "see_set", says=f"“{WALK}” is no longer approved."),
    step("Wren", "edit", WALK, find="one warm coat", put="two warm coats"),
    step("Wren", "tick", WALK, item="drafting.facts", answer="yes"),
    step("Wren", "hand_on", WALK, to="Erin", due="2099-02-25T15:00", question="Two?"),
    step("Erin", "tick", WALK, item="in_review.kind", answer="yes"),
    step("Erin", "tick", WALK, item="in_review.type-could-only-we-have-written", answer="yes"),
    step("Erin", "agree", WALK, parts=("voice", "accuracy"), rating=4),
    step("Olive", "see_set", says=f"“{WALK}” has another text since."),
    step("Olive", "approve_set"),
    step("Olive", "see_set", says="Approved as a set by Olive."),
    step("Erin", "export", WALK),
)


def make_house(root: Path) -> Path:
    """A workspace with a brand, a policy, content types and checklists of its own, and no piece."""
    with Workspace.create(root, "Olive"):
        (root / "policy.toml").write_text(POLICY, encoding="utf-8")
        for name, said in TYPES.items():
            (root / "templates").mkdir(exist_ok=True)
            (root / "templates" / f"{name}.md").write_text(f"---\n{said}---\nA few plain lines.\n", encoding="utf-8")
        for channel in CHANNELS.values():
            (root / "checklists").mkdir(exist_ok=True)
            (root / "checklists" / f"{channel}.toml").write_text(QUESTIONS, encoding="utf-8")
    return root


def draft_file(folder: Path, title: str) -> Path:
    """What the model gave, as a file; its name is the same wherever it lies."""
    path = folder / f"{'-'.join(title.lower().split())}.md"
    path.write_text(f"---\nmodel: Draftwright 2\n---\n# {title}\n\n{DRAFTS[title]}\n", encoding="utf-8")
    return path
