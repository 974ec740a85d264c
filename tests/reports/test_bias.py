"""The bias report: what differs by audience is said with the number of pieces, small numbers are said, and nothing is judged."""

import csv
import io
import json

import pytest

from studio.core.events import Head, Verification
from studio.core.piece import Piece
from studio.core.voice import Voice
from studio.core.voicing import Heard, Hearing
from studio.reports import bias, formats

HEAD = Head("ab" * 32, 9, "2026-11-30T09:00:00Z")
WHEN = "2026-11-20T09:00:00Z"


def _heard(id: str, audience: str, tone: float, grade: float, when: str = WHEN, **flags: int) -> Heard:
    before = Voice(500, {"tone": tone, "grade": grade + 2})
    after = Voice(500, {"tone": tone, "grade": grade})
    return Heard(Piece(id, f"Piece {id}", audience=audience), when, True, before, after, flags, flags)


def _report(*heard: Heard, period=("", "")) -> bias.BiasReport:
    checked = Verification(9, HEAD)
    known = {"workspace": "House", "made": "2026-11-30T09:00:00Z", "made_by": "Erin", "head": HEAD, "verification": checked}
    return bias.build(Hearing(heard, {}), **known, period=period)


def _many(audience: str, number: int, tone: float, grade: float, **flags: int) -> list[Heard]:
    return [_heard(f"{audience}{n}", audience, tone, grade + n / 10, **flags) for n in range(number)]


def test_an_audience_that_is_written_to_otherwise_is_told_with_both_numbers():
    report = _report(*_many("Students", 5, 0.1, 9), *_many("Members", 6, 0.12, 5))
    assert [each.sentence for each in report.differences] == [
        "Texts for “Members” ask 5.2 school years of their reader in the middle, all others 9.2 (6 pieces against 5 pieces).",
        "Texts for “Students” ask 9.2 school years of their reader in the middle, all others 5.2 (5 pieces against 6 pieces).",
    ]
    assert report.summary == "2 of 2 audiences could be held against all others, with 2 differences to look at."


def test_where_the_texts_overlap_it_may_be_chance_and_the_report_says_so():
    mixed = [_heard(f"m{n}", "Members", 0.1, grade) for n, grade in enumerate((4, 5, 9, 9.5, 10))]
    others = [_heard(f"o{n}", "Others", 0.1, grade) for n, grade in enumerate((4, 5, 6, 9, 10))]
    report = _report(*mixed, *others)
    assert report.differences
    assert all(each.sentence.endswith("; their middle halves overlap, so it may be chance.") for each in report.differences)


@pytest.mark.parametrize("number", [1, 4])
def test_few_pieces_are_shown_and_never_compared(number):
    report = _report(*_many("Few", number, -0.9, 18, **{"Inclusive.Guys": 9}), *_many("Many", 9, 0.5, 4))
    assert not [each for each in report.differences if each.audience == "Few"]
    assert "fewer than 5 pieces: not compared" in report.page()
    assert not any(each["compared"] for each in report.record()["segments"] if each["audience"] == "Few")
    assert float(next(row for row in report.table().rows if row[0] == "Few")[4]) == -0.9
    assert "too few pieces" in report.summary or "too few to hold" in report.summary


def test_an_audience_that_nobody_else_stands_against_is_not_said_to_be_compared():
    report = _report(*_many("Few", 2, 0.1, 5), *_many("Many", 9, 0.1, 5))
    assert [each["compared"] for each in report.record()["segments"]] == [False, False]


def test_pieces_without_an_audience_are_a_segment_of_their_own_and_stand_last():
    report = _report(*_many("", 8, 0.1, 5), *_many("Members", 5, 0.1, 5), _heard("x", " members. ", 0.1, 5))
    assert [(each.name, len(each.pieces)) for each in report.segments] == [("Members", 6), ("no audience named", 8)]
    assert report.differences == ()
    assert "None of them differs" in report.page()


def test_inclusive_flags_are_of_all_words_and_the_period_counts():
    old = _many("Members", 5, 0.1, 5, **{"Inclusive.Guys": 2})
    new = [
        _heard(f"n{n}", "Others", 0.1, 5, "2026-11-28T09:00:00Z", **{"Inclusive.Guys": 1, "Inclusive.Age": 1}) for n in range(5)
    ]
    report = _report(*old, *new)
    members = report.segments[0]
    assert members.edited.inclusive == 1000 * 10 / 2500
    assert dict(members.edited.rules) == {"Inclusive.Guys": 10}
    assert [len(each.pieces) for each in _report(*old, *new, period=("2026-11-25", "")).segments] == [5]


def test_every_figure_of_the_table_can_be_counted_again_from_the_json():
    report = _report(*_many("Members", 5, 0.1, 5, **{"Inclusive.Guys": 1}), *_many("", 2, 0.3, 9))
    record = json.loads(formats()["json"](report))
    rows = list(csv.DictReader(io.StringIO(formats()["csv"](report).decode("utf-8-sig"))))
    for segment, row in zip(record["segments"], rows, strict=True):
        tones = sorted(piece["tone"] for piece in segment["pieces"])
        assert segment["edited"]["tone"]["middle"] == pytest.approx(tones[len(tones) // 2], abs=0.3)
        assert row["Pieces"] == str(len(segment["pieces"]))
        flags = sum(sum(piece["inclusive"].values()) for piece in segment["pieces"])
        assert segment["edited"]["inclusive_per_1000_words"] == pytest.approx(1000 * flags / segment["edited"]["words"])
