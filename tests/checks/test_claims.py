"""What is a claim, what only looks like one, and how far it reaches."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.checks.claiming.categories import CATEGORIES
from studio.checks.claiming.detector import PATTERNS
from studio.checks.claiming.select import Selector
from studio.core.claim import ClaimSeverity
from studio.core.flag import Safety, Severity


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Sales rose by 37% after the switch.", "statistic"),
        ("Nine out of ten dentists use it.", "statistic"),
        ("Our readers got twice as many replies.", "statistic"),
        ("It is used by more than 12,000 people.", "statistic"),
        ("The annual plan is £240.", "money_price"),
        ("There are no hidden fees.", "money_price"),
        ("Enjoy 25% off your order.", "money_price"),
        ("The firm was founded in 1987.", "date_history"),
        ("We open from 9am to 5pm.", "date_history"),
        ("Entries close on 14 March.", "date_history"),
        ("Kent's best-loved bakery is here.", "ranking"),
        ("It is the largest showroom in Leeds.", "ranking"),
        ("Our award-winning team will call.", "ranking"),
        ("It dries faster than ordinary paint.", "comparison"),
        ("Unlike other banks, we answer the phone.", "comparison"),
        ("Your files are stored with military-grade encryption.", "comparison"),
        ("Results are guaranteed.", "guarantee_absolute"),
        ("We will never sell your address.", "guarantee_absolute"),
        ("It comes with a ten-year warranty.", "guarantee_absolute"),
        ("Studies show that naps make people kinder.", "attribution"),
        ("According to analysts, the market is ready.", "attribution"),
        ("It has been proven to last.", "attribution"),
        ("“We had no idea it could be so simple,” says Amir Khan.", "quotation"),
        ("> “I would never go back to the old one.”", "testimonial"),
        ("Trusted by 400 schools.", "testimonial"),
        ("Rated 4.7/5 by buyers.", "testimonial"),
        ("The balm soothes eczema.", "regulated"),
        ("Every parcel is carbon neutral.", "regulated"),
        ("Expect annual returns of a sort nobody else offers.", "regulated"),
        ("The app is HIPAA-ready and GDPR compliant.", "legal_compliance"),
        ("Our electricians are certified.", "legal_compliance"),
        ("Shorter forms lead to more enquiries.", "entity_causal"),
    ],
)
def test_every_kind_of_claim_is_found(flags, text, category):
    found = {name for flag in flags("claims", text) for name in flag.claim.categories}
    assert category in found


@pytest.mark.parametrize(
    "text",
    [
        "Call us on 555 0123.",
        "Step 3: fold the paper.",
        "See figure 12 for the pattern.",
        "Our address ends in SW1A 2AA.",
        "Copyright 2024 The Makers",
        "Version 3.2, on Windows 11",
        "What would 20% more time mean to you?",
        "Is it the best in the UK?",
        "Imagine saving 40% of your day.",
        "If you have 40 guests, ask for the large hall.",
        "Never leave the pan on the stove.",
        "Always wash it by hand.",
        "Choose a card of at least 12 inches.",
        "We believe that bread should be slow.",
        "All the best from the team",
        "Thank you for 10 years of patience with our forms.",
        "The so-called “experts” were wrong.",
        "The sign by the gate says “Mind the goose, please”.",
        "Run `save 40%` in the shell.",
        "Hello {{first_name_2024}}, how are things?",
        "They give it 110%.",
        "What do you do?",
        "## Five ways to start",
        "It was a quiet morning.",
    ],
)
def test_what_only_looks_like_a_claim_is_let_off(flags, text):
    assert [(flag.text, flag.claim.categories) for flag in flags("claims", text)] == []


def test_only_the_clause_with_the_fact_is_marked(flags):
    (flag,) = flags("claims", "You will love the new shop, and we cut queues by 30%, which is lovely.")
    assert flag.text == "we cut queues by 30%"


def test_words_that_lead_up_to_a_claim_are_left_out(flags):
    (flag,) = flags("claims", "In fact, 60% of firms agree.")
    assert flag.text == "60% of firms agree"


def test_a_claim_of_several_kinds_is_one_flag_with_the_heaviest_kind_first(flags):
    (flag,) = flags("claims", "Studies show that our tea lowers blood sugar by 30%.")
    assert {"attribution", "regulated", "statistic"} <= set(flag.claim.categories)
    assert flag.claim.severity is ClaimSeverity.BLOCKER
    assert flag.rule == f"Claims.{flag.claim.categories[0]}"


def test_what_stands_inside_a_quotation_is_part_of_it(flags):
    (flag,) = flags("claims", "“It saved us £400 and 30% of our time,” said Ms Obi.")
    assert flag.text == "“It saved us £400 and 30% of our time,”"
    assert {"quotation", "money_price", "statistic"} <= set(flag.claim.categories)


def test_a_question_that_states_a_figure_is_a_claim(flags):
    assert flags("claims", "Did you know that 70% of parcels come late?")


def test_a_figure_in_a_table_is_a_claim_and_the_head_of_the_table_is_not(flags):
    found = flags("claims", "| Ours | 24 h |\n|---|---|\n| Time | 36 hours |\n| Fees | None |\n")
    assert [flag.text for flag in found] == ["36 hours", "None"]


def test_a_serious_claim_is_a_warning_and_a_light_one_a_suggestion(flags):
    (serious,) = flags("claims", "Our tea cures colds.")
    (light,) = flags("claims", "We carry photo cards in every pocket.")
    assert (serious.severity, light.severity) == (Severity.WARNING, Severity.SUGGESTION)


def test_every_kind_says_in_one_sentence_what_would_prove_it():
    assert {pattern.category for pattern in PATTERNS} == set(CATEGORIES)
    for category in CATEGORIES.values():
        assert category.need.endswith(".")
        assert category.need.count(". ") == 0


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[40% of firms](https://example.org/a) agree.", "https://example.org/a"),
        ("We cut queues by 40% ([source](https://example.org/b)), and trust us.", "https://example.org/b"),
        ("We cut queues by 40% (source: https://example.org/c).", "https://example.org/c"),
        ("We cut queues by 40% <https://example.org/d>.", "https://example.org/d"),
        ("We cut queues by 40%. See [our page](https://example.org/e).", ""),
        ("[Save 40% today](https://shop.example.com)", ""),
        ("We cut queues by 40%, so [write](mailto:jo@example.org).", ""),
    ],
)
def test_the_link_beside_a_claim_is_proposed_as_its_evidence_and_a_button_is_not(flags, text, link):
    assert flags("claims", text)[0].claim.cited == link


@pytest.mark.parametrize(
    ("text", "softer"),
    [
        ("We are the only scheduler built for dentists.", "We are one of the few schedulers built for dentists"),
        ("It is the largest orchard in Kent.", "It is one of the largest orchards in Kent"),
        ("The coat will never leak.", "The coat is designed not to leak"),
        ("Our plan cuts your bill by 40%.", "Our plan cuts your bill by up to 40%"),
    ],
)
def test_a_softer_wording_is_offered_and_never_put_in_by_itself(flags, text, softer):
    (flag,) = flags("claims", text)
    assert softer in [fix.text for fix in flag.fixes]
    assert len(flag.fixes) <= 3
    assert {fix.safety for fix in flag.fixes} == {Safety.ASK}


def test_no_softer_wording_takes_markup_away(flags):
    (flag,) = flags("claims", "It cuts **small** bills by 40%.")
    assert flag.fixes == ()


def test_a_claim_says_in_a_few_words_why_it_was_taken_for_one(flags):
    (flag,) = flags("claims", "Customers cut reporting time by 43%.")
    assert (flag.claim.rule, flag.claim.reason) == ("statistic.percent", "a share in percent")


def test_a_figure_in_a_table_says_under_which_heads_it_stands_and_the_heads_are_no_claims(flags):
    (flag,) = flags("claims", "| 2024 | Second car | Ridgeline |\n|---|---|---|\n| 12 months of fuel | $142 | cheap |\n")
    assert flag.text == "$142"
    assert flag.claim.reason == "a sum of money: 12 months of fuel, Second car"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Subject: Half-price pies\nPreheader: Only until 3 May", ["Half-price pies", "Only until 3 May"]),
        ("![A cake that cures colds](cake.png)", ["A cake that cures colds"]),
        ("---\ntitle: Tea that cures colds\nbrief: Tea cures colds\n---\n", ["Tea that cures colds"]),
        ("Pies for all. #ZeroWaste #MondayMood", ["#ZeroWaste"]),
        ("We bake daily.[^1]\n\n[^1]: A survey of 400 homes found so.", ["A survey of 400 homes found so"]),
        ("**Tuesday** Never fold it. **Our flour** We buy from 3 mills.", ["We buy from 3 mills"]),
    ],
)
def test_claims_outside_running_text_are_found_too(flags, text, claims):
    found = [flag.text for flag in flags("claims", text)]
    assert [each for each in claims if each not in found] == []
    assert not [each for each in found if "Monday" in each or "brief" in each]


def test_what_is_promised_under_a_condition_is_marked_with_it(flags):
    (flag,) = flags("claims", "If it does not fit, we'll swap it for free.")
    assert flag.text == "If it does not fit, we'll swap it for free"


def test_a_question_with_a_tag_still_claims_what_stands_before_it(flags):
    (flag,) = flags("claims", "A tidy desk makes people 15% faster, so really, can you do without?")
    assert flag.text == "A tidy desk makes people 15% faster"


def test_a_superlative_of_taste_asks_a_person_whether_it_is_an_opinion_and_one_of_measure_asks_for_proof(flags):
    (taste,) = flags("claims", "This is the cosiest room you will ever sit in.")
    (measure,) = flags("claims", "It is the largest orchard in Kent.")
    assert "opinion" in taste.claim.reason
    assert taste.claim.severity is ClaimSeverity.LOW
    assert measure.claim.severity is ClaimSeverity.HIGH


SELECTOR = Selector([(pattern.source, pattern.case) for pattern in PATTERNS])
SAMPLES = st.text(st.sampled_from("We our 1é9%£’“ .,-–☕the NHS bestßst in\n No. studies say 100% #1 x×₂"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(SAMPLES)
def test_looking_only_at_likely_patterns_loses_no_claim(text):
    likely = set(SELECTOR.of(text))
    assert {n for n, pattern in enumerate(PATTERNS) if pattern.find.search(text)} <= likely


PIECES = st.lists(
    st.sampled_from(
        [
            "If it breaks, ",
            "we'll swap it ",
            "and you pay nothing. ",
            "As Drucker put it, ",
            "“Culture eats strategy for lunch.” ",
            "**Tuesday** ",
            "“It saved us £400,” said Ms Obi, ",
            "Tell us ",
            "and we'll pay £5. ",
            "#ZeroWaste ",
            "(Subject: 40% off) ",
            "- ",
            "\n\n> ",
            "did you know? ",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), PIECES))
def test_any_text_gives_claims_in_order_that_never_overlap(text):
    from studio.checks.claims import CHECK
    from studio.core.check import Context
    from studio.core.document import Document, normalise

    for placed in Document.parse(normalise(text)).blocks:
        end = 0
        for flag in CHECK.run(placed.block, Context()):
            assert end <= flag.span.start < flag.span.end <= len(placed.block.text)
            end = flag.span.end
