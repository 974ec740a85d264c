"""Why is this not flagged? Every reason a rule may have, in one plain sentence."""

import pytest

from studio.core.document import Document
from studio.core.span import Span
from studio.guides.explain import Outcome, explain

TEA = "extends: existence\nmessage: \"no '%s'\"\nignorecase: true\ntokens: [tea]\n"
INI = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"


@pytest.fixture
def asked(house):
    """`asked(text, words, **rules)`: rule, outcome and reason told of the last `words` in a text."""

    def ask(text, words="tea", ini=INI, accept="", **rules):
        guides, start = house(ini, accept=accept, **rules), text.rindex(words)
        told = explain(guides, Document.parse(text), Span(start, start + len(words)))
        assert all(each.span.of(text) for each in told)
        return [(each.rule.name, str(each.outcome), each.reason) for each in told]

    return ask


def test_what_is_flagged_is_told_first_with_its_message(asked):
    told = asked("# Some tea\n", A=TEA + "scope: list\n", B=TEA)
    assert told == [("House.B", "flagged", "no 'tea'"), ("House.A", "exempt", "The rule looks at list items only.")]


def test_rules_that_do_not_touch_the_words_are_not_told(asked):
    assert asked("Some tea and milk.", "milk", A=TEA) == []


def test_an_accepted_term_is_named(asked):
    ((_, outcome, reason),) = asked("Have tea now.", accept="Green\ntea\n", A=TEA)
    assert (outcome, reason) == (Outcome.EXEMPT, "The accepted term “tea” of the term list exempts it.")


def test_a_phrase_of_the_term_list_saves_the_words_in_it(asked):
    ((_, _, reason),) = asked("Have some green tea now.", accept="green tea\n", A=TEA)
    assert reason == "The accepted term “green tea” of the term list exempts it."


def test_the_rules_own_exception_is_named(asked):
    ((_, _, reason),) = asked("Have tea now.", A=TEA + "exceptions: [milk, tea]\n")
    assert reason == "Its own exception “tea” exempts it."


@pytest.mark.parametrize(
    ("rule", "text", "words", "exception"),
    [
        ("existence\ntokens: [tea]\nexceptions: [green tea]", "Some green tea.", "tea", "green tea"),
        ("substitution\nswap: {tea: brew}\nexceptions: ['t.a']", "Some tea.", "tea", "t.a"),
        ("repetition\ntokens: ['[^\\s]+']\nexceptions: [tea tea]", "Some tea tea now.", "tea tea", "tea tea"),
        ("conditional\nfirst: '[A-Z]{3}'\nsecond: 'World'\nexceptions: [WHO]", "The WHO.", "WHO", "WHO"),
        ("conditional\nfirst: '[A-Z]{3}'\nsecond: '(X)'\nexceptions: [WHO]", "The WHO.", "WHO", "WHO"),
        ("sequence\ntokens: [{pattern: hot}, {pattern: tea}]\nexceptions: ['hot t']", "Some hot tea.", "hot tea", "hot t"),
        ("spelling\nexceptions: [larkspurian]", "A Larkspurian.", "Larkspurian", "larkspurian"),
        ("spelling\nexceptions: [green larkspurian]", "A green larkspurian.", "larkspurian", "green larkspurian"),
        ("capitalization\nmatch: $lower\nexceptions: [Tea]", "a Tea", "Tea", "Tea"),
        ("capitalization\nmatch: '^[a-z ]+$'\nexceptions: [Tea]", "a Tea", "Tea", "Tea"),
        ("capitalization\nmatch: $sentence\nthreshold: 1\nexceptions: [Larkspur]", "At Larkspur", "Larkspur", "Larkspur"),
        ("capitalization\nmatch: $title\nthreshold: 1\nexceptions: [milk, larkspur]", "At larkspur Now", "larkspur", "larkspur"),
        ("capitalization\nmatch: $sentence\nthreshold: 1\nexceptions: [Tea, Brew]", "My Tea and Brew", "Brew", "Brew"),
    ],
)
def test_whatever_the_kind_of_rule_the_exception_that_saves_the_words_is_named(asked, rule, text, words, exception):
    told = asked(text, words, A=f"message: no\nextends: {rule}\n")
    assert told == [("House.A", "exempt", f"Its own exception “{exception}” exempts it.")]


