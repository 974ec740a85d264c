"""Our own guides: no rule is dead, every rule says why, and plain writing passes."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from studio.core.document import Document
from studio.guides import load
from studio.guides.reading import Keys, read

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "styleguides", ROOT / "resources" / "sample" / "styleguides")
GUIDES = load(None, FOLDERS)
FILES = {f"{path.parent.name}.{path.stem}": path for folder in FOLDERS for path in folder.glob("*/*.yml")}


def sample(pattern: str) -> str:
    """The shortest plain text that `pattern` describes, first alternatives taken; what stands around it is added."""
    return _text(re._parser.parse(pattern, re.IGNORECASE))


def _text(parts: Iterable) -> str:
    return "".join(_one(str(operation), value) for operation, value in parts)


def _one(operation: str, value) -> str:
    match operation:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL" | "ANY":
            return "n"
        case "IN":
            return _member(value)
        case "BRANCH":
            return _text(value[1][0])
        case "SUBPATTERN":
            return _text(value[3])
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _text(value[2]) * value[0]
        case "ASSERT":
            return _text(value[1])
        case "AT" | "ASSERT_NOT":
            return ""
    raise AssertionError(f"a pattern uses {operation}; teach `sample` what it looks like")


def _member(options) -> str:
    first, value = options[0]
    if str(first) == "NEGATE":
        return "n"
    if str(first) == "RANGE":
        return chr(value[0])
    return {"CATEGORY_DIGIT": "4", "CATEGORY_WORD": "n", "CATEGORY_SPACE": " "}.get(str(value)) or chr(value)


def cases():
    for name, path in sorted(FILES.items()):
        keys = Keys(read(path))
        heading = "# " if "heading" in [item.text for item in keys.texts("scope")] else ""
        before = "" if "^" in path.read_text(encoding="utf-8") else "Say "
        if keys.text("extends") == "repetition":
            yield name, "Say well well now."
        elif keys.text("extends") == "occurrence":
            mark = {"!": "Ah! ", "—": "ah — "}["!" if keys.text("token") == "!" else "—"]
            yield name, mark * (keys.number("max") + 2) + "so."
        tokens = [item.text for item in keys.texts("tokens")] if keys.text("extends") == "existence" else []
        for token in tokens + [bad.text for bad, _ in keys.pairs("swap")]:
            yield name, f"{heading}{before}{sample(token)} now."


@pytest.mark.parametrize(("name", "text"), list(cases()))
def test_every_token_of_every_bundled_rule_finds_what_it_was_written_for(name, text):
    found = [flag.rule for placed in Document.parse(text).blocks for flag in GUIDES.check_block(placed.block)]
    assert name in found, text


def test_every_bundled_rule_runs_without_a_complaint():
    assert GUIDES.problems == ()
    assert [rule.name for rule in GUIDES.rules if not rule.runs] == []
    assert {rule.name for rule in GUIDES.rules} == set(FILES)


def test_every_bundled_rule_says_why_and_stands_on_its_guides_page():
    for rule in GUIDES.rules:
        assert rule.description.endswith("."), rule.name
        page = (Path(rule.source).parent / "README.md").read_text(encoding="utf-8")
        assert f"**{rule.name.partition('.')[2]}**" in page, rule.name


def test_the_page_speaks_for_a_rule_without_a_description(tmp_path):
    (tmp_path / "House").mkdir()
    (tmp_path / "House" / "Tea.yml").write_text("extends: existence\nmessage: no\ntokens: [tea]\n")
    (tmp_path / "House" / "README.md").write_text("# House\n\n- **Tea**: We drink coffee.\n")
    assert [rule.description for rule in load(None, [tmp_path]).rules] == ["We drink coffee."]


def test_fixes_of_the_bundled_guides_do_not_set_off_their_own_rule():
    for name, text in cases():
        for placed in Document.parse(text).blocks:
            for flag in GUIDES.check_block(placed.block):
                for fix in flag.fixes if flag.rule == name else ():
                    mended = placed.block.text[: flag.span.start] + fix.text + placed.block.text[flag.span.end :]
                    again = [f for p in Document.parse(mended).blocks for f in GUIDES.check_block(p.block) if f.rule == name]
                    assert not any(f.span.start == flag.span.start and f.text == fix.text for f in again), (name, text, mended)


PLAIN = """# Why we close on Mondays

We bake on Sundays until late, so on Mondays we sleep. The kettle is back on at ten on Tuesday, and there will be
parkin, because it keeps.

- Tuesday to Friday, 10am to 5pm
- Saturday, 9am to 5pm

> I came for the scones and stayed for the rain. It rained a lot.

A pot for two costs £4. If you organize a walk, or organise one, ring us the day before and we will put a table aside.
"""


def test_plain_writing_passes_without_a_flag():
    assert [flag.text for placed in Document.parse(PLAIN).blocks for flag in GUIDES.check_block(placed.block)] == []


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
def test_the_first_fix_leaves_a_sentence_that_can_be_read(text, expected):
    (placed,) = Document.parse(text).blocks
    flag = next(flag for flag in GUIDES.check_block(placed.block) if flag.fixes)
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == expected
