"""Teaching the house a word: what each choice says it will do is what happens, and nothing else."""

from collections import Counter
from dataclasses import replace

import pytest

from studio.app.guiding.rows import TermKind
from studio.core.errors import BadInput, KnownError, Refused
from studio.core.events import EventType
from studio.core.flag import Reason, Scope
from studio.guides.writing import Purpose, WordRule

from .conftest import INI

TEXTS = (
    "# Chai\n\nWe brew Oolongy all day. An oolongy cup, a big OOLONGY cup.\n",
    "# Mugs\n\nThe oolongy mug. Come in and sit down.\n",
    "# Quiet\n\nNothing to see here.\n",
)
WORD = "extends: existence\nmessage: \"no '%s'\"\nignorecase: true\ntokens: [oolongy, brew]\n"


@pytest.fixture
def bring(house, desk, lay):
    lay("styleguides/Larkspur/Word.yml", WORD)
    lay("styleguides/Alien/meta.json", "{}")
    lay("styleguides/Alien/Word.yml", WORD.replace("no '", "never '"))
    lay(".vale.ini", INI.replace("= Larkspur", "= Larkspur, Alien"))
    return [house.bring(text) for text in TEXTS]


@pytest.fixture
def open_flags(house):
    """Every open flag of every piece: piece, rule and place."""

    def look():
        sessions = [house.sit(piece.id) for piece in house.workspace.pieces()]
        return Counter((s.piece.id, f.rule, f.span) for s in sessions for f in s.flags)

    return look


def _flag(house, piece, rule):
    session = house.sit(piece)
    return session, next(flag for flag in session.flags if flag.rule == rule and flag.text.lower() == "oolongy")


def _quoted(pattern):
    return pattern if pattern.isalpha() else f"'{pattern}'"


def _keys(choice_places, rule_of):
    return Counter((place.piece, rule_of, place.span) for place in choice_places)


@pytest.mark.parametrize("rule", ["Larkspur.Word", "Alien.Word"])
@pytest.mark.parametrize("kind", TermKind)
def test_what_a_choice_says_it_will_do_is_what_happens(house, desk, bring, open_flags, kind, rule):
    session, flag = _flag(house, bring[1], rule)
    choice = next(each for each in desk.term_choices(flag, session) if each.kind is kind)
    before = open_flags()
    assert not choice.refused
    desk.take_term(choice, "Erin")
    after = open_flags()
    renamed = Counter()
    for (piece, name, span), count in after.items():  # a rule that takes another's place goes on under its own name
        renamed[piece, {"Larkspur.AlienWord": "Alien.Word"}.get(name, name), span] += count
    gone, come = before - renamed, renamed - before
    assert Counter((p, s) for p, _, s in gone.elements()) == Counter((p.piece, p.span) for p in choice.silenced)
    assert Counter((p, s) for p, _, s in come.elements()) == Counter((p.piece, p.span) for p in choice.raised)
    for name in {name for _, name, _ in gone}:
        places = [piece for piece, other, _ in gone.elements() if other == name]
        pieces = len(set(places))
        counted = f"{name} on {len(places)} place{'s' * (len(places) > 1)} in {pieces} piece{'s' * (pieces > 1)}"
        assert counted in choice.effect, choice.effect


def test_each_choice_says_its_effect_before_it_is_done(house, desk, bring):
    session, flag = _flag(house, bring[1], "Larkspur.Word")
    said = {choice.kind: choice.effect for choice in desk.term_choices(flag, session)}
    assert said[TermKind.ACCEPT].startswith("Silences Larkspur.Word on 4 places in 2 pieces.")
    assert "Also silences Alien.Word on 4 places in 2 pieces." in said[TermKind.ACCEPT]
    assert said[TermKind.EXCEPTION] == "Silences Larkspur.Word on 4 places in 2 pieces."
    assert "Larkspur.Word still flags these words." in said[TermKind.SPELLING]
    assert "Vale.Avoid flags 4 places in 2 pieces." in said[TermKind.REJECT]
    assert "Switches Vale.Avoid on, which flags rejected terms." in said[TermKind.REJECT]


def test_looking_at_the_choices_writes_nothing(house, desk, bring):
    session, flag = _flag(house, bring[1], "Alien.Word")
    files = {p: p.read_bytes() for p in house.root.rglob("*") if p.is_file() and not p.name.startswith("history")}
    head = house.workspace.history.head()
    desk.term_choices(flag, session)
    assert files == {p: p.read_bytes() for p in house.root.rglob("*") if p.is_file() and not p.name.startswith("history")}
    assert house.workspace.history.head() == head


def test_an_accepted_term_lands_in_the_list_that_the_ini_names_from_then_on(house, desk, bring):
    session, flag = _flag(house, bring[1], "Larkspur.Word")
    desk.take_term(desk.term_choices(flag, session)[0], "Erin")
    name = desk.own_guide and "LarkspurTeaRooms"
    accepted = house.root / "styleguides" / "config" / "vocabularies" / name / "accept.txt"
    assert accepted.read_text(encoding="utf-8") == "(?i)oolongy\n"
    ini = (house.root / ".vale.ini").read_text(encoding="utf-8")
    assert f"Vocab = {name}\n" in ini.partition("[*]")[0]
    (event,) = house.workspace.history.events(types=[EventType.TERM_ADDED])
    assert (event.actor.name, event.payload["term"], event.payload["list"]) == ("Erin", "oolongy", "accept")
    assert event.payload["effect"].startswith("Silences Larkspur.Word")


