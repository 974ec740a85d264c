"""Campaigns: shared facts, who may make one, what is open, and a yes to the set that holds for the exact texts."""

import pytest

from studio.app import campaigns
from studio.app.campaigns import approve, campaign, join, leave, save, standing
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.piece import Stage

FACTS = "The winter menu starts on 1 December.\nParkin costs £4.20.\nTables are booked on 01632 960142."


@pytest.fixture
def winter(house):
    return save(
        house.workspace, house.workspace.person("Erin"), "Winter menu", facts=FACTS, starts="2026-12-01", ends="2026-12-24"
    )


def _person(house, name):
    return house.workspace.person(name)


def _approved_pair(house, winter):
    pieces = [house.approved("# One\n\nWe make tea.\n"), house.approved("# Two\n\nWe make more tea.\n")]
    join(house.workspace, _person(house, "Wren"), winter, pieces)
    return pieces


def test_an_editor_makes_a_campaign_and_answers_for_it_unless_somebody_else_is_named(house, winter):
    assert (winter.id, winter.owner, winter.starts, winter.ends) == ("winter-menu", "Erin", "2026-12-01", "2026-12-24")
    house.clock.wait(60)
    other = save(house.workspace, _person(house, "Erin"), "Winter menu!", owner="tomasz")
    assert (other.id, other.owner) == ("winter-menu-2", "Tomasz")
    assert [each.name for each in campaigns.campaigns(house.workspace)] == ["Winter menu!", "Winter menu"]


def test_a_writer_makes_none_and_is_told_who_may(house):
    with pytest.raises(Refused, match=r"Who may: Erin, Tomasz"):
        save(house.workspace, _person(house, "Wren"), "Winter menu")
    assert campaigns.campaigns(house.workspace) == ()


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        ({"name": " "}, Refused, "needs a name"),
        ({"name": "WINTER menu"}, Refused, "called “WINTER menu” already"),
        ({"name": "Spring", "owner": "Nobody"}, NotFound, "Nobody"),
        ({"name": "Spring", "starts": "soon"}, BadInput, "“soon” is not a day"),
        ({"name": "Spring", "starts": "2027-03-02", "ends": "2027-03-01"}, BadInput, "before it starts"),
    ],
)
def test_what_a_campaign_lacks_is_said_and_nothing_is_kept(house, winter, said, kind, told):
    with pytest.raises(kind, match=told):
        save(house.workspace, _person(house, "Erin"), **said)
    assert campaigns.campaigns(house.workspace) == (winter,)


def test_saving_what_is_there_already_writes_nothing(house, winter):
    before = house.workspace.history.head().count
    same = {key: getattr(winter, key) for key in ("owner", "starts", "ends", "facts")}
    save(house.workspace, _person(house, "Erin"), winter.name, id=winter.id, **same)
    assert house.workspace.history.head().count == before
    changed = save(house.workspace, _person(house, "Erin"), winter.name, id=winter.id, **same | {"facts": "Parkin costs £4.50."})
    assert changed.facts == "Parkin costs £4.50."


def test_a_campaign_goes_by_its_name_or_the_beginning_of_either(house, winter):
    for name in ("winter-menu", "Winter menu", "wint"):
        assert campaign(house.workspace, name) == winter
    save(house.workspace, _person(house, "Erin"), "Winter walks")
    with pytest.raises(NotFound, match="Several"):
        campaign(house.workspace, "winter")
    with pytest.raises(NotFound, match="There are: winter"):
        campaign(house.workspace, "easter")


def test_what_is_true_for_a_campaign_is_true_for_each_of_its_pieces(house, winter):
    session = house.sit(house.bring("# Menu\n\nParkin costs £4.20.\n", campaign="Winter menu"), checked=False)
    assert "Parkin costs £4.20." in session.context.facts
    assert "Winter menu runs 1 December 2026 to 24 December 2026." in session.context.facts
    other = house.sit(house.bring("# Menu\n\nParkin costs £4.20.\n"), checked=False)
    assert "Parkin" not in other.context.facts


