"""What is said of a claim is short, and says exactly what is meant."""

from hypothesis import given as drawn
from hypothesis import strategies as st

from studio.core.claim import Consent, Evidence, Question, Support
from studio.ui.claims.told import about, consent, excerpt, question, rewording

WORDS = st.lists(st.sampled_from(["we", "never", "the", "best", "of", "one", "aim", "to"]), min_size=1, max_size=8).map(" ".join)


@drawn(WORDS, WORDS)
def test_putting_the_new_words_for_the_old_makes_the_new_wording(old, new):
    gone, put = rewording(old, new)
    spread = f" {old} "
    starts = [at for at in range(len(spread)) if spread.startswith(f" {gone} " if gone else " ", at)]
    made = {" ".join(f"{spread[:at]} {put} {spread[at + len(gone) + 1 :]}".split()) for at in starts}
    assert new in made
    if old != new:
        assert gone
        assert put


def test_an_added_word_is_shown_with_its_neighbour():
    assert rewording("the best tea in town", "one of the best tea in town") == ("the", "one of the")
    assert rewording("we never close", "we close") == ("never close", "close")


def test_evidence_is_told_in_full_on_one_line():
    proof = Evidence(
        *("https://a.example", "so it is", "Wren", "2026-11-24T09:00:00Z", "2027-11-30"),
        publisher="Tea Board",
        accessed="2026-11-23",
        support=Support.PARTLY,
        consent=Consent("Margaret", "2026-10-02", "the blog"),
    )
    assert about(proof) == "Tea Board · supports it only partly · looked at on 23 Nov 2026 · until 30 Nov 2027 · Wren, 24 Nov"
    assert consent(proof) == "Consent: Margaret, 2 Oct 2026, for the blog"


def test_a_question_reads_otherwise_for_whoever_owes_the_answer(claim):
    asked = claim(questions=(Question("Tomasz", "Wren", "Says who?", "2026-11-28T10:00:00Z"),))
    assert question(asked, "Wren") == "Tomasz asks you: “Says who?”"
    assert question(asked, "Erin") == "Waits for Wren: “Says who?”"
    assert question(claim(), "Wren") == ""


def test_of_a_long_brief_the_part_that_speaks_of_the_claim_is_shown():
    brief = "Facts: opened in May 2014 by Erin; oolong from Nantou; we roast our own houjicha on Mondays; open from ten."
    assert excerpt(brief, "We roast houjicha on Mondays", 50) == "…we roast our own houjicha on Mondays; open from t…"
    assert excerpt(brief, "We roast houjicha on Mondays", 200) == brief


@drawn(st.text(alphabet="ab ;.", max_size=80), WORDS, st.integers(5, 40))
def test_an_excerpt_is_never_longer_than_its_room_and_its_dots(text, about, most):
    assert len(excerpt(text, about, most)) <= most + 1
