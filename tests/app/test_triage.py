"""Triage: what came in is looked at, exceptions come first and say why, and a risky one says who should see it."""

from studio.app.campaigns import save
from studio.app.triage import look, sentence, triage
from studio.core.risk import Risk

PLAIN = "---\nchannel: blog\nbrief: Say that we make tea.\n---\n# Tea\n\nWe make a pot of tea. Come in and sit down.\n"
PRICE = (
    "---\nchannel: email\nbrief: The pot costs £18.\nmodel: generator-a\n---\n"
    "# Offer\n\nSave 20% on every pot until Friday. We guarantee that this tea lowers blood pressure.\n"
)
BARE = "# Tea\n\nWe make a pot of tea.\n"


def _wren(house):
    return house.workspace.person("Wren")


def test_a_plain_draft_can_simply_be_worked_on(house):
    seen = look(house.workspace, house.bring(PLAIN), _wren(house))
    assert (seen.why, seen.to, seen.is_exception) == ((), "", False)
    assert seen.lacks == ("no audience", "no AI model", "no content type")


def test_a_draft_with_much_at_stake_says_why_and_who_should_see_it(house):
    seen = look(house.workspace, house.bring(PRICE), _wren(house))
    assert seen.risk.level is Risk.HIGH
    assert seen.why[0].startswith("high risk (")
    assert "health" in seen.why[0]
    assert seen.to == "Erin"
    assert seen.detail.endswith("; ask Erin to look")
    assert seen.claims > 0


def test_nothing_is_handed_to_whoever_took_it_in_and_a_campaign_s_owner_comes_first(house):
    erin = house.workspace.person("Erin")
    assert look(house.workspace, house.bring(PRICE, by="Erin"), erin).to == "Tomasz"
    save(house.workspace, erin, "Winter", owner="Tomasz")
    assert look(house.workspace, house.bring(PRICE, campaign="winter"), _wren(house)).to == "Tomasz"


def test_what_nobody_said_makes_a_draft_an_exception(house):
    seen = look(house.workspace, house.bring(BARE), _wren(house))
    assert seen.why == (
        "nobody said the channel, so it is checked as blog",
        "no brief, so nothing it says can be held against what was asked",
    )


def test_a_template_says_the_channel_so_it_is_not_missing(house):
    seen = look(house.workspace, house.bring(BARE, template="blog-article", brief="Tea."), _wren(house))
    assert (seen.why, seen.lacks) == ((), ("no AI model",))


def test_exceptions_come_first_the_riskiest_before_the_others(house):
    plain, bare, price = house.bring(PLAIN), house.bring(BARE), house.bring(PRICE)
    looks = triage(house.workspace, [plain, bare, price], _wren(house))
    assert [each.piece.id for each in looks] == [price, bare, plain]
    assert sentence(looks) == "2 of 3 need a look first."
    assert sentence(looks[2:]) == ""
    assert sentence(looks[:1]) == "It needs a look first."


def test_looking_writes_nothing_that_a_person_said(house):
    piece = house.bring(PRICE)
    triage(house.workspace, [piece], _wren(house))
    kinds = [event.type.value for event in house.workspace.history.events(piece)]
    assert kinds in (["piece.created"], ["piece.created", "piece.checked"])
