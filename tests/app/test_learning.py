"""What people change again and again is proposed with its places; only the owner makes a rule of it, and a no is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.alone import alone
from studio.app.learning import TEMPLATE, Learning
from studio.app.replacements import ProposalKind, changed_words, words_of
from studio.core.edit import Cause
from studio.core.errors import DiskFull, NotFound, Refused
from studio.core.events import EventType
from studio.history.projections import Projections

_DRAFTS = (
    ("# Pots\n\nWe grobble every pot by hand. Wool is warm.\n", "grobble", "stir"),
    ("# Cups\n\nYou can grobble a cup at home.\n", "grobble", "stir"),
    ("# Leaves\n\nShe grobbles the leaves twice.\n", "grobbles", "stirs"),
    ("# Cold\n\nGrobbling cold tea takes longer.\n", "Grobbling", "Stirring"),
)
PEOPLE = ("Wren", "Tomasz", "Erin", "Wren")


def _taught(house, swap, drafts=_DRAFTS, people=PEOPLE, cause=Cause.TYPED) -> list[str]:
    pieces = []
    for (text, old, new), who in zip(drafts, people, strict=True):
        piece = house.bring(text)
        session = house.sit(piece, who, checked=False)
        swap(session, old, new, cause)
        session.flush()
        pieces.append(piece)
    return pieces


def test_a_word_that_three_people_replace_is_proposed_with_its_forms_and_places(house, type_over):
    pieces = _taught(house, type_over)
    (proposal,) = Learning(house.workspace).proposals()
    assert proposal.sentence == "“grobble” → “stir”: 4 times in 4 pieces by 3 people."
    assert (proposal.kind, proposal.people) == (ProposalKind.RULE, ("Erin", "Tomasz", "Wren"))
    assert set(proposal.pieces) == set(pieces)
    assert set(proposal.pairs) == {("grobble", "stir"), ("grobbles", "stirs"), ("grobbling", "stirring")}
    for place in proposal.places:
        assert place.old in place.sentence.casefold()
        assert place.sentence in house.workspace.history.original(place.piece)
        assert place.sentence[-1] == "."
        assert "Wool" not in place.sentence
        assert place.span.of(house.workspace.history.working(place.piece)).casefold() == place.new


def test_nothing_becomes_a_rule_by_looking(house, type_over):
    _taught(house, type_over)
    before = {
        path: path.read_bytes() for path in house.root.rglob("*") if path.suffix in (".yml", ".ini", ".txt", ".md", ".toml")
    }
    events = len(house.workspace.history.events())
    learning = Learning(house.workspace)
    assert learning.proposals() == learning.proposals()
    after = {path: path.read_bytes() for path in house.root.rglob("*") if path.suffix in (".yml", ".ini", ".txt", ".md", ".toml")}
    assert (after, len(house.workspace.history.events())) == (before, events)


def test_once_the_owner_agrees_the_rule_flags_every_form_and_the_proposal_is_gone(house, type_over):
    _taught(house, type_over)
    learning, erin = Learning(house.workspace), house.workspace.person("Erin")
    (proposal,) = learning.proposals()
    assert "Grobble" in learning.accept(proposal, erin)
    session = house.sit(house.bring("# New\n\nWe grobble, and grobbling is fun.\n"))
    found = {flag.text: flag.fixes[0].text for flag in session.flags if flag.rule.endswith(".Grobble")}
    assert found == {"grobble": "stir", "grobbling": "stirring"}
    assert learning.proposals() == ()
    kinds = [event.type for event in house.workspace.history.events() if event.piece == ""]
    assert kinds == [EventType.RULE_SAVED, EventType.PROPOSAL_DECIDED]
    assert learning.guidance() == "- Write “stir”, not “grobble”.\n"


def test_the_owner_may_word_it_anew_or_make_a_line_for_the_template_of_it(house, type_over):
    _taught(house, type_over)
    learning, erin = Learning(house.workspace), house.workspace.person("Erin")
    (proposal,) = learning.proposals()
    said = learning.accept(proposal, erin, what="Never grobble; stir.", kind=ProposalKind.PROMPT)
    assert said == f"{TEMPLATE} has a line more: Never grobble; stir."
    assert (house.root / TEMPLATE).read_text(encoding="utf-8").endswith("\n- Never grobble; stir.\n")
    assert learning.guidance() == "- Never grobble; stir.\n"
    assert not list((house.root / "styleguides").rglob("*.yml"))


def test_what_was_decided_meanwhile_is_not_decided_again(house, type_over):
    _taught(house, type_over)
    learning, erin = Learning(house.workspace), house.workspace.person("Erin")
    (proposal,) = learning.proposals()
    learning.accept(proposal, erin)
    with pytest.raises(Refused, match="Erin has accepted “grobble” → “stir” already"):
        learning.accept(proposal, erin)
    with pytest.raises(Refused, match="already"):
        learning.refuse(proposal, erin, "No.")
    assert len(list((house.root / "styleguides").rglob("*.yml"))) == 1


@pytest.mark.parametrize("kind", ProposalKind)
def test_where_the_decision_cannot_be_written_there_is_no_rule_no_term_and_no_line_either(house, type_over, monkeypatch, kind):
    _taught(house, type_over)
    learning, erin = Learning(house.workspace), house.workspace.person("Erin")
    (proposal,) = learning.proposals()
    before = {path: path.read_bytes() for path in house.root.rglob("*") if path.suffix in (".yml", ".ini", ".txt", ".md")}
    entries = house.workspace.history.head().count
    project = Projections.project

    def full(projections, event):
        if event.type is EventType.PROPOSAL_DECIDED:
            raise DiskFull("The disk is full.", "Free some space.")
        project(projections, event)

    with monkeypatch.context() as patch:
        patch.setattr(Projections, "project", full)
        with pytest.raises(DiskFull):
            learning.accept(proposal, erin, kind=kind)
    after = {path: path.read_bytes() for path in house.root.rglob("*") if path.suffix in (".yml", ".ini", ".txt", ".md")}
    assert (after, house.workspace.history.head().count) == (before, entries)
    assert learning.proposals() == (proposal,)
    learning.accept(proposal, erin, kind=kind)
    assert learning.proposals() == ()


def test_while_another_program_decides_nobody_decides_beside_it(house, type_over, monkeypatch):
    _taught(house, type_over)
    learning, erin = Learning(house.workspace), house.workspace.person("Erin")
    (proposal,) = learning.proposals()
    monkeypatch.setattr("studio.app.alone.PATIENCE", 0.0)
    with alone(house.root / ".proposals.lock"), pytest.raises(Refused, match="Another program is deciding"):
        learning.accept(proposal, erin)
    assert learning.proposals() == (proposal,)
    learning.accept(proposal, erin)


def test_nobody_but_the_owner_decides_and_a_no_needs_a_reason(house, type_over):
    _taught(house, type_over)
    learning = Learning(house.workspace)
    (proposal,) = learning.proposals()
    wren, erin = house.workspace.person("Wren"), house.workspace.person("Erin")
    with pytest.raises(Refused, match=r"that takes an owner\. Who may: Erin"):
        learning.accept(proposal, wren)
    with pytest.raises(Refused, match=r"that takes an owner\. Who may: Erin"):
        learning.refuse(proposal, wren, "No.")
    with pytest.raises(Refused, match="needs a reason"):
        learning.refuse(proposal, erin, " ")
    assert learning.proposals() == (proposal,)


def test_what_was_refused_comes_back_with_twice_as_many_places_and_not_before(house, type_over):
    _taught(house, type_over)
    learning, erin = Learning(house.workspace), house.workspace.person("Erin")
    learning.refuse(learning.proposal(learning.proposals()[0].key[:4]), erin, "We like the word.")
    assert learning.proposals() == ()
    _taught(house, type_over, _DRAFTS[:3], PEOPLE[:3])
    assert learning.proposals() == ()
    with pytest.raises(NotFound):
        learning.proposal("ffff")
    _taught(house, type_over, _DRAFTS[3:], PEOPLE[3:])
    assert [proposal.times for proposal in learning.proposals()] == [8]
    (decision,) = learning.decisions()
    assert (decision.accepted, decision.reason, decision.places, decision.who) == (False, "We like the word.", 4, "Erin")


def test_a_stock_phrase_that_goes_each_time_is_proposed_as_something_to_avoid(house, type_over):
    drafts = [
        (f"# Tea {name}\n\nFor all the tea in Skipton, we {name}.\n", "For all the tea in Skipton, we", "We")
        for name in ("sing", "knit", "walk")
    ]
    _taught(house, type_over, drafts, PEOPLE[:3])
    learning = Learning(house.workspace)
    found = [each for each in learning.proposals() if "tea" in each.old]
    assert not found  # Skipton is a name, and names are facts of a text
    drafts = [(text.replace("Skipton", "town"), old.replace("Skipton", "town"), new) for text, old, new in drafts]
    _taught(house, type_over, drafts, PEOPLE[:3])
    (proposal,) = learning.proposals()
    assert proposal.what == "“for all the tea in town” taken out"
    learning.accept(proposal, house.workspace.person("Erin"))
    session = house.sit(house.bring("# New\n\nFor all the tea in town, we dance.\n"))
    assert "For all the tea in town" in {flag.text for flag in session.flags}


def test_a_spelling_with_its_capitals_is_proposed_as_an_accepted_term(house, type_over):
    drafts = [(f"# Shop {n}\n\nWe use shopfront for {n}.\n", "shopfront", "ShopFront") for n in ("tea", "cups", "cake")]
    _taught(house, type_over, drafts, PEOPLE[:3])
    learning = Learning(house.workspace)
    (proposal,) = learning.proposals()
    assert (proposal.kind, proposal.new) == (ProposalKind.TERM, "ShopFront")
    learning.accept(proposal, house.workspace.person("Erin"))
    (accepted,) = house.root.rglob("accept.txt")
    assert "ShopFront" in accepted.read_text(encoding="utf-8")


def test_a_word_that_people_replace_otherwise_each_time_is_proposed_as_rejected(house, type_over):
    news = ("stir", "fold", "whisk")
    drafts = [(f"# Tea {new}\n\nWe grobble the leaves.\n", "grobble", new) for new in news]
    _taught(house, type_over, drafts, PEOPLE[:3])
    learning = Learning(house.workspace)
    (proposal,) = learning.proposals()
    assert proposal.sentence == "“grobble” → other words each time: 3 times in 3 pieces by 3 people."
    learning.accept(proposal, house.workspace.person("Erin"))
    (rejected,) = house.root.rglob("reject.txt")
    assert "grobble" in rejected.read_text(encoding="utf-8")


def test_where_a_rule_flags_it_already_a_line_for_the_template_is_proposed(house, type_over):
    drafts = [(f"# Tea {n}\n\nWe leverage the kettle {n}.\n", "leverage", "use") for n in ("today", "often", "twice")]
    _taught(house, type_over, drafts, PEOPLE[:3])
    (proposal,) = Learning(house.workspace).proposals()
    assert proposal.kind is ProposalKind.PROMPT
    assert proposal.known in proposal.sentence
    assert proposal.known.startswith(("Plain.", "AITells."))


@pytest.mark.parametrize("cause", [Cause.FIX, Cause.REWRITE])
def test_what_a_rule_or_a_model_changed_teaches_nothing(house, type_over, cause):
    _taught(house, type_over, cause=cause)
    assert Learning(house.workspace).proposals() == ()


def test_numbers_names_and_little_words_teach_nothing(house, type_over):
    for old, new in (("12 pots", "14 pots"), ("Ilkley", "Otley"), ("the", "a"), ("is", "was")):
        drafts = [(f"# Tea {n}\n\nIn Ilkley the shop is {n} and has 12 pots.\n", old, new) for n in ("big", "old", "new")]
        _taught(house, type_over, drafts, PEOPLE[:3])
    assert Learning(house.workspace).proposals() == ()


def test_three_times_in_one_piece_is_about_that_piece(house, type_over):
    piece = house.bring("# Tea\n\nWe grobble. You grobble. They grobble.\n")
    session = house.sit(piece, checked=False)
    for _ in range(3):
        type_over(session, "grobble", "stir")
    session.flush()
    assert Learning(house.workspace).proposals() == ()


def test_the_place_is_told_by_its_sentence_even_in_the_first_line_of_a_text(house, type_over):
    drafts = [(f"We grobble tea {n}. All is well.\n", "grobble", "stir") for n in ("now", "then", "there")]
    _taught(house, type_over, drafts, PEOPLE[:3])
    (proposal,) = Learning(house.workspace).proposals()
    assert {place.sentence for place in proposal.places} == {f"We grobble tea {n}." for n in ("now", "then", "there")}


_WORDS = st.sampled_from(("tea", "pot", "stir", "Grobble", "warm", "in", "the", "rain", "12", "cup."))
_LINES = st.lists(st.lists(_WORDS, max_size=8).map(" ".join), max_size=6).map("\n".join)


_LINE = st.lists(_WORDS, max_size=8).map(" ".join)


@given(st.lists(st.tuples(_LINE, _LINE), max_size=6))
def test_changes_found_line_by_line_turn_one_text_into_the_other(pairs):
    """Where lines are edited and none comes or goes: exchanged from the end, the changes lead to the working text."""
    original, working = ("\n".join(f"Line {n}. {pair[side]}" for n, pair in enumerate(pairs)) for side in (0, 1))
    text = original
    for change in reversed(list(changed_words(original, working))):
        assert change.before.of(original) == change.before_text
        assert change.after.of(working) == change.after_text
        text = text[: change.before.start] + change.after_text + text[change.before.end :]
    assert text == working


@given(_LINES, _LINES)
def test_what_is_learnt_from_is_never_a_number_and_always_stands_in_the_text(original, working):
    for change in changed_words(original, working):
        if pair := words_of(change, original, working):
            old, new = pair
            assert not any(map(str.isdigit, old + new))
            assert old.casefold() in " ".join(change.before_text.casefold().split())
            assert new.casefold() in " ".join(change.after_text.casefold().split())
            assert old != new
