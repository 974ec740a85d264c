"""The sample workspace: whole, believable, and fit to be brought to life by the program's own steps."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from studio.app.policy import Policy
from studio.app.tables.due import Step, allowance
from studio.checks import claims, grammar
from studio.core.changes import compare
from studio.core.check import Context
from studio.core.claim import ClaimSeverity
from studio.core.document import Document, count_words
from studio.core.flag import Flag, Severity
from studio.core.gate import GateId
from studio.core.piece import Channel, Stage
from studio.formats import Draft, read
from studio.guides import Guides, State, load

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "resources" / "sample"
DRAFTS = sorted((SAMPLE / "drafts").iterdir())
SCRIPT: dict[str, Any] = tomllib.loads((SAMPLE / "sample.toml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = SCRIPT["draft"]
PAST: list[dict[str, Any]] = SCRIPT["past"]
EDITED = [step for step in STEPS if "edited" in step]
HANDED_ON = [step for step in STEPS if step.get("stage") in (Stage.IN_REVIEW, Stage.APPROVED)]
READY = {"06-cracked-teapot.md", "08-proper-pot.md"}
KEYS = {
    "file",
    "campaign",
    "when",
    "read",
    "edited",
    "by",
    "stage",
    "to",
    "due_days",
    "handoff",
    "note",
    "evidence",
    "opinions",
    "dismissed",
}


def _name(step: dict[str, Any]) -> str:
    return str(step["file"])


def _draft(step: dict[str, Any]) -> Draft:
    return read(SAMPLE / "drafts" / step["file"])


def _edited(step: dict[str, Any]) -> str:
    return (SAMPLE / "edits" / step["edited"]).read_text(encoding="utf-8")


def _working(step: dict[str, Any]) -> str:
    return _edited(step) if "edited" in step else _draft(step).text


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.read(SAMPLE / "policy.toml")


@pytest.fixture(scope="module")
def guides() -> dict[Channel, Guides]:
    """The sample's own configuration, per channel, with the guides that come with the program."""
    return {channel: load(SAMPLE / ".vale.ini", (ROOT / "styleguides",), channel) for channel in Channel}


def test_there_are_ten_drafts_for_five_channels() -> None:
    channels = [read(path).meta["channel"] for path in DRAFTS]
    assert len(channels) == 10
    assert {c: channels.count(c) for c in Channel} == {"blog": 3, "web": 2, "email": 2, "social": 1, "support": 2}


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_says_what_the_ai_was_asked_for_and_when(path: Path) -> None:
    draft = read(path)
    assert set(draft.meta) >= {"title", "channel", "brand", "audience", "brief", "model", "generated"}
    assert all(draft.meta.values())
    assert draft.meta["brand"] == "Larkspur Tea Rooms"
    assert date(2026, 11, 1) <= date.fromisoformat(draft.meta["generated"]) <= date(2026, 11, 30)
    assert not draft.text.startswith("---")
    assert 150 <= count_words(draft.text) <= 700


@pytest.mark.parametrize("step", EDITED, ids=_name)
def test_an_edited_text_shows_what_a_person_changed(step: dict[str, Any]) -> None:
    found = compare(_draft(step).text, _edited(step))
    assert len(found.changes) >= 6
    assert 0.5 < found.kept / found.words < 1  # still the AI's draft, not another text


def test_the_showpiece_has_a_new_title_and_the_right_year() -> None:
    step = STEPS[0]
    exchanged = [(change.before_text, change.after_text) for change in compare(_draft(step).text, _edited(step)).changes]
    assert ("2012", "2014") in exchanged
    assert _edited(step).startswith("# Why slow tea is worth the wait\n")


def test_every_step_names_files_people_and_stages_that_exist(policy: Policy) -> None:
    assert sorted(step["file"] for step in STEPS) == [path.name for path in DRAFTS]
    assert {step["edited"] for step in EDITED} == {path.name for path in (SAMPLE / "edits").iterdir()}
    for step in STEPS:
        assert set(step) <= KEYS, step["file"]
        assert policy.person(step["by"])
        if Stage(step.get("stage", "drafting")) is not Stage.DRAFTING:
            reviewer = policy.person(step["to"])
            assert reviewer.may_approve()
            assert reviewer.name != step["by"], "nobody approves what they edited last"


