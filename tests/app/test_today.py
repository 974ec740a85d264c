"""Today: per person, what waits and what is late, each with its place; and nothing where nothing waits."""

from dataclasses import replace

from studio.app import commenting, connections, escalation, figures, hours, library
from studio.app.library_files import Entry, EntryKind
from studio.app.today import LIBRARY, SERVICES, Kind, is_mine, summary, today, waiting, waits_for
from studio.core.asking import Service
from studio.core.reach import Reach

DAY = 24 * 3600
BRAND = "Larkspur Tea Rooms"


def _of(house, who: str):
    return today(house.workspace, house.workspace.person(who))


def _kinds(house, who: str):
    return [(item.kind, item.tab) for item in _of(house, who)]


def test_a_piece_stands_on_the_today_of_whoever_has_it(house):
    piece = house.bring()
    assert (_kinds(house, "Wren"), _kinds(house, "Erin")) == ([(Kind.MINE, "")], [])
    house.sit(piece, checked=False).submit("Erin")
    assert (_kinds(house, "Wren"), _kinds(house, "Erin")) == ([], [(Kind.WAITING, "Handoff")])
    (item,) = _of(house, "Erin")
    assert (item.piece, item.title) == (piece, "Slow tea")
    assert item.sentence.startswith("Wren asks for your review, in ")
    house.sit(piece, "Erin", checked=False).request_changes("Warmer, please.")
    (back,) = _of(house, "Wren")
    assert (back.kind, back.tab) == (Kind.SENT_BACK, "Handoff")
    assert back.sentence.startswith("Sent back: “Warmer, please.” · in ")
    assert _of(house, "Erin") == ()


def test_what_is_late_comes_first_and_is_counted_in_the_line_at_the_door(house):
    first, second = house.bring(), house.bring("# Cake\n\nWe bake it here.\n")
    house.sit(first, checked=False).submit("Erin")
    house.clock.wait(3 * DAY)
    house.sit(second, checked=False).submit("Erin")
    items = _of(house, "Erin")
    assert [(item.kind, item.piece, item.is_late) for item in items] == [
        (Kind.OVERDUE, first, True),
        (Kind.WAITING, second, False),
    ]
    assert summary(items) == "2 wait for you, 1 is overdue."
    assert summary(_of(house, "Tomasz")) == ""


def test_a_mention_a_question_and_an_escalation_each_lead_to_their_place(house):
    piece = house.bring("# Slow tea\n\nLast year 73% of our guests came back. Come in.\n")
    session = house.sit(piece)
    number = commenting.comment(session, "@Erin is this ours?")
    session.ask(session.claims[0], "Erin", "Who counted?")
    escalation.escalate(session, "Erin", "I am stuck.")
    found = {item.kind: item for item in _of(house, "Erin")}
    assert {kind: item.tab for kind, item in found.items()} == {
        Kind.ESCALATION: "Handoff",
        Kind.MENTION: "Comments",
        Kind.QUESTION: "Claims",
    }
    assert found[Kind.MENTION].number == number
    assert found[Kind.ESCALATION].sentence == "Wren: I am stuck."
    assert _of(house, "Tomasz") == ()
    commenting.reply(house.sit(piece, "Erin"), number, "It is.")
    assert Kind.MENTION not in {item.kind for item in _of(house, "Erin")}


def test_a_hold_whose_day_has_passed_waits_for_whoever_may_end_it(house):
    piece = house.bring()
    house.sit(piece, checked=False).hold("The garden is flooded.", "2026-11-26")
    assert Kind.HOLD not in {kind for kind, _ in _kinds(house, "Erin")}
    house.clock.wait(4 * DAY)
    (item,) = _of(house, "Erin")
    assert (item.kind, item.sentence) == (Kind.HOLD, "On hold until 26 Nov 2026: “The garden is flooded.”")
    assert Kind.HOLD not in {kind for kind, _ in _kinds(house, "Wren")}


def test_a_sensitive_day_is_named_to_those_who_approve_while_a_piece_is_open(house):
    house.rule(
        (house.root / "policy.toml").read_text("utf-8") + '\n[[dates]]\nname = "Flood day"\nfrom = "11-25"\nnote = "No boats."\n'
    )
    assert _of(house, "Erin") == ()
    house.bring()
    (item,) = _of(house, "Erin")
    assert (item.kind, item.title, item.sentence) == (
        Kind.DATE,
        "Flood day, 25 Nov 2026",
        "1 open piece may go out about then. No boats.",
    )
    assert waiting(_of(house, "Erin")) == ()


def test_people_of_one_brand_see_nothing_of_another(house):
    policy = (house.root / "policy.toml").read_text("utf-8").replace('name = "Tomasz"', 'name = "Tomasz"\nbrands = ["Mill"]')
    piece = house.bring(brand="Larkspur Tea Rooms")
    house.sit(piece, checked=False).submit("Tomasz")
    assert _kinds(house, "Tomasz") == [(Kind.WAITING, "Handoff")]
    house.rule(policy)
    assert _of(house, "Tomasz") == ()


