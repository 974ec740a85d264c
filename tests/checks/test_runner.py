"""Running checks: what is remembered, what is placed, what is admitted to be missing."""

import logging
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio import checks
from studio.checks.runner import FAULT, Runner
from studio.core.check import BLOCK, DOCUMENT, Check, Context, Lane
from studio.core.document import Document
from studio.core.edit import Edit
from studio.core.errors import Cancelled
from studio.core.flag import Flag, Severity
from studio.core.span import Span

FAST = tuple(check for check in checks.find() if check.lane is Lane.FAST)


def find_teh(block, context):
    at = block.text.find("teh")
    while at >= 0:
        yield Flag.over(Span(at, at + 3), "Say the.")
        at = block.text.find("teh", at + 3)


def count_teh(document, context):
    if document.text.count("teh") > 1:
        yield Flag.over(Span(0, 3), "More than one.")


TEH = Check("teh", "Teh", "It is a slip.", BLOCK, find_teh, (), severity=Severity.ERROR, rule="Slip.Teh")
MANY = Check("many", "Many", "Too many slips.", DOCUMENT, count_teh, ())


def run(runner: Runner, text: str, **more) -> tuple[Flag, ...]:
    return runner.run(Document.parse(text), Context(), Lane.FAST, **more).flags


def test_a_flag_comes_out_whole_and_stands_on_the_words_in_the_source():
    text = "# Head\n\nFine here. Bold **teh** end. Fine again.\n"
    (flag,) = run(Runner([TEH]), text)
    assert flag.span.of(text) == flag.text == "teh"
    assert (flag.check, flag.rule, flag.severity, flag.why) == ("teh", "Slip.Teh", Severity.ERROR, "It is a slip.")
    assert flag.context == "Bold teh end."


def test_what_a_check_says_itself_is_kept():
    def own(block, context):
        yield Flag.over(Span(0, 1), "M.", rule="Own.Rule", severity=Severity.SUGGESTION, why="Because.")

    (flag,) = run(Runner([replace(TEH, run=own)]), "Text.")
    assert (flag.rule, flag.severity, flag.why) == ("Own.Rule", Severity.SUGGESTION, "Because.")


def test_flags_of_blocks_and_of_the_document_come_in_reading_order_without_doubles():
    def twice(block, context):
        yield from (*find_teh(block, context), *find_teh(block, context))

    found = run(Runner([replace(TEH, run=twice), MANY]), "So teh one.\n\nAnd teh other.\n")
    assert [(flag.check, flag.span.start) for flag in found] == [("many", 0), ("teh", 3), ("teh", 17)]


def test_what_readers_never_see_is_not_checked():
    text = '---\ntitle: "teh title"\nbrief: teh notes\n---\nBody.\n'
    assert [flag.span.start for flag in run(Runner([TEH]), text)] == [text.index("teh title")]


def test_only_the_edited_block_is_checked_again():
    read: list[str] = []

    def noting(block, context):
        read.append(block.text)
        return ()

    runner = Runner([replace(TEH, run=noting)])
    document = Document.parse("One.\n\nTwo.\n\nThree.\n")
    runner.run(document, Context(), Lane.FAST)
    read.clear()
    runner.run(document.apply(Edit(Span(6, 9), "Two!")), Context(), Lane.FAST)
    assert read == ["Two!."]


def test_a_new_version_of_the_guides_checks_everything_again():
    limits = Context(limits={"sentence_words": 3}, version="strict")
    runner = Runner(FAST)
    document = Document.parse("There are a few more words here than three of them.\n")
    assert not [f for f in runner.run(document, Context(), Lane.FAST).flags if f.check == "readability"]
    assert [f for f in runner.run(document, limits, Lane.FAST).flags if f.check == "readability"]


def test_a_check_that_fails_is_missing_and_not_clean_and_the_others_go_on(caplog: pytest.LogCaptureFixture):
    def fails(block, context):
        yield Flag.over(Span(0, 1), "First.")
        if "boom" in block.text:
            raise ZeroDivisionError("in the check")

    broken = replace(TEH, id="broken", run=fails)
    with caplog.at_level(logging.ERROR):
        report = Runner([broken, TEH]).run(Document.parse("A teh.\n\nboom\n\nboom again\n"), Context(), Lane.FAST)
    assert report.missing == {"broken": FAULT}
    assert report.ran == ("teh",)
    assert [flag.check for flag in report.flags] == ["broken", "teh"]  # the block that went well keeps its flag
    assert "ZeroDivisionError" in caplog.text
    assert len(caplog.records) == 1


