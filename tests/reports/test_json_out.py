"""The report for programs: a stable shape with everything in it."""

import json

from studio.core.edit import Edit
from studio.core.span import Span
from studio.reports import write


def _read(report):
    return json.loads(write(report, "json"))


def test_the_shape_is_the_documented_one(desk):
    found = _read(desk.report(desk.tea()))
    assert list(found) == [
        *("report", "format", "workspace", "made", "made_by", "period", "head", "verification"),
        *("how_counted", "totals", "pieces"),
    ]
    assert (found["report"], found["format"]) == ("edit-history", 1)
    assert list(found["pieces"][0]) == [
        *("piece", "summary", "original", "text", "moved_on", "retained", "edit_depth", "origins", "changes", "claims"),
        *("ai", "dismissals"),
        *("house_dismissals", "handoffs", "approvals", "moves", "exports", "notes", "entries"),
    ]
    assert list(found["pieces"][0]["entries"][0]) == [
        *("number", "device", "sequence", "time", "type", "actor", "fields", "edits", "purged", "text_hash", "hash"),
    ]
    assert set(found["pieces"][0]["claims"][0]) == {
        *("key", "text", "categories", "severity", "need", "status", "reason", "decided_by", "in_text", "evidence"),
    }


def test_the_head_can_serve_as_an_anchor_later(desk):
    report = desk.report(desk.tea())
    assert _read(report)["head"] == {"hash": report.head.hash, "count": report.head.count, "time": report.head.time}
    assert _read(report)["pieces"][0]["entries"][-1]["hash"] == report.head.hash


def test_the_same_report_gives_the_same_bytes_and_one_more_edit_changes_only_its_own_lines(desk):
    story = desk.tea()
    report = desk.report(story)
    first = write(report, "json")
    assert write(report, "json") == first
    story.edit("Wren", Edit(Span(0, 0), "! "))
    gone = set(first.decode().splitlines()) - set(write(desk.report(story), "json").decode().splitlines())
    assert len(gone) < 30


def test_the_changes_turn_the_original_into_the_text(desk):
    piece = _read(desk.report(desk.tea()))["pieces"][0]
    text = piece["original"]
    for change in reversed(piece["changes"]):
        before = change["before"]
        assert text[before["start"] : before["end"]] == before["text"]
        text = text[: before["start"]] + change["after"]["text"] + text[before["end"] :]
    assert text == piece["text"]
    assert {change["who"] for change in piece["changes"]} == {"Wren Adeyemi", "Tom Reed"}


def test_text_is_exact_to_the_last_hidden_character(desk):
    text = "a\u202eb\u200b\x07 =1 <script> 👩‍👩‍👧"
    assert _read(desk.report(desk.story(original=text)))["pieces"][0]["original"] == text


def test_a_folder_whose_name_is_no_unicode_does_not_stop_the_report(desk):
    assert _read(desk.report(desk.tea(), workspace="caf\udce9"))["workspace"] == "caf\udce9"
