"""A claim is held against what the AI was given: its brief and the brand's facts."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks.claiming.brief import standing
from studio.checks.claiming.given import BRIEF, FACTS, read
from studio.core.claim import Standing
from studio.core.document import Document
from studio.core.span import Span
from studio.formats.front_matter import split

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "claims"))

BAKERY = (
    "Blog post on why our sourdough is different. Facts: opened in 2014, 36-hour ferment, flour from one mill 11 miles away, "
    "loaves £4.20, open Tue-Sat 8-2. Warm, plain tone. Do not make health claims."
)
KETTLE = (
    "Update for 2024. Facts: electric roaster since March 2024; compostable bags for the 12 oz size only; 10-year guarantee on "
    "grinders; single supplement £240; SOC 2 audit in progress (NOT complete). We are NOT carbon neutral and NOT B Corp. "
    "No claims about being number one. Never say drown-proof."
)


def stands(words: str, brief: str = BAKERY, facts: str = "", sentence: str = "", categories: tuple[str, ...] = ()):
    return standing(words, sentence or words, read(brief, facts), categories)


@pytest.mark.parametrize(
    "words",
    [
        "Every one of our loaves is fermented for 36 hours",
        "It ferments for a day and a half",
        "Our flour travels just eleven miles",
        "A loaf is still £4.20",
        "Loaves cost 4.20 pounds",
        "We opened our doors in 2014",
        "Open Tuesday to Saturday, 8 to 2",
        "The flour comes from one mill",
    ],
)
def test_what_the_brief_gives_is_given_in_whatever_words(words: str):
    verdict, source, name = stands(words)
    assert verdict is Standing.GIVEN
    assert source in BAKERY
    assert name == BRIEF


@pytest.mark.parametrize(
    "words",
    [
        "our loaves are just £4.50",
        "We've been baking for this town since 2012",
        "a 48-hour ferment",
        "Our flour travels just 20 miles",
    ],
)
def test_another_value_for_the_same_thing_contradicts(words: str):
    verdict, source, name = stands(words)
    assert verdict is Standing.CONTRADICTS
    assert source.startswith("Facts: opened in 2014")
    assert name == BRIEF


@pytest.mark.parametrize(
    "words",
    [
        "Sourdough supports your gut microbiome",
        "It heals eczema",
    ],
)
def test_what_the_brief_forbids_contradicts_it(words: str):
    verdict, source, _ = stands(words, categories=("regulated",))
    assert verdict is Standing.CONTRADICTS
    assert source == "Do not make health claims."


@pytest.mark.parametrize(
    "words",
    [
        "Copper Kettle is now a carbon-neutral roaster",
        "We are a certified B Corp",
        "SOC 2 certified",
        "All our bags are fully compostable",
        "Every grinder is guaranteed for life",
        "Solo travellers pay no supplement",
        "Your toddler will be drown-proof",
    ],
)
def test_what_the_brief_denies_or_limits_contradicts_it(words: str):
    assert stands(words, KETTLE)[0] is Standing.CONTRADICTS


def test_a_rank_is_forbidden_where_the_brief_says_so():
    assert stands("We're the town's number one roaster", KETTLE, categories=("ranking",))[0] is Standing.CONTRADICTS


@pytest.mark.parametrize(
    "words",
    [
        "Our head baker starts at 2.30am, six days a week",
        "Wheat has been ground here since 1782",
        "Each loaf has a footprint 64% lower than the national average",
        "Supermarket loaves cost around £9",
        "It was awarded by the Guild of Bakers",
        "36 customers wrote to us",
        "The oven holds 11 trays",
    ],
)
def test_what_nobody_gave_is_absent_even_where_a_number_happens_to_agree(words: str):
    assert stands(words) == (Standing.ABSENT, "", "")


def test_a_quotation_is_given_only_by_its_very_words():
    quote = "“Our loaves ferment for 36 hours.”"
    assert stands(quote, categories=("quotation",))[0] is Standing.ABSENT
    assert stands(quote, BAKERY + " Quote Anna: our loaves ferment for 36 hours.", categories=("quotation",))[0] is Standing.GIVEN


def test_the_facts_of_the_brand_count_as_the_brief_does_and_are_named():
    verdict, source, name = stands(
        "Delivery is free within 5 miles", "", "# Our facts\n\n- Free delivery within 5 miles\n- Founded 1998\n"
    )
    assert (verdict, source, name) == (Standing.GIVEN, "Free delivery within 5 miles", FACTS)


def test_a_bare_figure_is_about_what_its_sentence_is_about():
    assert stands("£4.50", sentence="The loaf: £4.50")[0] is Standing.CONTRADICTS
    assert stands("£4.20", sentence="The loaf: £4.20")[0] is Standing.GIVEN


def test_without_brief_and_facts_nothing_is_said():
    assert stands("We opened in 2014", "", "") == (None, "", "")
    assert stands("We opened in 2014", "  \n ", "") == (None, "", "")


@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=100))
def test_any_text_has_a_standing_and_a_source_that_was_really_given(words: str, brief: str, facts: str):
    verdict, source, name = stands(words, brief, facts)
    assert (verdict is None) == (not read(brief, facts))
    assert bool(source) == bool(name)
    assert name in ("", BRIEF, FACTS)


# ---------------------------------------------------------------- on the marked drafts


def _judged(which: str) -> Counter[tuple[str, str]]:
    from scoring import drafts

    table: Counter[tuple[str, str]] = Counter()
    for draft in drafts(which):
        document, brief = Document.parse(draft.text), str(split(draft.text, draft.name)[0].get("brief", ""))
        for mark in draft.marks:
            if mark.brief:
                words = draft.text[mark.start : mark.end]
                sentence = document.sentence_at(Span(mark.start, mark.end))
                table[mark.brief, str(standing(words, sentence, read(brief, ""), tuple(mark.categories))[0])] += 1
    if not table:
        pytest.skip(f"no drafts marked {which}")
    return table


@pytest.mark.parametrize(("which", "least"), [("dev", 0.80), ("a", 0.80), ("b", 0.72)])
def test_on_marked_drafts_given_is_hardly_ever_said_of_what_is_not(which: str, least: float):
    table = _judged(which)
    kinds = [standing.value for standing in Standing]
    print(f"\n{which}: marked down, judged across", *kinds)
    for kind in kinds:
        print(f"  {kind:12}", *(f"{table[kind, other]:4}" for other in kinds))
    hits = {kind: table[kind, kind] for kind in kinds}
    judged = {kind: sum(table[other, kind] for other in kinds) for kind in kinds}
    marked = {kind: sum(table[kind, other] for other in kinds) for kind in kinds}
    macro = sum(2 * hits[kind] / (judged[kind] + marked[kind]) for kind in kinds) / len(kinds)
    print(f"  accuracy {sum(hits.values()) / table.total():.3f}, macro F1 {macro:.3f}")
    assert hits["given"] / judged["given"] >= 0.88
    assert macro >= least


@pytest.mark.parametrize(
    ("words", "brief", "expected"),
    [
        ("Every step is a testament to patience", "No health promises. Facts: opened in 2014.", Standing.ABSENT),
        ("Opening up to 189 pots", "Facts: pots from £89.", Standing.ABSENT),
        ("Big pots are £189", "Facts: pots from £89.", Standing.ABSENT),
        ("Big pots are £69", "Facts: pots from £89.", Standing.CONTRADICTS),
        ("The car park is free after 4pm", "Facts: open Tuesday to Sunday, 10 to 4.", Standing.ABSENT),
        ("No two pots pour quite alike", "A pot is £4.80 and good for three pours.", Standing.ABSENT),
        (
            "A whole leaf needs longer",
            "Blog post, about 500 words, on why whole-leaf tea is worth it. Facts: opened in 2014.",
            Standing.ABSENT,
        ),
        ("Friday 25 to Monday 28 December", "Facts: closed 25 to 28 December.", Standing.GIVEN),
        ("It works with Gmail, Outlook, and Slack", "Facts: works with Gmail, Outlook and Slack, 14-day trial.", Standing.GIVEN),
        ("We are regulated by the Financial Conduct Authority", "Facts: regulated by the FCA.", Standing.GIVEN),
        ("We have your number, 07700 900417", "The telephone number is 01632 960142.", Standing.ABSENT),
    ],
)
def test_what_only_looks_alike_is_not_mixed_up(words: str, brief: str, expected: Standing):
    assert stands(words, brief)[0] is expected


GIVEN_FACTS = (
    "Founded in 2011 in Leeds by Anna Hill. A loaf costs £4.20. We deliver free on orders over £30. "
    "Open Tuesday to Sunday, 9am to 5pm. Every loaf is made without additives."
)


@pytest.mark.parametrize(
    "words",
    [
        "A cake costs £4.20",
        "A loaf costs $4.20",
        "Tom Hill founded it in Leeds in 2011",
        "We deliver free on orders under £30",
        "We deliver free on all orders",
        "Open every day, 9am to 5pm",
        "Every loaf is made with additives",
    ],
)
def test_what_goes_beyond_the_brief_is_never_called_given(words: str):
    assert standing(words, words, read(GIVEN_FACTS, "", "Hollow Oak"))[0] is not Standing.GIVEN


MILL = "The mill was built in 1874. It stands in Larkspur. Our bread is organic. The brewery is younger than the mill."


@pytest.mark.parametrize(
    "words",
    [
        "The mill was built in 1874 and is the oldest in the county",
        "The mill, built in 1874, is the county's largest",
        "Built in 1874, it is one of the oldest mills in England",
        "The mill was built in 1874 and restored by monks",
        "Built in 1874, the mill grinds flour for the royal family",
        "The mill was built in 1874 and has 40 windows",
        "The mill was built in 1874 and is larger than the brewery",
        "Our bread is organic and carbon neutral",
        "The mill stands in Larkspur and is the first to be protected",
    ],
)
def test_a_claim_that_the_brief_only_half_holds_is_shown_as_not_in_it_with_the_half_that_is(words: str):
    verdict, source, name = stands(words, MILL)
    assert verdict is Standing.ABSENT
    assert source in ("", *(f"{each}." for each in MILL.rstrip(".").split(". ")))
    assert bool(source) is bool(name)


def test_the_half_that_the_brief_holds_is_told():
    half = "The mill was built in 1874 and is the oldest in the county"
    assert stands(half, MILL) == (Standing.ABSENT, "The mill was built in 1874.", BRIEF)


@pytest.mark.parametrize(
    "words",
    [
        "The mill was built in 1874",
        "The mill stands in Larkspur and was built in 1874",
        "The mill in Larkspur was built in 1874, and our bread is organic",
        "The brewery is younger than the mill",
    ],
)
def test_a_claim_of_which_the_brief_holds_every_statement_is_given(words: str):
    assert stands(words, MILL)[0] is Standing.GIVEN


def test_a_rank_that_the_brief_gives_is_given_and_another_is_not():
    brief = "The mill was built in 1874 and is the oldest in the county."
    assert stands("Built in 1874, the mill is the county's oldest", brief)[0] is Standing.GIVEN
    assert stands("Built in 1874, the mill is the county's largest", brief)[0] is Standing.ABSENT


def test_what_is_struck_out_is_not_given():
    assert standing("A pot costs £4.20", "", read("A pot costs ~~£4.20~~ £4.80.", ""))[0] is not Standing.GIVEN


def test_the_brief_of_the_piece_outweighs_the_facts_of_the_house():
    given = read("Open from 6am to 10pm.", "We are open from 5am to 10pm.")
    words = "We open at 5am and close at 10pm"
    assert standing(words, words, given)[0] is Standing.CONTRADICTS
