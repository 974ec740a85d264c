"""The tests a rule brings along: does it still find what it was written for, and leave the rest alone?

```yaml
tests:
  - name: flags the long way round
    input: We met in order to talk.
    want: |
      1:8:Plain.Wordy:Write 'to' instead of 'in order to'.
```

Every `input` is Markdown and is checked with this one rule, without a term list and whatever the rule's level. A test
holds the exact lines that come out (`want`: one text of several lines, or a list of lines; empty for none), texts each of
which stands in one of the lines (`contains`), or texts that stand in none (`absent`). Vale's own `vale test` reads only
the text form of `want`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studio.core.document import Document, normalise
from studio.core.flag import Flag
from studio.guides.compiling import Compiled
from studio.guides.engine import Guides
from studio.guides.folders import name_of
from studio.guides.inheriting import compile_rule
from studio.guides.reading import BrokenRule, Keys, Listing, Mapping, Node, Scalar, read
from studio.guides.terms import Terms

_KNOWN = ("name", "about", "input", "format", "view", "rule", "want", "contains", "absent")
_MARKDOWN = ("md", "markdown", "")


@dataclass(frozen=True, slots=True)
class Case:
    """One test as it stands in a rule file; `want` is None where it does not name the exact lines."""

    name: str
    input: str
    want: tuple[str, ...] | None
    contains: tuple[str, ...]
    absent: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test went.

    Attributes:
        expected: the exact lines, or `contains: ...` and `absent: ...`, one each.
        got: the lines that came out, `line:col:Rule:Message`.
        problem: why the test says nothing at all, as a sentence; empty where it ran. Such a test has not passed.
        line: where the test begins in the rule's file.
    """

    name: str
    passed: bool
    input: str
    expected: tuple[str, ...]
    got: tuple[str, ...]
    problem: str = ""
    line: int = 0


def run_tests(path: Path, folders: Sequence[Path] = (), name: str = "") -> tuple[Outcome, ...]:
    """Run the tests of a rule file.

    Args:
        path: of the rule.
        folders: style folders; they give the rule its name and hold the rules it may build on.
        name: of the rule, `Plain.Wordy`, where the path does not tell it.
    Returns:
        One outcome per test in the file's order, none for a rule without tests. Nothing is raised: a rule that does not
        run and a test that cannot be read are outcomes with a `problem`.
    """
    try:
        tree = read(path)
    except BrokenRule as error:
        return (_failure(f"The rule cannot be read: {error.what}", error.line),)
    return _outcomes(tree, compile_rule(path, name or name_of(path, folders), folders))


def problems_in_tests(path: Path) -> tuple[str, ...]:
    """What is wrong with the tests of a rule file, one sentence each with its line; nothing for a file that is no rule."""
    try:
        stat = path.stat()
        return _problems(str(path), stat.st_mtime_ns, stat.st_size)
    except (BrokenRule, OSError):
        return ()


@lru_cache(maxsize=4096)
def _problems(source: str, changed: int, size: int) -> tuple[str, ...]:
    return tuple(f"Line {line}: {what}" for what, line in cases_of(read(Path(source)))[1])


def cases_of(tree: Mapping) -> tuple[tuple[Case, ...], tuple[tuple[str, int], ...]]:
    """The tests of a rule, and what is wrong with those left out: sentences with their lines."""
    node = next((value for key, value in reversed(tree.pairs) if key.text == "tests"), None)
    if node is None or (isinstance(node, Scalar) and not node.text):
        return (), ()
    if not isinstance(node, Listing):
        return (), (("`tests` must be a list of tests.", node.line),)
    cases, problems, seen = list[Case](), list[tuple[str, int]](), set[str]()
    for item in node.items:
        try:
            case = _case(item)
            if case.name in seen:
                raise BrokenRule(f"Two tests are called “{case.name}”; give each a name of its own.", case.line)
        except BrokenRule as error:
            problems.append((error.what, error.line))
        else:
            seen.add(case.name)
            cases.append(case)
    return tuple(cases), tuple(problems)


def _case(item: Node) -> Case:
    if not isinstance(item, Mapping):
        raise BrokenRule("A test must be a block of `key: value` lines.", item.line)
    keys = Keys(item)
    name = keys.text("name").strip()
    if not name:
        raise BrokenRule("A test has no `name`.", item.line)
    for key in keys:
        if key not in _KNOWN:
            raise BrokenRule(f"The test “{name}” has the key `{key}`, which no test has.", keys.line_of(key))
    if "input" not in keys:
        raise BrokenRule(f"The test “{name}” has no `input` to check.", item.line)
    if keys.text("format").strip().lower().lstrip(".") not in _MARKDOWN:
        raise BrokenRule(f"The test “{name}” is not run: only Markdown is read here.", keys.line_of("format"))
    for key in ("view", "rule"):
        if key in keys:
            raise BrokenRule(f"The test “{name}” is not run: `{key}` is not used here.", keys.line_of(key))
    contains, absent = (tuple(text.text for text in keys.texts(key)) for key in ("contains", "absent"))
    if "want" not in keys and not contains and not absent:
        raise BrokenRule(f"The test “{name}” expects nothing; it needs `want`, `contains` or `absent`.", item.line)
    return Case(name, keys.text("input"), _lines(keys) if "want" in keys else None, contains, absent, item.line)


def _lines(keys: Keys) -> tuple[str, ...]:
    lines = (line.strip() for text in keys.texts("want") for line in text.text.splitlines())
    return tuple(line for line in lines if line)


def _outcomes(tree: Mapping, compiled: Compiled) -> tuple[Outcome, ...]:
    cases, problems = cases_of(tree)
    broken = tuple(_failure(what, line) for what, line in problems)
    if cases and not compiled.rule.runs:
        why = f"The rule does not run: {compiled.rule.reason}"
        return (*(Outcome(c.name, False, c.input, _expected(c), (), why, c.line) for c in cases), *broken)
    return (*_run(cases, compiled), *broken)


def _run(cases: Sequence[Case], compiled: Compiled) -> Iterator[Outcome]:
    guides = Guides((compiled,), Terms(), (), "tests")
    for case in cases:
        document = Document.parse(normalise(case.input))
        got = tuple(_line(document, flag, compiled) for flag in guides.check(document))
        stopped = " ".join(guides.problems)
        yield Outcome(case.name, not stopped and _holds(case, got), case.input, _expected(case), got, stopped, case.line)


def _line(document: Document, flag: Flag, compiled: Compiled) -> str:
    start = flag.span.start
    if compiled.action.name == "remove":  # its flag takes a blank or a comma in front along with the words
        start += next((len(lead) for lead in (", ", " ") if flag.text.startswith(lead)), 0)
    line, column = document.line_and_column(start)
    return f"{line}:{column}:{flag.rule}:{flag.message.rstrip()}"


def _holds(case: Case, got: Sequence[str]) -> bool:
    exact = case.want is None or tuple(got) == case.want
    everything = all(any(text in line for line in got) for text in case.contains)
    return exact and everything and not any(text in line for line in got for text in case.absent)


def _expected(case: Case) -> tuple[str, ...]:
    wanted = case.want or ()
    return (*wanted, *(f"contains: {text}" for text in case.contains), *(f"absent: {text}" for text in case.absent))


def _failure(what: str, line: int) -> Outcome:
    return Outcome("", False, "", (), (), what, line)
