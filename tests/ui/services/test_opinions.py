"""A second opinion in the window: shown and allowed, joined with the rules' findings, marked as a model's."""

import json

from studio.app.intake import take_in
from studio.core.claim import ClaimStatus
from studio.core.events import EventType
from studio.formats import read_clipboard
from studio.ui.claims.row import ClaimRow
from tests.services.fake_ai import Says


def remark(sentence: int, quote: str, what: str, why: str = "") -> dict[str, object]:
    return {"sentence": sentence, "quote": quote, "what": what, "why": why}


def ask(at, server, action: str, *rows: dict[str, object], says: Says | None = None) -> None:
    server.says(says or Says(json.dumps({"remarks": list(rows)})))
    at.desk.settle()
    at.desk.do(action)
    at.desk.bot.waitUntil(lambda: at.asked is not None, timeout=30_000)
    at.allow()
    at.desk.bot.waitUntil(lambda: bool(at.desk.notice) and not at.shell.calls.is_busy, timeout=30_000)
    at.desk.settle()


def test_claims_of_a_model_stand_among_the_others_with_its_name(at, server):
    before = {claim.text for claim in at.desk.session.claims}
    ask(
        at,
        server,
        "opinion_claims",
        remark(3, "forget the rain for an hour", "regulated", "may calm"),
        remark(1, "nowhere", "ranking"),
    )
    assert at.desk.notice.startswith("1 remark by Larch: among the claims, as a model’s opinion.")
    assert "1 remark left out" in at.desk.notice
    rows = {claim.text: claim for claim in at.desk.session.claims}
    (own,) = rows.keys() - before
    assert (rows[own].note.model, rows[own].status) == ("Larch (tiny-1)", ClaimStatus.UNVERIFIED)
    at.desk.do("tab_claims")
    (row,) = [row for row in at.window.findChildren(ClaimRow) if row.claim.text == own]
    assert row.accessibleName().endswith("only a model’s opinion")


def test_a_remark_on_tone_is_painted_listed_and_can_be_dismissed(at, server):
    ask(at, server, "opinion_tone", remark(3, "forget the rain", "pushy", "commands"))
    (flag,) = [flag for flag in at.desk.session.flags if flag.check == "opinion"]
    assert flag in [mark[2] for mark in at.desk.session.marks]
    at.desk.to_flag("Opinion.Tone")
    assert at.window.review.walk.flag_at == flag


def test_an_answer_in_another_form_is_one_notice_and_the_rules_result_stands(at, server):
    at.desk.settle()
    before = at.desk.session.claims, at.desk.session.flags
    ask(at, server, "opinion_claims", says=Says("I would rather not."))
    assert "Larch did not answer in the form that was asked for." in at.desk.notice
    assert (at.desk.session.claims, at.desk.session.flags) == before
    assert at.noted() == [("Wren", "answered")]


def test_the_answer_goes_to_its_own_piece_when_another_lies_on_the_desk_by_then(at, server):
    server.says(Says(json.dumps({"remarks": []}), gap=0.1))
    at.desk.settle()
    first = at.desk.session.piece.id
    at.desk.do("opinion_tone")
    at.desk.bot.waitUntil(lambda: at.asked is not None, timeout=30_000)
    at.allow()
    workspace = at.window.acts.workspace
    other = take_in(workspace, read_clipboard(None, "# Another\n\nOne more text to read.\n"), at.desk.session.person)
    at.window.acts.open_piece(other)
    at.desk.bot.waitUntil(lambda: not at.shell.calls.is_busy, timeout=30_000)
    assert at.desk.session.piece.id == other
    (event,) = workspace.history.events(None, [EventType.OPINION_READ])
    assert event.piece == first


def test_without_a_service_the_key_says_how_to_get_one(desk):
    desk.settle()
    desk.do("opinion_claims")
    assert "No AI service is set up here." in desk.notice


def test_where_the_house_wants_it_a_model_here_is_asked_by_itself_and_only_about_what_changed(at, server):
    policy = at.desk.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + '\n[ai]\nsecond_opinion = true\nshow = "personal"\n', encoding="utf-8")
    server.says(Says(json.dumps({"remarks": []})))
    at.window.acts.open_workspace(at.desk.root)
    at.window.acts.open_piece(at.window.acts.workspace.pieces()[0].id)
    assert "second opinion on claims" in at.desk.session.missing
    at.desk.bot.waitUntil(lambda: not at.desk.session.missing and not at.shell.calls.is_busy, timeout=120_000)
    assert at.asked is None
    assert {event["messages"][0]["role"] for event in server.asked} == {"system"}
    assert len(server.asked) == 2
    at.desk.caret_to("Come in, sit")
    at.desk.type("Hello. ")
    assert "Hello. Come in" in at.desk.text
    at.desk.bot.waitUntil(lambda: len(server.asked) == 4 and not at.desk.session.missing, timeout=120_000)
    assert "Hello." in server.asked[-1]["messages"][1]["content"]
    assert "window seat" not in server.asked[-1]["messages"][1]["content"]
