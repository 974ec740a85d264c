"""Where a piece stands, what was dismissed, decided and approved: each follows from the events."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.claim import Anchor, ClaimSeverity, ClaimStatus, Consent, Support
from studio.core.events import Actor, ActorKind, EventType, digest
from studio.core.flag import Scope
from studio.core.piece import Channel, Piece, Stage
from studio.core.span import Span

from .conftest import ORIGINAL


def test_a_new_piece_is_drafted_by_whoever_answers_for_it(desk):
    piece = desk.create(channel="email", generated="2026-02-28")
    now = desk.history.piece(piece)
    assert now == Piece(
        id=piece,
        title="Spring tea",
        channel=Channel.EMAIL,
        brand="Larkspur",
        model="a-model",
        generated="2026-02-28",
        source_name="tea.md",
        source_hash=digest(desk.history.original(piece)),
        accountable="Olga",
        assignee="Olga",
        created="2026-03-01T09:00:01.000Z",
        updated="2026-03-01T09:00:01.000Z",
    )


def test_handing_on_and_back_moves_the_piece_and_says_who_has_it(desk):
    piece = desk.create()
    desk.submit(piece, to="Ed")
    now = desk.history.piece(piece)
    assert (now.stage, now.revision, now.assignee, now.due) == (Stage.IN_REVIEW, 1, "Ed", "2026-03-05T12:00:00Z")
    desk.send_back(piece, "Shorter.")
    now = desk.history.piece(piece)
    assert (now.stage, now.assignee, now.note) == (Stage.CHANGES_REQUESTED, "Olga", "Shorter.")
    desk.edit(piece, (0, 3, "My"))
    assert desk.history.piece(piece).stage is Stage.CHANGES_REQUESTED
    desk.submit(piece)
    desk.send_back(piece, "Still too long.")
    now = desk.history.piece(piece)
    assert (now.assignee, now.revision, now.note) == ("Mara", 2, "Still too long.")
    assert now.updated == desk.history.events(piece)[-1].time


def test_only_a_person_counts_as_the_last_editor(desk):
    piece = desk.create()
    desk.edit(piece, (0, 0, "x"), who=Actor(ActorKind.RULE, "Plain.Wordy"))
    assert desk.history.last_editor(piece) == ""
    desk.edit(piece, (0, 0, "x"), who=Actor.person("Mara"))
    desk.edit(piece, (0, 0, "x"), who=Actor(ActorKind.AI, "a-model"))
    assert desk.history.last_editor(piece) == "Mara"


def test_typing_and_taking_it_back_makes_nobody_the_last_editor(desk):
    piece, erin, tom = desk.create(), Actor.person("Erin"), Actor.person("Tom")
    desk.edit(piece, (0, 0, "x"), (0, 1, ""))
    assert desk.history.last_editor(piece) == ""
    desk.edit(piece, (0, 0, "x"))
    assert desk.history.last_editor(piece) == "Mara"
    desk.edit(piece, (0, 0, "y"), who=erin)
    desk.edit(piece, (0, 0, "z"), who=erin)
    assert desk.history.last_editor(piece) == "Erin"
    desk.edit(piece, (0, 2, ""), who=erin)
    assert desk.history.last_editor(piece) == "Mara"
    assert desk.history.last_editor(piece, "Erin", "x" + ORIGINAL) == "Mara"
    assert desk.history.last_editor(piece, "Erin", "z" + ORIGINAL) == "Erin"
    desk.edit(piece, (0, 1, ""), who=tom)  # what another wrote is taken back: that is a change
    assert desk.history.last_editor(piece) == "Tom"


@given(st.lists(st.tuples(st.sampled_from(["Mara", "Erin", ""]), st.sampled_from(["x", "y", ""])), max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_last_editor_is_the_same_whether_it_is_kept_told_anew_or_replayed(desk, edits):
    piece, text, hands = desk.create(text="tea"), "tea", desk.history._texts.hands
    for who, start in edits:
        now = f"{start}tea"
        desk.edit(piece, (0, len(text), now), who=Actor.person(who) if who else Actor(ActorKind.RULE, "Plain.Wordy"))
        text = now
    kept = desk.history.last_editor(piece)
    assert hands.last_editor(piece, desk.history.events(piece)[-1].number) == kept
    hands.forget()
    assert desk.history.last_editor(piece, "Tom", text) == kept
    desk.history.rebuild()
    assert desk.history.last_editor(piece) == kept
    assert desk.history.verify().whole


def test_a_text_that_was_typed_and_taken_back_keeps_its_last_editor_when_it_is_deleted(desk):
    piece, erin = desk.create(), Actor.person("Erin")
    desk.edit(piece, (0, 0, "x"))
    desk.edit(piece, (0, 0, "y"), who=erin)
    desk.edit(piece, (0, 1, ""), who=erin)
    desk.history.purge(piece, erin, "asked")
    assert desk.history.last_editor(piece) == "Mara"
    assert desk.history.verify().whole


def test_an_approval_goes_with_the_first_changed_letter_and_comes_back_with_the_exact_text(desk):
    piece = desk.create()
    desk.submit(piece)
    desk.approve(piece)
    assert desk.history.piece(piece).stage is Stage.APPROVED
    desk.edit(piece, (0, 3, "My"))
    assert desk.history.piece(piece).stage is Stage.DRAFTING
    desk.edit(piece, (0, 1, "O"), (1, 2, "ur"))
    assert desk.history.piece(piece).stage is Stage.APPROVED
    desk.edit(piece, (0, 0, "x"), (0, 1, ""))
    assert desk.history.piece(piece).stage is Stage.APPROVED
    desk.edit(piece, (0, 0, "x"))
    desk.submit(piece)
    desk.edit(piece, (0, 1, ""))
    assert desk.history.piece(piece).stage is Stage.IN_REVIEW, "what was handed on again waits for a new yes"


def test_every_approval_is_kept_with_what_it_was_held_against(desk):
    piece = desk.create()
    desk.approve(piece)
    desk.edit(piece, (0, 0, "x"))
    desk.approve(piece)
    first, second = desk.history.approvals(piece)
    assert (first.who, first.ran, first.missing, first.note) == ("Ed", ("style",), ("grammar",), "fine")
    assert first.text_hash == digest(desk.history.original(piece))
    assert second.text_hash == digest(desk.history.working(piece))
    assert first.when < second.when


def test_a_dismissal_reaches_as_far_as_its_scope(desk):
    one, sister, stranger = desk.create(), desk.create("Summer tea"), desk.create("Bread", brand="Mill")
    desk.dismiss(one, "here")
    desk.dismiss(one, "piece")
    desk.dismiss(one, "rule", rule="Plain.Long")
    assert [d.scope for d in desk.history.dismissals(one)] == [Scope.HERE, Scope.PIECE, Scope.RULE]
    assert [(d.scope, d.rule, d.who) for d in desk.history.dismissals(sister)] == [(Scope.RULE, "Plain.Long", "Mara")]
    assert desk.history.dismissals(stranger) == []


@pytest.mark.parametrize("scope", list(Scope))
def test_a_dismissal_taken_back_is_gone_and_the_others_stay(desk, scope):
    piece = desk.create()
    for each in Scope:
        desk.dismiss(piece, each, key="k1")
        desk.dismiss(piece, each, key="k2", rule="Plain.Other")
    desk.restore(piece, scope)
    left = desk.history.dismissals(piece)
    assert len(left) == 5
    assert [d.scope for d in left if d.rule == "Plain.Wordy"] == [each for each in Scope if each is not scope]


def test_a_rule_can_be_given_its_voice_back_from_any_piece_of_the_brand(desk):
    one, sister, stranger = desk.create(), desk.create("Summer tea"), desk.create("Bread", brand="Mill")
    desk.dismiss(one, "rule")
    desk.restore(stranger, "rule")
    assert len(desk.history.dismissals(one)) == 1
    desk.restore(sister, "rule")
    assert desk.history.dismissals(one) == []


def test_dismissing_twice_leaves_one_dismissal_with_the_later_reason(desk):
    piece = desk.create()
    desk.dismiss(piece, "here")
    later = desk.dismiss(piece, "here")
    assert [d.when for d in desk.history.dismissals(piece)] == [later.time]


def test_evidence_supports_a_claim_and_stays_on_record_when_the_decision_changes(desk):
    piece = desk.create()
    desk.decide(piece, "contradicted")
    decision = desk.history.decisions(piece)["c1"]
    assert (decision.status, decision.reason, decision.evidence) == (ClaimStatus.CONTRADICTED, "we say so", ())
    assert (decision.categories, decision.severity) == (("superlative",), ClaimSeverity.HIGH)
    desk.prove(piece, "https://example.org/a")
    desk.prove(piece, "https://example.org/b")
    decision = desk.history.decisions(piece)["c1"]
    assert decision.status is ClaimStatus.SUPPORTED
    assert [e.url for e in decision.evidence] == ["https://example.org/a", "https://example.org/b"]
    assert (decision.evidence[0].who, decision.evidence[0].valid_until) == ("Mara", "2027-01-01")
    desk.decide(piece, "opinion")
    decision = desk.history.decisions(piece)["c1"]
    assert (decision.status, len(decision.evidence)) == (ClaimStatus.OPINION, 2)
    assert desk.history.decisions(desk.create("Bread")) == {}


def test_all_that_evidence_says_and_where_its_claim_stood_is_kept(desk):
    piece = desk.create()
    claim = {"key": "c1", "text": "best in town", "categories": ["testimonial"], "severity": "blocker", "status": "contradicted"}
    place = {"start": 15, "end": 27, "text": "best in town", "before": "the ", "after": "."}
    yes = {"who": "Ms Obi", "when": "2026-02-01", "scope": "web and print"}
    facts = {"url": "a.pdf", "quote": "No.", "publisher": "Town", "accessed": "2026-03-01", "support": "contradicts"}
    event = desk.say(EventType.CLAIM_EVIDENCE, piece, claim | facts | {"consent": yes, "anchor": place})
    decision = desk.history.decisions(piece)["c1"]
    assert (decision.status, decision.piece) == (ClaimStatus.CONTRADICTED, piece)
    assert decision.anchor == Anchor(event.number, Span(15, 27), "best in town", "the ", ".")
    (proof,) = decision.evidence
    assert (proof.publisher, proof.accessed, proof.support, proof.words) == (
        *("Town", "2026-03-01", Support.CONTRADICTS),
        "best in town",
    )
    assert proof.consent == Consent("Ms Obi", "2026-02-01", "web and print")
    assert desk.history.verify().whole


def test_a_question_waits_for_whoever_was_asked_until_they_answer_or_the_claim_is_decided(desk):
    piece, other = desk.create(), desk.create("Bread")
    desk.ask(piece, "Ed")
    desk.ask(other, "Ed")
    desk.ask(other, "Ed", key="c2")
    assert desk.history.questions_for("Ed") == {piece: 1, other: 2}
    desk.ask(piece, "Mara", who=Actor.person("Ed"))
    assert desk.history.questions_for("Ed") == {other: 2}
    assert desk.history.questions_for("Mara") == {}, "the answer is no new question"
    desk.ask(piece, "Mara", who=Actor.person("Ed"))
    assert desk.history.questions_for("Mara") == {piece: 1}
    assert [(q.who, q.to, q.text) for q in desk.history.questions(piece)["c1"]] == [
        ("Mara", "Ed", "Sure?"),
        ("Ed", "Mara", "Sure?"),
        ("Ed", "Mara", "Sure?"),
    ]
    desk.prove(other, "https://example.org")
    assert desk.history.questions_for("Ed") == {other: 1}


def test_supported_claims_of_a_brand_can_be_used_again_and_others_cannot(desk):
    ours, theirs, doubted = desk.create(), desk.create("Bread", brand="Mill"), desk.create("Cake")
    desk.prove(ours, "https://example.org/a")
    desk.prove(theirs, "https://example.org/b")
    desk.prove(doubted, "https://example.org/c")
    desk.decide(doubted, "contradicted")
    (found,) = desk.history.approved_claims("Larkspur")
    assert (found.piece_title, found.brand, found.decision.piece, found.runs_out) == (
        "Spring tea",
        "Larkspur",
        ours,
        "2027-01-01",
    )
    assert [each.decision.piece for each in desk.history.approved_claims()] == [theirs, ours]


def test_drafts_of_one_brief_know_each_other(desk):
    first, second = desk.create(brief="Spring menu."), desk.create("Mail", brief="Spring menu.")
    desk.create("Another", brief="Autumn menu.")
    desk.create("Their own", brief="Spring menu.", brand="Mill")
    alone, as_well = desk.create("No brief"), desk.create("No brief either")
    assert [piece.id for piece in desk.history.siblings(first)] == [second]
    assert [piece.id for piece in desk.history.siblings(second)] == [first]
    assert desk.history.siblings(alone) == desk.history.siblings(as_well) == []


def test_the_piece_something_happened_to_last_comes_first(desk):
    first, second = desk.create(), desk.create("Bread")
    assert [piece.id for piece in desk.history.pieces()] == [second, first]
    desk.edit(first, (0, 0, "x"))
    assert [piece.id for piece in desk.history.pieces()] == [first, second]


@pytest.mark.parametrize("seed", range(6))
def test_rebuilt_projections_are_the_ones_kept_event_by_event(desk, seed):
    pieces = desk.live(seed, 300)
    kept, texts = desk.tables(), [desk.history.working(piece) for piece in pieces]
    desk.history.search("tea")
    desk.history.rebuild()
    rebuilt = desk.tables()
    for table, rows in kept.items():
        assert rebuilt[table] == rows, table
    assert [desk.history.working(piece) for piece in pieces] == texts
    assert all(kept.values()), "every table was put to the test"
