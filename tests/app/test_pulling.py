"""Drafts from the exports of other tools: mappings that are kept, and what comes in with them."""

import json
from pathlib import Path

import pytest

from studio.app import pulling
from studio.app.intake import Inbox, Options
from studio.core.errors import BadConfig, BadInput, NotFound, Refused
from studio.core.events import ActorKind, EventType
from studio.core.piece import Channel
from studio.formats import exports
from studio.formats.exports import Places

ROWS = [
    {"id": "n1", "body": "# Slow tea\n\nWe open at ten.\n", "llm": "gen-a", "ask": "Write of tea.", "kind": "newsletter"},
    {"id": "n2", "body": "# Late tea\n\nWe close at six.\n", "llm": "gen-a", "ask": "Write of closing.", "kind": "post"},
]
TOOL = Places(
    fields={"text": "body", "model": "llm", "prompt": "ask", "channel": "kind", "record": "id"},
    fixed={"tool": "Draftwell"},
    channels={"newsletter": "email", "post": "blog"},
)


def _export(rows: object, name: str = "drafts.json") -> exports.Export:
    return exports.read(json.dumps(rows).encode(), name)


def test_a_mapping_is_made_once_and_reads_the_same_from_then_on(house):
    kept = pulling.save(house.workspace, TOOL, "Draftwell")
    read = pulling.mapping(house.root, "draftwell")
    assert read == kept
    assert read.name == "draftwell"
    assert (read.fields, read.fixed, read.channels) == (TOOL.fields, TOOL.fixed, TOOL.channels)
    with pytest.raises(Refused, match="already"):
        pulling.save(house.workspace, TOOL, "draftwell")
    pulling.save(house.workspace, Places(fields={"text": "other"}), "draftwell", replacing=True)
    assert pulling.mapping(house.root, "draftwell").fields == {"text": "other"}
    assert pulling.mappings(house.root)[0].name == "draftwell"


