"""The same text gets different flags on each channel, and each flag names the layer that brought its rule and why it is here."""

import pytest

from studio.app.checking import FileChecker, flags_json, flags_text
from studio.core.piece import Channel
from studio.guides.writing import Purpose, WordRule

POT = "# A pot\n\nWe utilize tea here.\n"
INI = """\
StylesPath = styleguides

[*]
BasedOnStyles = Larkspur

[email/*.md]
BasedOnStyles = Larkspur, Mails

[web/*.md]
BasedOnStyles = Larkspur, Sites
Larkspur.Tea = NO

[social/*.md]
Plain.Wordy = YES

[support/*.md]
BasedOnStyles = Mails
Plain.Wordy = error
"""
EVERYWHERE, HERE = "extends: existence\nmessage: {}\ntokens: [{}]\n", "We utilize tea here."
LAYERS = {
    Channel.BLOG: [("Larkspur.Tea", "Larkspur, for every channel")],
    Channel.WEB: [("Sites.Here", "Sites, for web")],
    Channel.EMAIL: [("Larkspur.Tea", "Larkspur, for every channel"), ("Mails.Here", "Mails, for email")],
    Channel.SOCIAL: [("Plain.Wordy", "Plain, for social"), ("Larkspur.Tea", "Larkspur, for every channel")],
    Channel.SUPPORT: [("Plain.Wordy", "Plain, for support"), ("Mails.Here", "Mails, for support")],
}


@pytest.fixture
def layered(house, desk, lay):
    lay("styleguides/Mails/Here.yml", EVERYWHERE.format("mail", "here"))
    lay("styleguides/Sites/Here.yml", EVERYWHERE.format("site", "here"))
    lay(".vale.ini", INI)


@pytest.mark.parametrize("channel", Channel)
def test_a_piece_has_the_flags_of_its_channel_and_each_names_its_layer(house, layered, channel):
    session = house.sit(house.bring(POT, channel=channel.value))
    found = [(flag.rule, flag.layer) for flag in session.flags if flag.check == "style"]
    assert found == LAYERS[channel]
    assert all(mark[2].layer for mark in session.marks if mark[2].check == "style"), "the card shows what the mark carries"


@pytest.mark.parametrize("channel", Channel)
def test_a_file_that_is_checked_without_a_window_names_the_layers_too(house, layered, tmp_path, channel):
    draft = tmp_path / "draft.md"
    draft.write_text(POT, encoding="utf-8")
    found = FileChecker(workspace=house.root, channel=channel, only={"style"}).check([draft])
    lines = [line for line in flags_text(found).splitlines() if line.startswith("  ")]
    assert [line.partition("  (")[2] for line in lines] == [f"{layer})" for _, layer in LAYERS[channel]]
    assert [line.partition("  (")[0].split()[-1] for line in lines] == [rule for rule, _ in LAYERS[channel]]
    assert all(f'"Layer": "{layer}"' in flags_json(found) for _, layer in LAYERS[channel])


def test_the_levels_of_a_channel_are_those_of_its_section(house, layered):
    weights = {
        channel: {str(f.severity) for f in house.sit(house.bring(POT, channel=channel)).flags if f.rule == "Plain.Wordy"}
        for channel in ("social", "support")
    }
    assert weights == {"social": {"error"}, "support": {"error"}}, "Vale knows one level for all texts"


@pytest.mark.parametrize("channel", Channel)
def test_without_an_ini_a_guide_named_for_a_channel_is_for_that_channel_alone(house, desk, channel):
    (house.root / ".vale.ini").unlink()
    house.workspace.guides_changed()
    text = "# Click here\n\nWe utilize tea. Your ticket has been closed.\n"
    layers = {flag.layer for flag in house.sit(house.bring(text, channel=channel.value)).flags if flag.layer}
    assert "Plain, for every channel" in layers
    named = {layer for layer in layers if not layer.endswith("for every channel")}
    assert named <= {f"{channel.value.capitalize()}, for {channel.value}"}
    if channel is Channel.SUPPORT:
        assert named == {"Support, for support"}
    for guide, alone in (("Plain", None), ("Support", Channel.SUPPORT)):
        states = desk.guide_states(guide)
        assert states[channel].is_on is (alone in (None, channel))
    assert desk.channel_states("Support.Closed")[channel].is_on is (channel is Channel.SUPPORT)
    assert not desk.channel_states("Vale.Terms")[channel].is_on
    in_force = {row.name: row.channels for row in desk.guides()}
    assert (channel in in_force["Support"]) is (channel is Channel.SUPPORT)


def test_the_first_ini_that_is_written_changes_nothing_but_what_was_asked_for(house, desk):
    (house.root / ".vale.ini").unlink()
    house.workspace.guides_changed()
    before = {row.name: row.channels for row in desk.rules()}
    desk.set_state("Plain.Wordy", "off", Channel.EMAIL)
    after = {row.name: row.channels for row in desk.rules()}
    assert {name for name in before if before[name] != after[name]} == {"Plain.Wordy"}
    assert set(Channel) - set(after["Plain.Wordy"]) == {Channel.EMAIL}


def test_the_first_rule_of_a_house_without_an_ini_changes_nothing_else_either(house, desk):
    (house.root / ".vale.ini").unlink()
    house.workspace.guides_changed()
    before = {row.name: row.channels for row in desk.rules() if row.guide != "Larkspur"}
    desk.save(WordRule("Pots", Purpose.AVOID, (("pot", ""),)))
    after = {row.name: row.channels for row in desk.rules() if row.guide != "Larkspur"}
    assert before == after
    assert desk.rule("Larkspur.Pots").channels == tuple(Channel)
