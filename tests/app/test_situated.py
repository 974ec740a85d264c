"""A piece is checked for its own readers: the tone they are owed, and the spelling, dates and money of where they live."""

from pathlib import Path

import pytest

from studio.app.checking import FileChecker
from studio.app.policy import Policy
from studio.app.situated import dialect_of
from studio.core.errors import BadConfig
from studio.core.tone import Aim, Feeling, Manner
from tests.app.conftest import POLICY, House, swap

AIMS = (
    POLICY
    + """
[[tone]]
aim = "calm"

[[tone]]
channels = ["email"]
aim = "positive, formal"

[[tone]]
audience = "new customers"
aim = "casual"
"""
)


def test_the_narrowest_table_says_each_part_of_the_aim_first(house: House) -> None:
    house.rule(AIMS)
    piece = house.bring("# A\n\nHello.\n", channel="email", audience="Our new customers in Leeds")
    assert house.sit(piece).context.aim == Aim(Feeling.POSITIVE, Manner.CASUAL, calm=True)
    assert house.sit(house.bring("# A\n\nHello.\n")).context.aim == Aim(calm=True)


def test_a_passage_that_presses_is_flagged_where_the_house_wants_calm_and_not_elsewhere(house: House) -> None:
    piece = house.bring("# Sale\n\nBuy now, it is your last chance.\n\nCome when you like.\n")
    assert [flag for flag in house.sit(piece).flags if flag.check == "tone"] == []
    house.rule(AIMS)
    found = [flag for flag in house.sit(piece).flags if flag.check == "tone"]
    assert [(flag.text, flag.rule) for flag in found] == [("Buy now", "Tone.Calm"), ("last chance", "Tone.Calm")]
    assert found[0].message == "“Buy now” presses the reader. The aim here is calm. It is a reading, not a verdict."


def test_an_aim_that_nobody_knows_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[[tone]]\naim = "cheeky"\n')
    with pytest.raises(BadConfig, match="positive, neutral or negative; formal or casual; calm"):
        Policy.read(path)


def test_spelling_dates_and_money_follow_the_piece_and_not_the_house(house: House) -> None:
    text = "# Sale\n\nThe colour of the sale is red. It ends on 12/31/2026 and costs $20.\n"
    session = house.sit(house.bring(text))
    assert not any(flag.check == "locale" or flag.text == "colour" for flag in session.flags)
    session.describe({"locale": "en-US"})
    session.check_now()
    assert session.context.dialect == "american"
    assert [flag.text for flag in session.flags if flag.check in ("locale", "grammar")] == ["colour"]
    session.describe({"locale": "en-GB"})
    session.check_now()
    assert [(flag.text, flag.rule) for flag in session.flags if flag.check in ("locale", "grammar")] == [
        ("12/31/2026", "Locale.Date"),
        ("$20", "Locale.Currency"),
    ]
    flag = next(flag for flag in session.flags if flag.rule == "Locale.Date")
    for edit in session.fix_edits(flag, flag.fixes[0]):
        session.apply(edit)
    assert "ends on 31 December 2026 and" in session.text
    swap(session, "$20", "£20")
    session.check_now()
    assert not [flag for flag in session.flags if flag.check == "locale"]


@pytest.mark.parametrize(
    ("locale", "dialect"),
    [
        ("en-US", "american"),
        ("en_CA", "canadian"),
        ("en-AU", "australian"),
        ("en-IE", "british"),
        ("de-DE", "house"),
        ("", "house"),
    ],
)
def test_the_kind_of_english_is_the_pieces_and_else_the_houses(locale: str, dialect: str) -> None:
    assert dialect_of(locale, "house") == dialect


def test_a_file_is_checked_for_the_place_its_header_names(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("---\nlocale: en-US\n---\n# Sale\n\nThe colour is red, and it costs £20.\n", encoding="utf-8")
    checker = FileChecker(only={"locale", "grammar"})
    assert [flag.text for flag in checker.flags(path).flags] == ["colour", "£20"]
    checker = FileChecker(only={"locale", "grammar"}, dialect="british")
    assert [flag.text for flag in checker.flags(path).flags] == ["£20"]


def test_a_content_type_says_how_its_texts_sound_before_the_policy_does(house: House) -> None:
    house.rule(AIMS)
    folder = house.root / "templates"
    folder.mkdir(exist_ok=True)
    (folder / "note.md").write_text("---\ntitle: Note\ntone: negative\n---\nWrite a note.\n", encoding="utf-8")
    session = house.sit(house.bring("# A\n\nHello.\n", channel="email"))
    session.describe({"content_type": "note"})
    assert session.context.aim == Aim(Feeling.NEGATIVE, Manner.FORMAL, calm=True)
    (folder / "note.md").write_text("---\ntitle: Note\ntone: cheeky\n---\nWrite a note.\n", encoding="utf-8")
    assert "tone cannot be “cheeky”" in session.desk.type_fault("note")