def test_a_name_with_capitals_is_accepted_just_so_and_other_ways_to_write_it_are_flagged(house, desk, bring, lay):
    house.bring("# Names\n\nThe oolongers and the Oolongers met.\n")
    lay("styleguides/Larkspur/Word.yml", WORD.replace("oolongy", "oolongers"))
    desk.set_state("Vale.Terms", "on")
    accept = next(iter(desk.choices_for("Oolongers", "Larkspur.Word")))
    assert "Silences Larkspur.Word on 1 place in 1 piece." in accept.effect
    assert "Vale.Terms flags 1 place in 1 piece written otherwise." in accept.effect


def test_what_the_spelling_check_alone_learns_is_no_typo_any_more_and_no_exception_of_any_rule(house, desk, bring):
    piece = house.bring("# Cups\n\nThe flurble cup, the oolongy cup.\n")
    (choice,) = desk.choices_for("flurble", kinds=[TermKind.SPELLING])
    assert choice.effect == "Silences Spelling.Unknown on 1 place in 1 piece."
    desk.take_term(choice)
    desk.take_term(*desk.choices_for("oolongy", kinds=[TermKind.SPELLING]))
    found = [(flag.text, flag.check) for flag in house.sit(piece).flags if flag.text in ("flurble", "oolongy")]
    assert found == [("oolongy", "style"), ("oolongy", "style")]
    words = house.root / "styleguides" / "config" / "ignore" / "LarkspurTeaRooms.txt"
    assert words.read_text(encoding="utf-8") == "flurble\noolongy\n"


def test_where_an_exception_leaves_the_word_to_the_dictionary_the_effect_says_so(house, desk, bring):
    desk.set_guide("Alien", False)
    (choice,) = desk.choices_for("oolongy", "Larkspur.Word", [TermKind.EXCEPTION])
    assert choice.effect == (
        "Silences Larkspur.Word on 4 places in 2 pieces."
        " Spelling.Name flags 2 places in 1 piece. Spelling.Unknown flags 2 places in 2 pieces."
    )


def test_an_exception_of_a_packaged_rule_is_written_beside_it_and_never_into_it(house, desk, bring):
    alien = house.root / "styleguides" / "Alien" / "Word.yml"
    theirs = alien.read_bytes()
    session, flag = _flag(house, bring[1], "Alien.Word")
    choice = next(each for each in desk.term_choices(flag, session) if each.kind is TermKind.EXCEPTION)
    assert "Writes Larkspur.AlienWord in place of Alien.Word, which stays as it is and is switched off." in choice.effect
    desk.set_trial("Alien.Word", True)
    desk.take_term(choice, "Erin")
    assert alien.read_bytes() == theirs
    assert desk.rule("Larkspur.AlienWord").on_trial
    assert not desk.rule("Alien.Word").on_trial
    kinds = [event.type for event in house.workspace.history.events(types=[EventType.TERM_ADDED, EventType.RULE_SAVED])]
    assert kinds == [EventType.TERM_ADDED, EventType.RULE_SAVED]
    again = next(iter(desk.choices_for("brew", "Larkspur.AlienWord", [TermKind.EXCEPTION])))
    desk.take_term(again)
    left = {flag.text.lower() for flag in house.sit(bring[0]).flags if flag.rule == "Larkspur.AlienWord"}
    assert left == set()


def test_an_exception_of_the_house_s_own_rule_is_one_line_more_in_its_file(house, desk, bring):
    path = house.root / "styleguides" / "Larkspur" / "Word.yml"
    path.write_text("# ours\n" + WORD + "# the end\n", encoding="utf-8")
    house.workspace.guides_changed()
    (choice,) = desk.choices_for("oolongy", "Larkspur.Word", [TermKind.EXCEPTION])
    desk.take_term(choice)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\nextends: existence\n")
    assert "exceptions:\n  - '(?i)oolongy'\n" in text
    assert "# the end\n" in text


@pytest.mark.parametrize(("words", "pattern"), [("cup", "(?i)cup"), ("Oolongy", "Oolongy"), ("c++", r"(?i)c(?=\+\+)")])
def test_the_form_still_opens_a_rule_that_was_taught_an_exception(house, desk, lay, words, pattern):
    desk.save(WordRule("Pots", Purpose.AVOID, tuple((word, "") for word in ("cup", "oolongy", "c++"))))
    piece = house.bring(f"# Cups\n\n{words.capitalize()} or {words}.\n")
    (choice,) = desk.choices_for(words, "Larkspur.Pots", [TermKind.EXCEPTION])
    desk.take_term(choice)
    assert not [flag.text for flag in house.sit(piece).flags if flag.rule == "Larkspur.Pots"]
    form = desk.form("Larkspur.Pots")
    assert form.exceptions == (words,)
    path = desk.save(replace(form, why="We sell none."), editing="Larkspur.Pots")
    assert f"exceptions:\n  - {_quoted(pattern)}\n" in path.read_text(encoding="utf-8"), "it means what it meant"


