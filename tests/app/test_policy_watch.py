"""What changes in policy.toml is on record before anything is decided by it."""

from contextlib import closing

from studio.app.policy_watch import changes
from studio.app.workspace import Workspace
from studio.core.events import ActorKind, EventType

from .conftest import POLICY

OFF = '\n[gate]\nsecond_person = "off"\n'


def _noted(house) -> list[list[str]]:
    return [event.payload["changes"] for event in house.workspace.history.events("", [EventType.POLICY_CHANGED])]


def test_nothing_is_written_for_opening_a_house_in_which_nobody_has_decided(house):
    house.rule(POLICY + OFF)
    assert _noted(house) == []
    assert house.workspace.history.head().count == 0


def test_the_first_decision_records_who_works_here_and_what_differs_from_the_defaults(house):
    house.rule(POLICY + OFF)
    house.sit(house.bring(), checked=False).submit("Erin")
    (said,) = _noted(house)
    assert "Erin works here as editor and owner." in said
    assert "second_person: required → off." in said
    event = house.workspace.history.events("", [EventType.POLICY_CHANGED])[0]
    assert (event.actor.kind, event.actor.name) == (ActorKind.RULE, "policy.toml")
    assert event.payload["version"] == house.workspace.policy.version
    decided = house.workspace.history.events(types=[EventType.SUBMITTED])[0]
    assert event.number < decided.number
    house.sit(house.bring(), checked=False).submit("Erin")
    assert len(_noted(house)) == 1


def test_switching_the_second_person_off_for_a_yes_and_on_again_leaves_both_on_record(house):
    house.sit(house.bring(), checked=False).submit("Erin")
    house.rule(POLICY + '\n[gate.social]\nsecond_person = "off"\n')
    house.rule(POLICY)
    assert _noted(house)[1:] == [["second_person for social: required → off."], ["second_person for social: off → required."]]


def test_a_policy_saved_while_the_workspace_is_open_is_on_record_before_the_next_decision(house):
    session = house.sit(house.bring(), checked=False)
    session.submit("Erin")
    (house.root / "policy.toml").write_text(POLICY + OFF, encoding="utf-8")
    house.workspace.guides_changed()
    before = len(_noted(house))
    house.sit(session.piece.id, "Erin", checked=False).request_changes("Shorter.")
    assert _noted(house)[before:] == [["second_person: required → off."]]
    kinds = [event.type for event in house.workspace.history.events()]
    assert kinds.index(EventType.CHANGES_REQUESTED) > len(kinds) - 3


def test_a_workspace_that_is_only_read_gets_no_entry(house):
    house.sit(house.bring(), checked=False).submit("Erin")
    count = house.workspace.history.head().count
    (house.root / "policy.toml").write_text(POLICY + OFF, encoding="utf-8")
    with closing(Workspace.open(house.root, read_only=True)) as reader:
        assert reader.history.head().count == count


def test_people_who_come_go_and_change_are_told_in_plain_sentences():
    was = [{"name": "Ann", "roles": ["writer"]}, {"name": "Ben", "roles": ["editor"]}, {"name": "Cy"}]
    now = [{"name": "Ann", "roles": ["editor", "writer"]}, {"name": "Cy", "brands": ["Mill"]}, {"name": "Di", "roles": ["owner"]}]
    assert list(changes({"people": was}, {"people": now})) == [
        "Ann is editor now too.",
        "Cy works for Mill alone now.",
        "Di works here as owner.",
        "Ben works here no more.",
    ]
    assert list(changes({"people": now[:1]}, {"people": was[:1]})) == ["Ann is editor no more."]


def test_any_other_setting_is_told_by_its_name_and_both_values():
    was = {"retention": {"days": 0}, "limits": {"sentence_words": 30}, "people": []}
    now = {"retention": {"days": 365, "channel": {"support": 90}}, "house": "Larkspur", "people": []}
    assert list(changes(was, now)) == [
        "retention.days: 0 → 365.",
        "retention.channel.support: nothing → 90.",
        "limits.sentence_words: 30 → nothing.",
        "house: nothing → Larkspur.",
    ]
    assert list(changes(now, now)) == []
    (long,) = changes({}, {"house": "x" * 500})
    assert len(long) < 160