def test_the_sample_shows_every_stage() -> None:
    after = {"hold": Stage.ON_HOLD, "publish": Stage.PUBLISHED, "withdraw": Stage.WITHDRAWN}
    reached = {after[each["what"]].value for each in SCRIPT["done"] if each["what"] in after}
    assert {step.get("stage", "drafting") for step in STEPS} | reached == {stage.value for stage in Stage}


def test_the_weeks_before_are_told_whole_and_in_their_order(policy: Policy) -> None:
    assert sorted(each["file"] for each in PAST) == sorted(path.name for path in (SAMPLE / "past").iterdir())
    for told in PAST:
        draft = read(SAMPLE / "past" / told["file"])
        assert 60 <= count_words(draft.text) <= 200
        assert set(draft.meta) >= {"title", "channel", "brand", "audience", "brief", "model"}
        hours = [told["came"]]
        for each in told["round"]:
            assert policy.person(each["to"]).may_approve()
            assert each["to"] != told["by"]
            assert each["answer"] == "approved" or each["note"], "whoever sends a piece back says why"
            hours += [each[name] for name in ("edited", "handed_on", "answered") if name in each]
        ago = [(-int(hour.partition(" ")[0]), hour.partition(" ")[2]) for hour in hours]
        assert ago == sorted(ago)
        assert told["round"][-1]["answer"] == "approved"


def test_whoever_sends_a_piece_back_says_why() -> None:
    assert all(step["note"] for step in STEPS if step.get("stage") == Stage.CHANGES_REQUESTED)


@pytest.mark.parametrize("step", STEPS, ids=_name)
def test_what_is_proved_or_called_an_opinion_stands_in_the_text(step: dict[str, Any]) -> None:
    text = _working(step)
    for answer in [*step.get("evidence", []), *step.get("opinions", [])]:
        assert text.count(answer["claim"]) == 1
    assert all(proof["url"].startswith("https://") and proof["quote"] for proof in step.get("evidence", []))
    assert all(opinion["reason"] for opinion in step.get("opinions", []))


def _claims(text: str) -> list[Flag]:
    found = []
    for placed in Document.parse(text).blocks:
        flags = claims.CHECK.run(placed.block, Context())
        found += [flag.at(placed.source(flag.span)) for flag in flags]
    return found


def _is_weighty(flag: Flag) -> bool:
    return flag.claim is not None and flag.claim.severity.rank >= ClaimSeverity.HIGH.rank


@pytest.mark.parametrize("step", [step for step in STEPS if "evidence" in step], ids=_name)
def test_evidence_meets_a_claim_that_the_program_finds(step: dict[str, Any]) -> None:
    text = _working(step)
    found = [flag.span.of(text) for flag in _claims(text)]
    met = [proof["claim"] for proof in step["evidence"] if any(proof["claim"] in c or c in proof["claim"] for c in found)]
    assert met, "none of the evidence would be attached"


def _errors(text: str, style: Guides) -> list[str]:
    """What spelling, grammar and the style guides call an error."""
    context = Context(style=style, words=style.terms)
    blocks = [placed.block for placed in Document.parse(text).blocks]
    flags = [flag for block in blocks for flag in (*grammar.CHECK.run(block, context), *style.check_block(block))]
    return [flag.message for flag in flags if flag.severity is Severity.ERROR]


@pytest.mark.parametrize("step", HANDED_ON, ids=_name)
def test_a_piece_that_was_handed_on_has_no_error_left(step: dict[str, Any], guides: dict[Channel, Guides]) -> None:
    assert _errors(_working(step), guides[Channel(_draft(step).meta["channel"])]) == []


def test_the_drafts_hold_errors_for_a_writer_to_find(guides: dict[Channel, Guides]) -> None:
    drafts = [read(path) for path in DRAFTS]
    counts = [len(_errors(draft.text, guides[Channel(draft.meta["channel"])])) for draft in drafts]
    assert sum(count > 0 for count in counts) >= 8
    assert counts[7] == 0, "the pot of tea is the nearly clean one"


