"""Spelling and grammar, with the real engine."""

import threading

import pytest

from studio.checks import grammar
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document
from studio.core.flag import Safety, Severity


def test_a_misspelt_word_is_an_error_with_the_right_word_as_a_fix(flags):
    (flag,) = flags("grammar", "You will **recieve** it tomorrow.")
    assert (flag.text, flag.rule, flag.severity) == ("recieve", "Spelling.Unknown", Severity.ERROR)
    assert flag.fixes[0].text == "receive"
    assert {fix.safety for fix in flag.fixes} == {Safety.ASK}


def test_british_spelling_stands_and_american_spelling_is_asked_about(flags):
    assert not flags("grammar", "The colour of the theatre is grey.")
    assert [flag.text for flag in flags("grammar", "The color of the theater is nice.")] == ["color", "theater"]


def test_a_slip_of_grammar_is_a_warning_named_by_its_rule(flags):
    (flag,) = flags("grammar", "Reply to this ticket and and we will help.")
    assert (flag.rule, flag.severity, flag.text) == ("Grammar.RepeatedWords", Severity.WARNING, "and and")
    assert flag.fixes[0].text == "and"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("This is a test , and it works.", "This is a test, and it works."),
        ("It took a hour to pack.", "It took an hour to pack."),
        ("They could of called.", "They could have called."),
    ],
)
def test_applying_the_first_fix_gives_the_right_sentence(flags, text, want):
    flag = flags("grammar", text)[0]
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == want


def test_an_unknown_name_is_a_question_and_not_an_error(flags):
    (flag,) = flags("grammar", "We asked Ms Okonkwo-Brightwellson about it and she called Locorotondo.")[-1:]
    assert (flag.text, flag.severity, flag.rule) == ("Locorotondo", Severity.SUGGESTION, "Spelling.Name")


def test_words_of_the_house_are_never_misspelt_and_are_forgotten_with_the_term_list(flags):
    text = "We sell compostable frobnicators."
    known = Context(words=("frobnicators", "compostable"), version="1")
    assert [flag.text for flag in flags("grammar", text)] == ["compostable", "frobnicators"]
    assert not flags("grammar", text, known)
    assert len(flags("grammar", text)) == 2


def test_code_addresses_merge_fields_and_hashtags_are_no_prose(flags):
    assert not flags(
        "grammar",
        "Run `recieve teh` or see https://exmple.com/recieve or write to bokings@exmple.com, {{frstname}}. #lowandslow @frobnic",
    )


@pytest.mark.parametrize("text", ["# A heading in sentence case", "Bring tea, milk and sugar.", "Read pages 3-5 -- twice..."])
def test_matters_of_taste_are_left_to_the_style_guides(flags, text):
    assert not flags("grammar", text)


def test_every_rule_switched_off_is_one_that_harper_has_and_says_why():
    import harper

    known = harper.get_default_lint_config()
    assert set(grammar.OFF) <= set(known)
    assert all(grammar.OFF.values())


def test_ten_in_the_morning_is_no_article(flags):
    assert not flags("grammar", "Passes go on sale on 6 May at 10 a.m. at the door.")


@pytest.mark.parametrize("text", ["", "😀", "—", "123 456", "**", "| |\n|-|\n| |", "a" * 3000, "é" * 50, "\u0301 x"])
def test_any_text_is_checked_without_a_fault(flags, text):
    flags("grammar", text)


def test_spans_count_characters_when_emoji_stand_before(flags):
    (flag,) = flags("grammar", "😀😀 You will recieve it.")
    assert flag.text == "recieve"


def test_several_threads_may_ask_at_once():
    runner = Runner([grammar.CHECK])
    texts = [f"You will recieve {n} of them. It took a hour." for n in range(12)]
    found: dict[str, list[str]] = {}

    def work(text: str) -> None:
        report = runner.run(Document.parse(text), Context(), Lane.SLOW)
        assert not report.missing
        found[text] = [flag.text for flag in report.flags]

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {text: ["recieve", "a"] for text in texts}


def test_without_harper_the_check_is_missing_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grammar, "find_spec", lambda name: None)
    report = Runner([grammar.CHECK]).run(Document.parse("Recieve."), Context(), Lane.SLOW)
    assert report.ran == ()
    assert "pip install harper-py" in report.missing["grammar"]


def test_warming_up_needs_no_text():
    grammar.warm_up()