def test_every_mapping_that_comes_along_can_be_read(house):
    assert {each.name for each in pulling.mappings(house.root)} >= {"bluepencil", "batch-answers", "chats"}
    assert pulling.problems(house.root) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 'x'", "does not say where the text stands"),
        ("[fields]\ntext = 'a'\nstars = 'b'", "no “stars”"),
        ("[fields]\ntext = 3", "something else than names and texts"),
        ("colour = 'blue'\n[fields]\ntext = 'a'", "says “colour”"),
        ("[fields]\ntext = 'a'\n[channels]\nx = 'fax'", "no channel “fax”"),
        ("text_is = 'word'\n[fields]\ntext = 'a'", "cannot be “word”"),
        ("[fields", "not valid TOML"),
        ("[fields]\ntext = 'a'\n#" + "x" * 250_000, "too large"),
    ],
)
def test_a_mapping_that_is_wrong_says_what_and_where(house, text, says):
    (house.root / "mappings").mkdir()
    (house.root / "mappings" / "odd.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig, match=says) as caught:
        pulling.mapping(house.root, "odd")
    assert str(caught.value).startswith("mappings/odd.toml")
    assert len(pulling.problems(house.root)) == 1


def test_a_mapping_that_is_not_there_says_which_are(house):
    with pytest.raises(NotFound, match="bluepencil"):
        pulling.mapping(house.root, "draftwell")


@pytest.mark.parametrize("name", ["", "../x", "a b", "con/aux", "é"])
def test_a_mapping_s_name_stays_inside_its_folder(house, name):
    with pytest.raises(BadInput, match="no name for a mapping"):
        pulling.save(house.workspace, TOOL, name)


def test_places_are_said_anew_one_by_one():
    said = ["title=head", "record=", "brand:=Mill", "records=data.items"]
    found = pulling.with_fields(Places(fields={"text": "a", "record": "id"}), said)
    assert (found.fields, found.fixed, found.records) == ({"text": "a", "title": "head"}, {"brand": "Mill"}, "data.items")
    for wrong in ("title", "stars=a"):
        with pytest.raises(BadInput, match="says no place"):
            pulling.with_fields(found, [wrong])


def test_each_record_is_a_piece_with_all_that_the_tool_knew_of_it(house):
    kept = pulling.save(house.workspace, TOOL, "draftwell")
    taken = pulling.take_in_all(house.workspace, pulling.pull(_export(ROWS), kept), house.workspace.person())
    assert not taken.refused
    first, second = (house.workspace.piece(id) for id in taken.pieces)
    assert (first.title, first.channel, first.model) == ("Slow tea", Channel.EMAIL, "gen-a")
    assert (second.channel, second.source_name) == (Channel.BLOG, "drafts.json, record 2")
    (event,) = house.workspace.history.events(first.id, [EventType.PIECE_CREATED])
    assert (event.actor.kind, event.actor.name) == (ActorKind.AI, "gen-a")
    said = event.payload or {}
    assert [said[name] for name in ("tool", "prompt", "record", "mapping")] == ["Draftwell", "Write of tea.", "n1", "draftwell"]


def test_an_export_that_grew_brings_in_what_is_new_alone(house):
    who = house.workspace.person()
    pulling.take_in_all(house.workspace, pulling.pull(_export(ROWS), TOOL), who)
    more = [*ROWS, {"id": "n3", "body": "# New tea\n\nCome in.\n"}]
    taken = pulling.take_in_all(house.workspace, pulling.pull(_export(more), TOOL), who)
    assert [house.workspace.piece(id).title for id in taken.pieces] == ["New tea"]
    assert taken.told_before == "2 drafts came in before, and were left out."
    again = pulling.take_in_all(house.workspace, pulling.pull(_export(more), TOOL), who)
    assert (again.pieces, len(house.workspace.pieces())) == ([], 3)


def test_ids_and_drafts_that_stand_twice_come_in_once_and_it_is_said(house):
    rows = [ROWS[0], {**ROWS[1], "id": "n1"}, ROWS[0]]
    pulled = pulling.pull(_export(rows), TOOL)
    assert [draft.title for draft in pulled.drafts] == ["Slow tea"]
    assert [error.what for error in pulled.refused] == [
        "drafts.json, record 2 has the id “n1”, which record 1 has already.",
        "drafts.json, record 3 is the same as record 1.",
    ]
    assert pulled.told == "1 draft; 2 records cannot be read."


def test_a_channel_that_nobody_knows_keeps_its_own_record_out_alone(house):
    rows = [{**ROWS[0], "kind": "fax"}, ROWS[1]]
    taken = pulling.take_in_all(house.workspace, pulling.pull(_export(rows), TOOL), house.workspace.person())
    assert len(taken.pieces) == 1
    assert [error.what for error in taken.refused] == ["drafts.json, record 1: there is no channel “fax”."]


def test_what_a_person_says_holds_for_every_record(house):
    taken = pulling.take_in_all(
        house.workspace, pulling.pull(_export(ROWS), TOOL), house.workspace.person(), Options(channel="web", brand="Larkspur")
    )
    assert {house.workspace.piece(id).channel for id in taken.pieces} == {Channel.WEB}


def test_the_house_s_own_mapping_is_taken_before_a_guess_and_a_bundled_one_where_it_reads_all(house):
    assert pulling.fitting(house.root, _export(ROWS)).fields["text"] == "body"
    pulling.save(house.workspace, TOOL, "draftwell")
    assert pulling.fitting(house.root, _export(ROWS)).name == "draftwell"
    chat = [{"messages": [{"role": "user", "content": "Write."}, {"role": "assistant", "content": "# Tea\n\nCome in."}]}]
    found = pulling.fitting(house.root, _export(chat))
    assert found.name == "chats"
    (draft,) = pulling.pull(_export(chat), found).drafts
    assert (draft.text, draft.meta["prompt"]) == ("# Tea\n\nCome in.", "Write.")


def test_a_piece_that_went_out_as_json_comes_in_again(house, tmp_path: Path):
    from studio.app.export import export_piece

    session = house.sit(house.bring(model="gen-a", channel="email"))
    out = tmp_path / "tea.json"
    export_piece(session, house.workspace, "json", out)
    export = pulling.opened(out)
    places = pulling.fitting(house.root, export)
    assert places.name == "bluepencil"
    (draft,) = pulling.pull(export, places).drafts
    assert (draft.text, draft.meta["model"], draft.meta["channel"]) == (session.text, "gen-a", "email")


def test_an_export_of_another_tool_is_not_taken_for_a_piece_of_the_house(tmp_path: Path, house):
    plain = tmp_path / "plain.json"
    records = [{"text": f"Tea number {number} is made slowly.", "title": "Tea", "model": "gen-b"} for number in range(3)]
    plain.write_text(json.dumps(records), encoding="utf-8")
    export = pulling.opened(plain)
    places = pulling.fitting(house.root, export)
    assert places.name != "bluepencil"
    drafts = pulling.pull(export, places).drafts
    assert [(draft.title, draft.meta["model"], draft.meta.get("tool", "")) for draft in drafts] == [("Tea", "gen-b", "")] * 3


def test_a_huge_file_is_turned_away_before_it_fills_the_memory(tmp_path: Path):
    huge = tmp_path / "huge.jsonl"
    with huge.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(BadInput, match="too large"):
        pulling.opened(huge)


def test_a_draft_in_the_inbox_comes_with_what_stands_beside_it_and_both_are_put_away(house):
    inbox = Inbox(house.root / "inbox")
    (inbox.folder / "tea.md").write_text("# Tea\n", encoding="utf-8")
    (inbox.folder / "tea.json").write_text('{"model": "gen-a", "prompt": "Write of tea."}', encoding="utf-8")
    (inbox.folder / "drafts.jsonl").write_text('{"text": "a"}', encoding="utf-8")
    who = house.workspace.person()
    assert inbox.collect(house.workspace, who).pieces == []
    outcome = inbox.collect(house.workspace, who)
    assert [house.workspace.piece(id).model for id in outcome.pieces] == ["gen-a"]
    assert len(outcome.refused) == 1
    assert "--mapping" in str(outcome.refused[0])
    assert sorted(path.name for path in inbox.folder.iterdir()) == ["drafts.jsonl", "taken in"]
    assert sorted(path.name for path in (inbox.folder / "taken in").iterdir()) == ["tea.json", "tea.md"]