def test_the_showpiece_keeps_flags_of_several_guides_and_of_the_brand_open(guides: dict[Channel, Guides]) -> None:
    style = guides[Channel.BLOG]
    rules = {flag.rule for placed in Document.parse(_edited(STEPS[0])).blocks for flag in style.check_block(placed.block)}
    assert {rule.split(".")[0] for rule in rules} == {"Plain", "AITells", "Marketing", "Larkspur"}


def test_the_configuration_is_read_without_a_problem(guides: dict[Channel, Guides]) -> None:
    assert [problem for style in guides.values() for problem in style.problems] == []


@pytest.mark.parametrize("step", [step for step in STEPS if step["file"] in READY], ids=_name)
def test_a_piece_fit_for_approval_leaves_no_weighty_claim_unanswered(step: dict[str, Any]) -> None:
    text = _working(step)
    answered = [answer["claim"] for answer in [*step.get("evidence", []), *step.get("opinions", [])]]
    weighty = [flag.span.of(text) for flag in _claims(text) if _is_weighty(flag)]
    assert [claim for claim in weighty if not any(part in claim or claim in part for part in answered)] == []


def test_most_drafts_are_sure_of_things_nobody_checked() -> None:
    weighty = [sum(_is_weighty(flag) for flag in _claims(read(path).text)) for path in DRAFTS]
    assert sum(count >= 3 for count in weighty) >= 5


def test_the_showpiece_is_lively_and_no_christmas_tree(guides: dict[Channel, Guides]) -> None:
    found = list(guides[Channel.BLOG].check(Document.parse(_draft(STEPS[0]).text)))
    assert 12 <= len(found) <= 20, [(flag.rule, flag.text) for flag in found]


def test_every_channel_has_the_general_guides_and_its_own(guides: dict[Channel, Guides]) -> None:
    in_force = {c: {rule.name.split(".")[0] for rule in style.rules} for c, style in guides.items()}
    general = {"Vale", "Plain", "AITells", "Inclusive", "Marketing", "Consistency", "Larkspur"}
    assert in_force == {c: general if c is Channel.BLOG else general | {c.value.title()} for c in Channel}


def test_a_channel_section_switches_rules_that_exist(guides: dict[Channel, Guides]) -> None:
    on = {channel: {rule.name for rule in style.rules if rule.state is State.RUNS} for channel, style in guides.items()}
    off = {channel: on[Channel.BLOG] - on[channel] for channel in Channel if channel is not Channel.BLOG}
    assert off == {
        Channel.EMAIL: {"Plain.LongParagraph"},
        Channel.WEB: {"Plain.LongParagraph"},
        Channel.SOCIAL: {"AITells.Emoji", "AITells.Dashes", "Plain.LongParagraph", "Plain.Exclamation"},
        Channel.SUPPORT: set(),
    }
    assert "Larkspur.Sorry" in on[Channel.SUPPORT] - on[Channel.BLOG]


@pytest.mark.parametrize("channel", list(Channel))
def test_the_policy_is_one_the_program_reads(policy: Policy, channel: Channel) -> None:
    assert policy.levels(channel)
    assert policy.limits_for(channel)["sentence_words"] in (25, 30)
    assert allowance(policy.due, Step.REVIEW, channel).amount >= 1


def test_pages_are_held_to_more_and_posts_to_less_than_the_rest(policy: Policy) -> None:
    differ = {c: {g for g, level in policy.levels(c).items() if level != policy.levels(Channel.BLOG)[g]} for c in Channel}
    assert differ == {c: set() for c in Channel} | {Channel.WEB: {GateId.WARNINGS}, Channel.SOCIAL: {GateId.SECOND_PERSON}}


def test_the_names_of_the_valley_and_of_the_teas_are_not_called_misspelt(guides: dict[Channel, Guides]) -> None:
    assert {"Todmorden", "Heptonstall", "Nantou", "houjicha", "parkin"} <= set(guides[Channel.BLOG].terms)
    context = Context(words=guides[Channel.BLOG].terms)
    flags = [f for placed in Document.parse(_edited(STEPS[0])).blocks for f in grammar.CHECK.run(placed.block, context)]
    assert {flag.rule for flag in flags if flag.rule.startswith("Spelling")} == {"Spelling.Unknown"}
    assert sum(flag.rule == "Spelling.Unknown" for flag in flags) == 1, "only the American colour is left"