def test_asking_why_a_name_is_not_flagged_does_not_get_it_flagged(house, flags):
    guides = house(INI, A="extends: spelling\nmessage: no\nexceptions: [Larkspurian]\n")
    text = "A Larkspurian."
    assert explain(guides, Document.parse(text), Span(2, 13))
    assert flags(guides, "Our Larkspurian.") == []


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("heading", "headings"),
        ("heading.h2", "headings of level 2"),
        ("[list, blockquote]", "list items and quotes"),
        ("link", "the words of links"),
        ("'heading & ~h1'", "`heading & ~h1`"),
        ("frontmatter.title", "`title` in the front matter"),
    ],
)
def test_a_rule_for_other_texts_says_for_which(asked, scope, words):
    ((_, _, reason),) = asked("Have tea now.", A=TEA + f"scope: {scope}\n")
    assert reason == f"The rule looks at {words} only."


def test_a_rule_that_passes_links_over_says_so(asked):
    ((_, _, reason),) = asked("Have [tea](a.html) now.", A=TEA + "scope: text & ~link\n")
    assert "~link" in reason


def test_a_rule_that_is_off_says_where_it_was_switched_off(asked):
    told = asked("Have tea now.", ini=INI + "House.A = NO\n", A=TEA)
    assert told == [("House.A", "exempt", "Switched off in .vale.ini, line 5.")]


def test_a_rule_below_the_least_level_says_so(asked):
    ((_, _, reason),) = asked("Have tea now.", ini="MinAlertLevel = error\n" + INI, A=TEA)
    assert "below MinAlertLevel" in reason


def test_a_scope_that_cannot_be_served_is_the_reason(asked):
    ((_, _, reason),) = asked("Have tea now.", A=TEA + "scope: comment.line\n")
    assert reason.startswith("This rule did not run: ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Have `some tea` now.", "It stands in code."),
        ("Have <kbd>some tea</kbd> now.", "It stands in code."),
        ("See https://example.com/tea now.", "It stands in an address."),
        ("Code:\n\n```\nsome tea\n```\n", "It stands in code, or where no prose is read."),
        ("---\nnotes: some tea\n---\n\nText.\n", "It stands in the front matter under `notes`, which readers do not get to see."),
    ],
)
def test_what_is_no_prose_is_no_matter_for_a_rule(asked, text, why):
    assert asked(text, A=TEA) == [("House.A", "exempt", why)]


def test_words_that_the_configuration_masks_are_told_as_such(asked):
    ini = INI + "[*.md]\nTokenIgnores = {tea}\n"
    ((_, _, reason),) = asked("Have {tea} now.", ini=ini, A=TEA)
    assert reason.startswith("The configuration has these words passed over")


@pytest.mark.parametrize("comment", ["vale House.A = NO", "vale House = NO", "vale off", 'vale House.A["tea"] = NO'])
def test_a_comment_is_found_by_its_line(asked, comment):
    assert asked(f"Text.\n\n<!-- {comment} -->\n\nHave tea now.\n", A=TEA) == [
        ("House.A", "exempt", "A comment in the text, on line 3, switches it off here.")
    ]


def test_a_comment_for_the_next_line_is_found_too(asked):
    ((_, _, reason),) = asked("<!-- vale-next-line -->\nHave tea now.\n", A=TEA)
    assert "on line 1" in reason


def test_a_limit_says_where_it_was_used_up(asked):
    ((_, _, reason),) = asked("A tea.\n\nA tea.\n\nMore tea.", A=TEA + "limit: 2\n")
    assert reason == "`limit: 2` was used up on line 3."


EITHER = "extends: consistency\nmessage: no\neither: {analyse: analyze}\n"


