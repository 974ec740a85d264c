"""What people may do with a piece: who may, at which stage, and where it leads. The one table of roles and the one of moves.

`refusal` reads both; everything else that wants to know whether somebody may do something asks it, so the window, the command
line and the use cases cannot disagree. `allowed` is the same question for whoever needs no words.

A hold stops a piece and changes nothing about it. So whatever would change what it says or is goes by the stage that it was
held from, as `Move.through_hold` has it: a draft on hold can be written on, and what was published stays as its readers have it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.core.piece import Person, Piece, Role, Stage


class Act(StrEnum):
    """Everything that a role or a stage can stand in the way of."""

    WRITE = "write"
    ANSWER = "answer"  # flags and claims
    COMMENT = "comment"
    TICK = "tick"  # answer a checklist
    SUBMIT = "submit"
    RECALL = "recall"
    AGREE = "agree"  # to a part of the approval
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REOPEN = "reopen"
    PUBLISH = "publish"
    HOLD = "hold"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    BRING_BACK = "bring_back"
    EXPORT = "export"
    DESCRIBE = "describe"  # campaign, type, audience, accountable person
    DISCLOSE = "disclose"  # decide what readers are told
    CONSENT = "consent"
    ESCALATE = "escalate"
    SETTLE = "settle"  # an escalation
    CHECKLISTS = "checklists"  # change their questions
    CAMPAIGN = "campaign"  # make or change one
    APPROVE_CAMPAIGN = "approve_campaign"
    PROPOSALS = "proposals"  # make a rule of what people change again and again, or refuse it
    PEOPLE = "people"  # sign the list of people and their keys
    RULES = "rules"  # write, switch, try out or bring in a rule of the style guides
    VOICE = "voice"  # say which texts sound right
    SERVICES = "services"  # add, change or remove an AI service; everybody may test one
    PROOFREADING = "proofreading"  # change how LanguageTool reads the house's drafts; everybody may do so for their own eyes
    LIBRARY = "library"  # save or take out a story or a snippet of the library
    FEEDBACK = "feedback"  # note what readers said of a piece, or what came of it

    @property
    def words(self) -> str:
        """As it stands in a sentence: "You cannot … while"."""
        return _WORDS.get(self, self.value.replace("_", " "))


_WORDS = {
    Act.WRITE: "change the text",
    Act.ANSWER: "answer flags and claims",
    Act.TICK: "answer the checklist",
    Act.RECALL: "take it back from review",
    Act.AGREE: "agree to a part of it",
    Act.REQUEST_CHANGES: "send it back",
    Act.REOPEN: "reopen it",
    Act.PUBLISH: "mark it as published",
    Act.HOLD: "put it on hold",
    Act.RESUME: "take it off hold",
    Act.BRING_BACK: "bring it back",
    Act.DESCRIBE: "change what it is",
    Act.DISCLOSE: "decide what readers are told of AI",
    Act.CONSENT: "record a consent",
    Act.SETTLE: "settle an escalation",
    Act.CHECKLISTS: "change a checklist",
    Act.CAMPAIGN: "change a campaign",
    Act.APPROVE_CAMPAIGN: "approve a campaign",
    Act.PROPOSALS: "decide about a proposal",
    Act.PEOPLE: "sign the list of people",
    Act.RULES: "change the style guides",
    Act.VOICE: "change what a voice is learned from",
    Act.SERVICES: "change the AI services",
    Act.PROOFREADING: "change how LanguageTool reads for the house",
    Act.LIBRARY: "change the library",
    Act.FEEDBACK: "note feedback",
}

_EVERYBODY = frozenset(Role)
_EDITORS = frozenset({Role.EDITOR, Role.OWNER})

ROLES: Mapping[Act, frozenset[Role]] = (
    {act: _EVERYBODY for act in Act}
    | dict.fromkeys(
        (
            *(Act.AGREE, Act.APPROVE, Act.REQUEST_CHANGES, Act.REOPEN, Act.PUBLISH, Act.RESUME, Act.WITHDRAW, Act.BRING_BACK),
            *(Act.SETTLE, Act.CHECKLISTS, Act.CAMPAIGN, Act.APPROVE_CAMPAIGN, Act.RULES, Act.LIBRARY),
            Act.VOICE,
        ),
        _EDITORS,
    )
    | dict.fromkeys((Act.PROPOSALS, Act.PEOPLE, Act.SERVICES, Act.PROOFREADING), frozenset({Role.OWNER}))
)
"""Who may, whatever the stage. Anybody may put a piece on hold: stopping is always allowed, going on is not."""

HOUSE_WIDE = frozenset({Act.CHECKLISTS, Act.PROPOSALS, Act.PEOPLE, Act.RULES, Act.SERVICES, Act.PROOFREADING})
"""What holds for every brand at once: nobody may who works for some brands alone."""


@dataclass(frozen=True, slots=True)
class Move:
    """From which stages an act is possible, and the stage it leads to; None where the piece stays where it is.

    Attributes:
        through_hold: a piece on hold counts as at the stage that it was held from.
    """

    stages: frozenset[Stage]
    to: Stage | None = None
    through_hold: bool = False

    def stage_of(self, piece: Piece) -> Stage:
        """The stage that counts for this piece."""
        is_held = self.through_hold and piece.stage is Stage.ON_HOLD
        return Stage(piece.held_from or Stage.DRAFTING) if is_held else piece.stage


_OPEN = frozenset({Stage.DRAFTING, Stage.IN_REVIEW, Stage.CHANGES_REQUESTED, Stage.APPROVED})
_ALIVE = _OPEN | {Stage.PUBLISHED, Stage.ON_HOLD}
_REVIEW = frozenset({Stage.IN_REVIEW})

MOVES: Mapping[Act, Move] = {
    Act.WRITE: Move(_OPEN, through_hold=True),
    Act.ANSWER: Move(_OPEN, through_hold=True),
    Act.COMMENT: Move(_ALIVE),
    Act.TICK: Move(_OPEN, through_hold=True),
    Act.SUBMIT: Move(frozenset({Stage.DRAFTING, Stage.CHANGES_REQUESTED}), Stage.IN_REVIEW),
    Act.RECALL: Move(_REVIEW, Stage.DRAFTING),
    Act.AGREE: Move(_REVIEW),
    Act.APPROVE: Move(_REVIEW, Stage.APPROVED),
    Act.REQUEST_CHANGES: Move(_REVIEW, Stage.CHANGES_REQUESTED),
    Act.REOPEN: Move(frozenset({Stage.APPROVED, Stage.PUBLISHED}), Stage.DRAFTING),
    Act.PUBLISH: Move(frozenset({Stage.APPROVED}), Stage.PUBLISHED),
    Act.HOLD: Move(_ALIVE - {Stage.ON_HOLD}, Stage.ON_HOLD),
    Act.RESUME: Move(frozenset({Stage.ON_HOLD})),  # back to where it came from
    Act.WITHDRAW: Move(_ALIVE, Stage.WITHDRAWN),
    Act.BRING_BACK: Move(frozenset({Stage.WITHDRAWN}), Stage.DRAFTING),
    Act.EXPORT: Move(_ALIVE - {Stage.ON_HOLD}),
    Act.DESCRIBE: Move(_OPEN, through_hold=True),
    Act.DISCLOSE: Move(_OPEN, through_hold=True),
    Act.CONSENT: Move(_ALIVE),
    Act.ESCALATE: Move(_ALIVE),
    Act.SETTLE: Move(frozenset(Stage)),
}
"""Acts that are not about one piece have no row here."""


def may(act: Act, person: Person) -> bool:
    """Whether one of the person's roles allows it, and what holds for every brand is theirs to do."""
    return bool(ROLES[act].intersection(person.roles)) and not (act in HOUSE_WIDE and person.brands)


