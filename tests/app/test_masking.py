"""What an AI service would see of a piece."""

from studio.app import masking

TEXT = "# Reply\n\nDear Jane Whitlow,\n\nwe send the lid to 12 Mill Lane, Hexham NE46 1AA. Ring us on 01632 960 100.\n"
BRIEF = "Customer: Jane Whitlow, jane.whitlow@example.org. She lives at 12 Mill Lane, Hexham NE46 1AA."


def test_brief_and_text_go_out_without_anything_personal_and_with_one_placeholder_for_one_person(house):
    (house.root / "facts.md").write_text("Our telephone number is 01632 960100.\n", encoding="utf-8")
    house.reopen()
    session = house.sit(house.bring(TEXT, channel="support", brief=BRIEF), checked=False)
    sent = masking.outgoing(session)
    assert [part.title for part in sent.parts] == ["Brief", "Text"]
    everything = "\n".join(part.text for part in sent.parts)
    for secret in ("Jane", "Whitlow", "example.org", "Mill Lane", "NE46"):
        assert secret not in everything
    assert "01632 960 100" in everything
    assert all("[person 1]" in part.text for part in sent.parts)
    assert sent.restored(sent.parts[1].text) == session.text
    assert sent.restored("Hello [person 1], write from [email 1].") == "Hello Jane Whitlow, write from jane.whitlow@example.org."
    assert dict(sent.used)["[person 1]"] == "Jane Whitlow"


def test_a_piece_without_a_brief_sends_its_text_alone(house):
    assert [part.title for part in masking.outgoing(house.sit(house.bring(), checked=False)).parts] == ["Text"]
