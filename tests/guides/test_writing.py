"""A form writes rules that mean the words as they were typed, that Vale runs too, and that the form can open again."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.errors import BadInput
from studio.core.markdown import Block, BlockKind, Segment
from studio.core.span import Span
from studio.guides.compiling import Compiled
from studio.guides.engine import Guides
from studio.guides.inheriting import compile_rule, compile_tree
from studio.guides.reading import parse
from studio.guides.terms import Terms
from studio.guides.testing import run_tests
from studio.guides.writing import Purpose, WordRule, inheriting, literal, plain_of, plain_words, read_back, yaml_of

AVOID = WordRule("House.Avoid", Purpose.AVOID, (("leverage", ""), ("C++", ""), ("e.g.", "")))
PREFER = WordRule(
    "House.Prefer", Purpose.PREFER, (("utilise", "use"), ("commence", "begin|start")), why="Plain words are read faster."
)
SPELL = WordRule("House.Spell", Purpose.SPELL, (("tea-room", "tea room"), ("tearoom", "tea room")))
LIMIT = WordRule("House.Limit", Purpose.LIMIT, (("very", ""), ("really", "")), scope="paragraph", most=2)
ALWAYS = WordRule("House.Always", Purpose.ALWAYS, (("", "GitHub"), ("git hub", "GitHub"), ("", "AT&T")))
ALL = [AVOID, PREFER, SPELL, LIMIT, ALWAYS]


def made(text: str, name: str = "House.R") -> Guides:
    compiled = compile_tree(parse(text), name)
    assert compiled.rule.runs, (compiled.rule.reason, text)
    assert compiled.rule.notes == ()
    return Guides((compiled,), Terms())


def hits(rule: WordRule, text: str):
    return [(flag.text, [fix.text for fix in flag.fixes]) for flag in made(yaml_of(rule), rule.name).check(Document.parse(text))]


def prose(text: str) -> Block:
    whole = Span(0, len(text))
    return Block(BlockKind.PARAGRAPH, text, segments=(Segment(whole, whole),))


# ---------------------------------------------------------------- what each purpose does


def test_words_to_avoid_are_found_as_words_and_as_they_are_written():
    assert hits(AVOID, "Leverage it, e.g. in C++. Not leveraged, not C+, not exge.g.") == [
        ("Leverage", []),
        ("e.g.", []),
        ("C++", []),
    ]


@pytest.mark.parametrize(
    "word", ["C++", "e.g.", "50%", "AT&T", ".NET", "(sic)", "a|b", "[x]", "{y}", "$5", "^", "don't", "\\o/", "a*b?"]
)
def test_every_sign_means_itself(word):
    rule = WordRule("House.R", Purpose.AVOID, ((word, ""),))
    guides = made(yaml_of(rule))
    assert [flag.text for flag in guides.check_block(prose(f"We say {word} here."))] == [word]
    assert guides.check_block(prose(f"We say x{word}x here.")) == () or not word[0].isalnum()
    assert guides.check_block(prose("We say nothing of the kind here.")) == ()


def test_a_straight_apostrophe_finds_a_curly_one():
    rule = WordRule("House.R", Purpose.AVOID, (("don't", ""),))
    assert hits(rule, "Don’t, don't.") == [("Don’t", []), ("don't", [])]


def test_the_longer_words_are_found_first():
    rule = WordRule("House.R", Purpose.AVOID, (("tea", ""), ("tea room", ""), ("C", ""), ("C++", "")))
    assert hits(rule, "Our tea room has C++ and tea and C.") == [("tea room", []), ("C++", []), ("tea", []), ("C", [])]


def test_parts_of_words_are_found_when_asked():
    assert hits(replace(AVOID, entries=(("tea", ""),), whole_words=False), "Teapot") == [("Tea", [])]
    assert hits(replace(AVOID, entries=(("tea", ""),)), "Teapot") == []


def test_the_case_may_matter():
    rule = replace(AVOID, entries=(("Guest", ""),), ignorecase=False)
    assert hits(rule, "Guest, guest.") == [("Guest", [])]


def test_preferred_wordings_are_offered_and_take_a_capital_where_the_words_had_one():
    assert hits(PREFER, "Utilise it, then commence.") == [("Utilise", ["Use"]), ("commence", ["begin", "start"])]


def test_one_spelling_is_enforced():
    assert hits(SPELL, "Tea-room, tearoom and tea room.") == [("Tea-room", ["Tea room"]), ("tearoom", ["tea room"])]


def test_a_name_is_always_written_so():
    assert hits(ALWAYS, "Github, GITHUB, git hub, GitHub and at&t.") == [
        ("Github", ["GitHub"]),
        ("GITHUB", ["GitHub"]),
        ("git hub", ["GitHub"]),
        ("at&t", ["AT&T"]),
    ]


def test_words_are_counted_together_in_one_place():
    assert len(hits(LIMIT, "Very very well. Really.\n\nVery, really.")) == 1
    assert hits(LIMIT, "Very well. Every really.") == []
    per_sentence = replace(LIMIT, scope="sentence", most=1)
    assert len(hits(per_sentence, "Very well. Really well.")) == 0
    assert len(hits(per_sentence, "Very, really well.")) == 1


def test_exceptions_keep_a_rule_silent():
    rule = replace(AVOID, entries=(("cloud", ""), ("C++", "")), exceptions=("cloud nine", "Cloud", "C++"))
    assert hits(rule, "On cloud nine in the Cloud, the cloud, C++ and c++.") == [("cloud", []), ("c++", [])]


def test_an_exception_in_small_letters_holds_at_the_beginning_of_a_sentence_too():
    rule = replace(AVOID, entries=(("cloud", ""), ("c++", "")), exceptions=("cloud", "c++"))
    assert hits(rule, "Cloud and cloud, C++ and c++.") == []


def test_messages_and_reasons_say_per_cent_as_they_mean_it():
    rule = replace(AVOID, message="50% of us dislike '%s'.", why="100 % sure.")
    (flag,) = made(yaml_of(rule), rule.name).check(Document.parse("Leverage"))
    assert (flag.message, flag.why) == ("50% of us dislike 'Leverage'.", "100 % sure.")


def test_examples_become_tests_of_the_rule(tmp_path):
    rule = replace(PREFER, bad=("Utilise it.", "# We\n\ncommence"), good=("Use it: “utilised”, \\ \t 👩‍💻.",))
    path = tmp_path / "Prefer.yml"
    path.write_text(yaml_of(rule), encoding="utf-8")
    outcomes = run_tests(path, name=rule.name)
    assert [(o.name, o.passed) for o in outcomes] == [("finds it 1", True), ("finds it 2", True), ("leaves it alone 1", True)]
    assert [o.input for o in outcomes] == [*rule.bad, *rule.good]
    wrong = replace(PREFER, bad=("Use it.",), good=("Utilise it.",))
    path.write_text(yaml_of(wrong), encoding="utf-8")
    assert [o.passed for o in run_tests(path, name=rule.name)] == [False, False]


def test_the_file_reads_as_a_person_would_have_written_it():
    assert yaml_of(replace(PREFER, bad=("Utilise it.",), exceptions=("Utilise Ltd",))) == (
        "# purpose: prefer\n"
        "extends: substitution\n"
        "message: 'Write ''%s'' instead of ''%s''.'\n"
        "description: 'Plain words are read faster.'\n"
        "level: warning\n"
        "ignorecase: true\n"
        "capitalize: true\n"
        "action:\n"
        "  name: replace\n"
        "exceptions:\n"
        "  - Utilise Ltd\n"
        "swap:\n"
        "  utilise: use\n"
        "  commence: 'begin|start'\n"
        "tests:\n"
        "  - name: finds it 1\n"
        "    input: 'Utilise it.'\n"
        "    contains: ':House.Prefer:'\n"
    )


# ---------------------------------------------------------------- what cannot be meant


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (replace(AVOID, entries=()), "names no words"),
        (replace(AVOID, entries=(("", ""),)), "A word is empty"),
        (replace(AVOID, entries=(("a", ""), (" A ", ""))), "“A” stands there twice"),
        (replace(AVOID, entries=(("a\x07", ""),)), "cannot be seen"),
        (replace(AVOID, entries=(("a" * 400, ""),)), "longer than 300"),
        (replace(AVOID, level="fatal"), "“fatal”"),
        (replace(AVOID, name="Avoid"), "no name for a rule"),
        (replace(PREFER, entries=(("a", ""),)), "Nothing takes the place of “a”"),
        (replace(PREFER, entries=(("a", "b|a"),)), "“a” would take its own place"),
        (replace(PREFER, entries=(("five", "$5"),)), "“$5” has $ before a digit"),
        (replace(ALWAYS, entries=(("", ""),)), "Nothing takes the place"),
        (replace(ALWAYS, entries=(("", "GitHub"), ("", "Github"))), "spelt in two ways"),
        (replace(LIMIT, most=0), "how often is too often"),
        (replace(LIMIT, scope="text"), "not counted per “text”"),
        (replace(LIMIT, exceptions=("x",)), "no exceptions"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(rule, words):
    with pytest.raises(BadInput) as refused:
        yaml_of(rule)
    assert words in refused.value.what


@pytest.mark.parametrize("field", ["message", "why", "exceptions", "bad", "good", "entries"])
def test_half_of_a_sign_in_any_field_is_refused_in_words_that_can_be_shown(field):
    half = "no \ud83d here"
    value = {"message": half, "why": half, "entries": ((half, ""),)}.get(field, (half,))
    with pytest.raises(BadInput) as refused:
        yaml_of(replace(AVOID, **{field: value}))
    assert "“no \ufffd here” holds " in str(refused.value)
    str(refused.value).encode()
    assert "\U0001f600" in yaml_of(replace(AVOID, why="\U0001f600"))


# ---------------------------------------------------------------- opening it again


@pytest.fixture
def written(tmp_path):
    def write(text, name="House.R"):
        path = tmp_path / f"{name.partition('.')[2]}.yml"
        path.write_text(text, encoding="utf-8")
        return read_back(path, name)

    return write


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: str(rule.purpose))
def test_a_form_opens_what_it_wrote(written, rule):
    full = replace(rule, message="Not '%s'.", why="So.", level="error", bad=("Leverage it.",), good=("Fine.", "Well.\n\nFine."))
    for each in (rule, full):
        assert yaml_of(written(yaml_of(each), rule.name)) == yaml_of(each)
    opened = written(yaml_of(full), rule.name)
    assert (opened.purpose, opened.message, opened.why, opened.level) == (rule.purpose, "Not '%s'.", "So.", "error")
    assert (opened.bad, opened.good, opened.scope, opened.most) == (full.bad, full.good, full.scope, full.most)
    if rule.purpose in (Purpose.PREFER, Purpose.SPELL):
        assert opened.entries == rule.entries
    assert written(yaml_of(rule), rule.name).message == ""


def test_a_form_opens_what_a_person_wrote_where_the_form_could_have_done_it(written):
    text = "extends: existence\nmessage: No.\nignorecase: true\ntokens: [leverage, tea]\nlevel: error\n"
    assert written(text) == WordRule("House.R", Purpose.AVOID, (("leverage", ""), ("tea", "")), message="No.", level="error")


@pytest.mark.parametrize(
    "text",
    [
        "extends: existence\nmessage: No.\nlevel: error\ntokens: ['lever(?:age|s)']\n",
        "extends: existence\nmessage: No.\nlevel: error\nlink: https://example.com\ntokens: [tea]\n",
        "extends: existence\nmessage: No.\nlevel: error\nraw: [tea]\n",
        "extends: substitution\nmessage: No.\nlevel: error\nswap: {a: b}\n",
        "extends: occurrence\nmessage: No.\nlevel: error\nmax: 3\ntoken: '!'\n",
        "extends: capitalization\nmessage: No.\nmatch: $title\n",
        "extends: Plain.Wordy\n",
        "extends: existence\nmessage: No.\nlevel: error\ntokens: [tea]\ntests:\n  - {name: n, input: tea, contains: No.}\n",
        "extends: [\n",
        "- a\n",
        "",
    ],
)
def test_a_form_does_not_open_what_it_would_lose_something_of(written, text):
    assert written(text) is None


def test_a_file_that_is_not_there_is_not_opened(tmp_path):
    assert read_back(tmp_path / "none.yml", "House.R") is None


# ---------------------------------------------------------------- whatever the words

WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)
ENTRIES = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5, unique_by=lambda pair: pair[0].casefold())


def writable(rule):
    try:
        return yaml_of(rule)
    except BadInput:
        return None


RULES = st.builds(
    WordRule,
    name=st.just("House.R"),
    purpose=st.sampled_from([Purpose.AVOID, Purpose.PREFER, Purpose.SPELL, Purpose.LIMIT, Purpose.ALWAYS]),
    entries=ENTRIES.map(tuple),
    message=st.one_of(st.just(""), WORDS),
    why=st.one_of(st.just(""), WORDS),
    level=st.sampled_from(["suggestion", "warning", "error"]),
    scope=st.sampled_from(["text", "heading"]),
    ignorecase=st.booleans(),
    whole_words=st.booleans(),
    exceptions=st.lists(WORDS, max_size=2).map(tuple),
    most=st.integers(1, 3),
    bad=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20), max_size=2).map(tuple),
    good=st.lists(WORDS, max_size=2).map(tuple),
).map(lambda rule: replace(rule, scope="paragraph", exceptions=()) if rule.purpose is Purpose.LIMIT else rule)


@given(RULES)
def test_what_is_written_loads_and_flags_every_one_of_its_words(rule):
    text = writable(rule)
    if text is None:
        return
    guides = made(text)
    rule = replace(rule, exceptions=())  # what an exception saves is another test's business
    bare = made(yaml_of(rule))
    kind = prose("") if rule.scope != "heading" else replace(prose(""), kind=BlockKind.HEADING, level=2)
    for bad, good in rule.entries:
        sentence = " ".join(f"we say {bad} here" for _ in range(rule.most + 1 if rule.purpose is Purpose.LIMIT else 1))
        whole = Span(0, len(sentence))
        flags = bare.check_block(replace(kind, text=sentence, segments=(Segment(whole, whole),)))
        right = rule.purpose is Purpose.ALWAYS and bad.casefold() == good.casefold() and bad == good
        assert flags or right, (text, sentence)
    assert guides.rules[0].description == "" or rule.why


@given(rule=RULES)
def test_what_is_written_can_be_opened_and_written_again(rule, tmp_path_factory):
    text = writable(rule)
    if text is None:
        return
    path = tmp_path_factory.mktemp("rule") / "R.yml"
    path.write_text(text, encoding="utf-8", newline="")
    opened = read_back(path, rule.name)
    assert opened is not None, text
    assert parse(yaml_of(opened)) is not None
    assert sorted(yaml_of(opened).splitlines()) == sorted(text.splitlines())
    assert opened.purpose is rule.purpose


@given(WORDS)
def test_a_pattern_for_words_can_be_read_as_the_words(word):
    assert plain_of(literal(word)) in (word, word.replace("’", "'"))


# ---------------------------------------------------------------- building on a rule


@pytest.fixture
def parent(tmp_path):
    (tmp_path / "House").mkdir()
    (tmp_path / "House" / "Prefer.yml").write_text(yaml_of(PREFER))
    return tmp_path


def child(parent, text) -> Compiled:
    (parent / "House" / "Mine.yml").write_text(text)
    return compile_rule(parent / "House" / "Mine.yml", "House.Mine", [parent])


def test_a_rule_that_builds_on_another_is_as_short_as_its_changes(parent):
    text = inheriting("House.Prefer", {"level": "error", "swap-": ["utilise"], "swap+": {literal("C++"): "C"}, "exceptions-": []})
    assert text == "extends: House.Prefer\nlevel: error\nswap-:\n  - utilise\nswap+:\n  'C\\+\\+': C\n"
    compiled = child(parent, text)
    assert (compiled.rule.runs, compiled.rule.severity) == (True, "error")
    assert [f.text for f in Guides((compiled,), Terms()).check_block(prose("Commence to utilise."))] == ["Commence"]


def test_what_adds_to_a_key_the_parent_has_not_is_that_key(parent):
    assert (
        inheriting("House.Prefer", {"exceptions+": ["Utilise Ltd"]}, held=["swap"])
        == "extends: House.Prefer\nexceptions:\n  - Utilise Ltd\n"
    )
    assert child(parent, inheriting("House.Prefer", {"exceptions+": ["Utilise Ltd"]}, held=["swap"])).rule.runs
    assert "exceptions+:" in inheriting("House.Prefer", {"exceptions+": ["Utilise Ltd"]}, held=["exceptions"])


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("Vale.Terms", {"level": "error"}, "No rule can build on “Vale.Terms”"),
        ("Prefer", {"level": "error"}, "No rule can build on"),
        ("House.Prefer", {}, "Nothing is different"),
        ("House.Prefer", {"swap+": {}}, "Nothing is different"),
        ("House.Prefer", {"extends": "existence"}, "no key of a rule"),
        ("House.Prefer", {"swap": {"a": "b"}, "swap+": {"c": "d"}}, "both replaced and edited"),
    ],
)
def test_what_cannot_be_built_is_refused_in_one_sentence(name, changes, words):
    with pytest.raises(BadInput, match=words):
        inheriting(name, changes)


def test_written_rules_pass_their_own_tests_from_their_file(tmp_path):
    for rule in ALL:
        path = tmp_path / "House" / f"{rule.name.partition('.')[2]}.yml"
        path.parent.mkdir(exist_ok=True)
        bad = "Leverage e.g. C++, utilise, tearoom, github, very really very."
        path.write_text(yaml_of(replace(rule, bad=(bad,), good=("Tea is fine.",))))
        assert all(outcome.passed for outcome in run_tests(path, [tmp_path])), rule.name


def test_the_plain_words_of_any_rule_are_read_and_patterns_are_left_out(tmp_path: Path):
    rule = tmp_path / "Wordy.yml"
    rule.write_text(
        "extends: substitution\nmessage: m\nswap:\n  utilise: use|take\n  'best[- ]in': best\n  (\\w+)x: $1\n", encoding="utf-8"
    )
    assert plain_words(rule) == (("utilise", "use|take"),)
    rule.write_text("extends: existence\nmessage: m\ntokens:\n  - delve\n  - tapest(ry|ries)\n", encoding="utf-8")
    assert plain_words(rule) == (("delve", ""),)
    rule.write_text("extends: [", encoding="utf-8")
    assert plain_words(rule) == plain_words(tmp_path) == ()
