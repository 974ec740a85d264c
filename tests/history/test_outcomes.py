"""What came of each piece is known without reading its history again, and says the same as its history."""

import sqlite3
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.events import Actor, EventType
from studio.core.outcome import Round
from studio.core.piece import Channel, Stage
from studio.core.reach import Reach
from studio.history import History
from studio.history.judging import TABLES as JUDGED
from studio.history.schema import _PLACED


def seconds(earlier, later):
    return round((datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds())


def outcome(desk, piece):
    (found,) = desk.history.tally(Reach(piece=piece)).outcomes
    return found


def raised(desk, piece):
    return {
        each.rule: (each.raised, each.fixed, each.dismissed, each.open) for each in desk.history.tally(Reach(piece=piece)).raised
    }


def test_a_new_piece_has_no_figures_that_nobody_recorded(desk):
    piece = desk.create(template="blog-post")
    now = outcome(desk, piece)
    assert (now.piece, now.model, now.template, now.stage) == (piece, "a-model", "blog-post", Stage.DRAFTING)
    assert now.since == now.created
    assert (now.submissions, now.returns, now.approvals, now.edits) == (0, 0, 0, 0)
    unknown = (now.drafting, now.review, now.rework, now.words, now.kept, now.read_seconds, now.flags, now.fixed, now.claims)
    assert set(unknown) == {None}
    assert (now.is_first_pass, now.turnaround, now.retained_share, now.edit_depth) == (None, None, None, None)


def test_the_time_at_each_stage_is_summed_over_all_rounds(desk):
    piece = desk.create()
    desk.edit(piece, (0, 3, "My"))
    events = [desk.submit(piece), desk.send_back(piece), desk.edit(piece, (0, 2, "Your")), desk.submit(piece)]
    waiting = outcome(desk, piece)
    assert (waiting.stage, waiting.due) == (Stage.IN_REVIEW, "2026-03-05T12:00:00Z")
    assert waiting.review == seconds(events[0].time, events[1].time)
    first_yes = desk.approve(piece, kept=15, words=20, original_words=18, changed_words=6, read_seconds=42)
    now = outcome(desk, piece)
    made = desk.history.piece(piece).created
    assert (now.submitted, now.reviewed, now.approved) == (events[0].time, events[1].time, first_yes.time)
    assert now.drafting == seconds(made, events[0].time)
    assert now.rework == seconds(events[1].time, events[3].time)
    assert now.review == seconds(events[0].time, events[1].time) + seconds(events[3].time, first_yes.time)
    assert now.turnaround == seconds(made, first_yes.time)
    assert (now.is_first_pass, now.retained_share, now.edit_depth, now.read_seconds) == (False, 0.75, 6 / 18, 42)
    assert (now.approver, now.due, now.since) == ("Ed", "", first_yes.time)
    touched = desk.edit(piece, (0, 0, "x"))
    assert (outcome(desk, piece).stage, outcome(desk, piece).since) == (Stage.DRAFTING, touched.time)
    desk.submit(piece)
    again = desk.approve(piece)
    later = outcome(desk, piece)
    assert (later.approvals, later.approved, later.latest) == (2, first_yes.time, again.time)
    assert later.kept is None, "of the latest yes nobody wrote it down"


def test_a_round_answered_after_it_was_due_is_late_and_one_that_waits_is_told(desk):
    piece, other = desk.create(), desk.create("Bread")
    handed = desk.say(EventType.SUBMITTED, piece, {"to": "Ed", "due": "2026-03-01T09:00+00:00", "note": "", "revision": 1})
    back = desk.send_back(piece)
    desk.submit(other)
    assert (outcome(desk, piece).late, outcome(desk, other).late) == (1, 0)
    first, waiting = desk.history.tally().rounds
    assert first == Round(
        *(piece, handed.number, "Mara", "Ed", handed.time, "2026-03-01T09:00+00:00"),
        *(back.number, back.time, "returned", "Ed"),
    )
    assert first.is_late("2026-03-01T09:00:00Z")
    assert first.seconds == seconds(handed.time, back.time)
    assert (waiting.answered, waiting.is_late("2026-03-05T11:59:00Z"), waiting.is_late("2026-03-05T12:01:00Z")) == (
        None,
        False,
        True,
    )


def test_a_flag_is_raised_once_and_ends_fixed_dismissed_or_open(desk):
    piece = desk.create()
    desk.look(piece, {"Plain.Wordy": ["k1", "k2", "k3"], "Plain.Long": ["l1"]})
    desk.dismiss(piece, "here", key="k1")
    desk.look(piece, {"Plain.Wordy": ["k2"]}, {"Plain.Wordy": ["k1"]})
    assert raised(desk, piece) == {"Plain.Wordy": (3, 1, 1, 1), "Plain.Long": (1, 1, 0, 0)}
    now = outcome(desk, piece)
    assert (now.flags, now.fixed, now.dismissed, now.open) == (4, 2, 1, 1)
    assert (now.checked_words, now.claims, now.claims_open) == (20, 3, 1)
    (rule,) = [each for each in desk.history.tally().raised if each.rule == "Plain.Wordy"]
    assert (rule.reasons, rule.severity) == ((("deliberate", 1),), "warning")


def test_a_flag_whose_sentence_was_reworded_is_the_same_flag(desk):
    piece = desk.create()
    first = desk.look(piece, {"Plain.Wordy": ["k1", "k2"]})
    desk.look(piece, {"Plain.Wordy": ["k2", "k9"]})
    assert raised(desk, piece) == {"Plain.Wordy": (2, 0, 0, 2)}
    desk.dismiss(piece, "here", key="k8")  # k9, whose sentence was reworded once more
    desk.look(piece, {"Plain.Wordy": ["k2"]}, {"Plain.Wordy": ["k8"]})
    assert raised(desk, piece) == {"Plain.Wordy": (2, 0, 1, 1)}
    assert desk.history.tally().raised[0].when == first.time


def test_what_a_check_that_did_not_run_found_before_is_not_fixed(desk):
    piece = desk.create()
    desk.look(piece, {"Plain.Wordy": ["k1"]})
    desk.look(piece, {}, ran=["grammar"])
    assert raised(desk, piece) == {"Plain.Wordy": (1, 0, 0, 1)}
    desk.look(piece, {}, ran=["style"])
    assert raised(desk, piece) == {"Plain.Wordy": (1, 1, 0, 0)}


@pytest.mark.parametrize(("scope", "reached"), [("here", 1), ("piece", 2), ("rule", 3)])
def test_a_dismissal_counts_as_far_as_it_reaches_and_no_longer_than_it_holds(desk, scope, reached):
    one, sister, stranger = desk.create(), desk.create("Summer tea"), desk.create("Bread", brand="Mill")
    for piece in (one, sister, stranger):
        desk.look(piece, {"Plain.Wordy": ["k1", "k2"] if piece == one else ["k1"], "Plain.Long": ["l1"]})
    desk.dismiss(one, scope)
    assert sum(each.dismissed for each in desk.history.tally().outcomes) == reached
    desk.restore(one, scope)
    assert sum(each.dismissed for each in desk.history.tally().outcomes) == 0
    assert desk.history.verify().whole


def test_what_is_said_of_a_rule_later_leaves_the_figures_of_an_approved_piece_as_they_were(desk):
    approved, earlier, open_, again = (desk.create(title) for title in ("Old", "Older", "New", "Again"))
    for piece in (approved, earlier, open_, again):
        desk.look(piece, {"Plain.Wordy": ["k1", "k2"]})
    desk.dismiss(open_, "rule")
    desk.approve(earlier)
    desk.restore(open_, "rule")
    desk.approve(approved)
    desk.approve(again)
    desk.edit(again, (0, 0, "x"))  # and so on the desk once more
    desk.dismiss(open_, "rule")
    found = {each.piece: (each.dismissed, each.open) for each in desk.history.tally().outcomes}
    assert found == {approved: (0, 2), earlier: (2, 0), open_: (2, 0), again: (2, 0)}
    assert {each.piece: (each.dismissed, each.open) for each in desk.history.tally().raised} == found
    assert desk.history.verify().whole


def test_a_dismissal_where_no_check_ever_looked_counts_in_no_figure_until_one_does(desk):
    piece = desk.create()
    desk.dismiss(piece, "here")
    assert (desk.history.tally().raised, outcome(desk, piece).flags) == ((), None)
    desk.look(piece, {"Plain.Wordy": ["k2"]}, {"Plain.Wordy": ["k1"]})
    assert raised(desk, piece) == {"Plain.Wordy": (2, 0, 1, 1)}
    assert (outcome(desk, piece).flags, outcome(desk, piece).dismissed) == (2, 1)


@pytest.mark.parametrize(("due", "is_late"), [("2026-03-01T09:00", 1), ("2026-03-05T10:00", 0)])
def test_a_round_whose_due_day_names_no_zone_is_answered_and_read_as_utc(desk, due, is_late):
    piece = desk.create()
    desk.say(EventType.SUBMITTED, piece, {"to": "Ed", "due": due, "note": "", "revision": 1})
    desk.approve(piece)
    (answered,) = desk.history.tally().rounds
    assert (outcome(desk, piece).late, answered.is_late("2026-03-09T09:00:00Z")) == (is_late, bool(is_late))
    assert desk.history.verify().whole


def test_a_flag_silenced_by_a_rule_wide_dismissal_carries_its_reason(desk):
    one, later = desk.create(), desk.create("Summer tea")
    desk.dismiss(one, "rule")
    desk.look(later, {}, {"Plain.Wordy": ["k7"]})
    assert [each.reasons for each in desk.history.tally(Reach(piece=later)).raised] == [(("deliberate", 1),)]


def test_a_look_of_the_checks_moves_a_piece_up_in_no_list(desk):
    first, second = desk.create(), desk.create("Bread")
    before = desk.history.piece(first)
    desk.look(first, {})
    assert [piece.id for piece in desk.history.pieces()] == [second, first]
    assert desk.history.piece(first) == before


def test_figures_reach_pieces_by_brand_person_and_channel(desk):
    ours, theirs = desk.create("Tea", channel="email"), desk.create("Bread", brand="Mill", accountable="Ümit")
    desk.look(theirs, {"Plain.Wordy": ["k1"]})
    desk.submit(theirs)
    desk.approve(theirs)

    def found(**reach):
        tally = desk.history.tally(Reach(**reach))
        assert {each.piece for each in (*tally.raised, *tally.rounds)} <= {each.piece for each in tally.outcomes}
        return [each.piece for each in tally.outcomes]

    assert found() == [ours, theirs]
    assert found(brand="mILL") == found(person="ümit") == found(person="ed") == found(channel=Channel.BLOG) == [theirs]
    assert found(channel=Channel.EMAIL) == found(brand="Larkspur", person="Olga") == [ours]
    assert found(piece="bread") == [theirs]
    assert found(person="Nobody") == []


def older(path):
    """Turn a history into one of before there were figures."""
    with sqlite3.connect(path) as db:
        for table in ("outcomes", "rounds", "flagged", "raised"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 3")
    db.close()


@pytest.mark.parametrize("seed", range(3))
def test_an_older_history_gets_its_figures_when_it_is_opened(desk, seed):
    desk.live(seed, 80)
    kept, figures = desk.tables(), desk.history.tally(now="2026-04-01T00:00:00Z")
    desk.history.close()
    older(desk.path)
    with History.open(desk.path) as history:
        assert history.tally(now="2026-04-01T00:00:00Z") == figures
        assert history.verify().whole
    assert desk.tables() == kept


def test_an_older_history_is_whole_whatever_became_of_its_pieces(desk):
    """As the schema before left it: no tables of what people judge, and the editor's due time on a piece that was sent back."""
    returned, again, approved, edited = (desk.create(title) for title in ("One", "Two", "Three", "Four"))
    for piece in (returned, again, approved):
        desk.submit(piece)
    for piece in (returned, again):
        desk.send_back(piece)
    desk.submit(again)
    desk.approve(approved)
    desk.edit(edited, (0, 3, "My"))
    desk.edit(edited, (0, 0, "x"), who=Actor.person("Ed"))
    desk.edit(edited, (0, 1, ""), who=Actor.person("Ed"))
    desk.history.close()
    before_judging(desk.path, returned)
    with History.open(desk.path) as history:
        assert history.verify().problems == ()
        assert [history.piece(piece).due != "" for piece in (returned, again, approved, edited)] == [False, True, True, False]
        assert history.piece(again).handed_by == "Mara"
        assert history.last_editor(edited) == "Mara"


def before_judging(path, returned):
    """Turn a history into one of before people's judgements had tables."""
    with sqlite3.connect(path) as db:
        for table in JUDGED:
            db.execute(f"DROP TABLE {table}")
        for column in _PLACED:
            db.execute(f"ALTER TABLE pieces DROP COLUMN {column}")
        db.execute("UPDATE pieces SET due = '2026-03-05T12:00:00Z' WHERE id = ?", (returned,))
        db.execute("UPDATE pieces SET last_editor = 'Ed' WHERE edits > 1")  # whoever typed, taken back or not
        db.execute("PRAGMA user_version = 6")
    db.close()


def test_a_history_in_which_a_yes_outlived_its_text_is_whole_once_it_is_opened(desk):
    mara = Actor.person("Mara")
    withdrawn, held, kept = (desk.create(title) for title in ("One", "Two", "Three"))
    for piece in (withdrawn, held, kept):
        desk.submit(piece)
        desk.approve(piece)
    desk.history.append(EventType.WITHDRAWN, withdrawn, mara, {"reason": "Nobody wants it.", "was": "approved"})
    for piece in (held, kept):
        desk.history.append(EventType.PUBLISHED, piece, mara, {"where": "the site", "note": "", "text_hash": ""})
        said = {"reason": "News.", "until": "", "scope": "piece", "name": "", "was": "published"}
        desk.history.append(EventType.HELD, piece, mara, said)
    desk.edit(held, (0, 3, "My"))
    assert [desk.history.piece(piece).held_from for piece in (held, kept)] == ["drafting", "published"]
    desk.history.close()
    with sqlite3.connect(desk.path) as db:
        db.execute("UPDATE pieces SET approved_hash = 'f00' WHERE id = ?", (withdrawn,))
        db.execute("UPDATE pieces SET held_from = 'published' WHERE id = ?", (held,))
        db.execute("PRAGMA user_version = 7")
    db.close()
    with History.open(desk.path) as history:
        assert history.verify().problems == ()
        assert [history.piece(piece).held_from for piece in (held, kept)] == ["drafting", "published"]
        assert history.piece(withdrawn).approved_hash == ""


def test_figures_counted_by_an_earlier_rule_are_counted_anew_when_the_history_is_opened(desk):
    desk.live(2, 60)
    kept = desk.tables()
    desk.history.close()
    with sqlite3.connect(desk.path) as db:
        db.execute("UPDATE raised SET dismissed = dismissed + 1")
        db.execute("UPDATE outcomes SET open = 0, dismissed = 9")
        db.execute("PRAGMA user_version = 5")
    db.close()
    with History.open(desk.path) as history:
        assert history.verify().whole
    assert desk.tables() == kept


def test_an_older_history_that_somebody_altered_still_opens(desk):
    piece, other = desk.create(), desk.create("Bread")
    desk.submit(piece)
    desk.approve(other)
    desk.history.close()
    older(desk.path)
    with sqlite3.connect(desk.path) as db:
        db.execute("DROP TRIGGER events_unchanged")
        db.execute("UPDATE events SET payload = '{' WHERE type = 'submitted'")
        db.execute("UPDATE events SET type = 'no such type' WHERE number = 1")
    db.close()
    with History.open(desk.path) as history:
        assert not history.verify().whole
        assert [each.approvals for each in history.tally().outcomes] == [1]


ACTS = st.lists(st.tuples(st.sampled_from(["look", "dismiss", "restore"]), st.integers(0, 2), st.randoms()), max_size=14)


@given(acts=ACTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_looks_and_dismissals_follow_each_other_every_flag_is_in_one_state(acts, desk):
    pieces = [desk.create("A"), desk.create("B"), desk.create("C", brand="Mill")]
    for act, which, dice in acts:
        piece, key = pieces[which], f"k{dice.randint(1, 4)}"
        if act == "look":
            desk._glance(dice)(piece)
        else:
            getattr(desk, act)(piece, dice.choice(["here", "piece", "rule"]), key=key)
    tally = desk.history.tally()
    for each in tally.raised:
        assert each.raised == each.fixed + each.dismissed + each.open > 0
        assert sum(times for _, times in each.reasons) == each.dismissed
    for piece in tally.outcomes:
        of_piece = [each for each in tally.raised if each.piece == piece.piece]
        if piece.flags is None:
            assert not of_piece
        else:
            assert piece.flags == sum(each.raised for each in of_piece) == piece.fixed + piece.dismissed + piece.open
    assert desk.history.verify().whole
