"""The report's data: every figure can be counted again, every word that went is there."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.claim import ClaimStatus
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput
from studio.core.events import EventType, digest
from studio.core.flag import Reason, Scope
from studio.core.provenance import HOW_COUNTED
from studio.core.span import Span


def test_a_stranger_reads_who_changed_it_who_approved_it_and_how_much_is_the_ais(desk):
    summary = desk.report(desk.tea()).pieces[0].summary
    assert summary == (
        "Wren Adeyemi changed 3 places and Tom Reed 1; Erin Larkspur approved it on 14 November 2026; "
        "54% of the words stand as the AI wrote them."
    )


def test_the_share_comes_with_how_it_was_counted(desk):
    report = desk.report(desk.tea())
    history = report.pieces[0]
    assert report.how_counted == HOW_COUNTED
    assert (history.retained.kept, history.retained.words) == (19, 35)


def test_the_words_an_edit_took_out_are_known_though_the_history_stores_only_where(desk):
    story = desk.story(original="One two three.")
    story.swap("Wren", "two", "2")
    story.swap("Wren", "2 three", "four")
    edits = [line for entry in desk.report(story).pieces[0].entries for line in entry.edits]
    assert [(line.before, line.removed, line.inserted, line.after) for line in edits] == [
        ("One ", "two", "2", " three."),
        ("One ", "2 three", "four", "."),
    ]


def test_an_edits_surroundings_are_cut_at_words_and_stay_in_its_line(desk):
    story = desk.story(
        original="Above.\nA rather long sentence that leads up to the very word here and goes on for a good while.\nBelow."
    )
    story.swap("Wren", "word", "place")
    line = desk.report(story).pieces[0].entries[-1].edits[0]
    assert line.before == "…that leads up to the very "
    assert line.after == " here and goes on for a good…"


def test_a_fix_names_its_rule_and_a_rewrite_says_so(desk):
    edits = [line for entry in desk.report(desk.tea()).pieces[0].entries for line in entry.edits]
    assert (edits[0].cause, edits[0].detail) == ("fix", "Plain.Cliches")
    assert {line.cause for line in edits} == {"fix", "typed", "rewrite"}


def test_a_dismissal_stands_with_its_reason_scope_note_name_and_time(desk):
    (flag,) = desk.report(desk.tea()).pieces[0].dismissals
    assert (flag.rule, flag.text, flag.reason, flag.scope, flag.note) == (
        "Spelling",
        "Hebden Bridge",
        "quote or name",
        "here",
        "Our town.",
    )
    assert flag.who == "Wren Adeyemi"
    assert flag.when.startswith("2026-11-14T")
    assert flag.taken_back == ""


@pytest.mark.parametrize("scope", list(Scope))
def test_a_dismissal_taken_back_is_shown_as_taken_back_and_the_next_one_is_not(desk, scope):
    story = desk.story()
    story.dismiss("Wren", "tea", "Spelling", Reason.DELIBERATE, scope)
    story.dismiss("Wren", "pots", "Plain.Wordy", Reason.DELIBERATE, scope)
    story.take_back("Erin", story.dismissals[0])
    story.dismiss("Wren", "tea", "Spelling", Reason.OTHER, scope, "After all.")
    report = desk.report(story)
    assert [bool(one.taken_back) for one in report.pieces[0].dismissals] == [True, False, False]
    assert (report.totals.dismissals, report.totals.taken_back) == (3, 1)


def test_a_rule_silenced_at_another_piece_is_named_but_not_counted_here(desk):
    one, other = desk.story(), desk.story()
    one.dismiss("Wren", "tea", "Spelling", Reason.NOT_OUR_STYLE, Scope.RULE)
    other.dismissals = list(one.dismissals)
    report = desk.report(one, other)
    assert [len(history.dismissals) for history in report.pieces] == [1, 0]
    assert [len(history.house_dismissals) for history in report.pieces] == [0, 1]
    assert report.totals.dismissals == 1


def test_an_approval_holds_for_the_text_it_was_given_to(desk):
    (approval,) = desk.report(desk.tea()).pieces[0].approvals
    assert approval.current
    assert approval.matches is True
    assert (approval.ran, approval.missing, approval.passed_over) == (("style", "grammar", "claims"), ("links",), ("warnings",))


def test_one_letter_after_the_approval_makes_it_stale_and_the_summary_says_so(desk):
    story = desk.tea()
    story.swap("Wren", "Good tea", "God tea")
    report = desk.report(story)
    assert not report.pieces[0].approvals[0].current
    assert report.pieces[0].approvals[0].matches is True
    assert report.totals.approved == 0
    assert "that approval no longer holds" in report.pieces[0].summary


def test_back_to_the_very_same_text_the_approval_holds_again(desk):
    story = desk.tea()
    story.swap("Wren", "Good tea", "God tea")
    story.swap("Wren", "God tea", "Good tea", Cause.UNDO)
    assert desk.report(story).pieces[0].approvals[0].current


def test_the_approved_text_is_shown_with_a_word_that_the_desk_has_moved_on(desk):
    story = desk.tea()
    record = story.record()
    story.swap("Wren", "Good tea", "Great tea")
    later = replace(record, events=tuple(story.events))
    history = _report_of(desk, later).pieces[0]
    assert history.moved_on
    assert not history.approvals[0].current
    assert history.text == record.text
    assert history.shows_approved


def _report_of(desk, record):
    class Told:
        @staticmethod
        def record():
            return record

    return desk.report(Told())


def test_an_approval_whose_hash_is_of_another_text_is_shown_up(desk):
    story = desk.story()
    story.approve("Erin", text_hash="f" * 64)
    (approval,) = desk.report(story).pieces[0].approvals
    assert approval.matches is False
    assert not approval.current


def test_purged_entries_stay_in_the_list_and_later_words_are_called_unknown(desk):
    story = desk.story()
    story.swap("Wren", "tea takes", "coffee takes")
    story.swap("Wren", "92%", "some")
    story.events[1] = replace(story.events[1], payload=None)
    report = desk.report(story)
    created, purged, edited = report.pieces[0].entries
    assert purged.purged
    assert purged.edits == ()
    assert edited.edits[0].removed is None
    assert edited.edits[0].inserted == "some"
    assert edited.text_hash == ""
    assert report.totals.purged == 1
    assert created.text_hash == digest(story.original)


def test_an_altered_history_still_gives_a_report(desk):
    story = desk.story(original="Short.")
    story.add(EventType.EDITED, "Mallory", {"edits": [[900, 950, "x", "typed", ""], [0, 1, "y", "typed", ""]]})
    entry = desk.report(story).pieces[0].entries[-1]
    assert [line.removed for line in entry.edits] == [None, None]
    assert entry.text_hash == ""


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (("", ""), 2),
        (("2026-11-14", "2026-11-14"), 2),
        (("2026-11-15", ""), 0),
        (("", "2026-11-13"), 0),
        (("2026-11-14T09:02:00.000Z", ""), 1),
        (("", "2026-11-14T09:01:30Z"), 1),
    ],
)
def test_a_period_chooses_the_pieces_worked_on_in_it(desk, period, told):
    report = desk.report(desk.story(), desk.story(), period=period)
    assert report.totals.pieces == len(report.pieces) == told


def test_a_piece_in_the_period_is_told_from_its_beginning(desk):
    story = desk.tea()
    report = desk.report(story, period=(story.events[-1].time, ""))
    assert len(report.pieces[0].entries) == len(story.events)


@pytest.mark.parametrize("period", [("soon", ""), ("", "14/11/2026"), ("2026-11-30", "2026-11-01")])
def test_a_period_that_is_none_is_refused_in_a_sentence(desk, period):
    with pytest.raises(BadInput) as refused:
        desk.report(desk.tea(), period=period)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda s: None, "Nobody changed a word; nobody has approved it yet; 100% of the words stand as the AI wrote them."),
        (lambda s: s.submit("Wren", "Erin"), "it waits for Erin and nobody has approved it yet"),
        (lambda s: (s.submit("Wren", "Erin"), s.request_changes("Erin", "No.")), "Erin asked for changes on 14 November 2026"),
        (lambda s: s.edit("Wren", Edit(Span(0, len(s.text)), "")), "The text is empty; nobody has approved it yet."),
    ],
)
def test_the_summary_says_where_an_unapproved_piece_stands(desk, act, said):
    story = desk.story()
    act(story)
    assert said in desk.report(story).pieces[0].summary


def test_every_change_beside_the_original_names_who_made_it(desk):
    history = desk.report(desk.tea()).pieces[0]
    marks = [[mark.who for mark in pair.marks] for pair in history.pairs]
    assert marks == [["Wren Adeyemi"], ["Wren Adeyemi"], ["Tom Reed"], ["Wren Adeyemi"]]


# ---------------------------------------------------------------- for any history

_WORDS = st.text("ab \n.#é😀", max_size=12)


@st.composite
def _acts(draw):
    """What people did, without the places: those are chosen inside the text of the moment."""
    one = st.one_of(
        st.tuples(st.just("edit"), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), _WORDS), min_size=1, max_size=3)),
        st.tuples(st.just("dismiss"), st.sampled_from(["tea", "pots"])),
        st.tuples(st.sampled_from(["take back", "submit", "request", "approve", "export"]), st.none()),
    )
    return draw(st.lists(one, max_size=12))


def _play(story, acts):
    for name, what in acts:
        match name:
            case "edit":
                text, edits = story.text, []
                for at, width, words in what:
                    start = int(at * len(text))
                    edits.append(Edit(Span(start, start + int(width * (len(text) - start) / 4)), words))
                    text = edits[-1].apply(text)
                story.edit("Wren", *edits)
            case "dismiss":
                story.dismiss("Wren", what, "Spelling", Reason.DELIBERATE)
            case "take back" if story.dismissals:
                story.take_back("Wren", story.dismissals[0])
            case "submit":
                story.submit("Wren", "Erin")
            case "request":
                story.request_changes("Erin", "Again.")
            case "approve":
                story.approve("Erin")
            case "export":
                story.export("Olive", "out.md")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(_acts(), min_size=1, max_size=3))
def test_every_total_can_be_counted_again_over_the_events(desk, several):
    stories = [desk.story() for _ in several]
    for story, acts in zip(stories, several, strict=True):
        story.claim("92% of tea drinkers feel calmer", "statistic")
        _play(story, acts)
    totals = desk.report(*stories).totals
    events = [event for story in stories for event in story.events]
    types = Counter(event.type for event in events)
    assert totals.pieces == len(stories)
    assert totals.events == len(events)
    assert totals.edits == sum(len(event.payload["edits"]) for event in events if event.type is EventType.EDITED)
    assert totals.dismissals == types[EventType.FLAG_DISMISSED]
    assert totals.dismissals - totals.taken_back == sum(len(story.dismissals) for story in stories)
    assert totals.handoffs == types[EventType.SUBMITTED] + types[EventType.CHANGES_REQUESTED]
    assert totals.approvals == types[EventType.APPROVED]
    assert totals.exports == types[EventType.EXPORTED]
    assert totals.words == sum(story.record().comparison.words for story in stories)
    assert totals.claims == {status: len(stories) * (status is ClaimStatus.UNVERIFIED) for status in ClaimStatus}
    assert totals.approved == sum(any(a.text_hash == digest(s.text) for a in s.approvals) for s in stories)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(_acts())
def test_the_edits_told_lead_from_the_original_to_the_text(desk, acts):
    story = desk.story()
    _play(story, acts)
    history = desk.report(story).pieces[0]
    text = history.original
    for entry in history.entries:
        for line in entry.edits:
            assert text[line.start : line.start + len(line.removed)] == line.removed
            text = text[: line.start] + line.inserted + text[line.start + len(line.removed) :]
        assert entry.text_hash == digest(text)
    assert text == history.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(_acts())
def test_side_by_side_holds_both_texts_whole_and_marks_exactly_the_changes(desk, acts):
    story = desk.story()
    _play(story, acts)
    history = desk.report(story).pieces[0]
    for side, text, spans in (
        ("before", history.original, [change.before for change in history.changes]),
        ("after", history.text, [change.after for change in history.changes]),
    ):
        lines = [getattr(pair, side) for pair in history.pairs]
        shown = ["".join(run.text for run in line) for line in lines if line]
        assert shown == [line for line in text.split("\n") if line]
        marked = "".join(run.text for line in lines if line for run in line if run.changed)
        assert marked == "".join(span.of(text) for span in spans).replace("\n", "")


def test_what_ai_services_did_after_the_draft_is_told_and_nothing_where_none_was_asked(desk):
    assert desk.report(desk.story(original="One two three.")).pieces[0].ai == ()
    story = desk.story(original="One two three.")
    called = {"purpose": "rewrite", "service": "Larch", "local": True, "model": "tiny-1", "outcome": "answered"}
    story.add(EventType.AI_CALLED, "Wren", called | {"tokens_in": 10, "tokens_out": 5, "masked": {"email": 1}, "seconds": 2.0})
    story.add(EventType.REWRITE_PROPOSED, "Wren", {"call": "1", "before": "two", "after": "2"})
    story.add(EventType.REWRITE_DECIDED, "Wren", {"call": "1", "decision": "refused"})
    report = desk.report(story)
    first, *others = report.pieces[0].ai
    assert first.startswith("Wren had Larch (tiny-1, on this computer) rewrite a passage once, 14 Nov 2026, 09:")
    assert others == [
        "1 rewrite was proposed: 1 refused.",
        "Masked in what went out: 1 email.",
        "10 tokens asked and 5 answered, in 2 s.",
    ]
    assert report.record()["pieces"][0]["ai"] == [first, *others]
    assert "What AI services did" in report.page()
