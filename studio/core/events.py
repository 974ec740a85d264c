"""What the history remembers: one kind of record for everything that happened.

An event's payload is plain JSON. Its fields per type (a trailing `?` marks what may be left out):

    piece.created      title channel brand audience brief model generated source_name source_hash accountable text
                       template? (the content type it follows) template_version? (of that file) campaign? locale?
                       assumed? [name] (channel, brand: nobody had said it, so it is the house's usual one)
                       notes? (comments a Word file brought along: [{author, text, quote}])
                       tool? prompt? parameters? record? mapping? (what another tool says it was made with: the tool, what the
                       model was asked, the draft's id there, and the mapping that read its export)
                       call? variant? cut? (drafted here: by which call, what tells it from the other drafts of its brief, and
                       that it was cut off before its end)
    piece.renamed      title      (its heading changed; whoever edits renames along)
    edited             edits: [[start, end, replacement, cause, detail], ...] in order, each on the text after the one before
    flag.dismissed     key rule scope reason note text message severity until? (the last day it holds)
    flag.restored      key rule scope                     (a dismissal taken back)
    claim.decided      key text categories severity status reason anchor? agrees_with?  (who called it an opinion before)
    claim.evidence     key text categories severity status? url quote valid_until? note? publisher? accessed? support?
                       consent? ({who, when, scope}) anchor?      (makes the claim `supported` where no status is given)
    claim.asked        key text to question            (a remark to a colleague; an answer is one back to whoever asked)
    claim.set_back     key text was status changed     (by the rule that follows a claim through its text, not by a person)
    submitted          to due note revision text_hash question? card? ({asked, ai, people, figures, open, tone, earlier}: the
                       handoff card as it was handed on, plain sentences and figures)
    changes_requested  note revision text_hash guide_version policy_version ran to? due? card? signature?
    approved           revision text_hash guide_version policy_version claims_hash ran missing gate note
                       kept words original_words changed_words read_seconds? signature?
                       parts? {voice: who, accuracy: who} agreed? [who] risk? {level, why} rating? responsible?
                       disclosure? {policy, level, present, wording, reason, by} checklist? [[list, item, answer, who]]
                       separation? (what the policy says of a second person: required, recommended, off)
                       bound? (hash of what the piece is said to be and its readers are told) held_to? {levels, limits, most,
                       told} (what the house asked of it)
    agreed             parts text_hash revision note rating guide_version policy_version ran missing claims_hash signature? bound?
                                                        (a yes to parts of it; the last one that is needed is `approved`)
    recalled           note to?                         (taken back from review by whoever handed it on; `to` has it now)
    reopened           note was to?                     (after a yes, with what has to be corrected)
    published          where note text_hash
    held               reason until scope (piece, brand, campaign) name was
    resumed            note to                          (the stage it goes back to)
    withdrawn          reason was
    brought_back       note to?
    piece.described    what: {brand, channel, campaign, content_type, audience, locale, accountable, audience_checked}, those
                       that changed (brand and channel: before the first yes alone)
                       stands? text_hash? (after a yes: whether it was given to the piece as it is described now)
    comment.added      thread (0 begins one) text mentions about? anchor?
    comment.resolved   thread resolved                  (true, or false to open it again)
    checklist.answered list item version question answer note text_hash
    consent.recorded   subject given scope until proof key
    disclosure.decided level wording reason text_hash stands?
    escalated          trigger to note about
    escalation.settled escalation answer                (the number of its event)
    piece.checked      moment (original, submitted, returned, approved) text_hash guide_version words ran missing
                       flags: {rule: {severity, check, open: [key], dismissed: [key]}} claims: {total, open}
                                                        (by the checks, not by a person: what they found at that moment)
    text.purged        upto reason kept: {number: payload without words}   (the texts are gone, their hashes stay)
    exported           format name sha256
    guide.changed      what rule guide channel value  (a switch, a level or a trial; `what` says it as a sentence)
    rule.saved         rule file hash trial parent?   (written, or written anew; `hash` of the file's bytes, empty: deleted)
    term.added         term list rule? effect         (list: accept reject spelling exception)
    package.imported   names rules source sha256
    roster.signed      version people: [{name, roles, key, since, revoked}] signature
    figures.noted      about from to reach note        (what somebody makes of a figure)
    proposal.decided   key kind (rule, term, prompt) what decision (accepted, refused) reason places
                       line? (an accepted one, as a line for whatever writes drafts)
    audit.done         audit due findings head reports? ({file: sha256}, kept with it)
    checklist.saved    list version items: [{id, question, why}]
    campaign.saved     campaign name brand owner starts ends facts note
    campaign.approved  campaign pieces: {id: text_hash} note responsible
    policy.changed     version changes: [sentence]      (what is other in policy.toml than when it was last in force)
    ai.called          call purpose service address local model parameters size hash parts: [[title, size, hash]]
                       masked: {kind: n} outcome (answered, failed, cancelled) answered? tokens_in? tokens_out? counted?
                       cost? currency? seconds? tries? whole? answer_hash? trouble? template? template_version?
                       instruction? prompt? brand?  (`call` is the id by which others name it; by the person who allowed it;
                       words are masked; `brand`: whose a draft is to be, also where none comes of it)
    service.saved      name address model local was? removed?
    rewrite.proposed   call purpose start end before after instruction model service
                       found: {claims, personal, invented, lost, flags, missing: [sentence]}
    rewrite.decided    call decision (accepted, partly, refused) taken of note?   (how many of its changes)
    opinion.read       call kind (claims, tone) text_hash service model blocks: [hash] (those that were read)
                       found: [{sentence, quote, what, why}] dropped (remarks whose words do not stand there)
                       problem?  (then nothing was read)
    library.saved      entry kind (story, snippet) title hash removed?
    library.used       entry kind title hash
    voice.saved        brand channel name hash words from (a file's name, or a piece's id) piece? removed?
    change.explained   change (its id, see `changes`) before after reason note    (an empty reason takes it back)
    feedback.noted     kind (rating, comment, outcome) name value text source when unit? since? row?  (`unit`: what it is counted
                       in, or of how many; `since`: first day, where it is more than one; `row`: which row of a file it was)

An `anchor` says where the claim stood in the working text: {start, end, text, before, after}, code points.

A `signature` is {key, value, said}: public key and signature as hex, and the statement that was signed; see `signature`.

From `guide.changed` on they speak of the house and of no piece; of those that name a channel, an empty one means every
channel.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studio.core.seal import Seal


class EventType(StrEnum):
    PIECE_CREATED = "piece.created"
    PIECE_RENAMED = "piece.renamed"
    EDITED = "edited"
    FLAG_DISMISSED = "flag.dismissed"
    FLAG_RESTORED = "flag.restored"
    CLAIM_DECIDED = "claim.decided"
    CLAIM_EVIDENCE = "claim.evidence"
    CLAIM_ASKED = "claim.asked"
    CLAIM_SET_BACK = "claim.set_back"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    AGREED = "agreed"
    RECALLED = "recalled"
    REOPENED = "reopened"
    PUBLISHED = "published"
    HELD = "held"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    BROUGHT_BACK = "brought_back"
    PIECE_DESCRIBED = "piece.described"
    COMMENT_ADDED = "comment.added"
    COMMENT_RESOLVED = "comment.resolved"
    CHECKLIST_ANSWERED = "checklist.answered"
    CONSENT_RECORDED = "consent.recorded"
    DISCLOSURE_DECIDED = "disclosure.decided"
    ESCALATED = "escalated"
    ESCALATION_SETTLED = "escalation.settled"
    PIECE_CHECKED = "piece.checked"
    TEXT_PURGED = "text.purged"
    EXPORTED = "exported"
    GUIDE_CHANGED = "guide.changed"
    RULE_SAVED = "rule.saved"
    TERM_ADDED = "term.added"
    PACKAGE_IMPORTED = "package.imported"
    ROSTER_SIGNED = "roster.signed"
    FIGURES_NOTED = "figures.noted"
    PROPOSAL_DECIDED = "proposal.decided"
    AUDIT_DONE = "audit.done"
    CHECKLIST_SAVED = "checklist.saved"
    CAMPAIGN_SAVED = "campaign.saved"
    CAMPAIGN_APPROVED = "campaign.approved"
    POLICY_CHANGED = "policy.changed"
    AI_CALLED = "ai.called"
    SERVICE_SAVED = "service.saved"
    REWRITE_PROPOSED = "rewrite.proposed"
    REWRITE_DECIDED = "rewrite.decided"
    OPINION_READ = "opinion.read"
    LIBRARY_SAVED = "library.saved"
    LIBRARY_USED = "library.used"
    FEEDBACK_NOTED = "feedback.noted"
    VOICE_SAVED = "voice.saved"
    CHANGE_EXPLAINED = "change.explained"


ENDS_A_YES = (
    EventType.SUBMITTED,
    EventType.CHANGES_REQUESTED,
    EventType.RECALLED,
    EventType.REOPENED,
    EventType.BROUGHT_BACK,
)
"""After these the latest approval is in force no more, whatever the text; see `history.projections`."""


class ActorKind(StrEnum):
    PERSON = "person"
    AI = "ai"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a person by name, an AI model, or a rule of the house."""

    kind: ActorKind
    name: str

    @classmethod
    def person(cls, name: str) -> "Actor":
        return cls(ActorKind.PERSON, name)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history, as stored.

    Attributes:
        number: place in this database, from 1.
        device, sequence: which machine wrote it and its how-manieth entry there, from 1.
        piece: id of the piece, or empty.
        time: UTC, ISO 8601 with milliseconds and `Z`.
        payload: see the module's table; None once it was purged.
        payload_hash: SHA-256 of the payload's canonical JSON.
        previous: the hash of the device's entry before; 64 zeros for the first.
        hash: SHA-256 over everything but the payload itself.
    """

    number: int
    device: str
    sequence: int
    piece: str
    type: EventType
    actor: Actor
    time: str
    payload: dict[str, Any] | None
    payload_hash: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: printed in every report, so that an old report exposes a later rewrite."""

    hash: str
    count: int
    time: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking the chain found.

    Attributes:
        broken: number of the first broken event, 0 when the chain is whole.
        problem: one sentence that names what is wrong, empty when nothing is.
        seals: what became of every signature, oldest first.
        outside: where the history says otherwise than a head that is kept outside of it, a sentence each.
        gone: events whose contents were purged; their hashes were checked, their contents cannot be.
        remarks: what whoever relies on the history should know though nothing is wrong with it, a sentence each: that this
            program put a backup in its place, say.
        checked: whether anybody looked; where nobody did, only count and head are known, and it counts as whole for nobody.
    """

    count: int
    head: Head
    broken: int = 0
    problem: str = ""
    seals: tuple[Seal, ...] = ()
    outside: tuple[str, ...] = ()
    gone: int = 0
    remarks: tuple[str, ...] = ()
    checked: bool = True

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that is wrong, a sentence each: the chain first, then heads kept outside, then signatures."""
        told = (self.problem, *self.outside, *(seal.problem for seal in self.seals))
        return tuple(sentence for sentence in told if sentence)

    @property
    def whole(self) -> bool:
        return self.checked and not self.problems


def canonical(value: object) -> str:
    """The one way a payload is written down before it is hashed: sorted keys, no blanks, real characters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of `text` in UTF-8, hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