def test_one_of_two_spellings_waits_for_the_other(asked):
    told = asked("We analyse.", "analyse", A=EITHER)
    assert told == [("House.A", "exempt", "Only flagged together with “analyze”, which the text does not use.")]


def test_the_spelling_that_stands_says_so(asked):
    ((_, _, reason),) = asked("We analyze, analyse and analyse.", "analyse", A=EITHER)
    assert "more often" in reason


def test_what_was_explained_further_up_is_told_so(asked):
    rule = "extends: conditional\nmessage: no\nfirst: '\\b[A-Z]{3,5}\\b'\nsecond: '\\w+ \\(([A-Z]{3,5})\\)'\n"
    ((_, _, reason),) = asked("An Office (WHO) it is.\n\nAsk the WHO now.", "WHO", A=rule)
    assert "is explained in the text" in reason


def test_a_rule_on_sentences_is_asked_for_each_sentence(asked):
    rule = "extends: existence\nmessage: no\nnonword: true\nscope: sentence & list\ntokens: ['^But']\n"
    ((_, _, reason),) = asked("A tea. But no milk.", "But", A=rule)
    assert reason == "The rule looks at `sentence & list` only."


def test_a_rule_that_took_too_long_is_told(asked, house):
    rule = "extends: existence\nmessage: no\nnonword: true\ntokens: ['(?:(?:\\w|\\w\\w)+)+[#!]', tea]\n"
    guides = house(INI, Slow=rule)
    guides.check(Document.parse("a" * 60 + " b! c"))
    ((told),) = explain(guides, Document.parse("Have tea now."), Span(5, 8))
    assert told.reason.startswith("This rule did not run: House.Slow took too long")


def test_a_place_without_extent_asks_about_the_word_it_stands_in(house):
    guides = house(INI, A=TEA + "scope: heading\n")
    (told,) = explain(guides, Document.parse("Have tea now."), Span(6, 6))
    assert told.span == Span(5, 8)


def test_rules_about_whole_texts_are_not_told_of_words_elsewhere(asked):
    long = "extends: occurrence\nmessage: no\nscope: list\nmax: 1\ntoken: '\\w+'\n"
    title = "extends: capitalization\nmessage: no\nscope: heading\nmatch: $title\n"
    assert asked("Have tea now.", A=long, B=title) == []


def test_the_public_packages_can_be_asked_about_any_words(packages):
    from studio.guides import load

    guides = load(None, [packages])
    text = "# A heading in order to test\n\nIt is obviously a `very` good thing, e.g. very, with the WHO.\n"
    document = Document.parse(text)
    for start in range(0, len(text) - 4, 3):
        for told in explain(guides, document, Span(start, start + 4)):
            assert told.reason.endswith((".", "!", "?", ")")) or told.outcome is Outcome.FLAGGED


def test_laying_a_rule_bare_leaves_the_rule_as_it_was(house, flags):
    guides = house(INI, A=TEA + "exceptions: [tea]\n")
    guides.compiled[0].finder.bare()
    assert flags(guides, "tea") == []


def test_a_rule_that_takes_too_long_keeps_no_other_rule_from_answering(asked):
    slow = "extends: conditional\nmessage: no\nfirst: '(?:a|aa)+[cd]'\nsecond: '(x)y'\n"
    told = asked(f"# Some tea {'a' * 60}\n", "tea " + "a" * 60, ShownSlow=slow, Tea=TEA + "scope: list\n")
    assert told == [("House.Tea", "exempt", "The rule looks at list items only.")]


def test_an_exception_that_takes_too_long_is_told_of_its_rule(asked):
    rule = "extends: existence\nmessage: no\nnonword: true\ntokens: ['a+!']\nexceptions: ['(a|aa)+c']\n"
    words = "a" * 60 + "!"
    ((_, outcome, reason),) = asked(f"Some `{words}` here.", words, SlowlySaved=rule)
    assert (outcome, reason) == (Outcome.EXEMPT, "The rule takes too long on these words to say why; simplify its patterns.")
