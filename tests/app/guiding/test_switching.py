"""Switching rules and guides: one line of `.vale.ini`, seen by every open piece at once, in somebody's name."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.app.guiding.rows import Standing
from studio.core.errors import BadConfig, BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.flag import Severity
from studio.core.gate import GateId
from studio.core.piece import Channel
from studio.core.span import Span
from studio.guides.writing import Purpose, WordRule

from .conftest import INI, TEA

POT = "# A pot\n\nWe pour tea at five. Come in and sit down.\n"
REMARKS = """\
# Our house; Vale reads this too.
StylesPath = styleguides   ; beside this file

[*]
; everything
BasedOnStyles = Larkspur, Plain  # both
Plain.Wordy = NO   # Erin likes it

# Mails are short.
[email/*.md]
Larkspur.Tea=NO
"""


@pytest.fixture
def flagged(house):
    """`flagged(channel)`: the rules that flag a text of a channel as things are now."""
    pieces = {}

    def look(channel="blog", text=POT):
        pieces.setdefault((channel, text), house.bring(text, channel=channel))
        return [flag.rule for flag in house.sit(pieces[channel, text]).flags if flag.check == "style"]

    return look


def _said(house):
    return [(event.actor.name, event.payload) for event in house.workspace.history.events(types=[EventType.GUIDE_CHANGED])]


def ini_of(house):
    return (house.root / ".vale.ini").read_bytes().decode()


# ---------------------------------------------------------------- one rule


def test_a_rule_is_switched_off_and_on_for_everybody_and_the_history_knows_who(house, desk, flagged):
    assert flagged() == ["Larkspur.Tea"]
    assert desk.set_state("Larkspur.Tea", "off", who="Erin") == ""
    assert flagged() == flagged("email") == []
    desk.set_state("Larkspur.Tea", "on")  # the first who may
    assert flagged() == flagged("email") == ["Larkspur.Tea"]
    facts = {"rule": "Larkspur.Tea", "guide": "Larkspur", "channel": ""}
    assert _said(house) == [
        ("Erin", {"what": "Switched Larkspur.Tea off.", "value": "off", **facts}),
        ("Erin", {"what": "Switched Larkspur.Tea on.", "value": "on", **facts}),
    ]


def test_a_rule_is_switched_for_one_channel_and_the_others_stay(house, desk, flagged):
    desk.set_state("Larkspur.Tea", "off", Channel.EMAIL, "Erin")
    assert flagged("email") == []
    assert flagged() == flagged("web") == ["Larkspur.Tea"]
    assert _said(house)[0][1]["what"] == "Switched Larkspur.Tea off for email."
    states = desk.channel_states("Larkspur.Tea")
    assert {channel: (state.is_on, state.said) for channel, state in states.items()} == {
        None: (True, ""),
        **{channel: (channel is not Channel.EMAIL, "off" if channel is Channel.EMAIL else "") for channel in Channel},
    }
    desk.set_state("Larkspur.Tea", "inherit", Channel.EMAIL, "Erin")
    assert flagged("email") == ["Larkspur.Tea"]
    assert desk.channel_states("Larkspur.Tea")[Channel.EMAIL].inherits
    assert _said(house)[-1][1]["what"] == "Took the switch of Larkspur.Tea out for email."


@pytest.mark.parametrize("level", Severity)
def test_a_level_is_what_the_flags_weigh_from_then_on(house, desk, level):
    session = house.sit(house.bring(POT))
    desk.set_state("Larkspur.Tea", level, who="Erin")
    session.check_now()
    assert [flag.severity for flag in session.flags if flag.rule == "Larkspur.Tea"] == [level]
    assert desk.rule("Larkspur.Tea").level is level
    article = {"error": "an"}.get(level, "a")
    assert _said(house)[-1][1]["what"] == f"Made Larkspur.Tea {article} {level}."


def test_a_level_for_one_channel_says_that_it_holds_for_all_because_vale_knows_but_one(house, desk):
    said = desk.set_state("Larkspur.Tea", "error", Channel.EMAIL)
    assert said == "A level holds for every text, so Larkspur.Tea is an error on every channel."
    assert {state.level for state in desk.channel_states("Larkspur.Tea").values()} == {Severity.ERROR}
    assert {flag.severity for flag in house.sit(house.bring(POT)).flags if flag.check == "style"} == {Severity.ERROR}


def test_a_piece_that_lies_open_is_checked_anew_after_a_switch(house, desk):
    session = house.sit(house.bring(POT))
    before = session.context.version
    desk.set_state("Larkspur.Tea", "off")
    assert session.pending, "nothing counts as checked until it was looked at again"
    session.check_now()
    assert session.context.version != before
    assert not [flag for flag in session.flags if flag.rule == "Larkspur.Tea"]


def test_remarks_blanks_and_every_other_line_stay_as_a_person_wrote_them(house, desk, lay):
    lay(".vale.ini", REMARKS)
    desk.set_state("Plain.Wordy", "error")
    assert ini_of(house) == REMARKS.replace("Plain.Wordy = NO   #", "Plain.Wordy = error   #")
    desk.set_state("Larkspur.Tea", "on", Channel.EMAIL)
    assert "Larkspur.Tea=YES\n" in ini_of(house)
    desk.set_state("Larkspur.Tea", "inherit", Channel.EMAIL)
    desk.set_state("Plain.Wordy", "off")
    assert ini_of(house) == REMARKS.replace("Larkspur.Tea=NO\n", "")


def test_windows_line_ends_stay(house, desk, lay):
    lay(".vale.ini", INI.replace("\n", "\r\n"))
    desk.set_state("Larkspur.Tea", "off")
    assert ini_of(house) == (INI + "Larkspur.Tea = NO\n").replace("\n", "\r\n")


def test_a_switch_that_says_what_is_written_already_leaves_no_event(house, desk):
    desk.set_state("Larkspur.Tea", "off")
    desk.set_state("Larkspur.Tea", "off")
    assert len(_said(house)) == 1


def test_without_an_ini_a_first_switch_writes_one_that_keeps_every_bundled_guide_in_force(house, desk, flagged):
    (house.root / ".vale.ini").unlink()
    house.workspace.guides_changed()
    before = {row.name for row in desk.rules() if row.channels == tuple(Channel)}
    desk.set_state("Plain.Wordy", "off")
    assert "Plain.Wordy" in before
    after = {row.name for row in desk.rules() if row.channels == tuple(Channel)}
    assert before - after == {"Plain.Wordy"}


# ---------------------------------------------------------------- what is refused, and leaves everything as it was


@pytest.fixture
def unchanged(house):
    """After the test every file and the history are as they were when this was called."""

    def snapshot():
        history = house.workspace.history
        files = {
            path: path.read_bytes() for path in house.root.rglob("*") if path.is_file() and not path.name.startswith("history")
        }
        return files, history.head()

    kept = []
    yield lambda: kept.append(snapshot())
    assert kept
    assert snapshot() == kept[0]


def test_a_rule_and_a_state_that_are_none_are_refused(desk, unchanged):
    unchanged()
    with pytest.raises(NotFound, match=r"There is no rule Larkspur\.Coffee"):
        desk.set_state("Larkspur.Coffee", "off")
    with pytest.raises(BadInput, match=r"“loud” is nothing a rule can be\. Choose: on, off, suggestion"):
        desk.set_state("Larkspur.Tea", "loud")
    with pytest.raises(NotFound, match="There is no style guide Coffee"):
        desk.set_guide("Coffee", True)


def test_where_another_section_has_the_last_word_the_line_is_named_and_nothing_is_written(desk, lay, unchanged):
    lay(".vale.ini", f"{INI}\n[email/*.md]\nLarkspur.Tea = NO\n\n[{{email,web}}/*.md]\nLarkspur.Tea = NO\n")
    unchanged()
    with pytest.raises(Refused, match=r"\.vale\.ini, line 10 has the last word on Larkspur\.Tea here"):
        desk.set_state("Larkspur.Tea", "on", Channel.EMAIL)


def test_a_file_that_cannot_be_written_changes_nothing(house, desk, unchanged):
    (house.root / "..vale.ini.new").mkdir()
    unchanged()
    with pytest.raises(BadInput, match="cannot be written"):
        desk.set_state("Larkspur.Tea", "off")
    assert desk.channel_states("Larkspur.Tea")[None].is_on


def test_a_history_that_cannot_be_written_takes_the_change_of_the_file_back(house, desk, unchanged, monkeypatch):
    unchanged()

    def full(entries):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(house.workspace.history, "append_all", full)
        with pytest.raises(OSError, match="No space left"):
            desk.set_state("Larkspur.Tea", "off")
        with pytest.raises(OSError, match="No space left"):
            desk.set_trial("Larkspur.Tea", True)
    assert not house.workspace.policy.is_on_trial("Larkspur.Tea")


def test_an_ini_that_cannot_be_read_is_said_so_and_kept(house, desk, lay, unchanged):
    (house.root / ".vale.ini").write_bytes(b"StylesPath = styleguides\n\xff\xfe\n")
    unchanged()
    with pytest.raises(BadConfig, match=r"\.vale\.ini cannot be read"):
        desk.set_state("Larkspur.Tea", "off")


def test_broken_yaml_keeps_its_rule_on_the_page_with_the_line_and_stops_nothing_else(house, desk, lay, flagged):
    lay("styleguides/Larkspur/Torn.yml", "extends: existence\nmessage: 'x\ntokens: [a\n")
    row = desk.rule("Larkspur.Torn")
    assert (row.standing, row.line > 0, bool(row.reason)) == (Standing.BROKEN, True, True)
    assert flagged() == ["Larkspur.Tea"]
    desk.set_state("Larkspur.Torn", "off")
    desk.set_state("Larkspur.Tea", "error")
    assert flagged() == ["Larkspur.Tea"]
    assert [guide.broken for guide in desk.guides() if guide.name == "Larkspur"] == [1]


# ---------------------------------------------------------------- a whole guide


def test_a_guide_is_put_in_force_and_taken_out_for_every_channel(house, desk, flagged):
    text = "# A pot\n\nWe utilize it.\n"
    assert flagged(text=text) == []
    desk.set_guide("Plain", True, who="Erin")
    assert flagged(text=text) == flagged("email", text) == ["Plain.Wordy"]
    assert "BasedOnStyles = Larkspur, Plain\n" in ini_of(house)
    desk.set_guide("Plain", False, who="Erin")
    assert ini_of(house) == INI
    assert [payload["what"] for _, payload in _said(house)] == [
        "Put Plain in force for every channel.",
        "Took Plain out of force for every channel.",
    ]


def test_a_guide_is_put_in_force_for_one_channel_beside_those_that_hold_for_all(desk, flagged):
    text = "# A pot\n\nWe utilize tea.\n"
    desk.set_guide("Plain", True, Channel.EMAIL)
    assert flagged("email", text) == ["Plain.Wordy", "Larkspur.Tea"]
    assert flagged("blog", text) == ["Larkspur.Tea"]
    states = desk.guide_states("Plain")
    assert [channel for channel in Channel if states[channel].is_on] == [Channel.EMAIL]
    assert [channel for channel in Channel if states[channel].said] == [Channel.EMAIL]


def test_taking_a_guide_out_takes_switches_of_its_rules_that_say_otherwise_along(house, desk, lay, flagged):
    lay(".vale.ini", INI + "Larkspur.Tea = YES\n")
    desk.set_guide("Larkspur", False)
    assert flagged() == []
    assert "Larkspur.Tea" not in ini_of(house)
    desk.set_guide("Larkspur", True)
    assert flagged() == ["Larkspur.Tea"]


def test_vale_s_own_rules_are_a_guide_like_another(house, desk, flagged):
    text = "# A pot\n\nWe pour it it out.\n"
    assert "Vale.Repetition" not in flagged(text=text)
    desk.set_guide("Vale", True)
    assert "Vale.Repetition" in flagged(text=text)
    desk.set_state("Vale.Repetition", "off")
    assert "Vale.Repetition" not in flagged(text=text)


# ---------------------------------------------------------------- on trial


def test_flags_of_a_rule_on_trial_are_shown_and_counted_and_never_keep_a_text_from_approval(house, desk):
    desk.set_state("Larkspur.Tea", "error")
    piece = house.bring(POT)
    house.sit(piece).submit("Erin")
    session = house.sit(piece, "Erin")
    assert not session.gate().open
    desk.set_trial("Larkspur.Tea", True, "Erin")
    session.check_now()
    assert [flag.rule for flag in session.flags if flag.check == "style"] == ["Larkspur.Tea"], "still shown"
    (item,) = [item for item in session.gate().items if item.id is GateId.ERRORS]
    assert (item.met, item.phrase) == (True, "no errors open (1 more on trial)")
    assert desk.usage()["Larkspur.Tea"].open == 1, "still counted"
    session.approve()
    assert session.approval
    desk.set_trial("Larkspur.Tea", False, "Erin")
    other = house.bring("# Another\n\nMore tea for all of us.\n")
    house.sit(other).submit("Erin")
    with pytest.raises(Refused, match="1 error open"):
        house.sit(other, "Erin").approve()
    assert [payload["what"] for _, payload in _said(house)][1:] == [
        "Put Larkspur.Tea on trial.",
        "Ended the trial of Larkspur.Tea.",
    ]


def test_warnings_on_trial_do_not_block_where_the_house_requires_that_there_are_none(house, desk):
    policy = house.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + '\n[gate]\nwarnings = "required"\n', encoding="utf-8")
    house.workspace.guides_changed()
    piece = house.bring(POT)
    house.sit(piece).submit("Erin")
    assert "1 warning open" in house.sit(piece, "Erin").gate().sentence()
    desk.set_trial("Larkspur.Tea", True)
    assert house.sit(piece, "Erin").gate().open


def test_a_trial_is_one_line_of_the_policy_whose_remarks_stay(house, desk):
    policy = house.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + "# the end\n", encoding="utf-8")
    before = policy.read_text(encoding="utf-8")
    desk.set_trial("Larkspur.Tea", True)
    assert policy.read_text(encoding="utf-8").startswith(before)
    assert desk.rule("Larkspur.Tea").on_trial
    desk.set_trial("Larkspur.Tea", True)
    assert len(_said(house)) == 1
    desk.set_trial("Larkspur.Tea", False)
    assert not desk.rule("Larkspur.Tea").on_trial
    assert "# the end" in policy.read_text(encoding="utf-8")


def test_only_a_rule_that_is_there_goes_on_trial(desk, unchanged):
    unchanged()
    with pytest.raises(NotFound):
        desk.set_trial("Larkspur.Coffee", True)


# ---------------------------------------------------------------- looking


def test_every_guide_is_listed_with_where_it_comes_from_and_where_it_is_in_force(house, desk, lay):
    lay("styleguides/Alien/meta.json", "{}")
    lay("styleguides/Alien/Tea.yml", TEA)
    lay("styleguides/Larkspur/README.md", "# Larkspur\n\n- **Tea**: No tea, ever.\n")
    rows = {guide.name: guide for guide in desk.guides()}
    origins = {"Larkspur": "workspace", "Alien": "package", "Plain": "bundled", "Vale": "built-in"}
    assert {name: str(rows[name].origin) for name in origins} == origins
    assert rows["Larkspur"].channels == tuple(Channel)
    assert rows["Larkspur"].is_own
    assert [name for name, row in rows.items() if row.is_own] == ["Larkspur"]
    assert (rows["Larkspur"].running, rows["Larkspur"].rules, rows["Alien"].off, rows["Alien"].channels) == (1, 1, 1, ())
    assert rows["Larkspur"].page.startswith("# Larkspur")
    assert desk.rule("Larkspur.Tea").says == "No tea, ever."
    assert next(iter(rows)) == "Larkspur"
    assert {row.guide for row in desk.rules("Alien")} == {"Alien"}
    assert len(desk.rules()) == sum(row.rules for row in rows.values())


def test_a_rule_that_is_off_says_why(house, desk, lay):
    lay("styleguides/Alien/Tea.yml", TEA)
    assert desk.rule("Alien.Tea").reason == "Alien is not among the guides in force (.vale.ini, line 4)."
    desk.set_state("Larkspur.Tea", "off")
    row = desk.rule("Larkspur.Tea")
    assert (row.standing, row.reason) == (Standing.OFF, "Switched off in .vale.ini, line 5.")
    with pytest.raises(NotFound, match=r"There is no rule Larkspur\.Coffee"):
        desk.rule("Larkspur.Coffee")
    with pytest.raises(NotFound, match=r"There is no style guide Coffee\. There are: "):
        desk.rules("Coffee")


def test_jobs_read_from_threads_of_their_own(house, desk):
    piece = house.bring(POT)
    session = house.sit(piece)
    with ThreadPoolExecutor(1) as pool:
        counted = pool.submit(desk.usage).result()
        tuned = pool.submit(desk.tuning).result()
        told = pool.submit(desk.why_not, session, Span(POT.index("tea"), POT.index("tea") + 3)).result()
        choices = pool.submit(desk.choices_for, "tea", "Larkspur.Tea").result()
        tested = pool.submit(desk.back_test, WordRule("Pots", Purpose.AVOID, (("pot", ""),))).result()
    assert counted["Larkspur.Tea"].open == 1
    assert tuned == ()
    assert [row.rule for row in told] == ["Larkspur.Tea"]
    assert len(choices) == 4
    assert tested.count == 1


def test_a_writer_changes_no_rule_and_is_told_who_may_but_adds_a_word_to_the_list(desk, house):
    before = (house.root / ".vale.ini").read_text(encoding="utf-8")
    with pytest.raises(Refused, match=r"Wren may not change the style guides: that takes an editor or an owner\. Who may: Erin"):
        desk.set_state("Larkspur.Tea", "off", who="Wren")
    assert (house.root / ".vale.ini").read_text(encoding="utf-8") == before
    word = desk.choices_for("Oolongy")[0]
    assert not word.refused
    desk.take_term(word, who="Wren")
    assert [event.actor.name for event in house.workspace.history.events("", [EventType.TERM_ADDED])] == ["Wren"]
