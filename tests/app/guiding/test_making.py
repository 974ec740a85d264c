"""Rules of one's own: tried out before they are saved, written as files that Vale reads, changed, taken away."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.app.guiding.rows import Standing
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.flag import Severity
from studio.core.piece import Channel
from studio.core.span import Span
from studio.guides.inheriting import keys_of
from studio.guides.ini import load_ini
from studio.guides.testing import run_tests
from studio.guides.writing import Purpose, WordRule

from .conftest import INI

POTS = WordRule(
    "Pots",
    Purpose.AVOID,
    (("pot", ""), ("kettle", "")),
    why="We sell neither.",
    bad=("A pot.",),
    good=("A potter.",),
)
TEXTS = (
    ("# Pots\n\nA pot and a kettle. A potter made one more pot.\n", "blog"),
    ("# Mugs\n\nNo such thing here.\n", "web"),
    ("# A letter\n\nDear reader, the pot is hot.\n", "email"),
    ("# Quiet\n\n<!-- vale off -->\n\nA pot.\n\n<!-- vale on -->\n\nAnother `pot` and a pot.\n", "blog"),
)


@pytest.fixture
def bring(house):
    return [house.bring(text, channel=channel) for text, channel in TEXTS]


def _flagged(house, rule):
    """Piece and words of every flag of a rule in the working texts of all pieces."""
    sessions = [house.sit(piece.id) for piece in house.workspace.pieces()]
    return sorted((s.piece.id, f.span) for s in sessions for f in s.all_flags if f.rule == rule)


def _places(test):
    return sorted((place.piece, place.span) for place in test.places)


def _saved(house):
    return [(event.actor.name, event.payload) for event in house.workspace.history.events(types=[EventType.RULE_SAVED])]


# ---------------------------------------------------------------- before it is saved


def test_a_rule_is_tried_on_any_text_while_it_is_being_written(desk):
    text = "A pot.\r\nAn **old kettle**, a potter."
    flags = desk.try_out(POTS, text)
    assert [(flag.text, flag.message) for flag in flags] == [("pot", "Avoid 'pot'."), ("kettle", "Avoid 'kettle'.")]
    assert [flag.span.of(text.replace("\r\n", "\n")) for flag in flags] == ["pot", "kettle"]
    assert desk.try_out(WordRule("", Purpose.AVOID, (("pot", ""),)), "A pot.")[0].rule == "Larkspur.NewRule"
    with pytest.raises(BadInput, match="The rule names no words"):
        desk.try_out(WordRule("Pots", Purpose.AVOID, ()), "A pot.")


def test_what_is_tried_knows_the_accepted_terms(desk, lay):
    lay("styleguides/config/vocabularies/House/accept.txt", "hot pot\n")
    lay(".vale.ini", f"Vocab = House\n{INI}")
    assert [flag.span.start for flag in desk.try_out(POTS, "A hot pot, a pot.")] == [13]


def test_the_yaml_is_what_lands_in_the_file(house, desk):
    shown = desk.yaml(POTS)
    path = desk.save(POTS, who="Erin")
    assert path == house.root / "styleguides" / "Larkspur" / "Pots.yml"
    assert path.read_text(encoding="utf-8") == shown
    assert shown.startswith("# purpose: avoid\nextends: existence\n")
    outcomes = run_tests(path, (house.root / "styleguides",))
    assert len(outcomes) == 2
    assert all(outcome.passed for outcome in outcomes), outcomes


def test_a_back_test_counts_and_places_exactly_what_is_flagged_once_the_rule_is_saved(house, desk, bring):
    told = []
    test = desk.back_test(POTS, lambda done, of: told.append((done, of)))
    assert (test.count, test.hit, test.pieces) == (5, 3, 4)
    assert test.sentence == "Would have flagged 5 times in 3 of 4 pieces."
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)
    assert all(one[0] < next_one[0] for one, next_one in pairwise(told))
    assert _flagged(house, "Larkspur.Pots") == [], "nothing is written by testing"
    assert _saved(house) == []
    desk.save(POTS)
    assert _places(test) == _flagged(house, "Larkspur.Pots")


def test_a_place_says_where_it_is_in_words(house, desk, bring):
    place = next(p for p in desk.back_test(POTS).places if p.piece == bring[2])
    assert (place.title, place.line, place.text, place.sentence) == ("A letter", 3, "pot", "Dear reader, the pot is hot.")
    assert place.span == Span(TEXTS[2][0].index("pot"), TEXTS[2][0].index("pot") + 3)


def test_a_back_test_of_the_first_rule_of_a_house_agrees_although_its_guide_is_not_there_yet(house, desk, bring, lay):
    (house.root / "styleguides" / "Larkspur" / "Tea.yml").unlink()
    (house.root / "styleguides" / "Larkspur").rmdir()
    lay(".vale.ini", "# ours\nStylesPath = styleguides\n\n[*]\nBasedOnStyles = Plain\n\n[email/*.md]\nBasedOnStyles = Email\n")
    name = f"{desk.own_guide}.Pots"
    test = desk.back_test(POTS)
    assert test.count == 5
    path = desk.save(POTS)
    assert path.parent.name == desk.own_guide
    assert _places(test) == _flagged(house, name)
    ini = load_ini(house.root / ".vale.ini")
    assert [section.words("BasedOnStyles") for section in ini.globs] == [("Plain", desk.own_guide), ("Email", desk.own_guide)]
    assert (house.root / ".vale.ini").read_text(encoding="utf-8").startswith("# ours\n")


def test_a_back_test_leaves_pieces_out_for_whose_channel_the_rule_is_not_in_force(house, desk, bring, lay):
    lay(".vale.ini", f"{INI}\n[email/*.md]\nBasedOnStyles = Plain\n")
    test = desk.back_test(POTS)
    assert (test.count, test.skipped) == (4, 1)
    desk.save(POTS)
    assert _places(test) == _flagged(house, "Larkspur.Pots")


def test_without_a_piece_there_is_nothing_to_test_on(desk):
    test = desk.back_test(POTS)
    assert (test.count, test.sentence) == (0, "There is no piece yet to try it on.")


def test_a_rule_that_finds_nothing_and_one_that_finds_little_are_told_in_words(house, desk, bring):
    nothing = WordRule("None", Purpose.AVOID, (("walrus", ""),))
    assert desk.back_test(nothing).sentence == "Would have flagged not once in 4 pieces."
    once = WordRule("Once", Purpose.AVOID, (("kettle", ""),))
    assert desk.back_test(once).sentence == "Would have flagged once in 1 of 4 pieces."


_WORDS = st.sampled_from(["pot", "kettle", "hot", "dear reader", "a", "such thing", "potter", "C++", "walrus", "one more pot"])
_RULES = st.one_of(
    st.builds(
        lambda words, case, whole, scope: WordRule(
            "Made", Purpose.AVOID, tuple((word, "") for word in words), ignorecase=case, whole_words=whole, scope=scope
        ),
        st.lists(_WORDS, min_size=1, max_size=3, unique=True),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["text", "heading", "paragraph", "sentence"]),
    ),
    st.builds(
        lambda word, most, scope: WordRule("Made", Purpose.LIMIT, ((word, ""),), most=most, scope=scope),
        _WORDS,
        st.integers(1, 2),
        st.sampled_from(["paragraph", "sentence", "document"]),
    ),
    st.builds(lambda word: WordRule("Made", Purpose.PREFER, ((word, "cup|mug"),), exceptions=("hot pot",)), _WORDS),
)


@given(rule=_RULES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_form_says_the_back_test_equals_what_comes_of_saving_it(house, desk, rule):
    if not house.workspace.pieces():
        for text, channel in TEXTS:
            house.bring(text, channel=channel)
    there = [row.name for row in desk.rules("Larkspur")]
    editing = "Larkspur.Made" if "Larkspur.Made" in there else ""
    test = desk.back_test(rule, editing=editing)
    desk.save(rule, editing=editing)
    assert _places(test) == _flagged(house, "Larkspur.Made")


# ---------------------------------------------------------------- saving


def test_a_saved_rule_is_in_force_at_once_and_the_history_knows_its_file_and_who(house, desk, bring):
    session = house.sit(bring[0])
    path = desk.save(POTS, trial=True, who="Erin")
    session.check_now()
    assert [flag.rule for flag in session.flags if flag.check == "style"] == ["Larkspur.Pots"] * 3
    assert house.workspace.policy.is_on_trial("Larkspur.Pots")
    ((who, payload),) = _saved(house)
    assert (who, payload["rule"], payload["file"], payload["trial"]) == (
        "Erin",
        "Larkspur.Pots",
        "styleguides/Larkspur/Pots.yml",
        True,
    )
    assert len(payload["hash"]) == 64
    row = desk.rule("Larkspur.Pots")
    assert (row.standing, row.is_own, row.has_form, row.on_trial, row.why) == (
        Standing.RUNNING,
        True,
        True,
        True,
        "We sell neither.",
    )
    assert [(example.text, example.bad) for example in row.examples] == [("A pot.", True), ("A potter.", False)]
    assert row.path == path


def test_a_saved_rule_opens_in_the_form_as_it_was_and_is_written_over_alone(house, desk):
    desk.save(POTS, trial=True)
    form = desk.form("Larkspur.Pots")
    assert form is not None
    assert (form.why, form.bad, form.good) == (POTS.why, POTS.bad, POTS.good)
    assert sorted(form.entries) == sorted(POTS.entries), "in the file the longest stands first"
    with pytest.raises(Refused, match=r"There is a rule Larkspur\.Pots already"):
        desk.save(POTS)
    desk.save(WordRule("Pots", Purpose.AVOID, (("mug", ""),)), editing="Larkspur.Pots")
    assert desk.form("Larkspur.Pots").entries == (("mug", ""),)
    assert house.workspace.policy.is_on_trial("Larkspur.Pots"), "whether it is on trial stays as it was"
    desk.save(WordRule("Pots", Purpose.AVOID, (("cup", ""),)), editing="Larkspur.Pots", trial=False)
    assert not house.workspace.policy.is_on_trial("Larkspur.Pots")
    with pytest.raises(Refused, match="keeps its name"):
        desk.save(WordRule("Kettles", Purpose.AVOID, (("cup", ""),)), editing="Larkspur.Pots")


def test_the_form_opens_the_house_s_own_rules_and_none_that_says_more_than_it_has_fields_for(desk, lay):
    lay("styleguides/Larkspur/More.yml", "extends: existence\nmessage: x\nlimit: 2\ntokens: ['a+b']\n")
    lay("styleguides/Larkspur/Mine.yml", "extends: existence\nmessage: \"no '%s'\"\nlevel: error\ntokens:\n  - pot\n")
    assert desk.form("Larkspur.Mine").entries == (("pot", ""),)
    assert desk.rule("Larkspur.Mine").has_form
    assert not desk.rule("Larkspur.More").has_form
    assert desk.form("Larkspur.More") is None
    assert desk.form("Plain.Wordy") is None
    assert desk.form("Vale.Terms") is None
    with pytest.raises(NotFound):
        desk.form("Larkspur.Coffee")


def test_exceptions_that_a_person_wrote_keep_their_case_when_the_form_saves_the_rule_again(desk, lay):
    head = "extends: existence\nmessage: no\nlevel: error\nignorecase: true\n"
    rule = f"{head}exceptions:\n  - teapot\n  - '(?i)PotCo'\ntokens: [pot]\n"
    path = lay("styleguides/Larkspur/Mine.yml", rule)
    form = desk.form("Larkspur.Mine")
    assert form.exceptions == ("teapot", "PotCo")
    desk.save(replace(form, exceptions=(*form.exceptions, "hotpot")), editing="Larkspur.Mine")
    assert "exceptions:\n  - teapot\n  - '(?i)PotCo'\n  - '(?i)hotpot'\n" in path.read_text(encoding="utf-8")


def test_a_rule_may_be_a_file_in_a_folder_of_the_guide(house, desk, bring):
    desk.save(WordRule("Kitchen.Pots", Purpose.AVOID, (("pot", ""),)), guide="Larkspur")
    assert (house.root / "styleguides" / "Larkspur" / "Kitchen" / "Pots.yml").is_file()
    assert len(_flagged(house, "Larkspur.Kitchen.Pots")) == 4


@pytest.fixture
def unchanged(house):
    """`unchanged(act, error, match)`: the act is refused, and every file and the history are as they were."""

    def snapshot():
        files = {p: p.read_bytes() for p in house.root.rglob("*") if p.is_file() and not p.name.startswith("history")}
        return files, {p for p in house.root.rglob("*") if p.is_dir()}, house.workspace.history.head()

    def refuse(act, error, match):
        before = snapshot()
        with pytest.raises(error, match=match):
            act()
        assert snapshot() == before

    return refuse


def test_what_cannot_be_saved_is_refused_and_leaves_no_trace(house, desk, unchanged):
    def form(name, *words):
        return WordRule(name, Purpose.AVOID, tuple((word, "") for word in words))

    unchanged(lambda: desk.save(form("", "pot")), BadInput, "has no name yet")
    unchanged(lambda: desk.save(form("../Pots", "pot")), BadInput, "cannot name a rule")
    unchanged(lambda: desk.save(form("2Pots", "pot")), BadInput, "cannot name a rule")
    unchanged(lambda: desk.save(form("Pots")), BadInput, "names no words")
    unchanged(lambda: desk.save(form("Pots", "pot"), guide="../x"), BadInput, "cannot name a style guide")
    unchanged(lambda: desk.save(form("Pots", "pot"), guide="Plain"), Refused, "Plain travels with the program, and is never")
    unchanged(lambda: desk.save(form("Vale.Pots", "pot")), Refused, "Vale is built in, and is never written to")
    unchanged(lambda: desk.back_test(form("Pots", "pot"), guide="Plain"), Refused, "is never written to")


def test_a_folder_that_cannot_be_written_to_is_said_so_and_leaves_no_trace(house, desk, unchanged):
    (house.root / "styleguides" / "Larkspur" / "Kitchen").write_text("a file", encoding="utf-8")
    form = WordRule("Kitchen.Pots", Purpose.AVOID, (("pot", ""),))
    unchanged(lambda: desk.save(form, "Larkspur", trial=True), BadInput, "Kitchen cannot be written")
    assert not house.workspace.policy.is_on_trial("Larkspur.Kitchen.Pots")


# ---------------------------------------------------------------- a rule that is not one's own


@pytest.fixture
def alien(house, desk, lay):
    """A package whose rule is in force but for emails, and on trial."""
    lay("styleguides/Alien/meta.json", "{}")
    path = lay(
        "styleguides/Alien/Cups.yml",
        "# theirs\nextends: existence\nmessage: \"cups: '%s'\"\nlevel: warning\nignorecase: true\ntokens: [pot, kettle]\n",
    )
    lay(".vale.ini", "StylesPath = styleguides\n\n[*]\nBasedOnStyles = Larkspur, Alien\n\n[email/*.md]\nAlien.Cups = NO\n")
    desk.set_trial("Alien.Cups", True)
    return path


def test_a_packaged_rule_is_changed_by_one_that_builds_on_it_and_never_edited(house, desk, alien, bring):
    theirs, before = alien.read_bytes(), len(_flagged(house, "Alien.Cups"))
    path = desk.inherit("Alien.Cups", {"level": "error", "exceptions+": ["one more pot"]}, "Erin")
    assert alien.read_bytes() == theirs
    assert path.read_text(encoding="utf-8").startswith("extends: Alien.Cups\nlevel: error\n")
    assert _flagged(house, "Alien.Cups") == []
    assert len(_flagged(house, "Larkspur.Cups")) == before - 1
    states = desk.channel_states("Larkspur.Cups")
    assert [channel for channel in Channel if not states[channel].is_on] == [Channel.EMAIL], "switched as its parent was"
    assert not any(state.is_on for state in desk.channel_states("Alien.Cups").values())
    row = desk.rule("Larkspur.Cups")
    assert (row.parent, row.level, row.on_trial) == ("Alien.Cups", Severity.ERROR, True)
    assert not desk.rule("Alien.Cups").on_trial
    ((who, payload),) = _saved(house)
    assert (who, payload["rule"], payload["parent"], payload["trial"]) == ("Erin", "Larkspur.Cups", "Alien.Cups", True)


def test_further_changes_go_into_the_same_rule(house, desk, alien, bring):
    first = desk.inherit("Alien.Cups", {"exceptions+": ["one more pot"]})
    second = desk.inherit("Alien.Cups", {"exceptions+": ["the pot"], "level": "suggestion"})
    assert first == second
    row = desk.rule("Larkspur.Cups")
    assert row.level is Severity.SUGGESTION
    kept = [place for place in _flagged(house, "Larkspur.Cups")]
    assert len(kept) == 3, "five, but for one more pot and the pot of the letter, which the parent passes over already"


def test_what_a_person_wrote_into_a_changed_rule_stays_when_it_is_changed_again(house, desk, alien, lay):
    path = desk.inherit("Alien.Cups", {"exceptions+": ["one more pot"]})
    theirs = (
        "# why: the owner asked\n"
        "action:\n  name: edit\n  params: [upper]\n"
        "tests:\n  # from a letter\n  - name: finds it\n    input: |\n      A pot.\n    contains: pot\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + theirs, encoding="utf-8")
    house.workspace.guides_changed()
    desk.inherit("Alien.Cups", {"exceptions+": ["the pot", "no"], "level": "error"})
    text = path.read_text(encoding="utf-8")
    assert text.startswith("extends: Alien.Cups\nexceptions:\n  - one more pot\n  - 'the pot'\n  - 'no'\n")
    assert theirs in text
    assert text.endswith("level: error\n")
    desk.inherit("Alien.Cups", {"exceptions-": ["the pot"]})
    assert path.read_text(encoding="utf-8") == text.replace("  - 'the pot'\n", "")


def test_deleting_it_brings_the_packaged_rule_back_as_it_was(house, desk, alien, bring):
    before = desk.channel_states("Alien.Cups")
    flags = _flagged(house, "Alien.Cups")
    path = desk.inherit("Alien.Cups", {"level": "error"})
    desk.delete("Larkspur.Cups", "Erin")
    assert not path.exists()
    after = desk.channel_states("Alien.Cups")
    assert after.keys() == before.keys()
    assert {c: s.is_on for c, s in after.items()} == {c: s.is_on for c, s in before.items()}
    assert _flagged(house, "Alien.Cups") == flags
    assert "Larkspur.Cups" not in (house.root / ".vale.ini").read_text(encoding="utf-8")
    assert not house.workspace.policy.is_on_trial("Larkspur.Cups")
    assert house.workspace.policy.is_on_trial("Alien.Cups"), "it was on trial before it was changed"
    who, payload = _saved(house)[-1]
    assert (who, payload["rule"], payload["hash"]) == ("Erin", "Larkspur.Cups", "")


def test_a_changed_rule_that_is_switched_afterwards_hands_that_back_too(house, desk, alien):
    desk.inherit("Alien.Cups", {"level": "error"})
    desk.set_state("Larkspur.Cups", "off", Channel.WEB)
    desk.delete("Larkspur.Cups")
    states = desk.channel_states("Alien.Cups")
    assert [channel for channel in Channel if not states[channel].is_on] == [Channel.WEB, Channel.EMAIL]


def test_a_list_of_its_own_takes_further_words_in_and_lets_some_go(desk, alien, house, bring):
    desk.inherit("Alien.Cups", {"tokens": ["mugs", "hot", "dear"]})
    desk.inherit("Alien.Cups", {"tokens+": ["reader"]})
    desk.inherit("Alien.Cups", {"tokens-": ["hot"]})
    desk.set_state("Larkspur.Cups", "on", Channel.EMAIL)
    found = [span.of(house.sit(piece).text).lower() for piece, span in _flagged(house, "Larkspur.Cups")]
    assert sorted(found) == ["dear", "mugs", "reader"]


def test_further_wordings_go_into_the_map_of_a_changed_rule_beside_those_that_are_there(house, desk, lay):
    lay("styleguides/Alien/meta.json", "{}")
    lay("styleguides/Alien/Swap.yml", "extends: substitution\nmessage: \"'%s' not '%s'\"\nswap: {pot: cup}\n")
    path = desk.inherit("Alien.Swap", {"swap+": {"kettle": "mug"}})
    path.write_text(path.read_text(encoding="utf-8") + "# the end\n", encoding="utf-8")
    desk.inherit("Alien.Swap", {"swap+": {"jar": "jug", "kettle": "beaker"}})
    keys = keys_of("Larkspur.Swap", (house.root / "styleguides",))
    assert [(bad.text, good.text) for bad, good in keys.pairs("swap")] == [("pot", "cup"), ("kettle", "beaker"), ("jar", "jug")]
    assert path.read_text(encoding="utf-8").endswith("swap+:\n  kettle: 'beaker'\n  'jar': 'jug'\n# the end\n")
    path.write_bytes(path.read_bytes() + b"level: error\nlevel: warning\n")
    house.workspace.guides_changed()
    with pytest.raises(BadInput, match="cannot be changed from here"):
        desk.inherit("Alien.Swap", {"swap+": {"tin": "can"}})


def test_a_change_that_is_none_and_one_that_breaks_the_rule_are_refused(desk, alien, unchanged):
    unchanged(lambda: desk.inherit("Alien.Cups", {}), BadInput, "Nothing is different")
    unchanged(lambda: desk.inherit("Alien.Cups", {"tokens": ["(pot"]}), BadInput, "would not run")
    unchanged(lambda: desk.inherit("Alien.Cups", {"level": "loud"}), BadInput, "would not run")
    unchanged(lambda: desk.inherit("Larkspur.Tea", {"level": "error"}), Refused, "is the house's own")
    unchanged(lambda: desk.inherit("Alien.Mugs", {"level": "error"}), NotFound, "There is no rule Alien.Mugs")
    unchanged(lambda: desk.inherit("Vale.Terms", {"level": "error"}), NotFound, "There is no rule Vale.Terms")


# ---------------------------------------------------------------- taking one away


def test_a_rule_of_one_s_own_is_deleted_with_its_switches_and_its_trial(house, desk, bring, lay):
    lay(".vale.ini", f"{INI}Larkspur.Tea = error\n\n[email/*.md]\nLarkspur.Tea = NO  # not there\n")
    desk.save(POTS, trial=True)
    desk.delete("Larkspur.Tea", "Erin")
    desk.delete("Larkspur.Pots", "Erin")
    assert "Larkspur.Tea" not in (house.root / ".vale.ini").read_text(encoding="utf-8")
    assert not house.workspace.policy.is_on_trial("Larkspur.Pots")
    with pytest.raises(NotFound):
        desk.rule("Larkspur.Pots")
    assert [(who, payload["rule"], payload["hash"]) for who, payload in _saved(house)[1:]] == [
        ("Erin", "Larkspur.Tea", ""),
        ("Erin", "Larkspur.Pots", ""),
    ]


def test_the_last_rule_of_a_guide_can_go_and_another_one_comes_in_force_again(house, desk, bring):
    desk.delete("Larkspur.Tea")
    assert house.workspace.guides.problems() == (), "no list names a guide that is none any more"
    guide = desk.save(POTS).parent.name
    assert len(_flagged(house, f"{guide}.Pots")) == 5


def test_a_rule_that_others_brought_is_switched_off_and_not_deleted(desk, alien, unchanged):
    unchanged(lambda: desk.delete("Alien.Cups"), Refused, "is not the house's own")
    unchanged(lambda: desk.delete("Plain.Wordy"), Refused, "is not the house's own")
    unchanged(lambda: desk.delete("Larkspur.Mugs"), NotFound, "There is no rule")


def test_a_broken_rule_of_one_s_own_can_be_deleted(house, desk, lay):
    path = lay("styleguides/Larkspur/Torn.yml", "extends: [\n")
    desk.delete("Larkspur.Torn")
    assert not path.exists()
