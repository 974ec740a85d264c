"""Our own guides: no entry is dead, every rule says why and keeps its own tests, and plain writing passes."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
import regex

from studio.core.document import Document
from studio.core.flag import Flag
from studio.core.piece import Channel
from studio.guides import load
from studio.guides.engine import Guides
from studio.guides.inheriting import compile_rule, compile_tree
from studio.guides.pattern import translated
from studio.guides.reading import Keys, Listing, Mapping, Scalar, read
from studio.guides.terms import Terms
from studio.guides.testing import cases_of, run_tests

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "styleguides", ROOT / "resources" / "sample" / "styleguides")
FILES = {f"{path.parent.name}.{path.stem}": path for folder in FOLDERS for path in sorted(folder.glob("*/*.yml"))}

every_rule = pytest.mark.parametrize("name", sorted(FILES))


@pytest.fixture(scope="module")
def guides() -> Guides:
    return load(None, FOLDERS)


@cache
def tree(name: str) -> Mapping:
    return read(FILES[name])


@cache
def rule(name: str) -> Guides:
    """One rule, alone in force."""
    return Guides((compile_rule(FILES[name], name, FOLDERS),), Terms())


def flags(guides: Guides, text: str) -> tuple[Flag, ...]:
    return tuple(guides.check(Document.parse(text)))


# ---------------------------------------------------------------- texts that a pattern describes


@dataclass
class Builder:
    """Writes a text that a pattern describes.

    Args:
        turn: which alternative is taken wherever there is a choice; turns from 0 to `choices` take every one of them.
        ahead: whether what a look-ahead asks for is written too; not, where the pattern goes on to write it itself.
    """

    turn: int = 0
    ahead: bool = True
    choices: int = 1
    _groups: dict[int, str] = field(default_factory=dict)

    def text(self, parts: Iterable) -> str:
        return "".join(self._one(str(operation), value) for operation, value in parts)

    def _choose(self, options: Sequence):
        self.choices = max(self.choices, len(options))
        return options[self.turn % len(options)]

    def _one(self, operation: str, value) -> str:
        match operation:
            case "LITERAL":
                return chr(value)
            case "NOT_LITERAL" | "ANY":
                return "n" if value != ord("n") else "m"
            case "IN":
                return self._member(value)
            case "BRANCH":
                return self.text(self._choose(value[1]))
            case "SUBPATTERN":
                made = self.text(value[3])
                self._groups[value[0]] = made
                return made
            case "GROUPREF":
                return self._groups[value]
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, inner = value
                times = self._choose((least, least + 1)) if most > least else least
                return "".join(self.text(inner) for _ in range(times))
            case "ASSERT":
                direction, inner = value
                return self.text(inner) if direction < 0 or self.ahead else ""
            case "AT" | "ASSERT_NOT":
                return ""
        raise AssertionError(f"a pattern uses {operation}; teach the builder what it looks like")

    def _member(self, options: Sequence) -> str:
        if str(options[0][0]) == "NEGATE":
            return next(char for char in "nN4 ," if not any(_holds(option, char) for option in options[1:]))
        kind, value = self._choose(options)
        if str(kind) == "RANGE":
            return chr(value[0])
        return {"CATEGORY_DIGIT": "4", "CATEGORY_WORD": "n", "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "n"}.get(
            str(value)
        ) or chr(value)


def _holds(option: tuple, char: str) -> bool:
    kind, value = option
    if str(kind) == "RANGE":
        return value[0] <= ord(char) <= value[1]
    if str(kind) == "CATEGORY":
        return {"CATEGORY_DIGIT": char.isdigit(), "CATEGORY_SPACE": char.isspace(), "CATEGORY_WORD": char.isalnum()}[str(value)]
    return chr(value) == char


_LETTERS = {r"\p{L}": "a-z", r"\p{Lu}": "A-Z", r"\p{Ll}": "a-z", r"\p{N}": "0-9"}


def described(pattern: str) -> Iterator[str]:
    """Texts that `pattern` describes, so that each of its alternatives is taken in one of them."""
    spelled = re.sub(r"(\[[^\]]*)?(\\p\{\w+\})", lambda m: (m[1] or "[") + _LETTERS[m[2]] + ("" if m[1] else "]"), pattern)
    while r"\p{" in spelled:  # a second one in the same class
        spelled = re.sub(r"\\p\{\w+\}", lambda m: _LETTERS[m[0]], spelled)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        parsed = re._parser.parse(spelled.replace(r"\z", r"\Z"), re.IGNORECASE)
    turn = choices = 0
    while turn <= choices:
        for ahead in (True, False):
            builder = Builder(turn, ahead)
            yield builder.text(parsed)
            choices = max(choices, builder.choices - 1)
        turn += 1


FRAMES = ("Say {} now.", "{} now.", "{}", "Say {}")


@cache
def texts_for(name: str, entry: str) -> tuple[str, ...]:
    """Markdown in which `entry` of a rule stands: whatever was built, as long as the pattern itself is found in it."""
    keys = Keys(tree(name))
    scopes = [item.text for item in keys.texts("scope")]
    pattern = regex.compile(("(?i)" if keys.switch("ignorecase") else "") + "(?m)" + translated(entry), regex.V0)
    found = dict.fromkeys(
        text
        for built in described(entry)
        if (text := next((made for frame in FRAMES if pattern.search(made := frame.format(built))), None))
    )
    around = {"heading": "# {}", "list": "- {}", "alt": "![{}](tea.png)", "blockquote": "> {}"}
    outer = next((around[scope] for scope in scopes if scope in around), "{}")
    return tuple(outer.format(text) for text in found)


def entries(keys: Keys) -> tuple[Scalar | tuple[Scalar, Scalar], ...]:
    """What a rule of words looks for, one by one: its tokens, or its pairs of words, also those it adds to another rule."""
    if keys.text("extends") in ("existence", "substitution") or "." in keys.text("extends"):
        return tuple(entry for more in ("", "+") for entry in (*keys.texts(f"tokens{more}"), *keys.pairs(f"swap{more}")))
    return ()


def alone(name: str, entry) -> Guides:
    """The rule with this one entry and no other."""
    key, node = ("swap", Mapping((entry,), 0)) if isinstance(entry, tuple) else ("tokens", Listing((entry,), 0))
    kept = tuple((k, v) for k, v in tree(name).pairs if k.text.rstrip("+") not in ("tokens", "swap", "tests"))
    return Guides((compile_tree(Mapping((*kept, (Scalar(key, 0), node)), 0), name, FOLDERS),), Terms())


def pattern_of(entry) -> str:
    return entry[0].text if isinstance(entry, tuple) else entry.text


def own_inputs(name: str) -> tuple[str, ...]:
    return tuple(case.input for case in cases_of(tree(name))[0])


def test_the_builder_takes_every_alternative_and_reads_what_our_patterns_use():
    assert {"tea pot", "tea cup", "teas pot", "teas cup"} >= set(described("teas? (?:pot|cup)"))
    assert {"tea pot", "teas cup"} <= set(described("teas? (?:pot|cup)"))
    assert "n" in set(described(r"[^\s.]"))
    assert "ab=ab" in set(described(r"(ab)=\1"))
    assert "a" in set(described(r"[\p{L}\p{N}]"))
    assert "of" in set(described(r"(?=of\b)of"))


# ---------------------------------------------------------------- every rule


def test_there_are_at_least_220_rules():
    assert len(FILES) >= 220


def test_every_bundled_rule_runs_without_a_complaint(guides):
    assert guides.problems == ()
    assert [rule.name for rule in guides.rules if not rule.runs] == []
    assert [(rule.name, rule.notes) for rule in guides.rules if rule.notes] == []
    assert {rule.name for rule in guides.rules} == set(FILES)


@every_rule
def test_a_rule_says_why_and_stands_on_its_guides_page(guides, name):
    (rule,) = (rule for rule in guides.rules if rule.name == name)
    assert rule.description.endswith(".")
    page = (Path(rule.source).parent / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^- \*\*{name.partition('.')[2]}\*\*: \S.*\.$", page, re.MULTILINE)


def test_the_pages_name_no_rule_that_is_gone():
    for folder in {path.parent for path in FILES.values()}:
        named = re.findall(r"^- \*\*(\w+)\*\*:", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(named) == sorted(path.stem for path in folder.glob("*.yml")), folder.name


@every_rule
def test_a_rule_keeps_its_own_tests(name):
    outcomes = run_tests(FILES[name], FOLDERS)
    assert [(each.name, each.got, each.problem) for each in outcomes if not each.passed] == []
    cases, _ = cases_of(tree(name))
    assert any(case.want for case in cases), "no test gives the exact lines of a flag"
    assert any(case.want == () for case in cases), "no test leaves a near miss alone"


@every_rule
def test_no_entry_of_a_rule_is_dead(name):
    """Each entry is found in every text built from it, with its own advice and not with another entry's."""
    keys = Keys(tree(name))
    dead = []
    for entry in entries(keys):
        texts = texts_for(name, pattern_of(entry))
        if not texts:  # nothing could be built: one of the rule's own tests must show the entry at work
            texts = tuple(text for text in own_inputs(name) if flags(alone(name, entry), text))
        said = {text: {flag.message for flag in flags(rule(name), text)} for text in texts}
        if isinstance(entry, tuple):
            single = alone(name, entry)
            missed = [text for text in texts if not said[text] & {flag.message for flag in flags(single, text)}]
        else:
            missed = [text for text in texts if not said[text]]
        if missed or not texts:
            dead.append((pattern_of(entry), missed))
    assert dead == []


