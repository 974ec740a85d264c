"""Hard sentences, and the figures of the measures panel."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from studio.checks.readability import Figures, figures
from studio.core.check import Context
from studio.core.document import Document

LONG = "word " * 30 + "end."
PLAIN = "The cat sat on the mat. The dog ran to the door. " * 6


def test_a_sentence_over_the_limit_is_flagged_whole_and_its_neighbours_are_not(flags):
    (flag,) = flags("readability", f"Short one. {LONG} Short again.")
    assert flag.text == LONG
    assert flag.rule == "Readability.LongSentence"
    assert "31 words" in flag.message


def test_a_sentence_at_the_limit_may_stay(flags):
    assert not flags("readability", "word " * 29 + "end.")


def test_a_channel_may_ask_for_shorter_sentences(flags):
    context = Context(limits={"sentence_words": 5}, version="short")
    assert [flag.text for flag in flags("readability", "These are exactly five words. Here we have six of them.", context)] == [
        "Here we have six of them."
    ]


def test_long_words_make_a_shorter_sentence_hard(flags):
    text = (
        "Comprehensive organisational methodologies necessitate interdisciplinary collaboration "
        "across geographically and linguistically distributed departments internationally."
    )
    (flag,) = flags("readability", text)
    assert flag.rule == "Readability.HardSentence"


def test_headings_and_tables_are_not_read_as_sentences(flags):
    assert not flags("readability", f"# {LONG}\n\n| {LONG} |\n|---|\n| {LONG} |\n")


def test_an_easy_text_measures_easy_and_a_hard_one_hard():
    hard = "Organisational considerations necessitate comprehensive interdepartmental communication methodologies. " * 5
    easy, difficult = figures(Document.parse(PLAIN)), figures(Document.parse(hard))
    assert easy.reading_ease > 90 > 10 > difficult.reading_ease
    assert easy.grade < 3 < 12 < difficult.grade
    assert easy.fog < 5 < 15 < difficult.fog


def test_the_figures_are_what_the_formulas_give_when_counted_by_hand():
    # 6 words of 6 syllables and 6 words of 6 syllables, six times over: 6 words a sentence, 1 syllable a word.
    made = figures(Document.parse(PLAIN))
    assert (made.words, made.sentences, made.sentence_words) == (72, 12, 6.0)
    assert made.reading_ease == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert made.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert made.fog == pytest.approx(0.4 * 6)
    assert made.reading_seconds == round(72 * 60 / 238)


def test_full_stops_inside_a_sentence_do_not_make_a_text_look_easy():
    text = "Dr. Lee paid 3.14 pounds for it, e.g. in the U.S. shop, and went home. " * 4
    assert figures(Document.parse(text)).sentences == 4


def test_a_short_text_gets_no_grade_and_an_empty_one_no_fault():
    assert figures(Document.parse("Only a few words here.")) == Figures(5, 1, 5.0, None, None, None, 1, 0)
    assert figures(Document.parse("")) == Figures(0, 0, 0.0, None, None, None, 0, 0)


def test_long_sentences_are_counted_against_the_limit_given():
    assert figures(Document.parse(LONG)).long_sentences == 1
    assert figures(Document.parse(LONG), limit=40).long_sentences == 0


def test_code_and_markup_do_not_count_as_words():
    assert figures(Document.parse("**One** `x = y + 1` two.")).words == 2


OFFLINE = """
import socket
def refuse(*a, **k):
    raise AssertionError("reached for the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import sys
from studio.checks.readability import figures
assert "textstat" not in sys.modules and "nltk" not in sys.modules, "loaded at import"
from studio.core.document import Document
import nltk
nltk.data.path.clear()
print(round(figures(Document.parse("Beautiful creatures were running happily. " * 12)).reading_ease, 2))
"""


def test_syllables_are_counted_without_a_network_without_a_home_and_without_nltk_data(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        cwd=root,
        env={**kept, "HOME": str(home), "NLTK_DATA": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # beau-ti-ful crea-tures were run-ning hap-pi-ly: 11 syllables in 5 words
    assert float(done.stdout) == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 11 / 5, abs=0.01)
    assert not list(home.iterdir())


def test_the_dictionary_is_used_and_not_a_guess(monkeypatch: pytest.MonkeyPatch):
    def refuse(*args, **kwargs):
        raise AssertionError("reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    from studio.core.syllables import textstat

    # Hyphenation, textstat's way without a dictionary, gives 1, 2 and 2 here.
    assert [textstat().syllable_count(word) for word in ("area", "queue", "business", "naïve")][:3] == [3, 1, 2]
