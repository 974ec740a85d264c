"""Running checks over a document, and remembering what each block gave.

A block check is a pure function of one block, so its flags are kept by (version of the context, block, check) and
typing re-checks the one block that changed. What is kept is already whole (rule, reason, sentence) and counts from the
start of the block's chunk, so that placing it in the document is one addition.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from threading import Lock

from studio.core.check import Check, CheckReport, CheckScope, Context, Lane
from studio.core.document import Document, Placed, sentences_of
from studio.core.errors import Cancelled, KnownError
from studio.core.flag import Flag
from studio.core.markdown import Block
from studio.core.span import Span

_LOG = logging.getLogger(__name__)
_BLOCKS = 8_192  # twice the blocks of a 50,000-word piece; a block with its flags is a few kilobytes
_BATCH = 32  # blocks given to an engine at once; more gains little and makes a cancelled run wait longer
FAULT = "stopped by a fault; the log has the details"


class _Known(dict[str, tuple[Flag, ...]]):
    """What is known of one block: flags by check id, counted from its chunk; and where they stood in the last document."""

    __slots__ = ("placed",)

    def __init__(self) -> None:
        super().__init__()
        self.placed: dict[str, tuple[int, tuple[Flag, ...]]] = {}

    def at(self, check: str, offset: int) -> tuple[Flag, ...]:
        """The flags of `check` where the chunk begins at `offset`: the very same ones for as long as it stays there."""
        rows = self[check]
        if not rows or not offset:
            return rows
        before = self.placed.get(check)
        if before is None or before[0] != offset:
            before = self.placed[check] = offset, tuple([flag.at(flag.span.moved(offset)) for flag in rows])
        return before[1]


class _Memory:
    """What is known by version and block; the least recently read block goes first. Safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[tuple[str, Block], _Known] = OrderedDict()
        self._last: dict[int, tuple[Block, _Known]] = {}
        self._version = ""
        self._lock = Lock()

    def of_all(self, version: str, blocks: Sequence[Block]) -> list[_Known]:
        """What is known of each block, by check id; put there what is learnt."""
        with self._lock:
            # After an edit nearly all blocks are the very objects of the run before: found by identity, without hashing.
            last = self._last if version == self._version else {}
            found = []
            for block in blocks:
                entry = last.get(id(block))
                found.append(entry[1] if entry and entry[0] is block else self._of(version, block))
            self._last = {id(block): (block, known) for block, known in zip(blocks, found, strict=True)}
            self._version = version
            return found

    def _of(self, version: str, block: Block) -> _Known:
        known = self._known.get((version, block))
        if known is None:
            known = self._known[version, block] = _Known()
        self._known.move_to_end((version, block))
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return known


