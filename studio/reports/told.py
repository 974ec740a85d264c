"""What an entry of the history says, as a sentence: one per type of event.

The action is called Submit, on buttons, sheets, keys and commands. What came of it is told as “handed on”, here as on the card,
in the Handoff tab and on Today: a sentence names who has the piece now, and “submitted” would leave that open.
"""

from collections.abc import Callable

from studio.core.edit import Cause
from studio.core.events import EventType
from studio.core.origins import entry_of
from studio.core.phrases import count, listed
from studio.core.seal import Seal, SealState
from studio.core.signature import short
from studio.core.times import day
from studio.reports.entries import Entry
from studio.reports.told_approved import approved_with
from studio.reports.told_asked import SENTENCES as ASKED
from studio.reports.told_judged import SENTENCES as JUDGED
from studio.reports.told_without_words import told_without_words
from studio.reports.visible import visible


def sealed(seal: Seal) -> str:
    """What checking a decision's signature found, as a sentence."""
    if seal.state is SealState.SIGNED:
        return f"Signed with the key {short(seal.key)}."
    return seal.problem or "Not signed."


def told(entry: Entry) -> str:
    """The entry in words, without who and when; edits are counted, not quoted."""
    return told_without_words(entry) if entry.purged else _SENTENCES[entry.type](entry)


def quoted(entry: Entry) -> str:
    """The entry in words, for a list with one line each: a single edit is quoted, several are counted."""
    if len(entry.edits) != 1 or entry.edits[0].removed is None:
        return told(entry)
    edit = entry.edits[0]
    removed, inserted = _quote(edit.removed or ""), _quote(edit.inserted)
    if removed and inserted:
        what = f"{removed} became {inserted}"
    else:
        what = f"{inserted} came in" if inserted else f"{removed} went" if removed else "Blanks or line ends changed"
    return what + ("" if edit.cause == Cause.TYPED else f" ({_because(edit.cause, edit.detail)})")


def _because(cause: str, detail: str) -> str:
    """Why an edit was made, and what that points at where it says something to a person."""
    if cause == Cause.RESTORE:
        entry = entry_of(detail)
        return f"brought back from entry {entry[0]}" if entry else "the AI’s words brought back"
    if cause == Cause.PASTED and detail:
        return f"{cause} from {detail}"
    return f"{cause}, {detail}" if detail and cause in (Cause.FIX, Cause.REWRITE) else cause


_LONGEST = 48  # characters of a quoted passage; two of them and a name fit on a line


def _quote(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 2].rstrip()}…"
    return f"“{visible(text)}”" if text else ""


def _created(entry: Entry) -> str:
    if entry.value("call"):
        of = f", draft {entry.value('variant')} of its brief" if entry.value("variant") else ""
        return f"Wrote the draft as it was asked to{of}{', and was cut short' if entry.fields.get('cut') else ''}."
    by = f" written by {entry.value('model')}" if entry.value("model") else ""
    source = f" from {entry.value('source_name')}" if entry.value("source_name") else ""
    tool = f", made with {entry.value('tool')}" if entry.value("tool") else ""
    return f"Took in the draft{by}{source}{tool}."


def _renamed(entry: Entry) -> str:
    return f"Renamed the piece to “{entry.value('title')}”."


def _edited(entry: Entry) -> str:
    return f"Made {count(len(entry.edits), 'edit')}."


def _dismissed(entry: Entry) -> str:
    where = {"here": "at this place", "piece": "for this piece", "rule": "for every piece"}.get(entry.value("scope"), "")
    at = f" on “{entry.value('text')}”" if entry.value("text") else ""
    ends = f" until {entry.value('until')}" if entry.value("until") else ""
    return f"Dismissed {entry.value('rule')}{at}, {where}{ends}: {_why(entry.value('reason'), entry.value('note'))}"


def _restored(entry: Entry) -> str:
    return f"Took back the dismissal of {entry.value('rule')}."


def _decided(entry: Entry) -> str:
    return f"Marked the claim “{entry.value('text')}” as {_why(entry.value('status'), entry.value('reason'))}"


def _evidence(entry: Entry) -> str:
    until = f" Valid until {day(entry.value('valid_until'))}." if entry.value("valid_until") else ""
    note = f" {entry.value('note')}" if entry.value("note") else ""
    said = f"“{entry.value('quote')}”, {entry.value('url')}."
    consent = entry.fields.get("consent")
    agreed = f" With the consent of {consent['who']}, {day(consent['when'])}, for {consent['scope']}." if consent else ""
    claim = f"the claim “{entry.value('text')}”"
    what = {
        "contradicts": f"Found what contradicts {claim}",
        "partly": f"Found what supports {claim} only partly",
    }.get(entry.value("support"), f"Gave {claim} a source")
    return f"{what}: {said}{until}{agreed}{note}"


def _asked(entry: Entry) -> str:
    return f"Asked {entry.value('to')} about the claim “{entry.value('text')}”: {entry.value('question')}"


def _set_back(entry: Entry) -> str:
    words, was, now = (entry.value(name) for name in ("text", "was", "status"))
    return f"The claim “{words}”, which was {was}, is {now} again. {entry.value('changed')}"


def _submitted(entry: Entry) -> str:
    due = f", due {day(entry.value('due'))}" if entry.value("due") else ""
    revision = f" revision {entry.value('revision')}" if entry.value("revision") else ""
    asked = f" Asked: {entry.value('question')}" if entry.value("question") else ""
    return f"Handed on{revision} to {_why(entry.value('to') + due, entry.value('note'))}{asked}"


def _changes_requested(entry: Entry) -> str:
    due = f", due {day(entry.value('due'))}" if entry.value("due") else ""
    return _why(f"Asked for changes{due}", entry.value("note"))


