"""What a model's answer brings along, worked out before anybody sees it: the checks over the text with it in place, held against
the text without it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from studio.app.proposals import Asked
from studio.checks import invented
from studio.checks.privacy import own_in
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.claim import said
from studio.core.details import FIGURES, checkable, same
from studio.core.document import Document
from studio.core.edit import Edit
from studio.core.flag import Flag
from studio.core.personal import REGIONS, personal_in
from studio.core.phrases import shortened
from studio.core.proposal import Found, lost
from studio.core.span import Span

_LANES = (Lane.FAST, Lane.SLOW)  # what answers by itself, on this computer; nothing else is asked because of an answer
_LATER = "it reads the words once they stand in the text"
_QUOTED = 100  # code points of what is told
_MOST_FLAGS = 12  # sentences
_ALONE = "Its passage was gone from the text, so it was looked at by itself and not with what stands around it."


@dataclass(frozen=True)
class Look:
    """A look at an answer, as the piece stood when it came. `found` may run in any thread.

    Attributes:
        place: of the passage in the text; None where its words are gone.
        known: gives what the checks know beside the text; it may take a moment, so it is asked where `found` is.
        is_whole: false where the service stopped before it was done.
    """

    asked: Asked
    after: str
    document: Document
    place: Span | None
    known: Callable[[], Context]
    runner: Runner
    dismissed: frozenset[str]
    is_whole: bool = True

    @property
    def context(self) -> Context:
        return self.known()

    @property
    def found(self) -> Found:
        """What is new in it: the checks over the whole text with it in place, held against the text without it.

        Where the passage's words are gone, they and the answer are looked at by themselves: the words may come back, and the
        answer with them.
        """
        before, after = self.asked.before, self.after
        cut = () if self.is_whole else ("The answer was cut off at the service’s limit.",)
        document, place = self.document, self.place
        alone: tuple[str, ...] = ()
        if place is None:
            document, place, alone = Document.parse(before), Span(0, len(before)), (_ALONE,)
        changed = document.apply(Edit(place, after))
        here = Span(place.start, place.start + len(after))
        old, _ = self._flags(document, place)
        new, missing = self._flags(changed, here)
        known = {(flag.rule, flag.text.casefold()) for flag in old}
        fresh = [flag for flag in new if (flag.rule, flag.text.casefold()) not in known and flag.key not in self.dismissed]
        strange = tuple(dict.fromkeys(self._strange(changed, here)))
        kinds = {kind for flag in old if flag.claim for kind in flag.claim.categories}
        claims = [flag for flag in fresh if flag.claim]
        new_claims = [flag for flag in claims if not _is_reworded(flag, kinds, strange)]
        told = [_again(flag) for flag in claims if flag not in new_claims]
        told += [f"{flag.rule}: {flag.message}" for flag in fresh if not flag.claim and flag.check not in ("privacy", "invented")]
        return Found(
            claims=tuple(dict.fromkeys(_claim(flag) for flag in new_claims)),
            personal=self._personal(),
            invented=tuple(_stranger(words) for words in strange),
            lost=(*cut, *lost(before, after)),
            flags=tuple(dict.fromkeys(told))[:_MOST_FLAGS],
            missing=(*alone, *(f"Not looked at by {name}: {why}." for name, why in missing.items())),
        )

    def _flags(self, document: Document, place: Span) -> tuple[list[Flag], dict[str, str]]:
        found, missing = list[Flag](), dict[str, str]()
        for lane in _LANES:
            report = self.runner.run(document, self.context, lane)
            found += [flag for flag in report.flags if flag.span.start < place.end and place.start < flag.span.end]
            missing |= report.missing
        missing |= {check.title: _LATER for check in self.runner.checks if check.lane is Lane.OUTSIDE}
        return found, missing

    def _personal(self) -> tuple[str, ...]:
        region = REGIONS.get(self.context.dialect, "GB")
        own, known = own_in(self.context), self.asked.before.casefold()
        data = [(each.kind.value, self.after[each.start : each.end]) for each in personal_in(self.after, region, own)]
        new = [
            f"Personal data that did not stand there ({kind}): {datum}" for kind, datum in data if datum.casefold() not in known
        ]
        return tuple(dict.fromkeys(new))

    def _strange(self, changed: Document, here: Span) -> Iterator[str]:
        """Figures, names and links of the passage that stand neither in the text nor in what the AI was given."""
        context, text = self.context, self.document.text
        if self.place is None:
            text = f"{text}\n\n{self.asked.before}"
        given = (*(p.block.text for p in Document.parse(text).blocks), context.brief, context.facts)
        known = [detail for each in given for detail in checkable(each)]
        told = replace(context, facts="\n\n".join(filter(None, (context.facts, text))))
        for placed in changed.blocks:
            if not (placed.span.start < here.end and here.start < placed.span.end):
                continue
            for detail in checkable(placed.block.text):
                source = placed.source(detail.span)
                is_here = source.start < here.end and here.start < source.end
                if is_here and detail.kind in FIGURES and not any(same(detail, other) for other in known):
                    yield detail.text
            for flag in invented.run(placed.block, told):
                source = placed.source(flag.span)
                if source.start < here.end and here.start < source.end:
                    yield flag.span.of(placed.block.text)


def _is_reworded(flag: Flag, kinds: set[str], strange: Collection[str]) -> bool:
    """Whether the passage claimed something of the same kind before, and nothing of this is anybody's invention."""
    assert flag.claim, "only claims are asked about"
    return kinds.issuperset(flag.claim.categories) and not any(words in flag.text for words in strange)


def _again(flag: Flag) -> str:
    return f"A claim in other words, to be judged anew: “{shortened(flag.text, _QUOTED)}”"


def _claim(flag: Flag) -> str:
    assert flag.claim, "only claims are told like this"
    kinds = ", ".join(said(each) for each in flag.claim.categories)
    return f"A claim that did not stand there ({kinds}): “{shortened(flag.text, _QUOTED)}”"


def _stranger(words: str) -> str:
    return f"“{shortened(words, _QUOTED)}” stands neither in the text nor in what the AI was given."
