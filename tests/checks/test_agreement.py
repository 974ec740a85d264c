"""Two figures for one thing block; figures of different things, years, conditions and speakers never do."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks.agreement import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context
from studio.core.document import Document
from studio.core.flag import Severity

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "claims"))


def found(text: str, *siblings: tuple[str, str]) -> list[tuple[str, str]]:
    report = Runner([CHECK]).run(Document.parse(text), Context(siblings=siblings), CHECK.lane)
    assert report.ran == ("agreement",), report.missing
    for flag in report.flags:
        assert flag.span.of(text) == flag.text
        assert flag.severity is Severity.ERROR
    return [(flag.text, flag.message) for flag in report.flags]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Customers cut reporting time by **43%**.", "Our customers cut their reporting time by 34%."),
        ("A loaf costs £4.20.", "Each of our loaves costs £4.50."),
        ("We opened in 2014.", "Founded in 2012."),
        ("Retainers start at £650 a month.", "Retainers from £750 a month."),
        ("Delivery is free on orders over £50.", "Free delivery on orders over £40!"),
        ("Book by 30 June, please.", "Book by 15 June, please."),
        ("The walking week runs in groups of twelve guests.", "The walking week runs in groups of 14 guests."),
        ("Our dough ferments for 36 hours.", "Our dough ferments for two days."),
        ("We open at 9am.", "We open at ten o'clock."),
    ],
)
def test_two_figures_for_one_thing_are_flagged_in_both_places(one: str, other: str):
    texts = [text for text, _ in found(f"{one}\n\nSomething else.\n\n{other}\n")]
    assert len(texts) == 2
    (mine,) = [text for text, _ in found(one, ("Spring email", f"Hello.\n\n{other}\n"))]
    assert mine == texts[0]


def test_the_message_says_both_figures_and_where_the_other_stands():
    text = "Customers cut reporting time by 43%.\n\nCustomers cut reporting time by 34%.\n"
    assert found(text) == [
        ("43%", "43% here, 34% further down: say one of them in both."),
        ("34%", "34% here, 43% further up: say one of them in both."),
    ]
    sibling = ("Spring email", "Customers cut reporting time by 34%.")
    assert found("Customers cut reporting time by 43%.", sibling) == [
        ("43%", "43% here, 34% in “Spring email”: say one of them in both.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Customers cut reporting time by 43%.\n\nCustomers cut reporting time by forty-three per cent.",
        "Our dough ferments for 36 hours.\n\nOur dough ferments for a day and a half.",
        "A small box costs £14.\n\nA large box costs £20.",
        "In 2023, we fitted solar panels on 310 homes. In 2024, we fitted solar panels on 420 homes.",
        "Reporting took our clients nine hours.\n\nReporting takes our clients two hours.",
        "Before Ledgerline, reporting took nine hours. With it, reporting takes two hours.",
        "On Mondays we open the shop at 9. On Sundays we open the shop at 11.",
        "Rest the dough for 30 minutes.\n\nRest the dough for 20 minutes.",
        "If you order ten, our loaves cost £3.90.\n\nOur loaves cost £4.20.",
        "| Box | Price |\n|---|---|\n| Box of veg | £14 |\n| Box of veg | £20 |\n",
        "> “I lost 10 pounds in a month.”\n\n> “I lost 14 pounds in a month.”",
        "It takes three to four weeks to fit a kitchen.\n\nKitchens take us 3–4 weeks to fit.",
        "- Walk 7 km past olive groves\n- Walk 9 km past olive groves\n- Walk 11 km past olive groves\n",
        "Prices of our frames start at £89.\n\nPrices of our frames go up to £189.",
        "Our plan costs £12 a month.\n\nOur plan costs £120 a year.",
        "Is it true that members save 40% on their bills? Members save 30% on their bills.",
        "Step 1 takes ten minutes of work.\n\nStep 2 takes 20 minutes of work.",
        "The first class costs members £5. Each extra class costs members £12.",
    ],
)
def test_figures_of_different_things_never_block(text: str):
    assert found(text) == []


def test_a_draft_may_repeat_its_brothers_figures():
    text = "Customers cut reporting time by 43%. A loaf costs £4.20. We opened in 2014.\n"
    assert found(text, ("Email", text), ("Post", text)) == []


def test_what_changes_in_one_block_is_seen_at_once():
    one = Document.parse("Customers cut reporting time by 43%.\n\nCustomers cut reporting time by 34%.\n")
    runner = Runner([CHECK])
    assert len(runner.run(one, Context(), CHECK.lane).flags) == 2
    two = Document.parse(one.text.replace("34", "43"))
    assert not runner.run(two, Context(), CHECK.lane).flags


SENTENCES = st.sampled_from(
    [
        "Customers cut reporting time by 43%.",
        "Customers cut reporting time by 34%.",
        "A loaf costs £4.20.",
        "We opened in 2014.",
        "# A heading",
        "Nothing here.",
        "é 😀 **bold** 12",
    ]
)


@given(st.lists(SENTENCES, max_size=8))
def test_flags_come_in_pairs_and_only_where_both_figures_stand(sentences: list[str]):
    text = "\n\n".join(sentences)
    texts = [words for words, _ in found(text)]
    both = "43%" in text and "34%" in text
    assert sorted(texts) == (sorted(["43%"] * text.count("43%") + ["34%"] * text.count("34%")) if both else [])


@given(st.text(max_size=150), st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str, sibling: str):
    found(text, ("Other", sibling))


@pytest.mark.parametrize("which", ["dev", "a", "b"])
def test_no_marked_draft_is_blocked_for_nothing(which: str):
    from scoring import drafts

    seen = drafts(which)
    if not seen:
        pytest.skip(f"no drafts marked {which}")
    for draft in seen:
        assert found(draft.text) == [], draft.name


def test_drafts_of_different_houses_do_not_clash_by_accident():
    from scoring import drafts

    seen = drafts("a") + drafts("b")
    for one, other in pairwise(seen):
        assert found(one.text, (other.name, other.text)) == [], (one.name, other.name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Last year 73% of our guests came back.", "Last year 34% of our guests came back."),
        ("Over 2,000 customers trust us.", "More than 3,000 customers trust us."),
        ("We have been baking since 2012.", "We've been baking in Derby since 2014."),
    ],
)
def test_the_same_last_year_a_contraction_or_another_word_for_over_hides_no_disagreement(one, other):
    assert len(Runner([CHECK]).run(Document.parse(f"{one}\n\n{other}"), Context(), CHECK.lane).flags) == 2


def test_this_year_and_last_year_may_differ():
    text = "This year 20% of guests came back.\n\nLast year 30% of guests came back."
    assert not Runner([CHECK]).run(Document.parse(text), Context(), CHECK.lane).flags