def _approved(entry: Entry) -> str:
    checked = f", checked with {listed(entry.values('ran'))}" if entry.values("ran") else ""
    what = _why(f"Approved revision {entry.value('revision')}{checked}", entry.value("note"))
    return " ".join([what, *approved_with(entry)])


def _purged(entry: Entry) -> str:
    return _why("Deleted the words of this piece for good; what was decided stays", entry.value("reason"))


def _checked(entry: Entry) -> str:
    what = "the AI original" if entry.value("moment") == "original" else "the text"
    flags, claims = entry.fields.get("flags"), entry.fields.get("claims")
    rules = list(flags.values()) if isinstance(flags, dict) else []
    opened, silenced = (sum(len(rule.get(state) or ()) for rule in rules) for state in ("open", "dismissed"))
    found = [count(opened, "open flag")] + [f"{silenced} dismissed"] * bool(silenced)
    if isinstance(claims, dict) and claims.get("total"):
        found.append(f"{count(claims['total'], 'claim')}, {claims.get('open')} of them open")
    missing = f" Not checked with {listed(entry.values('missing'))}." if entry.values("missing") else ""
    return f"Looked at {what}: {'; '.join(found)}.{missing}"


def _exported(entry: Entry) -> str:
    return f"Exported {entry.value('name') or 'the text'} ({entry.value('format')})."


def _roster_signed(entry: Entry) -> str:
    names = dict.fromkeys(str(each.get("name", "")) for each in entry.fields.get("people") or () if isinstance(each, dict))
    return f"Signed list {entry.value('version')} of people: {listed(tuple(names)) or 'nobody'}."


def _guide_changed(entry: Entry) -> str:
    return entry.value("what") or "Changed a style guide."


def _rule_saved(entry: Entry) -> str:
    if not entry.value("hash"):
        return f"Deleted the rule {entry.value('rule')}."
    parent = f", which changes {entry.value('parent')}" if entry.value("parent") else ""
    return f"Saved the rule {entry.value('rule')}{parent}{', on trial' if entry.fields.get('trial') else ''}."


def _term_added(entry: Entry) -> str:
    term, rule = f"“{entry.value('term')}”", entry.value("rule")
    return {
        "accept": f"Added {term} to the accepted terms.",
        "reject": f"Added {term} to the rejected terms.",
        "spelling": f"Taught the spelling check {term}.",
        "exception": f"Made {term} an exception of {rule}.",
    }.get(entry.value("list"), f"Added {term} to a term list.")


def _package_imported(entry: Entry) -> str:
    return f"Brought in {listed(entry.values('names')) or 'a package'} with {count(_number(entry, 'rules'), 'rule')}."


def _figures_noted(entry: Entry) -> str:
    first, last = entry.value("from"), entry.value("to")
    since, until = (f" from {day(first)}" if first else ""), (f" to {day(last)}" if last else "")
    reach = entry.fields.get("reach")
    of = f", of {listed([str(value) for value in reach.values()])}" if isinstance(reach, dict) and reach else ""
    return f"Noted on {entry.value('about')}{of}{since}{until}: {entry.value('note')}"


def _proposal_decided(entry: Entry) -> str:
    done = "Accepted" if entry.value("decision") == "accepted" else "Refused"
    kind = {"rule": "rule", "term": "term", "prompt": "line for the drafting template"}.get(entry.value("kind"), "proposal")
    seen = f", seen at {count(_number(entry, 'places'), 'place')}" if _number(entry, "places") else ""
    return _why(f"{done} the proposed {kind} {entry.value('what')}{seen}", entry.value("reason"))


def _audit_done(entry: Entry) -> str:
    kept = entry.fields.get("reports")
    beside = f" Kept with it: {count(len(kept), 'report')}." if isinstance(kept, dict) and kept else ""
    return f"Did the audit “{entry.value('audit')}”, due {day(entry.value('due'))}: {entry.value('findings')}{beside}"


def _number(entry: Entry, name: str) -> int:
    found = entry.fields.get(name)
    return found if isinstance(found, int) else 0


def _why(what: str, why: str) -> str:
    """`what`, and after a full stop why, where a reason was given."""
    return f"{what}. {why}" if why else f"{what}."


_SENTENCES: dict[EventType, Callable[[Entry], str]] = {
    EventType.PIECE_CREATED: _created,
    EventType.PIECE_RENAMED: _renamed,
    EventType.EDITED: _edited,
    EventType.FLAG_DISMISSED: _dismissed,
    EventType.FLAG_RESTORED: _restored,
    EventType.CLAIM_DECIDED: _decided,
    EventType.CLAIM_EVIDENCE: _evidence,
    EventType.CLAIM_ASKED: _asked,
    EventType.CLAIM_SET_BACK: _set_back,
    EventType.SUBMITTED: _submitted,
    EventType.CHANGES_REQUESTED: _changes_requested,
    EventType.APPROVED: _approved,
    EventType.TEXT_PURGED: _purged,
    EventType.PIECE_CHECKED: _checked,
    EventType.ROSTER_SIGNED: _roster_signed,
    EventType.EXPORTED: _exported,
    EventType.GUIDE_CHANGED: _guide_changed,
    EventType.RULE_SAVED: _rule_saved,
    EventType.TERM_ADDED: _term_added,
    EventType.PACKAGE_IMPORTED: _package_imported,
    EventType.FIGURES_NOTED: _figures_noted,
    EventType.PROPOSAL_DECIDED: _proposal_decided,
    EventType.AUDIT_DONE: _audit_done,
    **JUDGED,
    **ASKED,
}
