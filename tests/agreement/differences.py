"""Where the two programs differ, and what can be found out about each difference without believing anybody.

A reason in `reasons.toml` says `when` it holds, and that is tried on every difference it is to cover: by reading the
source at the place Vale names, by looking at what the other program says there, or by asking Vale again about that
paragraph alone. So a reason cannot hide what it does not explain.
"""

import re
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from programs import Alert, theirs

from studio.app.checking import Checked
from studio.core.document import Placed
from studio.core.markdown import FRONT_MATTER, MASK, PUBLISHED_KEYS, BlockKind
from studio.core.span import Span

LISTED = Path(__file__).parent / "reasons.toml"
_NUMBER = re.compile(r"\d+\.\d+")


@dataclass
class Difference:
    """What one program prints and the other does not, or not so.

    `side` is `vale` for what only Vale prints, `ours` for what only we print, `place` for the same alert elsewhere, and
    `words` for one rule that says something else about the same characters.
    """

    side: str
    vale: Alert | None
    ours: Alert | None

    @property
    def alert(self) -> Alert:
        alert = self.vale or self.ours
        assert alert is not None
        return alert

    def __str__(self) -> str:
        alert, mine = self.alert, self.ours
        words = f"{alert.file}:{alert.place} {alert.rule}: {alert.message}"
        if self.vale and mine:
            words += f" | ours {mine.place}" + (f" {mine.message}" if self.side == "words" else "")
        return f"{self.side:5} {words}"


def differences(vales: Sequence[Alert], our: Sequence[Alert]) -> list[Difference]:
    """Alerts that are not the same on both sides, each told once: a pair that differs in its place as Vale has it."""
    left, right, found = list(vales), list(our), list[Difference]()
    keys: list[tuple[str, Callable[[Alert], object]]] = [
        ("", lambda alert: alert.at(2)),
        ("place", lambda alert: alert.at(1)),
        ("place", lambda alert: alert.at(0)),
    ]
    for side, key in keys:
        there = defaultdict[object, list[Alert]](list)
        for alert in right:
            there[key(alert)].append(alert)
        rest = []
        for alert in left:
            mates = there[key(alert)]
            if not mates:
                rest.append(alert)
                continue
            mate = min(mates, key=lambda other: (abs(other.line - alert.line), abs(other.first - alert.first)))
            mates.remove(mate)
            right.remove(mate)
            if side:
                found.append(Difference(side, alert, mate))
        left = rest
    for alert in left:
        mate_or_none = next((other for other in right if _same_characters(alert, other)), None)
        if mate_or_none:
            right.remove(mate_or_none)
        found.append(Difference("words" if mate_or_none else "vale", alert, mate_or_none))
    return found + [Difference("ours", None, alert) for alert in right]


def _same_characters(one: Alert, other: Alert) -> bool:
    """Whether two alerts of one rule share a character."""
    same = (one.file, one.rule, one.line) == (other.file, other.rule, other.line)
    return same and one.first <= other.last and other.first <= one.last


# ---------------------------------------------------------------- reasons