def test_a_document_check_that_fails_is_missing_too():
    def fails(document, context):
        raise ValueError("no")

    report = Runner([replace(MANY, run=fails)]).run(Document.parse("A.\n"), Context(), Lane.FAST)
    assert (report.ran, report.missing) == ((), {"many": FAULT})


def test_a_check_that_cannot_run_here_says_why():
    report = Runner([replace(TEH, available=lambda: "No engine."), MANY]).run(Document.parse("teh"), Context(), Lane.FAST)
    assert (report.ran, report.missing, report.flags) == (("many",), {"teh": "No engine."}, ())


def test_a_lane_runs_and_reports_its_own_checks_only():
    slow = replace(TEH, id="slow", lane=Lane.SLOW)
    runner = Runner([TEH, slow, MANY])
    assert runner.run(Document.parse("teh"), Context(), Lane.SLOW).ran == ("slow",)
    assert runner.run(Document.parse("teh"), Context(), Lane.FAST).ran == ("teh", "many")
    assert runner.run(Document.parse("teh"), Context(), Lane.FAST, only={"many"}).ran == ("many",)


def test_a_run_nobody_waits_for_stops_between_blocks():
    read: list[str] = []

    def noting(block, context):
        read.append(block.text)
        return ()

    with pytest.raises(Cancelled):
        run(Runner([replace(TEH, run=noting)]), "One.\n\nTwo.\n\nThree.\n", cancelled=lambda: len(read) == 2)
    assert read == ["One.", "Two."]


def test_forgetting_costs_time_and_never_a_flag():
    text = "".join(f"Block {n} has teh slip.\n\n" for n in range(40))
    small, large = Runner([TEH], memory=3), Runner([TEH])
    assert run(small, text) == run(small, text) == run(large, text)


def test_two_lanes_run_side_by_side_and_give_what_each_gives_alone():
    text = "".join(f"Paragraph {n} has teh slip. We sold 4{n}% more than in 2019.\n\n" for n in range(60))
    slow = replace(TEH, id="slow", lane=Lane.SLOW)
    alone = Runner([*FAST, slow])
    expected = {lane: alone.run(Document.parse(text), Context(), lane).flags for lane in Lane}
    shared, found = Runner([*FAST, slow]), {}

    def work(lane: Lane) -> None:
        found[lane] = [shared.run(Document.parse(text), Context(), lane).flags for _ in range(3)]

    threads = [threading.Thread(target=work, args=(lane,)) for lane in Lane]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {lane: [expected[lane]] * 3 for lane in Lane}


PIECES = st.sampled_from(
    [
        "We sold 43% more teh in 2019. ",
        "\n\n",
        "# Best in the UK\n",
        "- teh item\n",
        "> “It changed my life,” said Ms Obi.\n",
        "`teh` ",
        "**never** ",
        "| a | b |\n|---|---|\n| 36 hours | teh |\n",
        "---\n",
        "[a link](https://example.com) ",
        "\n",
        "This sentence goes on and on and on and on and on and on and on and on and on and on and on and on and on and on so. ",
        "😀 ",
        "```\n",
        "[x]: y\n",
    ]
)
EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40), PIECES), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12), EDITS)
def test_after_any_edits_the_flags_are_those_of_a_fresh_full_check(pieces, edits):
    runner, document = Runner([*FAST, TEH, MANY]), Document.parse("".join(pieces))
    runner.run(document, Context(), Lane.FAST)
    for start, length, new in edits:
        start = min(start, len(document.text))
        document = document.apply(Edit(Span(start, min(start + length, len(document.text))), new))
        report = runner.run(document, Context(), Lane.FAST)
        fresh = Runner([*FAST, TEH, MANY]).run(Document.parse(document.text), Context(), Lane.FAST)
        assert report.flags == fresh.flags
        assert (report.ran, report.missing) == (fresh.ran, fresh.missing)
        assert report.document.revision == document.revision
