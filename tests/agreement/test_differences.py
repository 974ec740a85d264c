"""The comparison with Vale tells each difference once, and a reason covers only what is found to be so."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio.app.checking import Checked
from studio.core.document import Document

HERE = Path(__file__).parent


@pytest.fixture
def d() -> Iterator[ModuleType]:
    sys.path.insert(0, str(HERE))
    yield importlib.import_module("differences")
    sys.path.remove(str(HERE))


@pytest.fixture
def alert(d) -> Callable[..., Any]:
    def make(line, first, match, rule="House.R", message="no", span=(0, 0)):
        return d.Alert("a.md", rule, message, line, first, first + len(match) - 1, match, span=span)

    return make


@pytest.fixture
def trial(d) -> Callable[..., Any]:
    def make(text, vales=(), ours=()):
        return d.Trial("vale", HERE, vales, ours, {"a.md": Checked(Document.parse(text), ())})

    return make


def test_every_alert_is_told_once_on_the_side_that_lacks_it(d, alert):
    vales = [alert(1, 1, "tea"), alert(2, 1, "tea"), alert(3, 1, "pot"), alert(4, 1, "cup", message="a cup")]
    ours = [alert(1, 1, "tea"), alert(2, 5, "tea"), alert(4, 1, "cup", message="the cup"), alert(9, 1, "jug", "House.S")]
    found = [(each.side, each.alert.match) for each in d.differences(vales, ours)]
    assert found == [("place", "tea"), ("vale", "pot"), ("words", "cup"), ("ours", "jug")]


def test_the_same_alert_twice_is_a_difference_for_the_second(d, alert):
    assert [each.side for each in d.differences([alert(1, 1, "tea")] * 2, [alert(1, 1, "tea")])] == ["vale"]


@pytest.mark.parametrize(
    ("text", "first", "wrong"),
    [
        ("The tea is hot.", 5, False),
        ("The teapot is hot.", 5, True),  # cuts a word
        ("The pot is hot.", 5, True),  # reads otherwise
        ("At https://example.org/tea it is.", 24, True),  # an address
        ("Say `tea` now.", 6, True),  # code
    ],
)
def test_a_place_is_wrong_where_the_source_says_so(d, alert, trial, text, first, wrong):
    difference = d.Difference("place", alert(1, first, "tea"), alert(1, 1, "tea"))
    assert d.WHEN["misplaced"](difference, trial(text)) is wrong


def test_what_vale_was_not_heard_to_say_alone_stays_unexplained(d, alert, trial):
    difference = d.Difference("ours", None, alert(1, 5, "tea", span=(4, 7)))
    known = [d.Reason("lost", "found alone", ("ours",))]
    asked = trial("The tea is hot.")
    assert not known[0].covers(difference, asked)
    asked.answers[("a.md", "House.R", "1:5-7")] = (True, True)
    assert known[0].covers(difference, asked)


def test_grades_may_differ_by_tenths_and_not_by_more(d, alert, trial):
    for other, near in (("10.40", True), ("11.10", False)):
        pair = d.Difference("words", alert(1, 1, "", message="Grade 10.00"), alert(1, 1, "", message=f"Grade {other}"))
        assert d.WHEN["another figure"](pair, trial("Tea.")) is near


def test_every_reason_can_be_tried_and_none_covers_just_anything(d, monkeypatch, tmp_path):
    known = d.reasons()
    assert {reason.when for reason in known} <= set(d.WHEN)
    assert all(reason.side and reason.why.endswith(".") for reason in known)
    listed = tmp_path / "reasons.toml"
    listed.write_text('[[reason]]\nwhy = "So."\nwhen = "these"\nside = ["vale"]\nrules = ["House.R"]\n', encoding="utf-8")
    monkeypatch.setattr(d, "LISTED", listed)
    with pytest.raises(ValueError, match="has to say what it is about"):
        d.reasons()