def test_what_is_taught_already_or_the_other_way_round_is_refused_before_and_when_it_is_done(house, desk, bring):
    accept, reject, *_ = desk.choices_for("oolongy", "Larkspur.Word")
    desk.take_term(accept)
    now = {choice.kind: choice for choice in desk.choices_for("oolongy", "Larkspur.Word")}
    assert now[TermKind.ACCEPT].refused.startswith("“oolongy” is among the accepted terms already.")
    assert "Take it out of accept.txt first" in now[TermKind.REJECT].refused
    head = house.workspace.history.head()
    for choice in (accept, reject):
        with pytest.raises(BadInput):
            desk.take_term(choice)
    assert house.workspace.history.head() == head


def test_rules_that_count_and_rules_without_a_file_take_no_exceptions(desk, lay, bring):
    lay("styleguides/Larkspur/Few.yml", "extends: occurrence\nmessage: few\nscope: paragraph\nmax: 0\ntoken: oolongy\n")
    (choice,) = desk.choices_for("oolongy", "Larkspur.Few", [TermKind.EXCEPTION])
    assert "counts or measures, and such rules have no exceptions" in choice.refused
    with pytest.raises(Refused):
        desk.take_term(choice)
    (choice,) = desk.choices_for("oolongy", "Spelling.Typo", [TermKind.EXCEPTION])
    assert "is no rule with a file of its own" in choice.refused


@pytest.mark.parametrize(("words", "why"), [(" … ", "no words to teach"), ("a " * 9, "too long for a term")])
def test_what_is_no_term_is_refused(desk, words, why):
    with pytest.raises(BadInput, match=why):
        desk.choices_for(words)


def test_flags_that_are_dismissed_already_are_counted_apart_among_what_a_choice_silences(house, desk, bring):
    session, flag = _flag(house, bring[1], "Larkspur.Word")
    session.dismiss(flag, Reason.DELIBERATE, Scope.HERE)
    (choice,) = desk.choices_for("oolongy", "Larkspur.Word", [TermKind.EXCEPTION])
    assert choice.effect.startswith("Silences Larkspur.Word on 3 places in 1 piece and on 1 dismissed place in 1 piece.")
    assert len(choice.silenced) == 3


@pytest.mark.parametrize("rule", ["Larkspur.Word", "Alien.Word"])
def test_tuning_says_that_a_rule_is_silenced_where_people_said_no_to_every_one_of_its_flags(house, desk, bring, rule):
    for piece in bring[:2]:
        session = house.sit(piece)
        for flag in [flag for flag in session.flags if flag.rule == rule and flag.text.lower() == "oolongy"]:
            session.dismiss(flag, Reason.DELIBERATE, Scope.HERE)
    accept, spelling, exception = desk.choices_for("oolongy", rule, [TermKind.ACCEPT, TermKind.SPELLING, TermKind.EXCEPTION])
    assert accept.effect.startswith(f"Silences {rule} on 4 dismissed places in 2 pieces. Also silences ")
    assert exception.effect.startswith(f"Silences {rule} on 4 dismissed places in 2 pieces.")
    assert "still flags" not in accept.effect + exception.effect
    assert f"{rule} still flags these words." in spelling.effect, "the rule does, dismissed or not"
    desk.take_term(exception)
    made = exception.effect.partition("Writes ")[2].partition(" ")[0] or rule
    assert not [
        flag for piece in bring for flag in house.sit(piece).all_flags if (flag.rule, flag.text.lower()) == (made, "oolongy")
    ]


def test_a_rule_that_says_nothing_of_the_words_is_not_said_to_flag_them_still(desk, bring):
    (nowhere,) = desk.choices_for("walrus", "Larkspur.Word", [TermKind.EXCEPTION])
    (elsewhere,) = desk.choices_for("mug", "Larkspur.Word", [TermKind.EXCEPTION])
    assert nowhere.effect == elsewhere.effect == "Changes no flag in the pieces there are."


def test_words_that_no_piece_holds_change_nothing_and_say_so(desk, bring):
    (choice,) = desk.choices_for("walrus", kinds=[TermKind.ACCEPT])
    assert choice.effect == "Changes no flag in the pieces there are."


def test_a_list_that_cannot_be_written_leaves_everything_as_it_was(house, desk, bring):
    (choice,) = desk.choices_for("oolongy", "Larkspur.Word", [TermKind.ACCEPT])
    (house.root / "styleguides" / "config").write_text("a file in the way", encoding="utf-8")
    ini, head = (house.root / ".vale.ini").read_bytes(), house.workspace.history.head()
    with pytest.raises(KnownError, match=r"cannot be (read|written)"):
        desk.take_term(choice)
    assert (house.root / ".vale.ini").read_bytes() == ini
    assert house.workspace.history.head() == head