def test_a_figure_the_campaign_gives_is_no_longer_an_invented_one(house, winter):
    brief = "Say that the parkin is back."
    text = "# Menu\n\nThe parkin is back. Call 01632 960142 and keep a table.\n"
    loose, bound = house.bring(text, brief=brief), house.bring(text, brief=brief, campaign="winter-menu")

    def invented(piece):
        return [flag.text for flag in house.sit(piece).all_flags if flag.check == "invented"]

    assert invented(loose) == ["01632 960142"]
    assert invented(bound) == []


def test_a_fact_changed_while_a_piece_is_open_is_held_against_it_at_once(house, winter):
    session = house.sit(house.bring(campaign=winter.id))
    assert not session.pending
    save(house.workspace, _person(house, "Erin"), winter.name, id=winter.id, facts="Parkin costs £5.")
    assert session.pending, "nothing counts as checked until the lanes have looked again"
    assert "£5" in session.context.facts


def test_a_piece_joins_and_leaves_and_only_one_of_the_same_brand_does(house, winter):
    piece = house.bring()
    assert join(house.workspace, _person(house, "Wren"), winter, [piece]) == 1
    assert join(house.workspace, _person(house, "Wren"), winter, [piece]) == 0
    assert house.workspace.piece(piece).campaign == winter.id
    assert leave(house.workspace, _person(house, "Wren"), [piece]) == 1
    assert house.workspace.piece(piece).campaign == ""
    mill = save(house.workspace, _person(house, "Erin"), "At the mill", brand="Mill")
    with pytest.raises(Refused, match="campaign of Mill"):
        join(house.workspace, _person(house, "Wren"), mill, [piece])


def test_a_draft_comes_into_a_campaign_and_takes_its_brand(house):
    mill = save(house.workspace, _person(house, "Erin"), "At the mill", brand="Mill")
    piece = house.workspace.piece(house.bring("---\ncampaign: at the mill\n---\nWords."))
    assert (piece.campaign, piece.brand) == (mill.id, "Mill")
    with pytest.raises(Refused, match="campaign of Mill"):
        house.bring("---\ncampaign: at the mill\nbrand: Larkspur\n---\nWords.")
    with pytest.raises(BadInput, match="no campaign “easter”"):
        house.bring("---\ncampaign: easter\n---\nWords.")


def test_what_is_open_is_said_of_each_piece(house, winter):
    drafting, reviewed = house.bring("# A\n\nTea.\n"), house.bring("# B\n\nTea.\n")
    yes = house.approved("# C\n\nTea.\n")
    house.sit(reviewed).submit("Erin")
    join(house.workspace, _person(house, "Wren"), winter, [drafting, reviewed, yes])
    now = standing(house.workspace, winter)
    assert {each.piece.title: each.open for each in now.members} == {
        "A": "not handed on yet",
        "B": "in review with Erin",
        "C": "",
    }
    assert [each.piece.title for each in now.missing] == ["A", "B"] or [each.piece.title for each in now.missing] == ["B", "A"]
    assert now.sentence() == "1 of 3 pieces is approved."


def test_a_set_is_approved_once_every_piece_is_and_the_refusal_names_those_that_are_not(house, winter):
    piece = house.bring("# A\n\nTea.\n")
    join(house.workspace, _person(house, "Wren"), winter, [piece])
    with pytest.raises(Refused, match=r"“A”: not handed on yet"):
        approve(house.workspace, _person(house, "Erin"), winter)
    with pytest.raises(Refused, match="Who may"):
        approve(house.workspace, _person(house, "Wren"), winter)
    assert not house.workspace.history.events(types=[EventType.CAMPAIGN_APPROVED])


def test_an_empty_campaign_cannot_be_approved(house, winter):
    with pytest.raises(Refused, match="no piece yet"):
        approve(house.workspace, _person(house, "Erin"), winter)


def test_a_yes_to_the_set_binds_the_exact_texts_and_says_who_answers(house, winter):
    pieces = _approved_pair(house, winter)
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter, "Good to go.", "Tomasz")
    (event,) = house.workspace.history.events(types=[EventType.CAMPAIGN_APPROVED])
    assert event.payload["pieces"] == {each: house.workspace.piece(each).approved_hash for each in pieces}
    assert (event.payload["note"], event.payload["responsible"], event.actor.name) == ("Good to go.", "Tomasz", "Erin")
    now = standing(house.workspace, campaign(house.workspace, winter.id))
    assert now.is_approved
    assert now.sentence() == "Approved as a set by Erin."


