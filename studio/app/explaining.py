"""Why people changed what an AI had written: a reason beside a change, where somebody wants to give one; nobody has to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studio.app.recorded import RecordedPiece
from studio.core.changes import Change, Comparison
from studio.core.errors import NotFound
from studio.core.events import Event, EventType
from studio.core.phrases import shortened
from studio.core.reasons import Reason

_SHOWN = 40  # code points of a change in a list


@dataclass(frozen=True, slots=True)
class Explained:
    """What somebody said a change was for; `when` is UTC, ISO 8601."""

    change: str
    reason: Reason
    note: str
    who: str
    when: str


def explain(session: RecordedPiece, change: Change, reason: Reason | None, note: str = "") -> None:
    """Say what a change of the piece is for, or take it back where `reason` is None.

    Raises:
        NotFound: the text has no such change by now, or no reason was given that could be taken back.
        Refused: the person may not, or not at this stage.
    """
    now = next((each for each in session.comparison.changes if each.id == change.id), None)
    if now is None:
        raise NotFound("That change is not in the text any more.", "Choose one of those there are now.")
    if reason is None and change.id not in explained(session.desk.history.events(session.piece.id, [EventType.CHANGE_EXPLAINED])):
        raise NotFound("Nobody has said what that change is for.", "There is nothing to take back.")
    said = {"change": now.id, "before": now.before_text, "after": now.after_text}
    session.record((EventType.CHANGE_EXPLAINED, said | {"reason": reason.value if reason else "", "note": note.strip()}))


def explained(events: Iterable[Event]) -> Mapping[str, Explained]:
    """What was said last of each change, by the change's id; what was taken back is not in it."""
    found = dict[str, Explained]()
    for event in events:
        if event.type is not EventType.CHANGE_EXPLAINED or not event.payload:
            continue
        change, reason = str(event.payload["change"]), event.payload.get("reason") or ""
        if reason in set(Reason):
            found[change] = Explained(change, Reason(reason), event.payload.get("note") or "", event.actor.name, event.time)
        else:
            found.pop(change, None)
    return found


def counted(events: Iterable[Event], comparison: Comparison) -> Counter[Reason]:
    """How often each reason was given for a change that stands in the text."""
    standing = {each.id for each in comparison.changes}
    return Counter(each.reason for each in explained(events).values() if each.change in standing)


def change_with(comparison: Comparison, words: str) -> Change:
    """The one change that words stand in, those that came or those that went.

    Raises:
        NotFound: there is none, or there are several.
    """
    wanted = " ".join(words.split()).casefold()
    found = [each for each in comparison.changes if wanted and any(wanted in side for side in _sides(each))]
    if len(found) == 1:
        return found[0]
    known = "; ".join(said(each) for each in (found or comparison.changes)[:10])
    if not found:
        raise NotFound(f"No change has “{words}” in it.", f"There are: {known}." if known else "The text has no changes.")
    raise NotFound(f"“{words}” stands in {len(found)} changes.", f"Say more of one: {known}.")


def said(change: Change) -> str:
    """ "guests → neighbours", as it stands in a list."""
    before, after = (shortened(text, _SHOWN) for text in (change.before_text, change.after_text))
    return f"“{before}” → “{after}”" if before and after else f"“{after}” came" if after else f"“{before}” went"


def _sides(change: Change) -> tuple[str, str]:
    return " ".join(change.before_text.split()).casefold(), " ".join(change.after_text.split()).casefold()