@dataclass
class Trial:
    """What is known of one corpus: every alert, and the files as we read them."""

    program: str
    home: Path
    vales: Sequence[Alert]
    ours: Sequence[Alert]
    files: dict[str, Checked]
    answers: dict[tuple[str, str, str], tuple[bool, bool]] = field(default_factory=dict)

    # -------------------------------------------------- the source

    def line(self, file: str, number: int) -> str:
        return self.files[file].document.text.split("\n")[number - 1]

    def piece(self, alert: Alert) -> str:
        """The source where an alert stands, no further than its line."""
        return self.line(alert.file, alert.line)[alert.first - 1 : alert.last]

    def is_prose(self, alert: Alert) -> bool:
        """Whether readers read what stands there: no address, no code, no tag, no comment, no piece of an entity."""
        document = self.files[alert.file].document
        at = sum(len(line) + 1 for line in document.text.split("\n")[: alert.line - 1]) + alert.first - 1
        for placed in document.blocks:
            for segment in placed.block.segments:
                if _holds(segment.source.moved(placed.offset), at):
                    is_character = len(segment.text) == len(segment.source) or segment.text.of(placed.block.text) in alert.match
                    return is_character and not any(_holds(placed.source(mask), at) for mask in placed.block.masked)
        return False

    def block(self, alert: Alert) -> Placed | None:
        return self.files[alert.file].document.block_at(alert.span[0])

    def is_misplaced(self, alert: Alert) -> bool:
        """Whether Vale's place holds other words than it says, cuts a word in two, or is no prose."""
        line, piece, match = self.line(alert.file, alert.line), self.piece(alert), alert.match.split("\n")[0]
        before, after = line[: alert.first - 1][-1:], line[alert.last :][:1]
        cuts = (before.isalnum() and match[:1].isalnum()) or (after.isalnum() and match[-1:].isalnum())
        return piece.strip() != match.strip() or cuts or not self.is_prose(alert)

    # -------------------------------------------------- asking again

    def ask(self, wanted: Sequence[Difference]) -> None:
        """Ask Vale about the paragraphs of what only we print, each with the one rule: as it stands, and as plain prose."""
        by_rule = defaultdict[str, list[tuple[Difference, str, str]]](list)
        for difference in wanted:
            mine = difference.ours
            placed = self.block(mine) if mine else None
            if difference.side == "ours" and mine and placed:
                by_rule[mine.rule].append((difference, self._source(mine.file, placed), _plain(placed)))
        for rule, cases in by_rule.items():
            self._ask(rule, cases)

    def _source(self, file: str, placed: Placed) -> str:
        """The whole lines of the source in which a block stands; all of the front matter for one in it."""
        text, span = self.files[file].document.text, placed.span
        if placed.block.kind is BlockKind.FRONT_MATTER and (matter := FRONT_MATTER.match(text)):
            return matter[0]
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        return text[start : end if end >= 0 else None] + "\n"

    def _ask(self, rule: str, cases: Sequence[tuple[Difference, str, str]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            ini, files = Path(folder) / "vale.ini", []
            vocabulary = [line for line in (self.home / ".vale.ini").read_text().splitlines() if line.startswith("Vocab")]
            ini.write_text(
                "\n".join(
                    [f"StylesPath = {self.home / 'styles'}", "MinAlertLevel = suggestion", *vocabulary, "[*]", f"{rule} = YES"]
                )
            )
            for number, (_, source, plain) in enumerate(cases):
                for sort, text in (("source", source), ("plain", plain)):
                    files.append(Path(folder) / f"{sort}-{number}.md")
                    files[-1].write_text(text, encoding="utf-8")
            said = {(alert.file, alert.rule, alert.message) for alert in theirs(self.program, ini, files)}
        for number, (difference, _, _) in enumerate(cases):
            message = difference.alert.message
            both = tuple((f"{sort}-{number}.md", rule, message) in said for sort in ("source", "plain"))
            self.answers[self._key(difference)] = both[0], both[1]

    def _key(self, difference: Difference) -> tuple[str, str, str]:
        return difference.alert.file, difference.alert.rule, difference.alert.place

    def answer(self, difference: Difference) -> tuple[bool, bool]:
        """Whether Vale, asked again, printed the same about the block as it stands, and about its words as a paragraph."""
        return self.answers.get(self._key(difference), (False, False))


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _plain(placed: Placed) -> str:
    """A block's words as one line of a paragraph; code is a word in code."""
    text = re.sub(re.escape(MASK) + "+", "`x`", placed.block.text)
    return " ".join(text.split()) + "\n"


# ---------------------------------------------------------------- when a reason holds

When = Callable[[Difference, Trial], bool]


def _misplaced(difference: Difference, trial: Trial) -> bool:
    return difference.vale is not None and trial.is_misplaced(difference.vale)


def _found_alone(difference: Difference, trial: Trial) -> bool:
    return trial.answer(difference)[0]


def _found_as_paragraph(difference: Difference, trial: Trial) -> bool:
    return trial.answer(difference)[1]


def _wrapped(difference: Difference, trial: Trial) -> bool:
    mine = difference.ours
    runs_on = mine is not None and "\n" in trial.files[mine.file].document.text[slice(*mine.span)]
    return runs_on and (difference.side != "ours" or trial.answer(difference)[1])


def _not_published(difference: Difference, trial: Trial) -> bool:
    """Vale speaks of a value in the front matter that no reader gets to see."""
    alert = difference.alert
    matter = FRONT_MATTER.match(trial.files[alert.file].document.text)
    key = re.match(r"([\w-]+):", trial.line(alert.file, alert.line))
    return bool(matter and key and alert.line <= matter[0].count("\n") and key[1].lower() not in PUBLISHED_KEYS)


def _said_twice(difference: Difference, trial: Trial) -> bool:
    """Vale prints the rule for these characters twice, and we have it once."""
    alert = difference.vale
    return alert is not None and all(
        any(_same_characters(alert, other) and other != alert for other in there) for there in (trial.vales, trial.ours)
    )


def _within(difference: Difference, trial: Trial) -> bool:
    """Vale's place lies within a longer stretch that our flag of the rule marks, which goes over a line end."""
    alert = difference.vale
    if alert is None:
        return False
    lines = trial.files[alert.file].document.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: alert.line - 1]) + alert.first - 1
    end = start + alert.last - alert.first + 1
    return any(o.rule == alert.rule and o.file == alert.file and o.span[0] <= start and end <= o.span[1] for o in trial.ours)


