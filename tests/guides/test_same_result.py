"""Choosing rules by google-re2 changes nothing but the time it takes, and spans always hold the words they name."""

from pathlib import Path
from time import perf_counter

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.document import Document, normalise
from studio.core.flag import Severity
from studio.guides import Guides, Rule, load
from studio.guides import select as selecting
from studio.guides.alternation import ANYWHERE, WORD, Alternation
from studio.guides.compiling import compile_keys
from studio.guides.exact import exactly, laid_out
from studio.guides.pattern import loosened, narrowed, translated, without_groups
from studio.guides.reading import BrokenRule, Keys, parse
from studio.guides.select import Select
from studio.guides.terms import Terms

ROOT = Path(__file__).parents[2]
OWN = load(None, [ROOT / "styleguides", ROOT / "resources" / "sample" / "styleguides"])
OWN_SLOWLY = OWN.without_selection()

_SAID = """
tea Tea the the in order to utilise Basically, not just but a truly testament to game-changer café naïve ﬁne ſlow K ı
could of :: !! ! ?! — — e.g. It’s It's not just a pot, it's 9:00 am £4.00 guests tea-room looseleaf 🍵 👩‍👩‍👧 é ٣ **bold**
*it* `code` `truly` [link](https://example.com/a) https://example.com/truly &amp; \\* | # - >
"""
WORDS = st.sampled_from([*_SAID.split(), "\u00a0", "\u2009", "\u200d", "\ufe0f"])
BREAKS = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", "\n\n# ", "\n\n- ", "\n\n> ", ". ", ", ", "", "  \n", "\u00a0"])
TEXTS = st.lists(st.tuples(WORDS, BREAKS), max_size=40).map(lambda pairs: "".join(word + gap for word, gap in pairs))


def found(guides: Guides, text: str) -> list[tuple]:
    return [
        (placed.span, flag.span, flag.rule, flag.message, flag.fixes)
        for placed in Document.parse(text).blocks
        for flag in guides.check_block(placed.block)
    ]


@settings(max_examples=150, deadline=None)
@given(TEXTS | st.text(max_size=80))
@example("café utilise\u00a0in order to")
@example("In\u2009order to, Utiliſe the ﬁne K")
def test_every_rule_finds_the_same_with_and_without_selection(text):
    text = normalise(text)
    assert found(OWN, text) == found(OWN_SLOWLY, text)


HEAVY = "extends: existence\nmessage: no\nnonword: true\ntokens:\n" + "".join(f"  - q{i}x.{{1000}}z\n" for i in range(900))


def test_one_vast_rule_stops_no_other_rule_and_costs_no_minutes(house, flags):
    guides = house(Vast=HEAVY, Tea="extends: existence\nmessage: no\ntokens: [tea]\n")
    began = perf_counter()
    found = flags(guides, f"Some tea.\n\nMore tea {'q7x' * 500}.\n")
    assert [flag.rule for flag in found] == ["House.Tea", "House.Tea"]
    assert perf_counter() - began < 5
    text = f"tea {'s' * 500} q8x{'a' * 1000}z"
    assert [flag.rule for flag in flags(guides, text)] == ["House.Tea", "House.Vast"]


def test_rules_too_large_to_be_chosen_among_are_all_tried(monkeypatch):
    monkeypatch.setattr(selecting, "_MEMORY", 1 << 16)
    select = Select([[f"{n}{'[^z]' * 60}" for n in range(9)], ["tea"], []], [False] * 3)
    assert select.candidates("coffee") == {0: None, 1: None, 2: None}


def test_long_entries_of_our_own_rules_cost_no_time_on_texts_without_them():
    """What cannot be chosen is tried on every text: patterns that google-re2 has no words for, and no others."""
    assert OWN._running.select.refused <= 14


@pytest.mark.parametrize("half", [chr(0xD83D), chr(0xDE00)])
def test_half_of_a_character_in_a_draft_stops_no_rule(half):
    text = f"{half} We utilise {half}\n\nin order to{half} the the te{half}a.\n\n- **truly** {half}`a`"
    assert found(OWN, text) == found(OWN_SLOWLY, text)
    whole = [flag.text for flag in OWN.check(Document.parse(text)) if half not in flag.text]
    assert {"utilise", "in order to", "the the"} <= set(whole)


@settings(max_examples=150, deadline=None)
@given(TEXTS | st.text(max_size=80))
def test_a_span_holds_the_words_of_its_flag_and_no_code(text):
    for placed in Document.parse(normalise(text)).blocks:
        for flag in OWN.check_block(placed.block):
            assert flag.span.of(placed.block.text) == flag.text
            assert flag.text
            assert not any(mask.overlaps(flag.span) for mask in placed.block.masked)


