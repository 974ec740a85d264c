"""Details that nobody gave are found, whether they stand in a claim or beside one; harmless text stays quiet."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import checks
from studio.checks.invented import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.claim import Standing
from studio.core.document import Document
from studio.core.flag import Severity
from studio.formats.front_matter import split

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "claims"))

BRIEF = (
    "Reply to Omar about a cracked mug. Facts: replacement posted on 6 May by tracked 48, signed by Freya, direct line 555 0166, "
    "shop page https://kiln.example/mugs. Kind and short."
)
CONTEXT = Context(brief=BRIEF, brand="Otter Kiln", version="1")


def found(text: str, context: Context = CONTEXT) -> list[tuple[str, str]]:
    report = Runner([CHECK]).run(Document.parse(text), context, Lane.FAST)
    assert report.ran == ("invented",), report.missing
    for flag in report.flags:
        assert flag.span.of(text) == flag.text
    return [(flag.rule.removeprefix("Invented."), flag.text) for flag in report.flags]


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Please ask for Hester when you ring.", [("Name", "Hester")]),
        ("With love from Ole and Marit.", [("Name", "Ole and Marit")]),
        ("Please write to help@mugs.example about it.", [("Link", "help@mugs.example")]),
        ("See [our page](https://pottery.example/new) for more.", [("Link", "our page")]),
        ("See https://pottery.example/new for more.", [("Link", "https://pottery.example/new")]),
        ("Ring 555 0199 if it breaks.", [("Link", "555 0199")]),
        ("Come and see us in Ludlow, if you like.", [("Place", "Ludlow")]),
        ("Pick it up at the shop in Wharf Street.", [("Place", "Wharf Street")]),
    ],
)
def test_what_nobody_gave_is_flagged_where_it_stands(text: str, flagged: list[tuple[str, str]]):
    assert found(text) == flagged


@pytest.mark.parametrize(
    "text",
    [
        "Dear Omar, please ask for Freya when you ring 555 0166.",
        "Look for it at [the shop](https://www.kiln.example/bowls?from=mail) or https://kiln.example/mugs.",
        "Otter Kiln says sorry. Write to hello@otterkiln.example.",
        "Hi {{first_name}}, please reply to [Agent name].",
        "# Why Handmade Mugs Crack in the Post",
        "Keep it in a cupboard. Never use a dishwasher. Ask for five mugs, step 2, page 14.",
        "Happy Christmas, and follow us on Instagram! #SomethingNew",
        "Suppose it cost £40. What would 300 mugs weigh?",
        "- Handles\n- Lids\n- Glazes\n",
    ],
)
def test_what_was_given_and_what_is_harmless_stays_quiet(text: str):
    assert found(text) == []


def test_a_name_of_the_house_is_known():
    assert found("Please ask for Hester when you ring.", Context(brief=BRIEF, words=("Hester",), version="2")) == []


def test_the_facts_of_the_brand_are_known_as_the_brief_is():
    facts = Context(brief=BRIEF, facts="- Manager: Hester Lane\n", version="3")
    assert found("Please ask for Hester when you ring.", facts) == []


def test_without_a_brief_and_facts_nothing_can_be_invented():
    assert found("Please ask for Hester on 555 0199 in Ludlow.", Context(brand="Otter Kiln")) == []


def test_a_flag_says_what_is_wrong_and_what_to_do_and_weighs_as_it_should():
    report = Runner([CHECK]).run(Document.parse("Please ask for Hester in Ludlow."), CONTEXT, Lane.FAST)
    name, place = report.flags
    assert (
        name.message
        == "Neither the brief nor the brand's facts have “Hester”: see that it exists and may be named, or take it out."
    )
    assert name.severity is Severity.WARNING
    assert place.severity is Severity.SUGGESTION
    assert name.why == CHECK.why


def test_a_brief_of_three_facts_and_a_draft_of_five_give_exactly_the_two_that_were_made_up():
    context = Context(
        brief="About page. Facts: opened in 2014, loaves £4.20, flour from Priory Mill.", brand="Larkspur Bakery", version="4"
    )
    text = (
        "We opened in 2014. A loaf costs £4.20. Our flour comes from Priory Mill. We bake 900 loaves a week. "
        "Please ask for Hester Lane.\n"
    )
    report = Runner(checks.find()).run(Document.parse(text), context, Lane.FAST, {"claims", "invented"})
    assert set(report.ran) == {"claims", "invented"}
    made_up = [
        flag.text for flag in report.flags if flag.check == "invented" or (flag.claim and flag.claim.standing is Standing.ABSENT)
    ]
    assert made_up == ["We bake 900 loaves a week", "Hester Lane"]
    given = [flag.text for flag in report.flags if flag.claim and flag.claim.standing is Standing.GIVEN]
    assert given == ["We opened in 2014", "A loaf costs £4.20", "Our flour comes from Priory Mill"]


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str, brief: str):
    found(text, Context(brief=brief, version=brief))


@pytest.mark.parametrize("which", ["dev", "a", "b"])
def test_marked_drafts_have_few_flags_beside_their_claims(which: str):
    from scoring import drafts

    flags = words = 0
    for draft in drafts(which):
        meta = split(draft.text, draft.name)[0]
        context = Context(brief=meta.get("brief", ""), brand=meta.get("brand", ""), version=draft.name)
        document = Document.parse(draft.text)
        report = Runner([CHECK]).run(document, context, Lane.FAST)
        assert not report.missing
        flags, words = flags + len(report.flags), words + document.word_count
    if not words:
        pytest.skip(f"no drafts marked {which}")
    print(f"\n{which}: {500 * flags / words:.2f} flags per 500 words")
    assert 0 < 500 * flags / words <= 2.6


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Ring us on 01632 960142.", "ring it, or take it out"),
        ("Write to hester@larkspur-teas.example today.", "see that somebody reads what comes there, or take it out"),
        ("[Ring us](tel:01632960142) today.", "ring it, or take it out"),
        ("Go to [the shop](https://teas.example/shop) today.", "try it, or take it out"),
    ],
)
def test_a_number_is_rung_an_address_is_written_to_and_a_link_is_tried(words: str, asks: str):
    flags = Runner([CHECK]).run(Document.parse(words), CONTEXT, Lane.FAST).flags
    assert [(flag.rule, flag.message.rpartition(": ")[2]) for flag in flags] == [("Invented.Link", f"{asks}.")]
