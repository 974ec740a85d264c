"""The sample workspace, brought to life by the program's own steps."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from studio.app import audits, campaigns, lived_in, voices
from studio.app.alerts import AlertKind, alerts
from studio.app.learning import Learning
from studio.app.sample import open_sample
from studio.core.claim import ClaimStatus
from studio.core.data import data_path
from studio.core.errors import BadInput
from studio.core.events import EventType
from studio.core.piece import Channel, Stage

_MOVED_ON = (Stage.PUBLISHED, Stage.ON_HOLD, Stage.WITHDRAWN)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    with open_sample(tmp_path_factory.mktemp("sample") / "Larkspur Tea Rooms") as workspace:
        yield workspace


@pytest.fixture(scope="module")
def steps() -> list[dict[str, object]]:
    path = data_path("resources", "sample", "sample.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))["draft"]


@pytest.fixture(scope="module")
def past() -> list[dict[str, object]]:
    path = data_path("resources", "sample", "sample.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))["past"]


def test_every_piece_reaches_its_stage_and_lies_with_whoever_was_asked(sample, steps, past):
    pieces = {piece.source_name: piece for piece in sample.pieces()}
    assert sorted(pieces) == sorted(step["file"] for step in (*steps, *past))
    for step in steps:
        piece = pieces[step["file"]]
        assert piece.stage is Stage(step.get("stage", "drafting")), step["file"]
        assert piece.accountable == step["by"]
        if piece.stage is Stage.IN_REVIEW:
            assert piece.assignee == step["to"]
        if piece.stage is Stage.CHANGES_REQUESTED:
            assert piece.note == step["note"]


def test_the_first_draft_of_the_script_lies_on_top_of_the_library(sample, steps):
    newest = max(sample.pieces(), key=lambda piece: piece.created)
    assert newest.source_name == steps[0]["file"]


def test_the_working_texts_are_those_people_left(sample, steps):
    pieces = {piece.source_name: piece for piece in sample.pieces()}
    for step in steps:
        working = sample.history.working(pieces[step["file"]].id)
        if "edited" in step:
            edited = data_path("resources", "sample", "edits", step["edited"]).read_text(encoding="utf-8")
            assert working == edited
            assert pieces[step["file"]].last_editor == step["by"]
        else:
            assert working == sample.history.original(pieces[step["file"]].id)


def test_evidence_and_every_opinion_of_the_script_is_attached_to_a_claim(sample, steps):
    for step in steps:
        piece = next(piece for piece in sample.pieces() if piece.source_name == step["file"])
        decisions = sample.history.decisions(piece.id).values()
        links = {proof.url for decision in decisions for proof in decision.evidence}
        told = {proof["url"] for proof in step.get("evidence", ())}
        assert links <= told
        assert bool(links) == bool(told)
        opinions = {decision.reason for decision in decisions if decision.status is ClaimStatus.OPINION}
        assert opinions == {opinion["reason"] for opinion in step.get("opinions", ())}


def test_the_history_is_whole_and_edits_are_many_as_a_person_makes_them(sample):
    assert sample.verify().whole
    assert len(sample.history.events(types=[EventType.EDITED])) > 20


def test_the_renamed_piece_goes_by_its_new_heading(sample):
    (renamed,) = [p for p in sample.pieces() if p.source_name == "01-slow-tea.md"]
    assert renamed.title == "Why slow tea is worth the wait"


def test_the_sample_is_made_once_and_opened_afterwards(sample):
    with open_sample(sample.root) as again:
        assert [piece.id for piece in again.pieces()] == [piece.id for piece in sample.pieces()]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(BadInput, match="already holds something else"):
        open_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


def test_the_weeks_before_are_told_in_the_order_in_which_they_went(sample, past):
    """The history was written in a moment, and yet every entry stands at its own time, none ahead of the clock."""
    times = [event.time for event in sample.history.events()]
    assert times == sorted(times)
    assert times[-1] <= sample.now().isoformat()
    weeks = {datetime.fromisoformat(time).date().isocalendar()[1] for time in times}
    assert len(weeks) >= 9


def test_what_was_published_before_was_approved_by_somebody_else_than_its_writer(sample, past):
    pieces = {piece.source_name: piece for piece in sample.pieces()}
    for told in past:
        piece = pieces[told["file"]]
        assert piece.stage in (Stage.APPROVED, *_MOVED_ON)
        (*_, approval) = sample.history.approvals(piece.id)
        assert approval.who == told["round"][-1]["to"] != told["by"]


def test_the_library_begins_with_the_work_of_today(sample, steps):
    """Fourteen pieces of the past lie behind it: the library shows approved ones last."""
    open_ones = [piece for piece in sample.pieces() if piece.stage not in (Stage.APPROVED, *_MOVED_ON)]
    assert {piece.source_name for piece in open_ones} == {s["file"] for s in steps if s.get("stage") != "approved"}


def test_figures_alerts_and_proposals_have_something_true_to_tell(sample):
    tally = sample.history.tally()
    found = alerts(tally, None, sample.pieces())
    stamped = {each.pieces[0] for each in found if each.kind is AlertKind.RUBBER_STAMP}
    titles = {each.piece: each.title for each in tally.outcomes}
    assert {"Reply: a parcel to Orkney", "Thank you for a large order"} <= {titles[piece] for piece in stamped}
    assert any(each.kind is AlertKind.OVERDUE for each in found)
    assert {each.model for each in tally.outcomes} == {"generator-a", "generator-b", "generator-c"}
    assert len({each.audience for each in tally.outcomes}) >= 4
    assert sum(each.returns for each in tally.outcomes) >= 4
    proposed = {(each.old, each.new) for each in Learning(sample).proposals()}
    assert {("swing by", "come in"), ("sweet bites", "cakes"), ("infusion", "herbal tea")} <= proposed


def test_audits_were_done_and_say_what_was_found(sample):
    done = [each for each in audits.audits(sample) if each.last]
    assert {each.name for each in done} == {"What stands out", "Performance", "Bias and rules", "Quarterly review"}
    assert all(each.last.findings for each in done)


@pytest.mark.parametrize("is_there", [True, False], ids=["an empty folder", "a new folder"])
def test_a_sample_that_failed_half_way_leaves_nothing_and_is_made_whole_the_next_time(
    tmp_path, monkeypatch, steps, past, is_there
):
    root = tmp_path / "Larkspur Tea Rooms"
    if is_there:
        root.mkdir()
    taken = []

    def take_three(*arguments):
        if len(taken) == 3:
            raise BadInput("The lights went out.")
        taken.append(take(*arguments))
        return taken[-1]

    take = lived_in.take_in
    monkeypatch.setattr(lived_in, "take_in", take_three)
    with pytest.raises(BadInput, match="lights went out"):
        open_sample(root)
    assert [path.name for path in tmp_path.iterdir()] == [root.name] * is_there
    monkeypatch.undo()
    with open_sample(root) as workspace:
        assert len(workspace.pieces()) == len(steps) + len(past)
    assert [path.name for path in tmp_path.iterdir()] == [root.name]


def test_a_place_where_nothing_can_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="sample cannot be made in"):
        open_sample(tmp_path / "file" / "sample")


def test_the_brand_has_exemplars_its_voice_is_held_against(sample):
    found = voices.exemplars(sample.root, sample.policy.brand)
    assert {each.channel for each in found} >= {Channel.BLOG, Channel.WEB, Channel.EMAIL, Channel.SUPPORT}


def test_every_new_part_has_something_real_to_show(sample):
    pieces = sample.pieces()
    stages = {piece.stage for piece in pieces}
    assert stages == set(Stage)
    (christmas,) = campaigns.campaigns(sample)
    assert len(campaigns.members(sample, christmas.id)) == 3
    assert christmas.owner == "Tomasz Brandt"
    (held,) = [piece for piece in pieces if piece.stage is Stage.ON_HOLD]
    assert held.held_until > sample.today
    assert held.held_why
    mentioned = {name for piece in pieces for each in sample.history.judged.comments(piece.id) for name in each.mentions}
    assert mentioned == {"Wren Adeyemi", "Erin Larkspur"}
    assert any(sample.history.judged.disclosure(piece.id) for piece in pieces)
    assert any(sample.history.judged.ticks(piece.id) for piece in pieces)
    assert sample.policy.dates