def test_the_views_of_the_library_ask_the_same_questions(house):
    piece = house.bring()
    wren, erin = house.workspace.person("Wren"), house.workspace.person("Erin")
    assert is_mine(house.workspace.piece(piece), wren)
    house.sit(piece, checked=False).submit("Erin")
    now = house.workspace.piece(piece)
    assert (waits_for(now, erin), waits_for(now, wren), is_mine(now, wren)) == (True, False, False)


def test_working_time_is_reckoned_only_for_what_stands_on_today_however_much_the_house_has_finished(house, monkeypatch):
    """A due time stays with a piece after its yes; a thousand of them, a year old, once froze the window."""
    done, open_one = house.bring(), house.bring("# Cake\n\nWe bake it here.\n")
    house.sit(done, checked=False).submit("Erin")
    house.sit(done, "Erin").approve()
    house.sit(open_one, checked=False).submit("Erin")
    house.clock.wait(365 * DAY)
    reckoned, plain = [], hours.worked_between
    monkeypatch.setattr(hours, "worked_between", lambda *given: reckoned.append(given) or plain(*given))
    assert [item.piece for item in _of(house, "Erin")] == [open_one]
    assert len(reckoned) == 1
    assert _of(house, "Tomasz") == ()
    assert len(reckoned) == 1, "what waits for somebody else costs nothing here"


def test_today_finds_whoever_is_written_otherwise_in_the_policy_since(house):
    first, second, third = house.bring(), house.bring("# Cake\n\nWe bake it.\n"), house.bring("# Rain\n\nIt rains here.\n")
    house.sit(second, checked=False).submit("Erin")
    house.sit(third, checked=False).submit("Erin")
    house.sit(third, "Erin", checked=False).request_changes("Warmer, please.")
    commenting.comment(house.sit(second, checked=False), "@Erin is it so?")
    claimed = house.sit(house.bring("# Guests\n\nLast year 73% of our guests came back.\n"))
    claimed.ask(claimed.claims[0], "Erin", "Who counted?")
    before = {who: _kinds(house, who) for who in ("Wren", "Erin")}
    policy = (house.root / "policy.toml").read_text(encoding="utf-8")
    house.rule(policy.replace('"Wren"', '"WREN"').replace('"Erin"', '"ERIN"'))
    assert {who: _kinds(house, who) for who in ("Wren", "Erin")} == before
    assert house.workspace.person("Wren").name == "WREN"
    reach = Reach(person="\u200bwren ")  # a sign nobody sees, and a blank
    found = figures.tally(house.workspace, reach)
    assert {each.piece for each in found.outcomes} == {piece.id for piece in house.workspace.pieces() if reach.holds(piece)}
    assert first in {each.piece for each in found.outcomes}


def test_an_owner_is_told_when_the_terms_of_a_service_are_to_be_read_again(house):
    erin = house.workspace.person("Erin")
    for name, day in (("Far", "2026-11-24"), ("Later", "2026-12-24")):
        connections.save(house.workspace, erin, Service(name, "https://api.example.com/v1", "m", terms=day))
    (item,) = [each for each in today(house.workspace, erin) if each.kind is Kind.TERMS]
    assert (item.title, item.tab, item.piece) == ("AI service Far", SERVICES, "")
    assert "24 Nov 2026" in item.sentence
    assert item in waiting(today(house.workspace, erin))
    assert not [each for each in today(house.workspace, house.workspace.person("Wren")) if each.kind is Kind.TERMS]


def test_an_editor_of_the_brand_is_told_when_the_consent_of_a_story_runs_out(house):
    erin = house.workspace.person("Erin")
    for name, until in (("Soon", "2026-12-08"), ("Later", "2026-12-09"), ("For good", "")):
        said = Entry(EntryKind.STORY, name, "She left it here.", BRAND, source="At the counter")
        consent = {"who": "Marion Hale", "given": "2026-03-02", "scope": "her name", "until": until}
        library.save(house.workspace, erin, replace(said, **consent))
    (item,) = [each for each in today(house.workspace, erin) if each.kind is Kind.CONSENT]
    assert (item.title, item.tab, item.piece, item.due) == ("Story “Soon”", LIBRARY, "", "")
    assert item.sentence.startswith("The consent of Marion Hale runs out on 8 Dec 2026.")
    assert item in waiting(today(house.workspace, erin))
    assert not [each for each in today(house.workspace, house.workspace.person("Wren")) if each.kind is Kind.CONSENT]
    house.clock.wait(15 * DAY)
    said = [each.sentence for each in today(house.workspace, erin) if each.kind is Kind.CONSENT]
    assert said[0].startswith("The consent of Marion Hale ran out on 8 Dec 2026.")
    assert "runs out on 9 Dec 2026" in said[1]
