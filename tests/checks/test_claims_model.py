"""The model behind the claims check: a second opinion that can be trusted to stay one."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks.claiming import detector, model, signs
from studio.checks.claims import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.claim import ClaimSeverity
from studio.core.data import data_path
from studio.core.document import Document
from studio.core.flag import Flag

CLAIMS = Path(__file__).parents[1] / "claims"
SENTENCES = st.text() | st.lists(st.sampled_from(sorted(signs._WORDS)), max_size=40).map(" ".join)


@pytest.fixture
def lessons() -> Iterator[ModuleType]:
    sys.path.insert(0, str(CLAIMS))
    yield importlib.import_module("lessons")
    sys.path.remove(str(CLAIMS))


def found(text: str) -> tuple[Flag, ...]:
    return Runner([CHECK]).run(Document.parse(text), Context(), Lane.FAST).flags


def scored(text: str) -> float:
    """As a line of a file is: with what the rules found in it."""
    by_rule = [flag.claim.severity for flag in found(text) if flag.claim and flag.claim.rule != "model"]
    return model.score(text, max(by_rule, key=lambda severity: severity.rank, default=None))


@given(SENTENCES, st.none() | st.sampled_from(ClaimSeverity))
def test_any_text_gets_a_score_from_0_to_1_and_the_same_each_time(text: str, heaviest: ClaimSeverity | None):
    score = model.score(text, heaviest)
    assert 0 <= score <= 1
    assert model.score(text, heaviest) == score


@pytest.mark.parametrize("text", ["", " \n", "…", "– – –", "***", "?!"])
def test_a_text_without_words_scores_nothing(text: str):
    assert model.score(text) == 0


@pytest.mark.parametrize(
    ("checkable", "not_so"),
    [
        ("Crime fell by 12% in four years.", "We must do better together."),
        ("He voted against the bill eleven times.", "He is a decent man and I respect him."),
        ("Unemployment is higher than it was in 2009.", "Unemployment is what this election is about."),
        ("I signed the law that doubled the minimum wage.", "I will fight for you every single day."),
        ("Two thirds of the schools have no nurse.", "What would you do for our schools?"),
        ("The previous minister sold the reservoirs to a foreign fund.", "Thank you, Minister, your two minutes are up."),
        ("Studies show that cold rooms improve sleep.", "Sleep tight, and see you in the morning."),
        ("Our oven is fired with beech from two miles away.", "Pop in and say hello."),
        ("The company was founded in 1974 by two brothers.", "My brother likes to sit by the window."),
        ("It costs less than half of what other firms charge.", "Tell us what you would like to pay."),
        ("Exports to the islands rose for the third year in a row.", "Let us hope that next year will be kinder."),
        ("The new drug caused side effects in one in ten patients.", "Ask your doctor before you begin."),
    ],
)
def test_a_statement_that_can_be_checked_scores_above_one_that_cannot(checkable: str, not_so: str):
    assert scored(checkable) > 0.5 > scored(not_so)


def test_curly_quotes_and_straight_ones_weigh_the_same():
    assert model.score("I don’t think that we’ve lost 4,000 jobs") == model.score("I don't think that we've lost 4,000 jobs")


def test_the_model_that_travels_was_taught_with_the_sentences_that_lie_here(lessons: ModuleType):
    """After a change there: `make claims-model`."""
    assert model.load().digest == lessons.digest()


def test_the_model_is_small_plain_data():
    path = data_path(*model.FILE)
    assert path.stat().st_size < 200_000
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"digest", "bias", "signs", "words"}
    assert 0 not in {*model.load().signs.values(), *model.load().words.values()}


def test_no_sentence_is_taught_twice_and_every_part_holds_its_share(lessons: ModuleType):
    taught = list(lessons.read())
    assert len({lesson.text for lesson in taught}) == len(taught)
    parts = [lesson.part for lesson in taught]
    assert {part: parts.count(part) >= 700 for part in set(parts)} == {"debates": True, "marketing": True, "reports": True}


@pytest.mark.parametrize("line", ["claim Crime is down.", "fact\t", "maybe\tCrime is down.", "none\tone\ttwo"])
def test_a_line_to_learn_from_that_cannot_be_read_is_named(lessons: ModuleType, tmp_path: Path, line: str):
    (tmp_path / "debates-1.tsv").write_text(f"none\tWell.\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"debates-1\.tsv:2"):
        list(lessons.read(tmp_path))


def test_what_the_training_never_saw_is_judged_by_its_signs_alone():
    """A name, a figure and a verb in the past are known whatever they are called."""
    known = model.load().words
    assert {"zorbington", "qualmed"} & known.keys() == set()
    assert scored("Zorbington qualmed 7,312 voters last year.") > 0.5


@pytest.fixture
def by_rules_alone(monkeypatch: pytest.MonkeyPatch):
    def run(text: str) -> tuple[Flag, ...]:
        with monkeypatch.context() as patch:
            patch.setattr(detector, "unread", lambda *_: {})
            return found(text)

    return run


def test_the_model_never_takes_back_what_a_rule_found(by_rules_alone, lessons: ModuleType):
    texts = [lesson.text for lesson in lessons.read() if lesson.part == "debates"]
    for text in (" ".join(texts[at : at + 7]) for at in range(0, len(texts), 7)):
        rules, both = by_rules_alone(text), found(text)
        assert rules == tuple(flag for flag in both if flag.claim and flag.claim.rule != "model")


def test_what_the_model_adds_is_light_and_says_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(detector, "_read", lambda *_: {})  # as if no pattern had seen anything
    (flag,) = found("We are glad you came. Exports to the islands fell by 12% in 2019.")
    assert flag.text == "Exports to the islands fell by 12% in 2019"
    assert flag.claim
    assert (flag.claim.categories, flag.claim.severity) == (("entity_causal",), ClaimSeverity.LOW)
    assert (flag.claim.rule, flag.claim.reason) == ("model", "reads like a checkable statement")


@pytest.mark.parametrize(
    "text", ["Are prisons in the delta run by gangs?", "## Prisons in the delta run by gangs", "Imagine prisons run by gangs."]
)
def test_the_model_is_not_asked_about_questions_headings_and_suppositions(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setattr(model, "SURE", 0.0)
    assert [flag.text for flag in found(text) if flag.claim and flag.claim.rule == "model"] == []
