"""What a model is asked for when it drafts: the house's task, and the brief as material beside it. Plain functions.

The task is the house's own words: what the content type asks for, the reasons of its style guides, how the brand sounds, and what
people taught. Whatever somebody typed into a brief, or a file of briefs says, is material and stands beside it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import chain, zip_longest
from typing import Any

from studio.core.document import count_words
from studio.core.flag import Severity
from studio.core.locale import Locale, locale_of
from studio.core.piece import Channel

MOST_REASONS, MOST_WORDS = 40, 500
"""Of the style guides' reasons in one prompt: how many, and how long together. More of them and a model heeds none."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What somebody asks for, as it was typed.

    Attributes:
        template: name of the content type.
        channel: empty where the content type says it.
        campaign: id or name.
        locale: whose place and spelling, `en-GB` say.
        length, tone: in words; they shape the draft and say nothing that a text could be held against.
        answers: to the questions of the content type, as question and answer.
    """

    template: str = ""
    title: str = ""
    channel: str = ""
    brand: str = ""
    campaign: str = ""
    locale: str = ""
    audience: str = ""
    aim: str = ""
    facts: str = ""
    must_say: str = ""
    must_not_say: str = ""
    length: str = ""
    tone: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said yet what the text is to say."""
        said = (self.title, self.aim, self.facts, self.must_say, self.must_not_say, *(answer for _, answer in self.answers))
        return not any(each.strip() for each in said)

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: object) -> "Brief":
        """The same from JSON; whatever does not read like a brief is passed over."""
        if not isinstance(data, Mapping):
            return cls()
        names = [each.name for each in fields(cls) if each.name != "answers"]
        said = {name: data[name] for name in names if isinstance(data.get(name), str)}
        rows = data.get("answers")
        pairs = [tuple(row) for row in rows if isinstance(row, list | tuple)] if isinstance(rows, list | tuple) else []
        answers = tuple((str(pair[0]), str(pair[1])) for pair in pairs if len(pair) == 2)
        return cls(**said, answers=answers)


EXTRA: Mapping[str, str] = {
    "aim": "Aim: what should the reader know, feel or do?",
    "facts": "Facts that may be used, one a line",
    "must_say": "What it has to say, one a line",
    "must_not_say": "What it must not say, one a line",
}
"""What a brief says beyond its content type's questions and the checks read too: the field, and what is asked."""

OPTIONAL = "(optional)"
"""Ends a question of a content type that need not be answered."""

_ASKED_ALREADY = {
    "aim": re.compile(r"\breader\b.*\b(?:know|do|feel)\b|\bshould (?:they|the reader)\b", re.I),
    "facts": re.compile(r"\bfacts?\b|\bfor certain\b", re.I),
    "must_say": re.compile(r"\b(?:must|has to|have to) (?:be said|say)\b|\bone thing to say\b", re.I),
    "must_not_say": re.compile(r"\bmust not\b|\bnever say\b", re.I),
}
_HEADS = {"aim": "Aim:", "facts": "Facts:", "must_say": "It has to say:", "must_not_say": "It must not say:"}


def extra_for(questions: Iterable[str]) -> tuple[str, ...]:
    """Names of those of `EXTRA` that none of the content type's questions asks for."""
    asked = tuple(questions)
    return tuple(name for name, pattern in _ASKED_ALREADY.items() if not any(pattern.search(each) for each in asked))


def brief_for_checks(brief: Brief) -> str:
    """The brief as a piece keeps it and its text is held against: what is true, what has to be in it, and what must not.

    Audience, length and tone are left out: they differ between the drafts of one brief, and nothing in a text proves them.
    """
    parts = [_section(plain(question), answer) for question, answer in brief.answers]
    parts += [_section(_HEADS[name], getattr(brief, name), name == "must_not_say") for name in EXTRA]
    return "\n\n".join(filter(None, parts))


def material_of(brief: Brief) -> str:
    """The brief as it goes out: the same, with what the text is called and whom, how long and how it should be."""
    place = locale_of(brief.locale)
    about = (
        ("Title", brief.title),
        ("Brand", brief.brand),
        ("For whom", brief.audience),
        ("Place and spelling", f"{brief.locale}, {place.readers}: {_habits(place)}" if place else brief.locale),
        ("Length", brief.length),
        ("Tone", brief.tone),
    )
    head = "\n".join(f"{name}: {' '.join(said.split())}" for name, said in about if said.strip())
    return "\n\n".join(filter(None, (head, brief_for_checks(brief))))


