"""The figures of the house, for the dashboard and for the reports made from them: see `studio.core.outcome`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from studio.app.alerts import stamp_signs
from studio.app.tables.alerts import AlertsEntry
from studio.app.workspace import Workspace
from studio.core.events import Event, EventType
from studio.core.outcome import Outcome, Reopening, Tally, Yes
from studio.core.reach import EVERYTHING, Reach
from studio.core.seal import Seal
from studio.core.times import stamp


def tally(workspace: Workspace, reach: Reach = EVERYTHING, *, rules: bool = True) -> Tally:
    """All the figures of the pieces in reach, as of now; its days choose nothing away, for each figure has a day of its own.

    Args:
        rules: whether it is asked what became of each rule's flags.
    Raises:
        NotFound: a piece was asked for, and there is no such one.
    """
    return workspace.history.tally(_found(workspace, reach), stamp(workspace.now()), rules=rules)


def yeses(workspace: Workspace, reach: Reach = EVERYTHING, seals: Iterable[Seal] | None = None) -> tuple[Yes, ...]:
    """Every approval of the pieces in reach, the oldest first, with its seal and with what speaks for a rubber stamp.

    Args:
        seals: what became of every signature, where somebody has looked already.
    Raises:
        NotFound: a piece was asked for, and there is no such one.
    """
    known = {seal.number: seal for seal in (workspace.history.seals() if seals is None else seals)}
    rules = workspace.policy.alerts
    given = workspace.history.yeses(_found(workspace, reach))
    corrected = _reopenings(workspace, given)
    return tuple(
        replace(each, seal=known.get(each.number), signs=tuple(_signs(each, rules)), reopened=corrected.get(each.number, ()))
        for each in given
    )


def _reopenings(workspace: Workspace, given: Iterable[Yes]) -> Mapping[int, tuple[Reopening, ...]]:
    """The corrections that were begun after each of these approvals and before the next one of its piece, by its number."""
    of_piece: dict[str, list[Yes]] = {}
    for each in given:
        of_piece.setdefault(each.outcome.piece, []).append(each)
    found: dict[int, tuple[Reopening, ...]] = {}
    for event in workspace.history.events(types=[EventType.REOPENED]):
        rounds = of_piece.get(event.piece, [])
        before = [each for each in rounds if each.number < event.number]
        after = next((each for each in rounds if each.number > event.number), None)
        if before:
            said = event.payload or {}
            again = (after.when, after.who) if after else ("", "")
            one = Reopening(
                event.number, event.actor.name, event.time, str(said.get("note") or ""), str(said.get("was") or ""), *again
            )
            found[before[-1].number] = (*found.get(before[-1].number, ()), one)
    return found


def proposals(workspace: Workspace) -> list[Event]:
    """What was decided about proposals of rules, terms and prompts, the oldest first."""
    return workspace.history.events("", [EventType.PROPOSAL_DECIDED])


def _signs(given: Yes, rules: AlertsEntry) -> Iterator[str]:
    for _, sign in stamp_signs(_then(given), rules):
        yield sign


def _then(given: Yes) -> Outcome:
    """The outcome as it was at that yes; of flags and claims only the latest look is known, so an earlier yes has none."""
    now = given.outcome
    then = replace(
        now,
        **{name: getattr(given, name) for name in ("words", "kept", "original_words", "changed_words", "read_seconds")},
    )
    return then if given.nth == now.approvals else replace(then, flags=None, open=None, claims=None, claims_open=None)


def _found(workspace: Workspace, reach: Reach) -> Reach:
    return replace(reach, piece=workspace.piece(reach.piece).id) if reach.piece else reach
