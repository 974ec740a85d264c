"""Checking on after an edit gives what a check of the whole text gives, with everything a text may hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio import checks
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document
from studio.core.edit import Edit
from studio.core.span import Span
from studio.guides import Guides, load
from studio.guides.ini import Settings
from studio.guides.kinds import kinds

ROOT = Path(__file__).parents[2]
STYLE = tuple(check for check in checks.find() if check.id == "style")
_SAID = """
tea Tea the the in order to utilise Basically, testament to game-changer café 🍵 e.g. It’s obviously very analyse analyze WHO
(WHO) organization !! — **bold** *it* `code very` [click here](https://example.com/a) https://example.com/truly &amp; \\*
<kbd>very</kbd> {{very}} <b>very</b>
"""
_COMMENTS = [
    *("vale off", "vale on", "vale write-good = NO", "vale write-good = YES", "vale Microsoft.Adverbs = NO", "vale-next-line"),
    *("vale Joblint.Hair = YES", "vale style = write-good, proselint", 'vale write-good.Weasel["very"] = NO'),
]
WORDS = st.sampled_from([*_SAID.split(), *(f"<!-- {comment} -->" for comment in _COMMENTS)])
GAPS = st.sampled_from(
    [" ", " ", " ", " ", "\n", "\n\n", "\n\n# ", "\n\n- ", "\n\n> ", ". ", ". ", "", "  \n", "\n```\n", "\n---\n"]
)
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda pairs: "".join(word + gap for word, gap in pairs))
EDITS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30), st.tuples(WORDS, GAPS).map("".join)), min_size=1, max_size=5)


# One rule of every kind and on every sort of text, so that none of them depends on what the public packages hold.
EVERY_KIND = {
    "Existence": "extends: existence\ntokens: [tea, 'it.s', '(?<=the )the']\nlimit: 3",
    "Raw": "extends: existence\nscope: raw\nnonword: true\ntokens: ['\\*\\*', '<kbd>', '\\n\\n']",
    "Summary": "extends: existence\nscope: summary\nnonword: true\ntokens: ['tea\\s+tea', 'very']",
    "Strong": "extends: existence\nscope: strong\ntokens: [bold, very]",
    "NotLinks": "extends: existence\nscope: text & ~link\nignorecase: true\ntokens: [here, tea]",
    "Sentence": "extends: existence\nscope: sentence\nnonword: true\ntokens: ['^the', 'tea$']",
    "Substitution": "extends: substitution\nswap: {utilise: use, 'caf.': coffee house}\naction: {name: replace}",
    "Most": "extends: occurrence\nscope: sentence\ntoken: '\\b(\\w+)\\b'\nmax: 5",
    "Least": "extends: occurrence\nscope: paragraph\ntoken: tea\nmin: 1",
    "Repetition": "extends: repetition\nignorecase: true\ntokens: ['[^\\s]+']",
    "Consistency": "extends: consistency\nignorecase: true\neither: {analyse: analyze, utilise: utilize}",
    "Defined": "extends: conditional\nfirst: '\\b([A-Z]{3,5})\\b'\nsecond: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'",
    "Together": "extends: conditional\nscope: sentence\nfirst: tea\nsecond: the",
    "Title": "extends: capitalization\nscope: heading\nmatch: $title\nexceptions: [tea]",
    "Small": "extends: capitalization\nscope: list\nmatch: $lower",
    "Readability": "extends: readability\nmetrics: [Flesch-Kincaid]\ngrade: 3",
    "Metric": "extends: metric\nformula: words / sentences\ncondition: '> 4'",
    "MetricHere": "extends: metric\nscope: paragraph\nformula: words\ncondition: '> 6'",
    "Spelling": "extends: spelling",
    "Sequence": "extends: sequence\ntokens: [{pattern: the}, {pattern: very, negate: true}, {pattern: tea, skip: 2}]",
}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Guides:
    """The house guides, a guide of every kind, and the public packages that are here, with words that they pass over."""
    kinds = tmp_path_factory.mktemp("guides")
    (kinds / "Every").mkdir()
    for name, rule in EVERY_KIND.items():
        (kinds / "Every" / f"{name}.yml").write_text(f"{rule}\nmessage: \"{name}: '%s'\"\n", encoding="utf-8")
    own = [kinds, ROOT / "styleguides", ROOT / "resources" / "sample" / "styleguides"]
    public = ROOT.parent / "shared" / "vale-packages"
    loaded = load(None, [*own, public] if public.is_dir() else own)
    return Guides(
        loaded.compiled, loaded.term_lists, settings=Settings(token_ignores=(r"\{\{.*?\}\}",), ignored_scopes=("code",))
    )


def anew(guides: Guides) -> Guides:
    """The same guides that have seen no text yet; only what chooses among the rules, dear to build, is shared."""
    made = Guides(
        guides.compiled, guides.term_lists, settings=Settings(token_ignores=(r"\{\{.*?\}\}",), ignored_scopes=("code",))
    )
    made._running.__dict__["select"] = guides._running.select
    made._whole.__dict__["_select"] = guides._whole._select
    return made


def run(runner: Runner, guides: Guides, document: Document):
    report = runner.run(document, Context(style=guides, version=guides.version), Lane.FAST)
    assert not report.missing
    return report.flags


def test_there_is_a_rule_of_every_kind_and_all_of_them_run_and_speak(everything: Guides) -> None:
    rules = {rule.name: rule for rule in everything.rules if rule.guide == "Every"}
    assert {rule.kind for rule in rules.values()} == kinds().keys()
    assert [rule.reason for rule in rules.values() if not rule.runs] == []
    text = (
        "# the tea is here\n\nthe the tea. WHO and it's caffé, utilise the red tea tea\n\n> analyse analyze analyse very\n\n"
        "- Tea <kbd>k</kbd> **bold**\n\nA word about a word about a word about a word.\n\ntea tea without an end\n\n"
        "Considerable responsibility necessitates conscientious communication, unfortunatly.\n"
    )
    spoken = {flag.rule for flag in everything.check(Document.parse(text))}
    assert rules.keys() - spoken == set()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, edits=EDITS)
def test_after_any_edits_the_flags_are_those_of_a_fresh_check(everything, text, edits):
    guides, runner, document = anew(everything), Runner(STYLE), Document.parse(text)
    run(runner, guides, document)
    for start, length, new in edits:
        start = min(start, len(document.text))
        document = document.apply(Edit(Span(start, min(start + length, len(document.text))), new))
        assert run(runner, guides, document) == run(Runner(STYLE), anew(everything), Document.parse(document.text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_what_a_flag_says_stands_at_its_place(everything, text):
    document = Document.parse(text)
    for flag in run(Runner(STYLE), everything, document):
        stands = flag.span.of(text)
        plain = " ".join(stands.split())
        hidden = set("*`_<>[]()&\\#|~-") & {*plain, *flag.text}  # markup around the words, or a mask over them
        assert " ".join(flag.text.split()) == plain or hidden, (flag, stands)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_the_check_and_its_rules_alone_say_the_same(everything, text):
    document = Document.parse(text)
    found = [(flag.span, flag.rule, flag.message) for flag in run(Runner(STYLE), everything, document)]
    assert sorted(found) == sorted((flag.span, flag.rule, flag.message) for flag in anew(everything).check(document))
