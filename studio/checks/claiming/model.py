"""How surely a sentence is worth checking: a small linear model of our own.

It was taught by `tests/claims/train.py` on sentences written for this project (`tests/claims/training/`) and is read from
`resources/claims/model.json`: a weight for each sign and each word it knows. It is a second opinion: it may point at a
clause in which no rule saw anything, and never takes back what a rule found.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache

from studio.checks.claiming import signs
from studio.core.claim import ClaimSeverity
from studio.core.data import data_path

FILE = ("resources", "claims", "model.json")
SURE = 0.3
"""What a clause without a rule's claim has to score to be pointed at. Among sentences that no rule knows, three in four of those
above it are claims; the rules leave so few that the model adds little."""

DOUBT = 0.03
"""What a clause has to score at least for a pattern that sees no more than a plain statement to make a claim of it. On drafts
that nobody had looked at, a third of the false alarms of that kind stood below it, and a fiftieth of the claims."""


@dataclass(frozen=True)
class Model:
    """The weights, as log-odds.

    Attributes:
        digest: SHA-256 of the sentences it was taught with.
        bias: of a sentence in which nothing is known.
        signs, words: what each sign, word or pair of words adds.
    """

    digest: str
    bias: float
    signs: dict[str, float]
    words: dict[str, float]


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that travels with the program, read at the first call.

    Raises:
        NotFound: the installation is not whole.
    """
    read = json.loads(data_path(*FILE).read_text(encoding="utf-8"))
    return Model(read["digest"], read["bias"], read["signs"], read["words"])


def score(sentence: str, heaviest: ClaimSeverity | None = None) -> float:
    """How surely a sentence is worth checking, from 0 to 1.

    Args:
        sentence: any text; one without words scores 0.
        heaviest: the severity of the heaviest claim that a rule found in it, if any did.
    """
    its_signs, its_words = signs.of(sentence, heaviest)
    if not its_words:
        return 0.0
    model = load()
    # Sums of floats depend on their order and sets have none, so they are summed exactly.
    weights = [model.signs[sign] for sign in its_signs if sign in model.signs]
    weights += [model.words[word] for word in its_words if word in model.words]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, math.fsum(weights) + model.bias))))
