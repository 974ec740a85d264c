"""A text with where its words come from, and the three figures that follow from it, each with how it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.core.changes import Comparison
from studio.core.origins import HOW_ORIGINS_ARE_COUNTED, OriginKind, OriginRun, Shares, shares
from studio.core.provenance import HOW_COUNTED, HOW_DEPTH_IS_COUNTED, Depth, Retained, edit_depth, retained
from studio.core.source_types import source_type, source_type_of_all


@dataclass(frozen=True, slots=True)
class Traced:
    """`runs` cover `text` in order, without gap; `how_…` say how the figure of that name is counted."""

    text: str
    runs: Sequence[OriginRun]
    shares: Shares
    retained: Retained
    depth: Depth
    how_origins: str = HOW_ORIGINS_ARE_COUNTED
    how_retained: str = HOW_COUNTED
    how_depth: str = HOW_DEPTH_IS_COUNTED

    @property
    def rows(self) -> tuple[tuple[OriginKind, int, str, tuple[str, ...]], ...]:
        """By kind: its words, their share of all as a person reads it, and who put any of them there."""
        people = {kind: dict.fromkeys(run.origin.who for run in self.runs if run.origin.kind is kind) for kind in OriginKind}
        return tuple(
            (kind, words, self.shares.percent(kind), tuple(filter(None, people[kind])))
            for kind, words in self.shares.by_kind.items()
        )

    def record(self) -> dict[str, Any]:
        """As plain JSON: `source_type` `runs` `shares` `retained` `edit_depth`."""
        return {
            "source_type": source_type_of_all(self.text, self.runs),
            "runs": [self.run_record(run) | {"text": run.span.of(self.text)} for run in self.runs],
            "shares": self.shares_record(),
            "retained": {
                "kept": self.retained.kept,
                "words": self.retained.words,
                "share": round(self.retained.share, 4),
                "how_counted": self.how_retained,
            },
            "edit_depth": self.depth_record(),
        }

    def shares_record(self) -> dict[str, Any]:
        by_origin = {
            kind.value: {"words": words, "share": round(self.shares.share(kind), 4)}
            for kind, words in self.shares.by_kind.items()
        }
        return {"words": self.shares.words, "by_origin": by_origin, "how_counted": self.how_origins}

    def depth_record(self) -> dict[str, Any]:
        return {
            "changed": self.depth.changed,
            "original_words": self.depth.original_words,
            "share": round(self.depth.share, 4),
            "how_counted": self.how_depth,
        }

    def run_record(self, run: OriginRun) -> dict[str, Any]:
        """One run without its words."""
        origin = run.origin
        return {
            "start": run.span.start,
            "end": run.span.end,
            "origin": origin.kind.value,
            "detail": origin.detail,
            "who": origin.who,
            "when": origin.when,
            "event": origin.event,
            "source_type": source_type(origin),
        }


def traced(text: str, runs: Sequence[OriginRun], comparison: Comparison) -> Traced:
    """Count a text.

    Args:
        comparison: of the AI original with `text`.
    """
    return Traced(text, runs, shares(text, runs), retained(comparison), edit_depth(comparison))