PIECES = st.sampled_from(
    [
        *(
            "a",
            "K",
            "s",
            "é",
            " ",
            "\\b",
            "\\w+",
            "\\W",
            "\\s",
            "\\S+",
            "\\d",
            "[a-z]",
            "[^a-z]",
            "[^\\s]",
            "[^ q]",
            "[’']",
            "^",
            "$",
        ),
        *(
            "(?:ab|c)",
            "(?=a)",
            "(?!a)",
            "(?<=a)",
            "(?<!\\w)",
            "(?i)",
            "(?-i:k)",
            "a++",
            "b?",
            "(?>a|ab)",
            ".",
            "[[:punct:]]",
            "\\D",
        ),
        *("\\B", "{x}", "a{1,2}", "\\.", "[é]", "(a)", "\\A", "\\Z", "\\p{L}", "—"),
    ]
)
LETTERS = st.text(alphabet="aabcKkKsſé ١1.’'-—_q\n\u00a0\u0301", max_size=12)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5).map("".join), LETTERS)
def test_a_loosened_pattern_never_misses_what_the_real_one_finds(pattern, text):
    source = "(?m)" + translated(pattern)
    try:
        real = regex.compile(source, regex.V0)
    except regex.error:
        return
    loose = loosened(source)
    if loose is None or not real.search(text):
        return
    import re2

    try:
        assert re2.search(loose, narrowed(text))
    except re2.error:
        return


EXACT_PIECES = PIECES | st.sampled_from(
    [
        *(
            "a*",
            "b+?",
            "(?:a|ab)",
            "(?:b|)",
            "(?:a)?",
            "(?:ab)??",
            "|",
            "c|",
            "[a-c-]",
            "[\\w’]",
            "[^\\W_]",
            "[]a]",
            "[^]]",
            "[a-",
            "\\w-",
        ),
        *(
            "(?i:k)",
            "(?s)",
            "(?m)",
            "x{2}",
            "(?:a){2}",
            "[é-ü]",
            "[—–]",
            "\\’",
            "\\-",
            "🍵",
            "(?P<n>a)",
            "a{,2}",
            "\\_",
            "[\\d.,]+",
            "\\s*",
        ),
    ]
)
EXACT_LETTERS = st.text(alphabet="aabbccKkS1.,’'-—–_£… \n🍵x]\\é\u00a0µŒ", max_size=14)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(EXACT_PIECES, min_size=1, max_size=5).map("".join), st.booleans(), st.sampled_from([WORD, ANYWHERE]), EXACT_LETTERS
)
@example("b|bc", True, WORD, "bc b")
@example("[^a]", False, ANYWHERE, "🍵’")
def test_google_re2_finds_exactly_what_regex_finds_where_it_is_trusted(pattern, ignore_case, template, text):
    source = ("(?i)" if ignore_case else "") + template.replace("%s", translated(pattern))
    exact, laid = exactly(source), laid_out(text)
    if exact is None:
        return
    real = regex.compile(source, regex.V0)  # what one of the two takes, the other must take
    if laid is None:
        return
    assert len(laid) == len(text)
    for start in range(len(text) + 1):
        found = real.search(text, pos=start)
        assert exact.next(laid, start) == (found.span() if found else (-1, -1))


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.lists(EXACT_PIECES, min_size=1, max_size=3).map("".join), min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
    st.sampled_from([WORD, ANYWHERE, r"(?m)(?<!q)\b(?:%s)"]),
    EXACT_LETTERS,
)
def test_a_choice_of_tokens_finds_the_same_one_by_one_and_together(tokens, ignore_case, grouped, template, text):
    try:
        choice = Alternation([(without_groups(token), 1) for token in tokens], template, ignore_case=ignore_case, grouped=grouped)
    except BrokenRule:
        return
    together = choice.search(text, None, 1.0)
    assert choice.search(text, tuple(range(len(choice.entries))), 1.0) == together


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(PIECES, min_size=1, max_size=3).map("".join), min_size=1, max_size=4),
    st.sampled_from(["existence", "substitution", "repetition", "occurrence"]),
    st.sampled_from(["text", "sentence"]),
    st.sampled_from(["good", "$1", "a|b", "x(", "G+"]),
    st.lists(LETTERS, max_size=6).map(" ".join),
)
def test_no_rule_anybody_can_write_stops_a_text_from_being_checked(tokens, kind, scope, value, text):
    quoted = ["'" + token.replace("'", "''") + "'" for token in tokens]
    listed = f"tokens: [{', '.join(quoted)}]"
    swapped = "swap:\n" + "\n".join(f"  {token}: '{value}'" for token in dict.fromkeys(quoted))
    own = {"substitution": swapped, "occurrence": f"token: {quoted[0]}\nmax: 1"}.get(kind, listed)
    keys = Keys(parse(f"extends: {kind}\nmessage: '%s %s'\nscope: {scope}\n{own}\n"))
    compiled = compile_keys(keys, Rule("House.Any", Severity.WARNING, "", ""))
    assert compiled.rule.runs or compiled.rule.reason
    guides = Guides([compiled], Terms())
    text = normalise(text)
    assert found(guides, text) == found(guides.without_selection(), text)


def test_the_public_packages_find_the_same_with_and_without_selection(packages):
    guides = load(None, [packages])
    drafts = sorted((packages.parent / "data" / "drafts").glob("*.md"))[:6]
    if not drafts:
        pytest.skip("the drafts are not here (../shared/data/drafts)")
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in drafts)
    quickly = found(guides, text)
    assert len(quickly) > 300
    assert quickly == found(guides.without_selection(), text)


def test_every_public_rule_of_the_four_kinds_runs(packages):
    rules = load(None, [packages]).rules
    assert len(rules) > 140
    left_out = {rule.name: rule.reason for rule in rules if not rule.runs}
    others = {"capitalization", "conditional", "consistency", "metric", "readability", "spelling"}
    assert {rule.kind for rule in rules if not rule.runs} <= others, left_out