def _removes(difference: Difference, trial: Trial) -> bool:
    """We mark all that the fix changes, and the fix is that without Vale's words, but for a capital and what joins words."""
    alert, mine = difference.vale, difference.ours
    if not (alert and mine and mine.fix is not None and alert.line == mine.line):
        return False
    left = mine.match.replace(alert.match, "", 1)
    return mine.first <= alert.first and alert.last <= mine.last and left.strip(" ,").lower() == mine.fix.strip(" ,").lower()


def _first_word(difference: Difference, trial: Trial) -> bool:
    """Vale marks the first word of a text that it counts in, or some other place of that word; we mark the text."""
    alert, mine = difference.vale, difference.ours
    return bool(alert and mine and len(mine.match.split()) > 1 and mine.match.strip("\"'“‘(").startswith(alert.match.strip()))


def _same_words(difference: Difference, trial: Trial) -> bool:
    """The match differs in the blanks around it alone."""
    alert, mine = difference.vale, difference.ours
    return bool(alert and mine and alert.match.strip() == mine.match.strip())


def _blank_in_front(difference: Difference, trial: Trial) -> bool:
    """The messages and the matches differ in blanks alone."""
    alert, mine = difference.vale, difference.ours
    same = alert and mine and all("".join(a.split()) == "".join(b.split()) for a, b in _both(alert, mine))
    return bool(same)


def _both(one: Alert, other: Alert) -> Iterator[tuple[str, str]]:
    yield one.message, other.message
    yield one.match, other.match


def _case_of_to(difference: Difference, trial: Trial) -> bool:
    alert, mine = difference.vale, difference.ours
    return bool(alert and mine and alert.message.replace(" To ", " to ") == mine.message.replace(" To ", " to "))


def _case_alone(difference: Difference, trial: Trial) -> bool:
    alert, mine = difference.vale, difference.ours
    return bool(alert and mine and alert.message.lower() == mine.message.lower())


def _number(difference: Difference, trial: Trial) -> bool:
    """The same sentence with another figure, not far away: within one and a half points of a hundred, half a school grade."""
    alert, mine = difference.vale, difference.ours
    if not (alert and mine and _NUMBER.sub("", alert.message) == _NUMBER.sub("", mine.message)):
        return False
    one, other = (float(_NUMBER.findall(each.message)[0]) for each in (alert, mine))
    return abs(one - other) <= (1.5 if "Flesch reading ease" in alert.message or "LIX" in alert.message else 0.5)


def _always(difference: Difference, trial: Trial) -> bool:
    return True


WHEN: dict[str, When] = {
    "misplaced": _misplaced,
    "found alone": _found_alone,
    "found as a paragraph": _found_as_paragraph,
    "over a line end": _wrapped,
    "not published": _not_published,
    "said twice": _said_twice,
    "within ours": _within,
    "removes": _removes,
    "first word": _first_word,
    "same words": _same_words,
    "blank in front": _blank_in_front,
    "case of to": _case_of_to,
    "case alone": _case_alone,
    "another figure": _number,
    "these": _always,
}
"""What can be tried on a difference; `these` tries nothing, so it has to name the files and the words it speaks of."""


@dataclass(frozen=True)
class Reason:
    """Why alerts differ: holds where `when` is found true, on these sides, and for these rules, words, files and kinds."""

    why: str
    when: str
    side: tuple[str, ...]
    rules: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def covers(self, difference: Difference, trial: Trial) -> bool:
        alert = difference.alert
        if difference.side not in self.side or not WHEN[self.when](difference, trial):
            return False
        if self.kinds:
            placed = trial.block(difference.ours) if difference.ours else None
            if placed is None or placed.block.kind.value not in self.kinds:
                return False
        return (
            (not self.rules or any(alert.rule == rule or alert.rule.startswith(f"{rule}.") for rule in self.rules))
            and (not self.matches or any(words in alert.match for words in self.matches))
            and (not self.files or alert.file.removeprefix("windows-") in self.files)
        )


def reasons() -> list[Reason]:
    """The reasons in their order; the first that covers a difference is its reason.

    Raises:
        ValueError: for one that tries nothing and names no files and no words, so that it could cover anything.
    """
    made = []
    for each in tomllib.loads(LISTED.read_text(encoding="utf-8"))["reason"]:
        lists = {key: tuple(each.get(key, ())) for key in ("side", "rules", "matches", "files", "kinds")}
        if each["when"] == "these" and not (lists["files"] and lists["matches"]):
            raise ValueError(f"A reason has to say what it is about: {each['why']}")
        made.append(Reason(each["why"], each["when"], **lists))
    return made


def explained(found: Sequence[Difference], trial: Trial, known: Sequence[Reason]) -> Iterator[tuple[Difference, Reason | None]]:
    """Every difference with its reason, None where nothing explains it."""
    trial.ask(found)
    for difference in found:
        yield difference, next((reason for reason in known if reason.covers(difference, trial)), None)
