"""After a text is deleted no free word about it can be read any more: not in the file, and not in any report."""

import json
from contextlib import suppress

import pytest

from studio import reports
from studio.app import checklists, commenting, consents, disclosure, escalation, feedback, intake
from studio.app.export import make_report, write_report
from studio.core.claim import ClaimStatus
from studio.core.errors import KnownError
from studio.core.events import Actor
from studio.core.feedback import FeedbackKind
from studio.core.flag import Reason
from studio.core.gate import GateId
from studio.core.judgement import Answer, DisclosureLevel
from studio.core.purged import left_by
from studio.core.span import Span
from studio.formats import exports

_OPEN = "\n[gate]\n" + "".join(f'{each.value} = "off"\n' for each in GateId if each.value not in ("hold", "not_empty"))


class Canaries:
    """A word of its own for every field, which nobody would write by chance."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def __call__(self, field: str) -> str:
        return self.words.setdefault(field, f"zq{field}xx")

    def sung(self, data: bytes) -> list[str]:
        return sorted(field for field, word in self.words.items() if word.encode() in data.lower())


@pytest.fixture
def deleted(house, type_over):
    """A piece that had a canary in every field where a person writes, approved, published and taken back; then deleted."""
    house.rule((house.root / "policy.toml").read_text() + _OPEN)
    say = Canaries()
    piece = house.bring(
        f"# Tea\n\nWe utilize {say('body')} leaves. Last year 73% of guests came back.\n",
        brief=say("brief"),
        audience=say("first"),
    )
    session = house.sit(piece)
    session.describe({"audience": say("audience"), "audience_checked": True})
    session.dismiss(session.flags[0], Reason.DELIBERATE, note=say("dismissal"))
    session.decide_claim(session.claims[0], ClaimStatus.OPINION, say("opinion"))
    begun = commenting.comment(session, say("comment"), on=Span(2, 5))
    commenting.reply(session, begun, say("reply"))
    for kind in ("flag", "rule", "claim"):
        with suppress(KnownError):
            commenting.comment(session, say(f"about{kind}"), about=f"{kind}:{say(f'key{kind}')} of words")
    consents.record(session, say("subject"), say("scope"), proof=say("proof"))
    disclosure.decide(session, DisclosureLevel.LINE, f"Made with {say('wording')}.", say("lesser"))
    editor = house.sit(piece, "Erin")
    for row in checklists.standing(editor).rows:
        checklists.answer(editor, row.list, row.question.id, Answer.NO, say("tick"))
    session = house.sit(piece)
    escalation.escalate(session, "Erin", say("escalated"))
    escalation.dispute(session, None, say("disputed"), rule=f"{say('rule')} of words")
    (sent, *_) = house.workspace.history.judged.escalations(piece)
    escalation.settle(house.workspace, house.workspace.person(sent.to), sent.number, say("settled"))
    type_over(session, "leaves", say("typed"))
    session.flush()
    session.submit("Erin", note=say("handing"))
    house.sit(piece, "Erin").request_changes(say("returned"))
    house.sit(piece).submit("Erin", note=say("again"))
    editor = house.sit(piece, "Erin")
    editor.hold(say("held"))
    editor.resume(say("resumed"))
    editor.approve(say("approved"))
    editor.publish(say("where"), say("published"))
    editor.reopen(say("reopened"))
    editor.withdraw(say("withdrawn"))
    editor.bring_back(say("back"))
    house.workspace.history.purge(piece, Actor.person("Erin"), "Kept long enough.")
    return piece, say


def test_no_free_word_of_a_deleted_piece_is_in_any_byte_of_the_workspace(house, deleted):
    _, say = deleted
    house.workspace.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = {each.name: say.sung(each.read_bytes()) for each in house.root.rglob("*") if each.is_file()}
    assert {name: sung for name, sung in found.items() if sung} == {}
    assert len(say.words) > 30
    assert house.workspace.history.verify().whole


@pytest.mark.parametrize("kind", sorted(reports.kinds()))
def test_no_report_holds_a_free_word_of_a_deleted_piece(house, deleted, kind):
    _, say = deleted
    for ending in ("html", "json", "csv"):
        made = make_report(house.workspace, kind, house.workspace.person("Erin"))
        with suppress(KnownError):  # of some kinds there is no table
            target = house.root / "exports" / f"{kind}.{ending}"
            write_report(made, ending, target)
            assert say.sung(target.read_bytes()) == []


def test_who_decided_what_of_the_disclosure_stays_without_its_words(house, deleted):
    piece, _ = deleted
    events = house.workspace.history.events(piece)
    (told,) = [left["disclosure"] for left in left_by(events).values() if "disclosure" in left]
    assert (told["level"], told["by"]) == ("line", "Wren")
    assert not {"wording", "reason"} & told.keys()
    assert len(told["wording_hash"]) == 64


def test_where_an_export_had_a_draft_from_and_what_readers_rated_goes_with_its_words(house):
    say = Canaries()
    record = json.dumps({"text": "# Tea\n\nWe like tea.\n", "source": f"Talk with {say('tool')}, about her divorce"})
    read = exports.read(record.encode(), "talks.jsonl")
    draft = exports.draft(read.records[0], exports.guess(read), "talks.jsonl")
    assert say.sung(draft.meta["tool"].encode()) == ["tool"]
    piece = intake.take_in(house.workspace, draft, house.workspace.person("Wren"), intake.Options(channel="email"))
    house.sit(piece).submit("Erin")
    house.sit(piece, "Erin").approve()
    house.sit(piece, "Erin").publish("https://larkspur.example/tea")
    erin = house.workspace.person("Erin")
    feedback.note(
        *(house.workspace, erin, piece, FeedbackKind.OUTCOME),
        name=say("name"),
        unit=f"of {say('unit')}",
        value=3.0,
        source="A talk",
    )
    house.workspace.history.purge(piece, Actor.person("Erin"), "Kept long enough.")
    house.workspace.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert {each.name: say.sung(each.read_bytes()) for each in house.root.glob("history*") if say.sung(each.read_bytes())} == {}
    assert house.workspace.history.verify().whole