def _habits(place: Locale) -> str:
    order = "the month before the day" if place.month_first else "the day before the month"
    return f"{place.dialect.capitalize()} spelling, prices in {place.sign}, {order}"


def plain(question: str) -> str:
    """A question without the word that makes it optional."""
    return question.rstrip().removesuffix(OPTIONAL).rstrip()


def _section(head: str, said: str, forbids: bool = False) -> str:
    lines = [line.strip().lstrip("-*•").strip() for line in said.splitlines() if line.strip()]
    if not lines:
        return ""
    if forbids or _ASKED_ALREADY["must_not_say"].search(head):
        # Said in a way that the checks take as forbidden; a bare list of it would count as a list of facts.
        return "\n".join((head, *(line if _FORBIDS.match(line) else f"- Do not say “{line.rstrip('.')}”" for line in lines)))
    return "\n".join((head, said.strip()))


_FORBIDS = re.compile(r"(?:do not|don['’]t|never|avoid|nothing|no|not)\b", re.I)


# ---------------------------------------------------------------- what the house adds


@dataclass(frozen=True, slots=True)
class House:
    """What a house adds to every prompt, a sentence each.

    Attributes:
        guides: the reasons of its style guides, see `gist`.
        voice: how the brand sounds.
        samples: sentences of its own texts that show it; no words of the house, so they go out as material, see `SAMPLES`.
        taught: what people keep correcting.
        dialect: whose spelling it follows where a brief names no place, "british" say; empty where nobody said.
    """

    guides: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()
    dialect: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule stands.

    Attributes:
        rule: its name, `Guide.Rule`; `why`: its own sentence.
        kind: what it checks, by Vale's word.
        is_own: whether it is one that the house wrote itself.
        words: some that it is about, each with what takes its place, or with nothing where it only goes.
    """

    rule: str
    why: str
    severity: Severity
    kind: str = ""
    is_own: bool = False
    words: tuple[tuple[str, str], ...] = ()

    @property
    def guide(self) -> str:
        return self.rule.partition(".")[0]


_OF_SPELLING = frozenset({"consistency", "spelling", "capitalization", "conditional", "repetition"})
"""Kinds of rules that mend a text afterwards and hardly help anybody to write it."""


_TOLD_OTHERWISE = frozenset({"AITells.Placeholders"})
"""Rules about the gaps that the task itself asks for, so that nothing is made up; a person fills them."""

_MOST_SHOWN = 3


def _shown(words: Iterable[tuple[str, str]]) -> str:
    """Some of a rule's words, so that its reason says what to do: " Write “use”, not “utilise”." or " Not: delve, tapestry."."""
    few = list(words)[:_MOST_SHOWN]
    instead = [f"“{good.partition('|')[0]}”, not “{bad}”" for bad, good in few if good]
    never = [bad for bad, good in few if not good]
    return "".join((f" Write {'; '.join(instead)}." if instead else "", f" Not: {', '.join(never)}." if never else ""))


