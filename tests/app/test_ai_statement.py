"""“How we use AI”, for everybody to read: nothing in it that is not on record."""

import pytest

from studio import formats
from studio.app import ai_statement, asking, connections
from studio.core.asking import Purpose, Service
from studio.core.errors import BadInput, Cancelled, ServiceTrouble, Trouble
from studio.core.events import Actor, EventType
from studio.core.piece import Channel
from studio.core.reach import Reach
from tests.app.conftest import POLICY
from tests.app.test_ai_use import FAR, MAILS, NEAR, answer, note

SAYS = """
[disclosure]
contact = "Ring us on 01632 960700, any day."
channel = { support = "line", email = "full" }
"""


def text(house, **reach):
    return ai_statement.statement(house.workspace, None, Reach(**reach)).markdown


def test_it_names_what_was_used_where_it_runs_for_what_and_since_when(house):
    house.rule(POLICY + SAYS)
    piece = house.bring()
    note(house, piece=piece, text=MAILS)
    house.clock.wait(86_400 * 30)
    note(house, NEAR, piece=piece, purpose=Purpose.TONE)
    said = text(house)
    assert said.startswith("# How we use AI at Larkspur Tea Rooms\n")
    assert "since 24 November 2026" in said
    assert "- Far (model grand-9a): runs elsewhere, at api.example.com." in said
    assert "- Larch (model grand-9a): runs on our own computers." in said
    assert "- writing first drafts,\n- telling how the tone of a text may strike its readers." in said
    assert "e-mail addresses" in said
    assert "Our emails say at length what part AI had in them." in said
    assert "Our support replies say in a line that AI helped." in said
    assert "Ring us on 01632 960700, any day." in said
    assert said.endswith("*As of 24 December 2026.*\n")


def test_nothing_is_in_it_that_is_not_on_record(house):
    erin = house.workspace.person("Erin")
    connections.save(house.workspace, erin, Service("Unused", "https://unused.example.com/v1", "m"))
    note(house, Service("Dead", "https://dead.example.com/v1", "m"), ServiceTrouble(Trouble.ADDRESS, "Nobody answers."))
    note(house, Service("Tried", "https://tried.example.com/v1", "m"), purpose=Purpose.TEST)
    note(house, NEAR, Cancelled(), text=MAILS)
    said = text(house)
    for word in ("Unused", "Dead", "Tried", "tone", "proof", "readers are told", "Erin", "whitlow", "cancel"):
        assert word not in said
    assert "Larch (model tiny-1)" in said, "what was cancelled may have been read all the same"
    assert "To talk to a person, contact us." in said


def test_a_house_without_services_tells_of_the_drafts_that_were_brought(house):
    assert "No AI has had a part in our texts so far" in text(house)
    house.bring(model="generator-a")
    said = text(house)
    assert "- first drafts that were written by AI elsewhere and brought to us." in said
    assert "Which services" not in said
    assert "What it is given" not in said


def test_of_one_brand_it_tells_that_brand_alone(house):
    ours, theirs = house.bring(brand="Alder"), house.bring(brand="Larkspur Tea Rooms")
    note(house, FAR, piece=theirs)
    note(house, NEAR, piece=ours)
    said = text(house, brand="Alder")
    assert said.startswith("# How we use AI at Alder")
    assert "Far" not in said


def test_readers_are_told_who_allows_what_is_sent_as_the_house_really_has_it(house):
    note(house, FAR, piece=house.bring(), purpose=Purpose.TONE)
    assert "A person sees what is sent and allows it, every time." in text(house)
    house.rule(POLICY + '\n[ai]\nshow = "personal"\nsecond_opinion = true\nlocal_only = true\n')
    said = text(house)
    assert "every time" not in said
    assert "without being looked at first. A second opinion is asked for there by itself." in said
    assert "We send nothing any more to services that run elsewhere" in said


def test_readers_are_not_told_that_a_record_holds_no_words_where_it_does(house):
    piece = house.bring()
    note(house, NEAR, piece=piece, purpose=Purpose.TONE)
    assert "The text that was sent is not in it.\n" in text(house)
    note(house, NEAR, piece=piece, purpose=Purpose.REWRITE)
    said = text(house)
    assert "What a draft or other words were asked for with is in it" in said
    assert "neither texts nor personal data" not in said


def test_a_draft_kept_as_it_was_cut_short_is_none_that_was_brought(house):
    entry = house.workspace.history.events(house.bring(model="grand-9"), [EventType.PIECE_CREATED])[0]
    made = entry.payload | {"title": "Cut", "call": "abc", "cut": True}
    house.workspace.history.append_all([(EventType.PIECE_CREATED, "cut-1", entry.actor, made)])
    house.workspace.history.purge(entry.piece, Actor.person("Erin"), "Not ours.")
    pieces = {each.id for each in house.workspace.pieces() if each.model}
    assert pieces - ai_statement._drafted_here(house.workspace) == {entry.piece}
    house.workspace.history.purge("cut-1", Actor.person("Erin"), "Kept long enough.")
    assert ai_statement._drafted_here(house.workspace) == {"cut-1"}


def test_an_entry_that_does_not_say_its_purpose_leaves_a_statement_all_the_same(house):
    made = note(house, NEAR)
    told = asking.entry(made, answer()) | {"purpose": 7}
    house.workspace.history.append(EventType.AI_CALLED, "", Actor.person("Erin"), told)
    assert "- something that our records do not tell any more." in text(house)


@pytest.mark.parametrize("ending", ai_statement.FORMATS)
def test_it_is_exported_and_the_history_knows_what_went_out(house, tmp_path, ending):
    house.rule(POLICY.replace("Larkspur Tea Rooms", "Tea & <Cake> *Rooms*"))
    note(house, piece=house.bring())
    made = ai_statement.statement(house.workspace)
    ai_statement.export(house.workspace, house.workspace.person("Erin"), made, tmp_path / f"ai.{ending}")
    (event,) = house.workspace.history.events("", [EventType.EXPORTED])
    assert (event.actor.name, event.payload["name"]) == ("Erin", f"ai.{ending}")
    written = (tmp_path / f"ai.{ending}").read_text(encoding="utf-8")
    read = formats.read_bytes(written.encode(), f"ai.{ending}")
    assert "Tea & <Cake> *Rooms*" in read.text.replace("\\", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "<Cake>" not in written.replace("\\<", "")
    assert house.workspace.verify().whole


def test_another_format_is_refused(house, tmp_path):
    with pytest.raises(BadInput, match="md, html"):
        ai_statement.export(
            house.workspace, house.workspace.person("Erin"), ai_statement.statement(house.workspace), tmp_path / "a.docx"
        )


def test_every_channel_and_purpose_has_its_words():
    assert set(ai_statement._MANY) == set(Channel)
    assert set(ai_statement._PURPOSES) == set(Purpose) - {Purpose.TEST}
