"""Where every character comes from stays true whatever is done to the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.core.changes import compare
from studio.core.edit import Cause, Edit
from studio.core.origins import (
    THIS_TEXT,
    Made,
    Origin,
    OriginKind,
    OriginRun,
    Origins,
    Shares,
    between,
    followed,
    from_entry,
    origin_at,
    shares,
)
from studio.core.provenance import origins_by_comparison
from studio.core.record import Attribution
from studio.core.span import Span

AI = Origin(OriginKind.AI, "gpt-5", "gpt-5", "2026-11-24T09:00:00.000Z", 1)
ORIGINAL = "We utilize loose leaves.\n\nCome in and sit down."
Told = list[tuple[str, str]]


def told(origins: Origins) -> Told:
    """Each run as its words and its kind."""
    return [(run.span.of(origins.text), run.origin.kind.value) for run in origins.runs]


def put(origins: Origins, old: str, new: str, cause: Cause = Cause.TYPED, detail: str = "", event: int = 2) -> Edit:
    """Replace the first `old`."""
    start = origins.text.index(old)
    edit = Edit(Span(start, start + len(old)), new, cause, detail)
    origins.follow(edit, "Wren", "2026-11-24T10:00:00.000Z", event)
    return edit


def back(text: str, edit: Edit, cause: Cause = Cause.UNDO) -> Edit:
    """The edit that takes `edit`, made on `text`, back."""
    return Edit(edit.after, edit.span.of(text), cause)


def test_a_fresh_draft_is_all_the_ai_s() -> None:
    assert told(Origins(ORIGINAL, AI)) == [(ORIGINAL, "ai")]
    assert Origins("", AI).runs == ()


def test_words_typed_pasted_and_fixed_say_so_and_what_they_came_from() -> None:
    origins = Origins("one two three four", AI)
    put(origins, "two", "2")
    put(origins, "three", "3", Cause.FIX, "Plain.Wordy")
    put(origins, "four", "4", Cause.PASTED, "https://example.com")
    put(origins, "one", "1", Cause.REWRITE, "gpt-5")
    assert told(origins) == [
        ("1", "rewrite"),
        (" ", "ai"),
        ("2", "typed"),
        (" ", "ai"),
        ("3", "fix"),
        (" ", "ai"),
        ("4", "pasted"),
    ]
    sentences = [run.origin.sentence for run in origins.runs if run.origin.kind is not OriginKind.AI]
    assert sentences == [
        "Rewritten by gpt-5, taken by Wren",
        "Typed by Wren",
        "Fix of Plain.Wordy by Wren",
        "Pasted by Wren, from https://example.com",
    ]


def test_a_replacement_keeps_the_origin_of_the_words_that_stand() -> None:
    origins = Origins("a calm cup of tea", AI)
    put(origins, "a calm cup of tea", "a calm pot of tea")
    assert told(origins) == [("a calm ", "ai"), ("pot", "typed"), (" of tea", "ai")]


def test_letters_that_two_words_happen_to_share_are_not_the_ai_s() -> None:
    origins = Origins("We utilize leaves", AI)
    put(origins, "utilize", "use", Cause.FIX, "Plain.Wordy")
    assert told(origins) == [("We ", "ai"), ("use", "fix"), (" leaves", "ai")]


def test_typing_inside_a_paste_leaves_the_paste_on_both_sides() -> None:
    origins = Origins("tea", AI)
    put(origins, "tea", "tea and a long quote", Cause.PASTED)
    put(origins, "a long", "a very long")
    assert told(origins) == [("tea", "ai"), (" and a ", "pasted"), ("very ", "typed"), ("long quote", "pasted")]


def test_undo_and_redo_give_back_the_origin_that_the_words_had() -> None:
    origins = Origins(ORIGINAL, AI)
    put(origins, "loose ", "fine and loose ", Cause.PASTED, "a book")
    text, was = origins.text, origins.runs
    gone = put(origins, "utilize fine and loose", "use", event=3)
    then = origins.runs
    undo = back(text, gone)
    after = origins.text
    origins.follow(undo, "Erin", "", 4)
    assert origins.runs == was
    origins.follow(back(after, undo, Cause.REDO), "Erin", "", 5)
    assert origins.runs == then


def test_the_ai_s_words_brought_back_for_a_change_are_the_ai_s_again() -> None:
    origins = Origins(ORIGINAL, AI)
    put(origins, "utilize", "use")
    put(origins, "use", "utilize", Cause.RESTORE, "0f3c")
    assert told(origins) == [(ORIGINAL, "ai")]


def test_a_passage_brought_back_from_an_old_entry_has_the_origins_it_had_there() -> None:
    text, edits = "one two three", list[Made]()
    for number, (old, new, cause) in enumerate(
        [("two", "2", Cause.TYPED), ("three", "3", Cause.PASTED), ("one 2 3", "nothing else", Cause.TYPED)], 2
    ):
        edit = Edit(Span(text.index(old), text.index(old) + len(old)), new, cause)
        edits.append((edit, "Wren", "", number))
        text = edit.apply(text)
    edits.append((Edit(Span(len(text), len(text)), "one 2 3", Cause.RESTORE, from_entry(3, 0)), "Erin", "", 9))
    found = followed("one two three", AI, edits)
    assert told(found)[-4:] == [("one ", "ai"), ("2", "typed"), (" ", "ai"), ("3", "pasted")]


def test_words_moved_by_cut_and_paste_stay_whose_they_are() -> None:
    origins = Origins("First. Second. ", AI)
    put(origins, "Second. ", "")
    put(origins, "", "Second. ", Cause.PASTED, THIS_TEXT)
    assert told(origins) == [("Second. First. ", "ai")]
    elsewhere = Origins("first", AI)
    put(elsewhere, "first", "first second", Cause.PASTED, "a mail")
    assert told(elsewhere) == [("first", "ai"), (" second", "pasted")]


def test_a_human_draft_is_no_work_of_the_ai() -> None:
    origins = Origins("my words", Origin(OriginKind.IMPORT, "draft.md", "Wren"))
    put(origins, "words", "own words")
    assert told(origins) == [("my ", "import"), ("own ", "typed"), ("words", "import")]
    assert origins.runs[0].origin.sentence == "Came in with draft.md by Wren"


def test_each_word_counts_once_for_where_most_of_its_letters_come_from() -> None:
    origins = Origins("leaf leaves tea", AI)
    put(origins, "leaf", "leafy")  # a whole other word
    put(origins, "tea", "tea-time, now")
    assert shares(origins.text, origins.runs) == Shares(4, {OriginKind.AI: 1, OriginKind.TYPED: 3})
    grown = Origins("leaf", AI)
    grown.follow(Edit(Span(4, 4), "y"), "Wren", "", 2)
    assert shares(grown.text, grown.runs).by_kind == {OriginKind.AI: 1}
    assert shares("", ()).percent(OriginKind.AI) == "0%"
    assert Shares(1000, {OriginKind.FIX: 1}).percent(OriginKind.FIX) == "<1%"


def test_the_origin_at_a_place_is_that_of_the_character_behind_it() -> None:
    origins = Origins("one two", AI)
    put(origins, "two", "2")
    found = [origin_at(origins.runs, place) for place in (0, 3, 4, 5)]
    assert [one.kind.value if one else "" for one in found] == ["ai", "ai", "typed", "typed"]
    assert origin_at((), 0) is None


def test_a_text_whose_edits_are_gone_is_told_by_what_differs() -> None:
    changes = compare("one two three", "one 2 three").changes
    runs = origins_by_comparison("one 2 three", changes, AI, [Attribution(changes[0].id, "Wren", "")])
    assert [(run.span.of("one 2 three"), run.origin.kind.value) for run in runs] == [
        ("one ", "ai"),
        ("2", "typed"),
        (" three", "ai"),
    ]


# ---------------------------------------------------------------- any edits

_WORDS = st.sampled_from(["", "x", "tea", "two words ", "\n", "🍵", "loose leaves", "a"])
_CAUSES = st.sampled_from([Cause.TYPED, Cause.PASTED, Cause.FIX, Cause.REWRITE, Cause.IMPORT, Cause.RESTORE])
_STEPS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), _WORDS, _CAUSES, st.booleans()), max_size=14)


def play(steps: list[tuple[float, int, str, Cause, bool]]) -> list[tuple[str, Edit]]:
    """Edits with the text each was made on; some take the one before back, as undo would."""
    text, done, stack = ORIGINAL, list[tuple[str, Edit]](), list[tuple[str, Edit]]()
    for where, length, words, cause, is_undo in steps:
        if is_undo and stack:
            edit = back(*stack.pop())
        else:
            start = round(where * len(text))
            edit = Edit(Span(start, min(len(text), start + length)), words, cause, "Plain.Wordy")
            stack.append((text, edit))
        done.append((text, edit))
        text = edit.apply(text)
    return done


def is_exact(text: str, runs: tuple[OriginRun, ...]) -> bool:
    joined = [run.span for run in runs]
    tight = all(one.end == other.start for one, other in pairwise(joined)) and all(map(len, joined))
    differ = all(one.origin != other.origin for one, other in pairwise(runs))
    return tight and differ and (joined[0].start, joined[-1].end) == (0, len(text)) if joined else not text


@given(_STEPS)
def test_the_runs_cover_the_text_exactly_after_any_edits(steps: list[tuple[float, int, str, Cause, bool]]) -> None:
    origins = Origins(ORIGINAL, AI)
    for number, (_, edit) in enumerate(play(steps), 2):
        origins.follow(edit, "Wren", "", number)
        assert is_exact(origins.text, origins.runs)


@given(_STEPS)
def test_following_as_it_happens_gives_what_replay_gives(steps: list[tuple[float, int, str, Cause, bool]]) -> None:
    live, made = Origins(ORIGINAL, AI), list[Made]()
    for number, (_, edit) in enumerate(play(steps), 2):
        made.append((edit, "Wren", "", number))
        ahead = live.copy()  # what lies on a copy leaves the one it was made of alone
        ahead.follow(edit, "Erin", "", 0)
        live.follow(edit, "Wren", "", number)
        assert live.runs == followed(ORIGINAL, AI, made).runs


@given(_STEPS)
def test_characters_of_the_ai_that_nobody_touched_stay_the_ai_s(steps: list[tuple[float, int, str, Cause, bool]]) -> None:
    origins, stands = Origins(ORIGINAL, AI), [True] * len(ORIGINAL)
    for number, (_, edit) in enumerate(play(steps), 2):
        stands[edit.span.start : edit.span.end] = [False] * len(edit.replacement)
        origins.follow(edit, "Wren", "", number)
    kinds = [run.origin for run in origins.runs for _ in range(len(run.span))]
    assert all(kind == AI for kind, stood in zip(kinds, stands, strict=True) if stood)


@given(_STEPS)
def test_taking_everything_back_step_by_step_leads_through_the_same_origins(
    steps: list[tuple[float, int, str, Cause, bool]],
) -> None:
    origins, was = Origins(ORIGINAL, AI), list[tuple[str, Edit, tuple[OriginRun, ...]]]()
    seen = {ORIGINAL}
    for number, (text, edit) in enumerate(play([(*step[:4], False) for step in steps]), 2):
        was.append((text, edit, origins.runs))
        origins.follow(edit, "Wren", "", number)
        if origins.text in seen:  # the same words by another way: then the latest of them are what an undo leads back to
            return
        seen.add(origins.text)
    for text, edit, runs in reversed(was):
        origins.follow(back(text, edit), "Wren", "", 99)
        assert origins.runs == runs


def test_a_part_of_the_runs_counts_from_its_own_start() -> None:
    origins = Origins("one two three", AI)
    put(origins, "two", "2")
    assert [run.span for run in between(origins.runs, Span(3, 7))] == [Span(0, 1), Span(1, 2), Span(2, 4)]