@every_rule
def test_the_fixes_of_a_rule_do_not_set_it_off_again(name):
    keys = Keys(tree(name))
    wordless = keys.text("extends") == "existence" and "action" not in keys
    built = [text for entry in (() if wordless else entries(keys)) for text in texts_for(name, pattern_of(entry))[:2]]
    again = []
    for text in [*built, *own_inputs(name)]:
        for flag in flags(rule(name), text):
            for fix in flag.fixes:
                mended = text[: flag.span.start] + fix.text + text[flag.span.end :]
                end = flag.span.start + len(fix.text)
                again += [
                    (text, mended, other.text)
                    for other in flags(rule(name), mended)
                    if other.span.start < end and other.span.end > flag.span.start
                ]
    assert again == []


# ---------------------------------------------------------------- beside each other

WORDS = ("existence", "substitution")
BOTH_ARE_RIGHT = {("Consistency.SpaceBefore", "Email.MergeFields")}  # "Dear ," has a blank too many and a name too few


@pytest.mark.parametrize("guide", sorted({name.partition(".")[0] for name in FILES} - {"Larkspur"}))
def test_no_two_guides_flag_the_very_same_words(guide):
    channel = Channel(guide.lower()) if guide.lower() in list(Channel) else Channel.BLOG
    beside = load(None, FOLDERS[:1], channel)
    twice = set()
    for name in (name for name in FILES if name.startswith(f"{guide}.")):
        keys = Keys(tree(name))
        for text in (text for entry in entries(keys) for text in texts_for(name, pattern_of(entry))[:1]):
            found = [(flag.rule, flag.text.strip(" ,.!?:")) for flag in flags(beside, text)]
            mine = {said for rule, said in found if rule == name}
            others = {rule for rule, said in found if not rule.startswith(f"{guide}.") and said in mine}
            twice |= {(name, rule, text) for rule in others if Keys(tree(rule)).text("extends") in WORDS}
    assert [each for each in sorted(twice) if tuple(sorted(each[:2])) not in BOTH_ARE_RIGHT] == []