def refusal(act: Act, person: Person, piece: Piece | None, people: Iterable[Person]) -> tuple[str, str] | None:
    """Why `person` may not do this now, and what to do instead; None where nothing stands in the way.

    Args:
        piece: the piece it is about; None where it is about none.
        people: everybody who works here, so that the refusal can name who may.
    """
    if piece and not person.works_on(piece.brand):
        may_do = _names(each for each in people if may(act, each) and each.works_on(piece.brand))
        return foreign(person, piece.brand), f"Who may: {may_do}."
    if not may(act, person):
        people = tuple(people)
        brand = piece.brand if piece else ""
        who = _names(each for each in people if may(act, each) and (not piece or each.works_on(brand)))
        if ROLES[act].intersection(person.roles):
            return (
                f"{person.name} works for {', '.join(person.brands)}, and to {act.words} is for every brand.",
                f"Who may: {who}.",
            )
        return f"{person.name} may not {act.words}: that takes {takes(act, people)}.", f"Who may: {who}."
    move = MOVES.get(act)
    if piece and move and not is_stage_for(act, piece):
        stage = move.stage_of(piece)
        if stage is not piece.stage:
            was = f"“{piece.stage.label}” and was “{stage.label}” before"
            return f"You cannot {act.words} while the piece is {was}.", _FIRST_OFF_HOLD
        return f"You cannot {act.words} while the piece is “{stage.label}”.", _way(act, move, stage)
    if piece and act is Act.RECALL and not _is_handers(piece, person):
        who = _names(each for each in people if _is_handers(piece, each) and each.works_on(piece.brand))
        return f"{piece.handed_by} handed it on, so {person.name} may not {act.words}.", f"Who may: {who}."
    return None


