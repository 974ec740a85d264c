"""One piece of the edit-history report as plain JSON.

The shape, stable within a `format` number; a change that readers could trip over raises it:

    report         "edit-history"
    format         1
    workspace made made_by
    period         {from, to}                        empty strings where open
    head           {hash, count, time}               the end of the chain when the report was made
    verification   {checked, whole, count, broken, problem, problems, remarks, purged}
                   broken: number of the first broken entry, 0 for none; remarks: nothing that is wrong; where nobody
                   checked, whole is null and nothing but count is known
    how_counted    how the AI-retained share is counted
    totals         counts, see `edit_history.Totals`; claims by status
    pieces         [{
        piece            the fields of `core.piece.Piece`
        summary original text moved_on
        retained         {kept, words, share}        share is 0 to 1
        edit_depth       {changed, original_words, share, how_counted}
        origins          {source_type, shares: {words, by_origin: {origin: {words, share}}, how_counted},
                          runs: [{start, end, origin, detail, who, when, event, source_type}]}    over the text, without gap
        changes          [{id, before: {start, end, text}, after: {start, end, text}, who, when}]
        claims           [{key, text, categories, severity, need, status, reason, decided_by, in_text, evidence: [...]}]
        ai               what AI services did after the first draft, a sentence each
        dismissals house_dismissals handoffs approvals exports notes
        moves            [{number, type, who, when, told}]   every other change of stage, and a yes to a part
        entries          [{number, device, sequence, time, type, actor: {kind, name}, fields, edits: [...], purged,
                           text_hash, hash}]         every entry of the history, oldest first
    }]
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from studio.core.claim import Claim, Evidence
from studio.core.provenance import Retained
from studio.core.source_types import source_type_of_all
from studio.core.span import Span
from studio.reports.entries import Entry
from studio.reports.piece_history import PieceHistory

VERSION = 1


def piece_record(history: PieceHistory) -> dict[str, Any]:
    return {
        "piece": asdict(history.piece),
        "summary": history.summary,
        "original": history.original,
        "text": history.text,
        "moved_on": history.moved_on,
        "retained": _retained(history.retained),
        "edit_depth": history.traced.depth_record(),
        "origins": {
            "source_type": source_type_of_all(history.text, history.traced.runs),
            "shares": history.traced.shares_record(),
            "runs": [history.traced.run_record(run) for run in history.traced.runs],
        },
        "changes": list(_changes(history)),
        "claims": [_claim(claim) for claim in history.claims],
        "ai": list(history.ai),
        "dismissals": [asdict(dismissal) for dismissal in history.dismissals],
        "house_dismissals": [asdict(dismissal) for dismissal in history.house_dismissals],
        "handoffs": [asdict(handoff) for handoff in history.handoffs],
        "approvals": [asdict(approval) | {"beside": list(approval.beside)} for approval in history.approvals],
        "moves": [asdict(move) for move in history.moves],
        "exports": [asdict(export) for export in history.exports],
        "notes": [asdict(note) for note in history.notes],
        "entries": [_entry(entry) for entry in history.entries],
    }


def _retained(share: Retained) -> dict[str, Any]:
    return {"kept": share.kept, "words": share.words, "share": round(share.share, 4)}


def _changes(history: PieceHistory) -> Iterable[dict[str, Any]]:
    for change, mark in zip(history.changes, history.attributions, strict=True):
        before, after = _place(change.before, change.before_text), _place(change.after, change.after_text)
        yield {"id": change.id, "before": before, "after": after, "who": mark.who, "when": mark.when}


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "key": claim.key,
        "text": claim.text,
        "categories": list(claim.note.categories),
        "severity": claim.note.severity,
        "need": claim.note.need,
        "status": claim.status,
        "reason": claim.reason,
        "decided_by": claim.decided_by,
        "in_text": claim.span is not None,
        "evidence": [_evidence(evidence) for evidence in claim.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    named = ("url", "quote", "who", "when", "valid_until", "note", "publisher", "accessed", "support")
    consent = asdict(evidence.consent) if evidence.consent else None
    return {name: getattr(evidence, name) for name in named} | {"consent": consent}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "device": entry.device,
        "sequence": entry.sequence,
        "time": entry.time,
        "type": entry.type,
        "actor": {"kind": entry.actor_kind, "name": entry.who},
        "fields": {name: entry.fields[name] for name in sorted(entry.fields)},
        "edits": [asdict(line) for line in entry.edits],
        "purged": entry.purged,
        "text_hash": entry.text_hash,
        "hash": entry.hash,
    }