def gist(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons that a prompt has room for: the house's own rules first, then the graver ones, each guide in its turn; those of
    spelling last, and with them whole guides that are mostly about that."""
    known = [each for each in reasons if each.why.strip() and "%s" not in each.why and each.rule not in _TOLD_OTHERWISE]
    others = [each for each in known if not each.is_own]
    late = {guide for guide in {each.guide for each in others} if _is_of_spelling([e for e in others if e.guide == guide])}
    early, last = list[Reason](), list[Reason]()
    for each in others:
        (last if each.kind in _OF_SPELLING or each.guide in late else early).append(each)
    ranked = [each for each in known if each.is_own]
    for part in (early, last):
        ranked += chain.from_iterable(_in_turns([each for each in part if each.severity is level]) for level in _GRAVEST)
    found, words = dict[str, None](), 0
    for each in ranked:
        said = f"{_named(each.rule)}: {' '.join(each.why.split())}{_shown(each.words)}"
        many = count_words(said)
        if said not in found and words + many <= MOST_WORDS and len(found) < MOST_REASONS:
            found[said] = None
            words += many
    return tuple(found)


def _is_of_spelling(reasons: Sequence[Reason]) -> bool:
    return 2 * sum(each.kind in _OF_SPELLING for each in reasons) > len(reasons)


_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)


def _in_turns(reasons: Sequence[Reason]) -> list[Reason]:
    by_guide = dict[str, list[Reason]]()
    for each in reasons:
        by_guide.setdefault(each.guide, []).append(each)
    return [each for row in zip_longest(*by_guide.values()) for each in row if each]


def _named(rule: str) -> str:
    """ "NotJust" as people say it: "Not just"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", rule.rpartition(".")[2])
    return words[:1] + words[1:].lower() if not words.isupper() else words


# ---------------------------------------------------------------- the task

_ITS_OWN_WORDS = (
    "A person will edit what you write and answers for it.\n\n"
    "The brief says what it is about, and for whom; keep to what it says has to be said and must not be said. Use only facts "
    "that stand in the material. Where a figure, a date, a price or a name is needed and none is given, leave a gap in square "
    "brackets such as [price] and go on; never make one up."
)
SAMPLES = "How it sounds"
"""What sentences of the brand's own texts are called among the material. They go along with a task that names them so."""

_HEAR = f"To hear it, read the sentences under “{SAMPLES}” in the material. Write as they do, and nothing of what they say."
_ALONE = "Answer with the text alone, in Markdown: no remark before it and none after it."


def task(body: str, house: House, length: str = "") -> str:
    """What a model is asked to do, the house's words: the part that all drafts of one brief have in common.

    Args:
        body: what the content type asks for.
        length: as the content type has it, "120 to 400 words"; empty where it has none.
    """
    wanted = f"It should have {length}, unless the brief says otherwise." if length else ""
    spelling = f"Use {house.dialect.capitalize()} spelling, unless the brief names another place." if house.dialect else ""
    parts = (
        _ITS_OWN_WORDS,
        body.strip(),
        " ".join(filter(None, (wanted, spelling))),
        _list("The house writes like this:", house.guides),
        _list("So the brand sounds:", (*house.voice, _HEAR) if house.samples else house.voice),
        _list("People had to correct this before, so heed it:", house.taught),
        _ALONE,
    )
    return "\n\n".join(filter(None, parts))


def _list(head: str, lines: Iterable[str]) -> str:
    said = [f"- {' '.join(line.split())}" for line in lines if line.strip()]
    return "\n".join((head, *said)) if said else ""


@dataclass(frozen=True, slots=True)
class Want:
    """One of the drafts that are asked for with a brief.

    Attributes:
        name: what tells it from the others, "A" or "email"; empty where there is one alone.
        number, of: which of the drafts for this channel it is, from 0, and how many there are.
    """

    name: str
    channel: Channel
    number: int = 0
    of: int = 1

    def opening(self, tone: str = "") -> str:
        """What the model is told of this draft alone.

        Args:
            tone: what the house aims at for such texts, "positive, casual and calm"; empty where it says nothing.
        """
        first = f"Write {self.channel.one}."
        if tone:
            first += f" Its tone is {tone}, unless the brief says otherwise."
        if self.of < 2:
            return first
        apart = f"This is draft {letter(self.number)} of {self.of} that are compared with each other; the facts stay the same."
        return f"{first} {apart} {_WAYS[self.number % len(_WAYS)]}"


_WAYS = (
    "Begin with the fact that matters most to the reader.",
    "Begin with the reader’s situation, and come to the news from there.",
    "Begin with a detail that only this house could tell.",
    "Begin with the question that readers ask first, and answer it.",
)
MOST_DRAFTS = 12
"""Of one brief at once."""


def letter(number: int) -> str:
    """A, B, C … of the drafts of one brief, from 0."""
    return chr(ord("A") + number % 26)


def wanted(channels: Sequence[Channel], each: int = 1) -> tuple[Want, ...]:
    """The drafts of one brief: `each` for every channel, at most a dozen together."""
    found = []
    for channel in channels:
        for number in range(each):
            parts = (channel.value if len(channels) > 1 else "", letter(number) if each > 1 else "")
            found.append(Want(" ".join(filter(None, parts)), channel, number, each))
    return tuple(found[:MOST_DRAFTS])


def skeleton(body: str) -> str:
    """What a person starts from, where the content type is for people: its body without the line that says so."""
    first, _, rest = body.strip().partition("\n\n")
    return rest.strip() if first.casefold().startswith("a skeleton") and rest.strip() else body.strip()
