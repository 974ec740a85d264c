import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.guides.casing import SentenceCase, TitleCase
from studio.guides.exceptions import Exceptions

INI = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"


def rule(match="$sentence", more=""):
    return (
        "extends: capitalization\nmessage: \"Should read '%[2]s'.\"\nscope: heading\naction: {name: replace}\n"
        f"match: {match}\n{more}"
    )


def wanted(house, flags, heading, match="$sentence", more="", accept=""):
    """What the heading should read, empty where it is right."""
    found = flags(house(INI, accept=accept, R=rule(match, more)), f"# {heading}\n\nSome Text That Is No Heading.\n")
    assert len(found) < 2
    return found[0].fixes[0].text if found else ""


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("How to brew tea", ""),
        ("How To Brew Tea", "How to brew tea"),
        ("how to brew tea", "How to brew tea"),  # the first word decides alone, at any threshold
        ("What I would brew, if I'd time", ""),
        ("1. Brewing tea", ""),
        ("1. brewing Tea Well", "1. Brewing tea well"),
        ("The API of one very long and otherwise right heading", ""),  # one of ten words
        ("The API of tea", "The api of tea"),
        ("Brew — And Serve Tea", "Brew — and serve tea"),
        ("—", ""),
        ("`code`", ""),
    ],
)
def test_sentence_case_shows_the_heading_as_it_should_read(house, flags, heading, expected):
    assert wanted(house, flags, heading) == expected


@pytest.mark.parametrize(
    ("more", "accept", "heading", "expected"),
    [
        ("exceptions: [Qt, macOS]", "", "Using Qt on macOS", ""),
        ("exceptions: [Qt, macOS]", "", "Using qt, on MacOS", "Using Qt, on macOS"),
        (
            "exceptions: [Visual Studio Code]",
            "",
            "Using visual studio Code now and then Again",
            "Using Visual Studio Code now and then again",
        ),
        ("exceptions: ['Java(?:Script)?']", "", "Using JavaScript", ""),
        ("", "Larkspur", "Tea at Larkspur", ""),
        ("vocab: false", "Larkspur", "Tea at Larkspur", "Tea at larkspur"),
        ("indicators: [':']", "", "Tea: the story", "Tea: The story"),
        ("indicators: [':']", "", "Tea: The story", ""),
        ("indicators: ['—']\nthreshold: 1", "", "Tea — The story", ""),
        ("threshold: 0.5", "", "Tea And milk and sugar", ""),
        ("threshold: 1.0", "", "Tea And milk and sugar and lemon and honey", "Tea and milk and sugar and lemon and honey"),
        ("threshold: 0", "", "Tea And milk", "Tea and milk"),  # as good as none
        ("prefix: '[A-Z]\\.\\d+ '\nthreshold: 1", "", "A.1 brewing", "A.1 Brewing"),
        ("prefix: '[A-Z]\\.\\d+ '\nthreshold: 1", "", "A.1 Brewing", ""),
    ],
)
def test_every_key_of_a_rule_has_its_say(house, flags, more, accept, heading, expected):
    assert wanted(house, flags, heading, "$sentence", more, accept) == expected


@pytest.mark.parametrize(
    ("style", "heading", "expected"),
    [
        ("AP", "How to Brew Tea", ""),
        ("AP", "How To Brew Tea", ""),  # before a verb AP writes it large
        ("AP", "How to brew tea", "How to Brew Tea"),
        ("AP", "The Story Of A Pot", "The Story of a Pot"),
        ("AP", "the end of tea as we know it", "The End of Tea as We Know It"),
        ("AP", "What It Is For", ""),  # the last word is large
        ("AP", "Tea: the Story", "Tea: The Story"),
        ("AP", "In-house Tea and an in-House Cup", "In-House Tea and an In-House Cup"),
        ("AP", "Walking Through the Valley", ""),
        ("Chicago", "Walking Through The Valley Without Fear", "Walking through the Valley without Fear"),
        ("AP", "NASA AND THE MOON", ""),  # all capitals may be a name
        ("AP", "Tea and/or Milk", "Tea and/or Milk"),
    ],
)
def test_title_case_knows_small_words(house, flags, style, heading, expected):
    got = wanted(house, flags, heading, "$title", f"style: {style}\nthreshold: 1.0\n")
    assert got == ("" if expected == heading else expected)


@pytest.mark.parametrize(
    ("match", "heading", "is_right"),
    [
        ("$lower", "tea and milk", True),
        ("$lower", "Tea and milk", False),
        ("$lower", "tea and Larkspur", True),  # an exception anywhere excuses all of it
        ("$upper", "TEA", True),
        ("$upper", "Tea", False),
        ("$upper", "123 !", True),
        ("'^Tea'", "Tea and milk", True),
        ("'^Tea'", "Milk and Tea", False),
        ("Tea", "Milk and Tea", True),  # it may match anywhere
        ("'^Tea'", "Larkspur", True),
    ],
)
def test_other_matches_judge_the_heading_as_a_whole(house, flags, match, heading, is_right):
    found = flags(house(R=rule(match, "exceptions: [Larkspur]")), f"# {heading}")
    assert [(flag.text, flag.fixes) for flag in found] == ([] if is_right else [(heading, ())])


def test_the_message_may_name_the_heading_what_it_should_read_and_the_words_that_fail(house, flags):
    text = rule().replace("Should read '%[2]s'.", "%s|%s|%s")
    (flag,) = flags(house(R=text), "# Tea And Milk")
    assert flag.message == "Tea And Milk|Tea and milk|And, Milk"


def test_a_fix_of_letters_is_looked_at_before_it_is_taken(house, flags):
    (flag,) = flags(house(R=rule()), "# Tea At Larkspur")
    assert [fix.safety for fix in flag.fixes] == ["ask"]


def test_a_heading_with_code_in_it_points_at_the_word_and_rewrites_nothing(house, flags):
    (flag,) = flags(house(R=rule()), "# The `Brew` Of Tea")
    assert (flag.text, flag.fixes) == ("Of", ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "match"),
        ("match: '(['\n", 3, "`match`"),
        ("match: $title\nstyle: MLA\n", 4, "MLA"),
        ("match: $sentence\nthreshold: much\n", 4, "much"),
        ("match: $sentence\nprefix: '(['\n", 4, "`prefix`"),
    ],
)
def test_a_rule_that_cannot_judge_says_why(house, text, line, words):
    (broken,) = house(R="extends: capitalization\nmessage: no\n" + text).rules
    assert (broken.state, broken.line) == ("broken", line)
    assert words in broken.reason


EXCEPTIONS = Exceptions(["Qt", "Visual Studio Code", "macOS"])
HEADINGS = st.lists(
    st.sampled_from(
        ["Tea", "tea", "TO", "to", "the", "Qt", "QT", "visual studio code", "I", "ß", "ŉe", "*", "—", "in-house", "a/b", "1."]
    )
    | st.text(max_size=5),
    max_size=8,
).map(" ".join)


@given(
    HEADINGS,
    st.sampled_from(
        [SentenceCase(EXCEPTIONS, "", (":",)), TitleCase(EXCEPTIONS, "", "ap"), TitleCase(EXCEPTIONS, "", "chicago")]
    ),
)
def test_a_heading_written_as_wanted_is_right_and_as_long_as_before(text, case):
    written = case.written(text)
    assert len(written) == len(text)
    assert written.casefold() == text.casefold()
    assert case.wrong(written, case.pieces(written))[0] == []
