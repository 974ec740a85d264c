"""Practice drafts: keys that fit, a workspace of its own, and a score that follows what a person did there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from studio.app.practice import Exercise, Practice, exercise, exercises, place_in, scored
from studio.app.workspace import Workspace
from studio.core.claim import ClaimStatus
from studio.core.edit import minimal
from studio.core.errors import NotFound
from studio.core.events import EventType
from studio.core.flag import Reason
from studio.core.piece import Role, Stage
from studio.core.practice import Outcome, Verdict, place_of

ALL = exercises()
KINDS = {
    Role.WRITER: {"style", "unreadable", "invented detail", "unverified claim", "personal data", "merge field", "tone"},
    Role.EDITOR: {"against the brief", "missing disclosure", "unfair wording", "unsupported claim"},
    Role.OWNER: {"risk", "promise", "sensitive date", "missing consent", "who answers"},
}


@pytest.fixture
def room(tmp_path: Path) -> Practice:
    return Practice(tmp_path / "practice", now=lambda: datetime(2026, 5, 4, 9, 30, tzinfo=UTC))


@pytest.fixture(params=ALL, ids=[each.id for each in ALL])
def chosen(request: pytest.FixtureRequest) -> Exercise:
    found: Exercise = request.param
    return found


@pytest.fixture
def letter(room: Practice) -> Iterator[tuple[Workspace, str]]:
    workspace, piece = room.begin(exercise("writer-1"), "Ida")
    yield workspace, piece
    workspace.close()


def test_every_role_has_three_drafts_that_train_what_it_is_for() -> None:
    for role, kinds in KINDS.items():
        own = exercises(role)
        assert len(own) >= 3
        assert kinds <= {fault.kind for each in own for fault in each.key.faults}


def test_every_key_fits_its_draft_and_says_why(chosen: Exercise) -> None:
    text, key = chosen.draft.text, chosen.key
    places = [place_of(each.words, text) for each in (*key.faults, *key.traps)]
    assert len(set(places)) == len(places)
    assert not any(one.overlaps(other) for one in places for other in places if one != other)
    assert len(key.faults) >= 4
    assert len(key.traps) >= 2
    assert all(fault.why and fault.good and fault.kind for fault in key.faults)
    assert all(fault.by_eye is not bool(fault.rules) for fault in key.faults)
    assert all(fault.heart in fault.words for fault in key.faults)
    assert (key.verdict is Verdict.NONE) is (chosen.role is Role.WRITER)
    assert bool(key.verdict_why) is (key.verdict is not Verdict.NONE)
    assert chosen.brief
    assert chosen.trains


def test_a_draft_is_as_long_as_people_read_in_one_sitting(chosen: Exercise) -> None:
    assert 150 <= len(chosen.draft.text.split()) <= 350


def test_the_checks_find_each_planted_fault_that_is_theirs_to_find(chosen: Exercise, room: Practice) -> None:
    workspace, piece = room.begin(chosen, "Ida")
    with workspace:
        session = workspace.session(piece, workspace.person("Ida"))
        session.check_now()
        for fault in chosen.key.faults:
            span = place_of(fault.words, session.original)
            names = {flag.rule for flag in session.all_flags if flag.span.overlaps(span)}
            assert not fault.rules or any(name.startswith(fault.rules) for name in names), (fault.words, names)


def test_the_draft_lies_on_the_desk_of_whoever_practises(chosen: Exercise, room: Practice) -> None:
    workspace, piece = room.begin(chosen, "Ida")
    with workspace:
        found = workspace.piece(piece)
        assert workspace.person("Ida").roles == (chosen.role,)
        assert found.stage is (Stage.DRAFTING if chosen.role is Role.WRITER else Stage.IN_REVIEW)
        assert found.assignee == "Ida"
        assert found.brief == chosen.brief
        assert workspace.history.original(piece) == chosen.draft.text


def test_what_was_marked_as_supported_lies_there_to_be_doubted(room: Practice) -> None:
    for each in exercises(Role.EDITOR):
        workspace, piece = room.begin(each, "Ida")
        with workspace:
            session = workspace.session(piece, workspace.person("Ida"))
            session.check_now()
            (fault,) = (fault for fault in each.key.faults if fault.kind == "unsupported claim")
            span = place_of(fault.words, session.original)
            said = [claim.status for claim in session.claims if claim.span and claim.span.overlaps(span)]
            assert ClaimStatus.SUPPORTED in said


def test_every_practice_begins_afresh(room: Practice) -> None:
    one, piece = room.begin(exercise("writer-1"), "Ida")
    with one:
        session = one.session(piece, one.person("Ida"))
        edit = minimal(session.text, "Hello")
        assert edit
        session.apply(edit)
        session.flush()
    again, piece = room.begin(exercise("writer-1"), "Ida")
    with again:
        assert again.history.working(piece) == exercise("writer-1").draft.text
        assert len(again.pieces()) == 1


def test_nothing_of_it_lies_outside_its_own_folder(room: Practice, tmp_path: Path) -> None:
    with room.begin(exercise("editor-1"), "Ida")[0] as workspace:
        assert room.is_here(workspace.root)
        assert not room.is_here(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["practice"]
    from studio.app.heads import Heads

    assert not Heads.own().folder.exists() or not any(
        "practice" in path.read_text(encoding="utf-8") for path in Heads.own().folder.glob("*.json")
    )


def test_without_help_no_check_looks_at_the_text(room: Practice) -> None:
    workspace, piece = room.begin(exercise("writer-2"), "Ida", help=False)
    with workspace:
        session = workspace.session(piece, workspace.person("Ida"))
        session.check_now()
        assert session.all_flags == ()
        assert session.ran == ()


def _write(workspace: Workspace, piece: str, before: str, after: str) -> None:
    session = workspace.session(piece, workspace.person("Ida"))
    edit = minimal(session.text, session.text.replace(before, after))
    assert edit
    session.apply(edit)
    session.flush()


def test_a_writer_is_scored_by_what_they_changed(letter: tuple[Workspace, str]) -> None:
    workspace, piece = letter
    _write(workspace, piece, "{{first_nmae}}", "{{first_name}}")
    _write(workspace, piece, "eight places, £45 each", "a few places")
    found = scored(exercise("writer-1"), workspace.session(piece, workspace.person("Ida")), workspace)
    assert found.sentence == "1 of 7 found, 1 wrongly flagged"
    assert found.of(Outcome.WRONG)[0].why == "Number and price stand in the brief just so."


def test_an_editor_is_scored_by_what_they_remark_on_and_decide(room: Practice) -> None:
    chosen = exercise("editor-2")
    workspace, piece = room.begin(chosen, "Ida")
    with workspace:
        session = workspace.session(piece, workspace.person("Ida"))
        for words in ("20% off in September", "We have met your kind before."):
            span = place_of(words, session.text)
            anchor = {"start": span.start, "end": span.end, "text": words, "before": "", "after": ""}
            session.record((EventType.COMMENT_ADDED, {"thread": 0, "text": "Is that so?", "mentions": [], "anchor": anchor}))
        session.request_changes("The offer is ten per cent.")
        found = scored(chosen, session, workspace)
        assert found.sentence == "1 of 5 found, 1 wrongly flagged"
        assert found.decided_rightly


@pytest.mark.parametrize("name", ["editor-1", "owner-2"])
def test_a_yes_that_should_not_be_given_can_be_given_and_is_told_so(room: Practice, name: str) -> None:
    chosen = exercise(name)
    workspace, piece = room.begin(chosen, "Ida")
    with workspace:
        session = workspace.session(piece, workspace.person("Ida"))
        session.check_now()
        session.approve()
        found = scored(chosen, session, workspace)
        assert found.decided_rightly is False
        assert "you said yes" in found.verdict


def test_a_claim_called_unsupported_is_found_and_a_flag_dismissed_is_not(room: Practice) -> None:
    chosen = exercise("writer-1")
    workspace, piece = room.begin(chosen, "Ida")
    with workspace:
        session = workspace.session(piece, workspace.person("Ida"))
        session.check_now()
        claim = next(row for row in session.claims if row.text.startswith("Nine out of ten"))
        session.decide_claim(claim, ClaimStatus.CONTRADICTED, "Nobody counted.")
        flag = next(flag for flag in session.flags if flag.rule.startswith("AITells") and "thrilled" in flag.text)
        session.dismiss(flag, Reason.NOT_OUR_STYLE)
        found = scored(chosen, session, workspace)
        assert [row.kind for row in found.of(Outcome.FOUND)] == ["unverified claim"]
        style = next(row for row in found.of(Outcome.MISSED) if row.kind == "style")
        assert style.why.endswith("You said that it may stand.")


def test_counts_are_kept_for_whoever_practised_and_for_nobody_else(room: Practice, letter: tuple[Workspace, str]) -> None:
    workspace, piece = letter
    chosen = exercise("writer-1")
    found = scored(chosen, workspace.session(piece, workspace.person("Ida")), workspace)
    made = room.keep(chosen, "Ida", found)
    room.keep(chosen, "Bo", found, help=False)
    assert room.results("Ida") == [made]
    assert made.when == "2026-05-04T09:30:00+00:00"
    assert made.words == "0 of 7 found, nothing wrongly flagged"
    assert room.results("Bo")[0].words.endswith(", without help")
    assert "Millbrook" not in (room.folder / "results.json").read_text(encoding="utf-8")


def test_a_scribbled_file_of_results_is_begun_anew(room: Practice, letter: tuple[Workspace, str]) -> None:
    workspace, piece = letter
    (room.folder / "results.json").write_text("[{]", encoding="utf-8")
    assert room.results() == ()
    found = scored(exercise("writer-1"), workspace.session(piece, workspace.person("Ida")), workspace)
    room.keep(exercise("writer-1"), "Ida", found)
    assert len(room.results()) == 1


def test_an_unknown_practice_is_refused_with_the_way_to_the_list() -> None:
    with pytest.raises(NotFound, match="practice list"):
        exercise("writer-99")


def test_words_that_stand_twice_are_taken_where_they_were_meant() -> None:
    found = place_in("tea and tea", "tea", near=9)
    assert found is not None
    assert found.start == 8
    assert place_in("tea", "coffee") is None