def test_one_letter_in_one_piece_makes_the_set_stale_and_taking_it_back_makes_it_hold_again(house, winter, type_over):
    pieces = _approved_pair(house, winter)
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter)
    session = house.sit(pieces[0], checked=False)
    type_over(session, "We make", "We brew")
    session.flush()
    now = standing(house.workspace, campaign(house.workspace, winter.id))
    assert now.stale == ("“One” has another text since.",)
    assert not now.is_approved
    type_over(session, "We brew", "We make")
    session.flush()
    assert standing(house.workspace, campaign(house.workspace, winter.id)).is_approved


def test_a_piece_that_joins_makes_the_set_stale_and_so_does_a_changed_fact(house, winter):
    _approved_pair(house, winter)
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter)
    house.clock.wait(60)
    join(house.workspace, _person(house, "Wren"), winter, [house.bring("# Three\n\nTea.\n")])
    assert standing(house.workspace, campaign(house.workspace, winter.id)).stale == ("“Three” joined since.",)
    save(house.workspace, _person(house, "Erin"), winter.name, id=winter.id, facts="Other facts.")
    now = standing(house.workspace, campaign(house.workspace, winter.id))
    assert "The campaign itself was changed since." in now.stale


def test_a_piece_on_hold_keeps_its_yes_and_keeps_the_set_from_one(house, winter):
    pieces = _approved_pair(house, winter)
    house.sit(pieces[0], "Erin", checked=False).hold("A storm.", "2026-12-31")
    now = standing(house.workspace, winter)
    assert [each.open for each in now.missing] == ["on hold until 31 December 2026: A storm."]
    with pytest.raises(Refused, match="on hold"):
        approve(house.workspace, _person(house, "Erin"), winter)


def test_a_withdrawn_piece_does_not_keep_the_others_back(house, winter):
    pieces = _approved_pair(house, winter)
    house.sit(pieces[0], "Erin", checked=False).withdraw("Not this year.")
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter)
    assert set(campaign(house.workspace, winter.id).approved) == {pieces[1]}
    assert house.workspace.piece(pieces[0]).stage is Stage.WITHDRAWN


def test_a_set_says_which_of_its_pieces_left_was_withdrawn_or_stands_on_hold(house, winter):
    pieces = [*_approved_pair(house, winter), house.approved("# Three\n\nWe make tea.\n")]
    join(house.workspace, _person(house, "Wren"), winter, pieces[2:])
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter)

    def stale():
        return set(standing(house.workspace, campaign(house.workspace, winter.id)).stale)

    leave(house.workspace, _person(house, "Wren"), pieces[:1])
    assert stale() == {"“One” left since."}
    house.sit(pieces[1], "Erin", checked=False).withdraw("Not this year.")
    assert stale() == {"“One” left since.", "“Two” was withdrawn since."}
    house.sit(pieces[2], "Erin", checked=False).hold("A storm.")
    assert stale() == {"“One” left since.", "“Two” was withdrawn since.", "“Three” is on hold."}
    house.sit(pieces[2], "Erin", checked=False).resume()
    join(house.workspace, _person(house, "Wren"), winter, pieces[:1])
    assert stale() == {"“Two” was withdrawn since."}


def test_a_piece_reopened_and_approved_again_takes_another_yes_to_the_set_though_its_text_is_the_same(house, winter):
    pieces = _approved_pair(house, winter)
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter)
    house.sit(pieces[0], "Erin", checked=False).reopen("Is the price right?")
    assert standing(house.workspace, campaign(house.workspace, winter.id)).stale == ("“One” is no longer approved.",)
    house.sit(pieces[0]).submit("Erin")
    house.sit(pieces[0], "Erin").approve()
    assert standing(house.workspace, campaign(house.workspace, winter.id)).stale == ("“One” was reopened since.",)
    house.clock.wait(60)
    approve(house.workspace, _person(house, "Erin"), winter)
    assert standing(house.workspace, campaign(house.workspace, winter.id)).is_approved


