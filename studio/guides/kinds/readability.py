"""`readability`: the school grade a document asks for, as the mean of the formulas a rule names."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from studio.core.markdown import Block
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting, decimal
from studio.guides.kinds._measures import GRADES, Counts
from studio.guides.kinds.metric import MEASURES, SUMMARY, TOTAL, measured
from studio.guides.reading import BrokenRule, Keys


class Readability(Excepting):
    """Args: `metrics` are names in `GRADES`; `most` is the highest grade that passes."""

    entries: tuple[str, ...] = ()
    noting = MEASURES

    def __init__(self, metrics: Sequence[str], most: float) -> None:
        self._grades, self._most = [GRADES[name] for name in metrics], most

    def note(self, block: Block, text: str, masked: Callable[[int, int], bool]) -> tuple[Counts, str]:
        return measured(block, text)

    def settle(self, notes: Sequence[Any]) -> Iterator[tuple[int, Hit]]:
        counts, _ = TOTAL.of(notes)
        if not counts.words:
            return
        grade = sum(formula(counts) for formula in self._grades) / len(self._grades)
        if grade > self._most:
            yield -1, Hit(0, 0, (f"{grade:.2f}",))


def build(keys: Keys, setting: Setting) -> Readability:
    names = {name.casefold(): name for name in GRADES}
    metrics = keys.texts("metrics")
    if not metrics:
        raise BrokenRule("The rule has no `metrics`, so it can measure nothing.", keys.line)
    for item in metrics:
        if item.text.strip().casefold() not in names:
            raise BrokenRule(f"`{item.text}` is no formula for readability; there are {', '.join(GRADES)}.", item.line)
    return Readability([names[item.text.strip().casefold()] for item in metrics], decimal(keys, "grade"))


KIND = Kind("readability", frozenset({"metrics", "grade"}), build, lambda given: (SUMMARY,))