def is_stage_for(act: Act, piece: Piece) -> bool:
    """Whether the stage of the piece allows it, whoever does it."""
    move = MOVES.get(act)
    return move is None or move.stage_of(piece) in move.stages


def foreign(person: Person, brand: str) -> str:
    """That somebody does not work for a brand, as a sentence."""
    return f"{person.name} works for {', '.join(person.brands)}, and not for {brand or 'pieces without a brand'}."


def allowed(act: Act, person: Person, piece: Piece | None = None) -> bool:
    """Whether nothing stands in the way of it now."""
    return refusal(act, person, piece, ()) is None


def takes(act: Act, people: Iterable[Person] = ()) -> str:
    """ "a writer, an editor or an owner": which roles it takes, and what the house calls those that somebody has."""
    return one_of(ROLES[act], people)


def one_of(roles: Collection[Role], people: Iterable[Person] = ()) -> str:
    """ "an editor, a client manager or an owner": the roles, and what the house calls those that somebody has."""
    own = sorted({(role, name) for each in people for name, role in each.titles if role in roles and name != role.value})
    names = [name for role in Role if role in roles for name in (role.value, *(name for one, name in own if one is role))]
    named = [f"{'an' if name[:1].casefold() in 'aeiou' else 'a'} {name}" for name in names]
    return " or ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _is_handers(piece: Piece, person: Person) -> bool:
    """Whether it is theirs to take back: who handed it on, whoever answers for the piece, and those who may send it back."""
    is_theirs = any(name and person.is_called(name) for name in (piece.handed_by, piece.accountable))
    return not piece.handed_by or is_theirs or may(Act.REQUEST_CHANGES, person)


_FIRST = {
    Stage.ON_HOLD: "Take it off hold first.",
    Stage.WITHDRAWN: "Bring it back first.",
    Stage.PUBLISHED: "Reopen it first, and say what has to be corrected.",
}
"""What has to be done before anything else can be; of other stages it is said which one it takes."""
_FIRST_OFF_HOLD = "Take it off hold, then reopen it, and say what has to be corrected."


def _way(act: Act, move: Move, stage: Stage) -> str:
    """What to do instead, where the stage stands in the way."""
    if move.to is stage:
        return "It is so already."
    is_later = act in (
        Act.PUBLISH,
        Act.RESUME,
        Act.BRING_BACK,
    )  # these are for one stage alone, and nobody wants to go back for them
    if stage in _FIRST and not is_later:
        return _FIRST[stage]
    return f"It must be {' or '.join(f'“{each.label}”' for each in Stage if each in move.stages)}."


def _names(people: Iterable[Person]) -> str:
    return ", ".join(person.name for person in people) or "nobody yet; give somebody the role in policy.toml"
