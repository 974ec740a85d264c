"""Which encoding a text is in."""

import pytest

from studio.core.errors import BadInput
from studio.formats import read_bytes

WESTERN = "Café “Zoë” – £5 naïve… it’s über"
RUSSIAN = "Наша компания предлагает лучшие солнечные панели в городе по самой низкой цене."
JAPANESE = "日本語の文章です。これはテストです。明日の天気はどうでしょうか。"
GREEK = "Τα ηλιακά πάνελ είναι η καλύτερη επιλογή για το σπίτι σας σήμερα."


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-8-sig", "utf-8"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "utf-16-le", "utf-16-le"),
        (WESTERN, "utf-16-be", "utf-16-be"),
        (WESTERN, "utf-32", "utf-32"),
        (WESTERN, "windows-1252", "windows-1252"),
        ("Olé", "windows-1252", "windows-1252"),
        ("5 £", "latin-1", "windows-1252"),
        ("Une journée d’été à la forêt, où l’hôtel fut fêté par des élèves très zélés", "windows-1252", "windows-1252"),
        (RUSSIAN, "windows-1251", "cp1251"),
        (RUSSIAN, "utf-8", "utf-8"),
        (JAPANESE, "shift_jis", "cp932"),
        (GREEK, "windows-1253", "cp1253"),
    ],
)
def test_a_text_comes_in_as_it_was_written(text, codec, label):
    draft = read_bytes(text.encode(codec), "a.txt")
    assert draft.text == text
    assert draft.encoding == draft.encodings[0] == label


def test_the_person_may_know_better():
    data = "Zażółć gęślą jaźń".encode("windows-1250")
    guessed = read_bytes(data, "a.txt")
    assert "windows-1250" in guessed.encodings
    assert read_bytes(data, "a.txt", "windows-1250").text == "Zażółć gęślą jaźń"


def test_every_encoding_offered_reads_the_file():
    data = WESTERN.encode("windows-1252")
    for label in read_bytes(data, "a.txt").encodings:
        assert read_bytes(data, "a.txt", label).encoding == label


@pytest.mark.parametrize("chosen", ["utf-8", "ascii", "no-such-thing", "base64", "idna\0"])
def test_an_encoding_that_does_not_fit_is_answered(chosen):
    with pytest.raises(BadInput) as caught:
        read_bytes(b"caf\xe9", "a.txt", chosen)
    assert "hoose another" in str(caught.value)


def test_bytes_that_windows_1252_has_no_letters_for_are_not_taken_for_it():
    draft = read_bytes("“Ђ” and plain words".encode("windows-1251") + b"\x81", "a.txt")
    assert draft.encoding != "windows-1252"
    assert "windows-1252" not in draft.encodings