def test_several_pieces_join_or_leave_together_or_none_of_them_does(house, winter):
    free, gone = house.bring("# A\n\nTea.\n"), house.bring("# B\n\nTea.\n")
    house.sit(gone, "Erin", checked=False).withdraw("Nobody wants it.")
    with pytest.raises(Refused, match="Withdrawn"):
        join(house.workspace, _person(house, "Wren"), winter, [free, gone])
    assert house.workspace.piece(free).campaign == ""
    assert join(house.workspace, _person(house, "Wren"), winter, [free, free]) == 1


# ---------------------------------------------------------------- who works for which brand


@pytest.fixture
def mo(house):
    """An editor of the mill alone."""
    policy = (house.root / "policy.toml").read_text(encoding="utf-8")
    house.rule(policy + '\n[[people]]\nname = "Mo"\nroles = ["editor"]\nbrands = ["Mill"]\n')
    return _person(house, "Mo")


def test_somebody_of_other_brands_neither_sees_a_campaign_nor_changes_it(house, mo):
    own = save(house.workspace, _person(house, "Erin"), "Tea", brand="Larkspur Tea Rooms")
    mill = save(house.workspace, mo, "Mill", brand="Mill")
    assert campaigns.campaigns(house.workspace, mo) == (mill,)
    with pytest.raises(Refused, match="Mo works for Mill"):
        save(house.workspace, mo, "Tea", id=own.id)
    with pytest.raises(Refused, match=r"Mo works for Mill, and not for Larkspur Tea Rooms. Who may: Wren, Erin, Tomasz"):
        campaign(house.workspace, "tea", mo)
    assert campaign(house.workspace, "mi", mo) == mill


def test_a_campaign_of_several_brands_is_nothing_for_somebody_who_works_for_one(house, winter, mo):
    piece = house.bring(by="Mo", brand="Mill")
    assert campaigns.campaigns(house.workspace, mo) == ()
    for act in (
        lambda: save(house.workspace, mo, "Spring"),
        lambda: save(house.workspace, mo, "Winter menu", id=winter.id, facts="Other facts."),
        lambda: join(house.workspace, mo, winter, [piece]),
        lambda: house.sit(piece, "Mo", checked=False).describe({"campaign": "winter-menu"}),
        lambda: house.bring("---\ncampaign: winter menu\n---\nWords.", by="Mo"),
        lambda: approve(house.workspace, mo, winter),
    ):
        with pytest.raises(Refused, match=r"a campaign without a brand is for several\. Who may: .*Erin"):
            act()
    assert house.workspace.piece(piece).campaign == ""
    join(house.workspace, _person(house, "Erin"), winter, [piece])
    assert house.workspace.piece(piece).campaign == winter.id
    assert leave(house.workspace, mo, [piece]) == 1, "whose piece it is may take it out again"


def test_describing_a_piece_puts_it_into_no_campaign_of_another_brand(house, mo):
    save(house.workspace, _person(house, "Erin"), "At the mill", brand="Mill")
    session = house.sit(house.bring(), "Wren", checked=False)
    with pytest.raises(Refused, match="“At the mill” is a campaign of Mill"):
        session.describe({"campaign": "at the mill"})
    assert session.piece.campaign == ""


def test_somebody_of_other_brands_answers_for_no_campaign(house, winter, mo):
    with pytest.raises(Refused, match="Mo works for Mill, and not for Larkspur Tea Rooms"):
        save(house.workspace, _person(house, "Erin"), "Tea", brand="Larkspur Tea Rooms", owner="Mo")
    with pytest.raises(Refused, match="a campaign without a brand is for several"):
        save(house.workspace, _person(house, "Erin"), "Tea", owner="Mo")
    assert save(house.workspace, _person(house, "Erin"), "At the mill", brand="Mill", owner="Mo").owner == "Mo"
    _approved_pair(house, winter)
    with pytest.raises(Refused, match="a campaign without a brand is for several"):
        approve(house.workspace, _person(house, "Erin"), winter, responsible="Mo")
