"""Claims followed through edits, drafts and pieces: what stands of an answer, and what is only proposed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.app import export
from studio.core.claim import Claim, ClaimStatus, Consent, Evidence, Standing, Support
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import ActorKind, EventType
from studio.core.flag import Reason
from studio.core.gate import GateId
from studio.core.span import Span

FIGURE = "Last year 73% of our guests came back within a month."
TEXT = f"# Slow tea\n\n{FIGURE} Come in and sit down.\n"
PROOF = Evidence("https://example.org/guests", "73% of guests came back within a month.")
BRIEF = "A short piece on the tea rooms. Facts: opened in 2011, a pot of tea is £4.20, thirty seats."


def claim_with(session, words: str) -> Claim:
    (found,) = [claim for claim in session.claims if words in claim.text]
    return found


def supported(house, text: str = TEXT, words: str = "73%", proof: Evidence = PROOF, **options):
    session = house.sit(house.bring(text, **options))
    session.attach_evidence(claim_with(session, words), proof)
    return session


# ---------------------------------------------------------------- through edits


@st.composite
def _edits(draw):
    """Places as shares of the text, so that they fit whatever the text has become."""
    place = st.floats(0, 1)
    words = st.sampled_from(["", "x", "tea ", "\n\n", "73%", "é🍵", "not ", "**"])
    return draw(st.lists(st.tuples(place, st.integers(0, 30), words, st.booleans()), min_size=1, max_size=10))


@given(edits=_edits())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_anchor_follows_any_edits_and_a_reopened_piece_finds_it_in_the_same_place(house, edits):
    session = supported(house)
    (key,) = session.decisions
    anchor = session.decisions[key].anchor
    held = [anchor.span.start <= at < anchor.span.end for at in range(len(session.text))]  # is this character the anchor's?
    for place, length, words, flush in edits:
        start = int(place * len(session.text))
        end = min(len(session.text), start + length)
        inside = any(held[:start]) and any(held[end:])
        held[start:end] = [inside] * len(words)
        session.apply(Edit(Span(start, end), words, Cause.TYPED))
        if flush:
            session.flush()
    expected = Span(held.index(True), len(held) - held[::-1].index(True)) if any(held) else None
    assert session.claim_place(key) == expected
    session.flush()
    assert house.sit(session.piece.id, checked=False).claim_place(key) == expected


def test_an_anchor_keeps_the_exact_words_their_surroundings_and_the_text_they_stood_in(house):
    session = house.sit(house.bring(TEXT.replace("73%", "**73%**")))
    session.attach_evidence(claim_with(session, "73%"), PROOF)
    (event,) = session_events(session, house, EventType.CLAIM_EVIDENCE)
    anchor = event.payload["anchor"]
    assert session.text[anchor["start"] : anchor["end"]] == anchor["text"]
    assert "**73%**" in anchor["text"]
    assert anchor["before"].endswith("# Slow tea\n\n")
    assert anchor["after"].startswith(".")
    assert anchor["text_hash"] == session.text_hash


def session_events(session, house, kind):
    return house.workspace.history.events(session.piece.id, [kind])


def test_a_claim_keeps_its_row_when_the_whole_text_is_brought_in_anew(house):
    session = supported(house)
    key = claim_with(session, "73%").key
    session.replace_all(f"# Tea, slowly\n\nSit down with us. {FIGURE.replace('73%', '37%')}\n\nBye.\n", Cause.IMPORT)
    session.check_now()
    row = claim_with(session, "37%")
    assert (row.key, row.status, row.changed) == (key, ClaimStatus.UNVERIFIED, "The number changed from 73% to 37%.")


def test_evidence_for_the_new_number_answers_the_claim_and_the_old_stays_on_record(house, type_over):
    session = supported(house)
    type_over(session, "73%", "74%")
    session.check_now()
    session.attach_evidence(claim_with(session, "74%"), Evidence("https://example.org/new", "74%"))
    row = claim_with(session, "74%")
    assert (row.status, [e.quote for e in row.evidence], len(row.earlier)) == (ClaimStatus.SUPPORTED, ["74%"], 1)


def test_a_set_back_is_an_event_of_its_own_once_the_piece_changes_hands(house, type_over):
    session = supported(house)
    type_over(session, "73%", "74%")
    session.flush()
    session.check_now()
    assert session_events(session, house, EventType.CLAIM_SET_BACK) == []  # a number half typed is not worth an entry
    session.submit("Erin")
    again = house.sit(session.piece.id, "Erin")
    again.request_changes("Which is it?")
    (event,) = session_events(session, house, EventType.CLAIM_SET_BACK)
    assert event.actor.kind is ActorKind.RULE
    assert (event.payload["was"], event.payload["status"]) == ("supported", "unverified")
    assert event.payload["changed"] == "The number changed from 73% to 74%."
    assert house.workspace.verify().whole


def test_a_claim_said_twice_has_one_row_with_both_places(house):
    session = supported(house, TEXT + f"\n{FIGURE}\n")
    row = claim_with(session, "73%")
    assert [place.of(session.text) for place in row.places] == [FIGURE[:-1], FIGURE[:-1]]
    assert not row.is_open


def test_of_one_claim_said_twice_the_place_with_another_number_is_open_and_the_other_stays_supported(house, type_over):
    session = supported(house, TEXT + f"\n{FIGURE}\n")
    type_over(session, "73%", "34%")
    session.check_now()
    assert claim_with(session, "73%").status is ClaimStatus.SUPPORTED
    assert claim_with(session, "34%").status is ClaimStatus.UNVERIFIED


# ---------------------------------------------------------------- what evidence says


def test_evidence_that_supports_only_partly_leaves_the_claim_open_and_shows(house):
    session = supported(house, proof=Evidence("a.pdf", "Most came back.", support=Support.PARTLY, publisher="Us"))
    row = claim_with(session, "73%")
    assert (row.status, row.is_open, row.evidence[0].publisher) == (ClaimStatus.UNVERIFIED, True, "Us")


def test_evidence_that_contradicts_makes_the_claim_contradicted(house):
    session = supported(house, proof=Evidence("a.pdf", "37% came back.", support=Support.CONTRADICTS))
    row = claim_with(session, "73%")
    assert (row.status, row.is_open) == (ClaimStatus.CONTRADICTED, True)


VOICE = "# Slow tea\n\n> “I had not slept in six years. Now I have two cups every night.” — Margaret, Matlock\n"


def test_a_customer_s_words_need_the_customer_s_consent_beside_their_source(house):
    piece = house.bring(VOICE)
    session = house.sit(piece)
    (voice,) = [claim for claim in session.claims if claim.note.needs_consent]
    session.attach_evidence(voice, Evidence("own record: letter of 4 May", "I had not slept in six years."))
    assert session.claim(voice.key).lacks_consent
    (item,) = [item for item in session.gate().items if item.id is GateId.CONSENT]
    assert (item.blocks, item.phrase) == (True, "1 consent missing for a customer's name or words")
    for half in (Consent("Margaret", "", "web"), Consent("Margaret", "2026-11-02", " ")):
        with pytest.raises(Refused, match="Fill in all three"):
            session.attach_evidence(voice, Evidence("own record: letter", "I had not slept.", consent=half))
    with pytest.raises(BadInput, match="is not a day"):
        session.attach_evidence(voice, Evidence("own record: letter", "Not slept.", consent=Consent("M.", "May", "web")))
    yes = Consent("Margaret Hill", "2026-11-02", "web and print")
    session.attach_evidence(voice, Evidence("own record: letter", "I had not slept in six years.", consent=yes))
    row = house.sit(piece).claim(voice.key)
    assert (row.lacks_consent, row.evidence[-1].consent) == (False, yes)


def test_an_opinion_on_a_figure_holds_once_a_second_person_agrees(house):
    piece = house.bring(TEXT)
    session = house.sit(piece)
    session.decide_claim(claim_with(session, "73%"), ClaimStatus.OPINION, "Everybody jokes so.")
    row = claim_with(session, "73%")
    assert (row.status, row.second, row.is_open) == (ClaimStatus.UNVERIFIED, "Wren", True)
    with pytest.raises(Refused, match="Wren has called it an opinion already"):
        session.decide_claim(row, ClaimStatus.OPINION, "Really.")
    other = house.sit(piece, "Erin")
    other.decide_claim(claim_with(other, "73%"), ClaimStatus.OPINION, "Agreed.")
    row = claim_with(other, "73%")
    assert (row.status, row.decided_by, row.is_open) == (ClaimStatus.OPINION, "Erin", False)
    assert other.decisions[row.key].agrees_with == "Wren"


# ---------------------------------------------------------------- one claim, many drafts


def test_a_claim_answered_in_one_draft_of_a_brief_is_answered_in_the_others(house):
    first = supported(house, brief=BRIEF)
    other = house.sit(house.bring(f"Subject: Come back\n\n{FIGURE}\n", brief=BRIEF))
    row = claim_with(other, "73%")
    assert (row.status, row.decided_by, row.decided_in) == (ClaimStatus.SUPPORTED, "Wren", first.piece.id)
    changed = house.sit(house.bring(f"Subject: Come back\n\n{FIGURE.replace('73', '74')}\n", brief=BRIEF))
    assert claim_with(changed, "74%").status is ClaimStatus.UNVERIFIED
    stranger = house.sit(house.bring(f"Subject: Come back\n\n{FIGURE}\n", brief="Another brief."))
    assert claim_with(stranger, "73%").status is ClaimStatus.UNVERIFIED


def test_what_a_draft_decides_for_itself_goes_before_what_the_others_said(house):
    supported(house, brief=BRIEF)
    other = house.sit(house.bring(f"Subject: Come back\n\n{FIGURE}\n", brief=BRIEF))
    other.decide_claim(claim_with(other, "73%"), ClaimStatus.CONTRADICTED, "Of another year.")
    assert claim_with(other, "73%").status is ClaimStatus.CONTRADICTED


# ---------------------------------------------------------------- what is proposed


def test_a_claim_supported_in_another_piece_comes_with_its_evidence_and_one_key_confirms_it(house):
    supported(house, proof=Evidence("https://example.org/guests", "73% came back.", valid_until="2026-12-24"))
    session = house.sit(house.bring(f"# Another\n\n{FIGURE} Truly.\n"))
    row = claim_with(session, "73%")
    assert (row.status, row.proposal.origin) == (ClaimStatus.UNVERIFIED, "approved claim in “Slow tea”")
    session.confirm(row)
    (proof,) = claim_with(session, "73%").evidence
    assert (proof.quote, proof.valid_until, proof.who) == ("73% came back.", "2026-12-24", "Wren")
    house.clock.wait(timedelta(days=60).total_seconds())
    late = house.sit(house.bring(f"# A third\n\n{FIGURE} Truly.\n"))
    assert claim_with(late, "73%").proposal is None, "it has run out"


def test_another_number_or_another_brand_is_not_the_approved_claim(house):
    supported(house)
    assert claim_with(house.sit(house.bring(TEXT.replace("73%", "75%"))), "75%").proposal is None
    assert claim_with(house.sit(house.bring(TEXT, brand="Mill")), "73%").proposal is None


def test_the_owner_sees_which_approved_claims_run_out_first(house):
    supported(house, proof=Evidence("https://example.org/guests", "73%"))
    supported(house, TEXT.replace("73%", "81%"), "81%", Evidence("https://example.org/b", "81%", valid_until="2026-12-10"))
    supported(house, TEXT.replace("73%", "12%"), "12%", Evidence("https://example.org/c", "12%", valid_until="2027-12-10"))
    found = house.workspace.approved_claims("Larkspur Tea Rooms")
    assert [each.runs_out for each in found] == ["2026-12-10", "2027-12-10", ""]
    assert [house.workspace.runs_out_within(each, 30) for each in found] == [True, False, False]


PLAIN = "# Slow tea\n\nA pot of tea is £4.20. The tea rooms opened in 2011. Come in and sit down.\n"


def test_what_the_brief_gives_is_proposed_and_all_of_it_can_be_confirmed_at_once(house):
    session = house.sit(house.bring(PLAIN, brief=BRIEF))
    price = claim_with(session, "£4.20")
    assert price.note.standing is Standing.GIVEN
    assert price.proposal.origin == "brief"
    assert "£4.20" in price.proposal.evidence.quote
    quick = session.quick_claims
    assert len(quick) >= 2
    assert session.confirm_all(quick) == len(quick)
    assert not session.quick_claims
    assert claim_with(session, "£4.20").status is ClaimStatus.SUPPORTED
    assert len(session_events(session, house, EventType.CLAIM_EVIDENCE)) == len(quick)


def test_a_weighty_claim_is_never_confirmed_in_a_heap(house):
    supported(house)
    session = house.sit(house.bring(f"# Another\n\n{FIGURE} Truly.\n"))
    row = claim_with(session, "73%")
    assert row not in session.quick_claims
    with pytest.raises(Refused, match="has to be answered by itself"):
        session.confirm_all([row])
    with pytest.raises(Refused, match="No evidence is proposed"):
        session.confirm(claim_with(house.sit(house.bring(TEXT.replace("73%", "75%"))), "75%"))


def test_no_evidence_is_proposed_for_a_claim_that_the_brief_only_half_holds(house):
    brief = "The mill was built in 1874."
    session = house.sit(house.bring("# Mill\n\nThe mill was built in 1874 and is the oldest in the county.\n", brief=brief))
    half = claim_with(session, "1874")
    assert (half.note.standing, half.note.source, half.proposal) == (Standing.ABSENT, brief, None)
    with pytest.raises(Refused, match="No evidence is proposed"):
        session.confirm(half)


def test_asking_a_colleague_leaves_the_proposed_evidence_where_it_is(house):
    session = house.sit(house.bring(PLAIN, brief=BRIEF))
    before, others = claim_with(session, "£4.20"), len(session.quick_claims)
    session.ask(before, "Erin", "Is that still so?")
    after = claim_with(session, "£4.20")
    assert (after.asked, after.proposal) == ("Erin", before.proposal)
    assert len(session.quick_claims) == others - 1, "while a colleague is asked it is not confirmed among others"
    session = house.sit(session.piece.id, "Erin")
    session.confirm(claim_with(session, "£4.20"))
    assert claim_with(session, "£4.20").status is ClaimStatus.SUPPORTED


def test_a_claim_that_somebody_calls_unverified_is_not_confirmed_among_others(house):
    session = house.sit(house.bring(PLAIN, brief=BRIEF))
    price, others = claim_with(session, "£4.20"), len(session.quick_claims)
    session.decide_claim(price, ClaimStatus.UNVERIFIED, "The list is new.")
    assert claim_with(session, "£4.20").proposal == price.proposal
    assert len(session.quick_claims) == others - 1


def test_the_page_of_facts_counts_like_the_brief_and_each_brand_has_its_own(house):
    (house.root / "facts.md").write_text("A pot of tea is £4.20.\n", encoding="utf-8")
    (house.root / "facts").mkdir()
    (house.root / "facts" / "mill.md").write_text("The mill opened in 2011.\n", encoding="utf-8")
    ours = claim_with(house.sit(house.bring(PLAIN)), "£4.20")
    assert (ours.note.standing, ours.proposal.origin) == (Standing.GIVEN, "brand's facts")
    assert "mill" in house.workspace.facts_of("Mill")
    assert "mill" not in house.workspace.facts_of("Larkspur Tea Rooms")


# ---------------------------------------------------------------- asking a colleague


def test_a_question_about_a_claim_reaches_the_colleague_and_comes_back(house):
    piece = house.bring(TEXT)
    session = house.sit(piece)
    session.ask(claim_with(session, "73%"), "erin", " Where is this from? ")
    assert house.workspace.questions_for("Erin") == {piece: 1}
    other = house.sit(piece, "Erin")
    assert claim_with(other, "73%").asked == "Erin"
    other.ask(claim_with(other, "73%"), "Wren", "From the till.")
    assert [(q.who, q.text) for q in claim_with(other, "73%").questions] == [
        ("Wren", "Where is this from?"),
        ("Erin", "From the till."),
    ]
    assert (house.workspace.questions_for("Erin"), house.workspace.questions_for("Wren")) == ({}, {}), "an answer asks nothing"
    with pytest.raises(Refused, match="needs to know what is asked"):
        other.ask(claim_with(other, "73%"), "Wren", " ")
    with pytest.raises(Refused, match="You are the one who asks"):
        other.ask(claim_with(other, "73%"), "Erin", "Hm?")
    with pytest.raises(NotFound, match="Nobody here is called"):
        other.ask(claim_with(other, "73%"), "Bob", "Hm?")


# ---------------------------------------------------------------- figures that disagree


def test_another_figure_in_another_draft_of_the_brief_blocks_the_yes_and_the_row_says_where(house, type_over):
    session = supported(house, brief=BRIEF)
    other = house.sit(house.bring(f"# Come back\n\n{FIGURE.replace('73%', '34%')} Truly.\n", brief=BRIEF))
    row = claim_with(other, "34%")
    assert "73%" in row.clashes[0]
    assert "Slow tea" in row.clashes[0]
    assert [item.id for item in other.gate().missing if item.id is GateId.ERRORS]
    type_over(other, "34%", "73%")
    other.check_now()
    row = claim_with(other, "73%")
    assert (row.clashes, row.status, row.decided_in) == ((), ClaimStatus.SUPPORTED, session.piece.id)


def test_a_draft_that_is_changed_while_another_lies_on_a_desk_is_seen_before_the_yes(house, type_over):
    first = supported(house, brief=BRIEF)
    piece = house.bring(f"# Come back\n\n{FIGURE} Truly.\n", brief=BRIEF)
    house.sit(piece).submit("Erin")
    review = house.sit(piece, "Erin")
    assert review.gate().open
    type_over(first, "73%", "34%")
    first.flush()
    with pytest.raises(Refused, match="Another draft of the brief was changed meanwhile: 73% here, 34% in “Slow tea”"):
        review.approve()


# ---------------------------------------------------------------- bare figures

CHART = "# Pots\n\n| Tea | Time | Heat |\n|---|---|---|\n| Oolong | 2 minutes | 90°C |\n| Green | 2 minutes | 80°C |\n"


def test_the_same_figure_in_two_rows_of_a_table_is_two_claims_and_each_says_of_what(house):
    session = house.sit(house.bring(CHART))
    oolong, green = (claim_with(session, f"{tea}, Time: 2 minutes") for tea in ("Oolong", "Green"))
    session.attach_evidence(oolong, Evidence("chart.pdf", "Oolong: 2 minutes."))
    assert (session.claim(oolong.key).is_open, session.claim(green.key).is_open) == (False, True)
    assert oolong.span.of(session.text) == "2 minutes"


def test_a_bare_figure_is_proposed_for_the_same_row_alone(house):
    session = house.sit(house.bring(CHART))
    session.attach_evidence(claim_with(session, "Oolong, Time"), Evidence("chart.pdf", "Oolong: 2 minutes."))
    other = house.sit(house.bring(CHART.replace("# Pots", "# Cups")))
    assert claim_with(other, "Oolong, Time").proposal.evidence.quote == "Oolong: 2 minutes."
    assert claim_with(other, "Green, Time").proposal is None


def test_a_changed_figure_in_a_cell_keeps_its_row_and_says_what_changed(house, type_over):
    session = house.sit(house.bring(CHART))
    oolong = claim_with(session, "Oolong, Time")
    session.attach_evidence(oolong, Evidence("chart.pdf", "Oolong: 2 minutes."))
    type_over(session, "2 minutes", "3 minutes")
    session.check_now()
    row = session.claim(oolong.key)
    assert (row.status, row.changed) == (ClaimStatus.UNVERIFIED, "The number changed from 2 minutes to 3 minutes.")


# ---------------------------------------------------------------- what must never pass as supported


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Our oil is safe for babies.", "Our oil is unsafe for babies."),
        ("The balm is clinically proven to relieve eczema.", "The balm is clinically proven to worsen eczema."),
        ("The FDA approved our device in 2019.", "The FDA refused our device in 2019."),
        ("Sales rose from £20,000 to £30,000 in a year.", "Sales rose from £30,000 to £20,000 in a year."),
        ("43% of men and 34% of women came back.", "34% of men and 43% of women came back."),
        ("Larkspur is 20% faster than Trello.", "Trello is 20% faster than Larkspur."),
        ("The bag is certified plastic-free.", "The bag is certified plastic."),
        ("Take it twice a day to sleep 40% better.", "Take it twice a week to sleep 40% better."),
        ("Trusted by Globex and 2,000 schools.", "Trusted by Initech and 2,000 schools."),
    ],
)
def test_words_that_turn_a_claim_round_set_it_back_whatever_they_are(house, type_over, before, after):
    session = house.sit(house.bring(f"# Tea\n\n{before} Come in.\n"))
    for claim in session.claims:
        session.attach_evidence(claim, PROOF)
    type_over(session, before, after)
    session.check_now()
    assert not [claim for claim in session.claims if claim.status is ClaimStatus.SUPPORTED]


def test_a_quotation_with_another_speaker_is_another_claim(house, type_over):
    session = house.sit(house.bring("# Tea\n\n“This tea changed my life,” says Anna Hill of Leeds.\n"))
    (voice,) = session.claims
    yes = Consent("Anna Hill", "2026-11-02", "web")
    session.attach_evidence(voice, Evidence("own record: letter", "changed my life", consent=yes))
    assert not session.claim(voice.key).is_open
    type_over(session, "Anna Hill", "Bob Stone")
    session.check_now()
    assert session.claim(voice.key).is_open
    assert "Bob" in session.claim(voice.key).changed


def test_another_draft_is_answered_by_evidence_for_its_own_words_that_still_holds(house, type_over):
    first = supported(house, brief=BRIEF)
    type_over(first, "73%", "37%")
    first.check_now()
    first.attach_evidence(claim_with(first, "37%"), Evidence("https://example.org/37", "37%", valid_until="2027-01-10"))
    other = house.bring(f"# Come back\n\n{FIGURE.replace('73%', '37%')} Truly.\n", brief=BRIEF)
    stranger = house.bring(f"# Another\n\n{FIGURE.replace('73%', '37%')} Truly.\n")
    assert claim_with(house.sit(other), "37%").status is ClaimStatus.SUPPORTED
    house.clock.wait(timedelta(days=60).total_seconds())
    assert claim_with(house.sit(other), "37%").is_open
    assert claim_with(house.sit(stranger), "37%").proposal is None
    (approved,) = house.workspace.approved_claims()
    assert approved.runs_out == "2027-01-10"


def test_a_draft_that_found_a_claim_wrong_is_heard_before_one_that_found_it_right(house):
    supported(house, brief=BRIEF)
    wrong = house.sit(house.bring(f"# Mail\n\n{FIGURE} Truly.\n", brief=BRIEF))
    wrong.decide_claim(claim_with(wrong, "73%"), ClaimStatus.CONTRADICTED, "It was 37%.")
    third = house.sit(house.bring(f"# Post\n\n{FIGURE} Truly.\n", brief=BRIEF))
    assert claim_with(third, "73%").status is ClaimStatus.CONTRADICTED


def test_the_same_bare_words_under_two_headings_are_answered_one_by_one(house, type_over):
    text = "# Plans\n\n## Basic\n\nIt costs £20 a month.\n\n## Pro\n\nIt costs £20 a month.\n"
    session = house.sit(house.bring(text))
    basic, pro = (claim for claim in session.claims if "£20" in claim.text)
    session.attach_evidence(pro, Evidence("prices.pdf", "Pro: £20"))
    assert [claim.is_open for claim in session.claims if "£20" in claim.text] == [True, False]
    session.flush()
    assert [c.is_open for c in house.sit(session.piece.id).claims if "£20" in c.text] == [True, False]
    flags = [flag for flag in session.all_flags if flag.claim and "£20" in flag.text]
    assert [session.claim_at(flag).key for flag in flags] == [basic.key, pro.key]


def test_no_two_rows_ever_share_a_key(house, type_over):
    session = supported(house)
    for old, new in (("73%", "37%"), ("37%", "55%")):
        type_over(session, old, new)
        session.check_now()
        session.attach_evidence(claim_with(session, new), Evidence("a.pdf", new))
        session.replace_all(f"{session.text}\n{FIGURE}\n", Cause.PASTED)
        session.check_now()
        keys = [claim.key for claim in session.claims]
        assert len(set(keys)) == len(keys)
        session.attach_evidence(next(c for c in session.claims if "73%" in c.text and c.span), PROOF)
    assert not [claim for claim in session.claims if claim.is_open]


def test_withdrawn_words_are_gone_for_the_reader_too(house, type_over):
    session = house.sit(house.bring(TEXT))
    row = claim_with(session, "73%")
    type_over(session, FIGURE, f"`{FIGURE}`")
    with pytest.raises(Refused, match="words still stand"):
        session.decide_claim(row, ClaimStatus.REMOVED)


def test_a_question_stays_with_its_claim_through_an_edit(house, type_over):
    session = house.sit(house.bring(TEXT))
    session.ask(claim_with(session, "73%"), "Erin", "Whence?")
    type_over(session, "Last year", "In the last year")
    session.check_now()
    assert [q.text for q in claim_with(session, "73%").questions] == ["Whence?"]


def test_days_to_come_are_no_days_on_which_somebody_looked_or_agreed(house):
    session = house.sit(house.bring(TEXT))
    row = claim_with(session, "73%")
    with pytest.raises(Refused, match="2031-01-01 is still to come"):
        session.attach_evidence(row, Evidence("a.pdf", "73%", accessed="2031-01-01"))
    with pytest.raises(Refused, match="still to come"):
        session.attach_evidence(row, Evidence("a.pdf", "73%", consent=Consent("M", "2031-01-01", "web")))


def test_a_voice_or_an_unnamed_study_is_no_one_person_s_opinion(house):
    for text in ("# Tea\n\n“This tea changed my life,” says Anna Hill.\n", "# Tea\n\nStudies show that tea makes people kind.\n"):
        session = house.sit(house.bring(text))
        session.decide_claim(session.claims[0], ClaimStatus.OPINION, "A way to speak.")
        assert session.claims[0].is_open


def test_a_dismissed_disagreement_speaks_up_when_the_other_draft_says_a_third_figure(house, type_over):
    first = supported(house, brief=BRIEF)
    piece = house.bring(f"# Come back\n\n{FIGURE.replace('73%', '74%')} Truly.\n", brief=BRIEF)
    session = house.sit(piece)
    (clash,) = [flag for flag in session.flags if flag.check == "agreement"]
    session.dismiss(clash, Reason.DELIBERATE)
    assert claim_with(session, "74%").clashes == ()
    type_over(first, "73%", "99%")
    first.flush()
    assert "99%" in claim_with(house.sit(piece), "74%").clashes[0]


def test_an_answer_from_a_row_shown_before_the_last_edit_is_anchored_where_the_claim_stands_now(house, type_over):
    session = house.sit(house.bring(TEXT))
    (flag,) = [flag for flag in session.all_flags if flag.claim and "73%" in flag.text]
    type_over(session, "# Slow tea", "# A house by the river and its tea")
    session.attach_evidence(session.claim_at(flag), PROOF)
    (key,) = session.decisions
    assert session.decisions[key].anchor.text == FIGURE[:-1]


def test_what_is_painted_knows_when_the_house_writes_another_fact_down(house):
    session = house.sit(house.bring(PLAIN))
    (house.root / "facts.md").write_text("A pot of tea is £4.20.\n", encoding="utf-8")
    house.workspace.guides_changed()
    session.check_now()
    (flag,) = [flag for flag in session.all_flags if flag.claim and "£4.20" in flag.text]
    assert session.claim_at(flag).note.standing is Standing.GIVEN


def test_the_claims_report_sees_figures_that_disagree(house):
    supported(house, brief=BRIEF)
    house.bring(f"# Come back\n\n{FIGURE.replace('73%', '34%')} Truly.\n", brief=BRIEF)
    made = export.claims_report(house.workspace, house.workspace.person())
    assert made.totals.clashing == 2


def test_a_passage_attached_again_with_the_consent_stands_once(house):
    session = house.sit(house.bring(VOICE))
    (voice,) = [claim for claim in session.claims if claim.note.needs_consent]
    proof = Evidence("own record: letter", "I had not slept in six years.")
    session.attach_evidence(voice, proof)
    session.attach_evidence(voice, replace(proof, consent=Consent("Margaret Hill", "2026-11-02", "web")))
    (only,) = session.claim(voice.key).evidence
    assert only.consent


def test_an_opinion_of_two_names_both_and_keeps_both_reasons(house):
    piece = house.bring(TEXT)
    first = house.sit(piece)
    first.decide_claim(claim_with(first, "73%"), ClaimStatus.OPINION, "A way to speak.")
    second = house.sit(piece, "Erin")
    second.decide_claim(claim_with(second, "73%"), ClaimStatus.OPINION, "Agreed.")
    row = claim_with(second, "73%")
    assert (row.decided_by, row.second, row.reason) == ("Erin", "Wren", "Agreed. (Wren: A way to speak.)")


def test_figures_told_of_other_things_than_in_the_brief_are_not_confirmed_in_a_heap(house):
    session = house.sit(
        house.bring("# Day\n\nAdults pay £12 and children pay £20.\n", brief="Price £20 for adults, £12 for children.")
    )
    assert session.quick_claims == ()