class Runner:
    """Runs checks. One runner serves several threads, each with its own lane."""

    def __init__(self, checks: Sequence[Check], memory: int = _BLOCKS) -> None:
        """Take the checks to run.

        Args:
            checks: as `studio.checks.find()` gives them.
            memory: how many blocks to remember the flags of.
        """
        self.checks = tuple(checks)
        self._memory = _Memory(memory)

    def run(
        self,
        document: Document,
        context: Context,
        lane: Lane,
        only: set[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> CheckReport:
        """Run the checks of one lane over `document`.

        Args:
            document: the snapshot to check; the report carries it back.
            context: `version` tells one from another: results are kept under it.
            lane: only checks of this lane run, and only they appear in the report.
            only: ids of the checks wanted; None for all.
            cancelled: asked before each block; a yes ends the run.
        Returns:
            Flags in reading order without doubles. A check that is not available or fails is `missing`; what it found
            in other blocks is kept all the same.
        Raises:
            Cancelled: when `cancelled` said yes.
        """
        missing: dict[str, str] = {}
        wanted = [check for check in self.checks if check.lane is lane and (only is None or check.id in only)]
        ready = []
        for check in wanted:
            if reason := check.available() or check.lacks(context):
                missing[check.id] = reason
            else:
                ready.append(check)
        of_blocks = [check for check in ready if check.scope is CheckScope.BLOCK]
        found = self._blocks(document, context, of_blocks, missing, cancelled)
        flags = [flag for check in of_blocks for flag in _gathered(check, found[check.id], document, context, missing)]
        for check in ready:
            if check.scope is CheckScope.DOCUMENT:
                if cancelled():
                    raise Cancelled
                flags += _guarded(check, missing, partial(_of_document, check, document, context)) or ()
        flags.sort(key=_start)  # those of a block are in order already; those of one start stand as the checks do
        ran = tuple(check.id for check in wanted if check.id not in missing)
        return CheckReport(document, tuple(flags), ran, missing, context.version)

    def _blocks(
        self,
        document: Document,
        context: Context,
        checks: Sequence[Check],
        missing: dict[str, str],
        cancelled: Callable[[], bool],
    ) -> dict[str, list[Flag]]:
        """What each check says of the blocks it sees, placed, by its id."""
        views = {check.id: _seen(check, document, context) for check in checks}
        distinct = list({id(placed.block): placed.block for view in views.values() for placed in view}.values())
        known = dict(zip(map(id, distinct), self._memory.of_all(context.version, distinct), strict=True))
        found: dict[str, list[Flag]] = {}
        for check in checks:
            view, flags = views[check.id], found.setdefault(check.id, [])
            if check.run_many:
                fresh = {placed.block: known[id(placed.block)] for placed in view if check.id not in known[id(placed.block)]}
                _in_batches(check, check.run_many, fresh, context, cancelled)
            for placed in view:
                if cancelled():
                    raise Cancelled
                learnt = known[id(placed.block)]
                if check.id not in learnt:
                    if check.lane is Lane.OUTSIDE and check.id in missing:
                        continue  # who does not answer about one block would keep us waiting for each of the others
                    rows = _guarded(check, missing, partial(_of_block, check, placed.block, context))
                    if rows is None:
                        continue
                    learnt[check.id] = rows
                flags += learnt.at(check.id, placed.offset)
        return found


def _seen(check: Check, document: Document, context: Context) -> list[Placed]:
    blocks = check.view(document, context) if check.view else document.blocks
    return [placed for placed in blocks if placed.block.is_visible]


def _gathered(check: Check, flags: list[Flag], document: Document, context: Context, missing: dict[str, str]) -> Iterable[Flag]:
    """What stands of the blocks' flags once the check has looked at the whole; all of them where that fails."""
    if check.gather is None:
        return flags
    gather = check.gather

    def whole() -> tuple[Flag, ...]:
        stand = list(gather(document, flags, context))
        for number in range(len(stand) - 1, -1, -1):
            flag = stand[number]
            if flag.check:
                break  # those of its own come last
            stand[number] = _whole(check, flag, flag.span, flag.span.of(document.text), document.sentence_at(flag.span))
        return tuple(stand)

    gathered = _guarded(check, missing, whole)
    return flags if gathered is None else gathered


def _guarded(check: Check, missing: dict[str, str], work: Callable[[], tuple[Flag, ...]]) -> tuple[Flag, ...] | None:
    """What `work` gives, None on a fault: logged once a run, and the check is missing, for a fault must not read as clean."""
    try:
        return work()
    except KnownError as error:
        missing[check.id] = str(error).rstrip(".")
        return None
    except Exception:  # noqa: BLE001 - one broken check must not take the others with it
        if check.id not in missing:
            _LOG.exception("The check %s failed", check.id)
        missing[check.id] = FAULT
        return None


def _in_batches(
    check: Check,
    run_many: Callable[[Sequence[Block], Context], Sequence[Iterable[Flag]]],
    fresh: dict[Block, _Known],
    context: Context,
    cancelled: Callable[[], bool],
) -> None:
    """Learn what `check` says of the fresh blocks. A batch that fails is left to be run block by block, where one fault
    stays one block's."""
    blocks = list(fresh)
    for start in range(0, len(blocks), _BATCH):
        if cancelled():
            raise Cancelled
        batch = blocks[start : start + _BATCH]
        try:
            rows = [tuple(flags) for flags in run_many(batch, context)]
        except Exception:  # noqa: BLE001 - see above
            _LOG.exception("The check %s failed on a batch of blocks", check.id)
            continue
        for block, flags in zip(batch, rows, strict=True):
            fresh[block][check.id] = _placed(check, block, flags)


def _of_block(check: Check, block: Block, context: Context) -> tuple[Flag, ...]:
    """The flags of one block, whole and in reading order, their spans counted from the start of the block's chunk."""
    return _placed(check, block, check.run(block, context))


def _placed(check: Check, block: Block, flags: Iterable[Flag]) -> tuple[Flag, ...]:
    made, whole = list[Flag](), True
    for flag in flags:
        span = block.source(flag.span)
        if flag.check:  # nothing is open any more; the check saw to it that none comes twice
            made.append(flag if span == flag.span else flag.at(span))
        else:
            whole = False
            made.append(_whole(check, flag, span, flag.span.of(block.text), _sentence(block, flag.span)))
    return tuple(sorted(made if whole else dict.fromkeys(made), key=_in_a_block))


def _of_document(check: Check, document: Document, context: Context) -> tuple[Flag, ...]:
    whole = (
        _whole(check, flag, flag.span, flag.span.of(document.text), document.sentence_at(flag.span))
        for flag in check.run(document, context)
    )
    return tuple(dict.fromkeys(whole))


def _whole(check: Check, flag: Flag, span: Span, text: str, sentence: str) -> Flag:
    """`flag` with everything that the check left open."""
    return replace(
        flag,
        span=span,
        check=check.id,
        rule=flag.rule or check.rule or check.id,
        severity=flag.severity or check.severity,
        text=flag.text or text,
        context=flag.context or sentence,
        why=flag.why or check.why,
    )


def _sentence(block: Block, span: Span) -> str:
    """The sentence in which `span` ends, as `Document.sentence_at` tells it, without looking for the block again."""
    return next((sentence.text for sentence in sentences_of(block) if sentence.span.end >= span.end), block.text)


_start = attrgetter("span.start")
_in_a_block = attrgetter("span.start", "span.end", "rule", "message")
