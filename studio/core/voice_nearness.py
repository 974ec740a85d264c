"""Which of several voices a text is nearest to, and by what: never a mark, only an order among voices that are known.

The distance is counted in steps. On each measure one step is half of the breadth that a voice usually has (the median, over the
voices compared, of half the way from the least to the most of its texts), and never less than what a reader would hear. A text
lies as many steps from a voice as its figure lies from the middle of that voice's texts, four at the most, so that no single
measure decides; the distance is the mean over all measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean, median

from studio.core.measures import MEASURES, Measure
from studio.core.voice import Voice
from studio.core.voicing import Target

_FARTHEST = 4.0  # steps on one measure
_TOLD = 3  # measures that are named
COMPARED = tuple(measure for measure in MEASURES if measure.id not in ("preferred", "banned", "flags", "positive", "negative"))
"""Without what the words of one house decide, and without the two that count the same as `tone`."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The voice a text is nearest to.

    Attributes:
        name: of the voice.
        distance: see the module; in steps.
        by: the measures that tell it most from the next one, the strongest first.
        second: the next one's name, empty where there is none.
    """

    name: str
    distance: float
    by: tuple[Measure, ...]
    second: str = ""


def nearest(voice: Voice, targets: Mapping[str, Target]) -> Nearest | None:
    """The nearest of some voices, by name; None where the text is too short to be measured, or there is no voice."""
    if not voice.figures or not targets:
        return None
    steps = {name: _steps(voice, target, _breadths(targets)) for name, target in targets.items()}
    order = sorted(steps, key=lambda name: (_mean(steps[name]), name))
    first, second = order[0], order[1] if len(order) > 1 else ""
    gains = {each: steps[second].get(each.id, 0.0) - steps[first].get(each.id, 0.0) for each in COMPARED} if second else {}
    by = sorted((each for each, gain in gains.items() if gain > 0), key=lambda each: -gains[each])
    return Nearest(first, _mean(steps[first]), tuple(by[:_TOLD]), second)


def _mean(steps: Mapping[str, float]) -> float:
    return fmean(steps.values()) if steps else _FARTHEST


def _breadths(targets: Mapping[str, Target]) -> dict[str, float]:
    found = {}
    for measure in COMPARED:
        ranges = [target.ranges[measure.id] for target in targets.values() if measure.id in target.ranges]
        usual = median((each.most - each.least) / 2 for each in ranges) if ranges else 0.0
        found[measure.id] = max(measure.grain, usual)
    return found


def _steps(voice: Voice, target: Target, breadths: Mapping[str, float]) -> dict[str, float]:
    return {
        name: min(_FARTHEST, abs(voice.figures[name] - target.ranges[name].middle) / breadth)
        for name, breadth in breadths.items()
        if name in voice.figures and name in target.ranges
    }