# ---------------------------------------------------------------- how they read


def examples() -> list[tuple[str, str, str]]:
    """What the guides' pages show: `| Rather than | Write | Rule |`."""
    found = []
    for folder in sorted({path.parent for path in FILES.values()}):
        rows = re.findall(r"^\| (.+) \| (.+) \| ([\w, ]+) \|$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
        found += [
            (f"{folder.name}.{rule}", bad, good) for bad, good, names in rows for rule in names.split(", ") if rule != "Rule"
        ]
    return found


@pytest.mark.parametrize(("name", "bad", "good"), examples())
def test_the_examples_of_a_page_are_true(name, bad, good):
    assert flags(rule(name), bad)
    assert not flags(rule(name), good)


def test_every_page_has_examples():
    assert {name.partition(".")[0] for name, _, _ in examples()} == {name.partition(".")[0] for name in FILES}


def test_the_page_speaks_for_a_rule_without_a_description(tmp_path):
    (tmp_path / "House").mkdir()
    (tmp_path / "House" / "Tea.yml").write_text("extends: existence\nmessage: no\ntokens: [tea]\n")
    (tmp_path / "House" / "README.md").write_text("# House\n\n- **Tea**: We drink coffee.\n")
    assert [rule.description for rule in load(None, [tmp_path]).rules] == ["We drink coffee."]


PLAIN = """# Why we close on Mondays

We bake on Sundays until late, so on Mondays we sleep. The kettle is back on at ten on Tuesday, and there will be
parkin, because it keeps.

- Tuesday to Friday, 10am to 5pm
- Saturday, 9am to 5pm

> I came for the scones and stayed for the rain. It rained a lot.

A pot for two costs £4. If you organize a walk, or organise one, ring us the day before and we will put a table aside.
"""


def test_plain_writing_passes_without_a_flag(guides):
    assert [flag.text for placed in Document.parse(PLAIN).blocks for flag in guides.check_block(placed.block)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cups, pots etc. We wash them.", "Cups, pots and so on. We wash them."),
        ("Cups, pots etc. are washed.", "Cups, pots and so on are washed."),
        ("Cups, pots etc.", "Cups, pots and so on."),
        ("Basically, we close.", "We close."),
        ("In order to rest, we close.", "To rest, we close."),
        ("We truly rest.", "We rest."),
        ("Rest, absolutely.", "Rest."),
        ("We rest rest on Mondays.", "We rest on Mondays."),
    ],
)
def test_the_first_fix_leaves_a_sentence_that_can_be_read(guides, text, expected):
    (placed,) = Document.parse(text).blocks
    flag = next(flag for flag in guides.check_block(placed.block) if flag.fixes)
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == expected
