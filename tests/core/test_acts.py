"""Who may do what, and when: the table of roles and the table of moves, held against every person and every stage."""

from itertools import product

import pytest

from studio.core.acts import HOUSE_WIDE, MOVES, ROLES, Act, allowed, may, refusal
from studio.core.piece import Person, Piece, Role, Stage

WRITER = Person("Wren", (Role.WRITER,))
EDITOR = Person("Erin", (Role.EDITOR,))
OWNER = Person("Olga", (Role.OWNER,))
PEOPLE = (WRITER, EDITOR, OWNER)
DECIDING = {"agree", "approve", "request_changes", "reopen", "publish", "resume", "withdraw", "bring_back"} | {
    *("settle", "checklists", "campaign", "approve_campaign", "rules", "voice", "library")
}
OWNING = {Act.PROPOSALS, Act.PEOPLE, Act.SERVICES, Act.PROOFREADING}
D, R, C, A, P, H, W = Stage
FROM = {  # written down once more, by hand: a change of the table has to be meant
    "write": {D, R, C, A},
    "answer": {D, R, C, A},
    "comment": {D, R, C, A, P, H},
    "tick": {D, R, C, A},
    "submit": {D, C},
    "recall": {R},
    "agree": {R},
    "approve": {R},
    "request_changes": {R},
    "reopen": {A, P},
    "publish": {A},
    "hold": {D, R, C, A, P},
    "resume": {H},
    "withdraw": {D, R, C, A, P, H},
    "bring_back": {W},
    "export": {D, R, C, A, P},
    "describe": {D, R, C, A},
    "disclose": {D, R, C, A},
    "consent": {D, R, C, A, P, H},
    "escalate": {D, R, C, A, P, H},
    "settle": set(Stage),
}
THROUGH_HOLD = {"write", "answer", "tick", "describe", "disclose"}


def test_every_act_about_a_piece_has_its_stages():
    assert {act.value: set(move.stages) for act, move in MOVES.items()} == FROM
    assert {act.value for act, move in MOVES.items() if move.through_hold} == THROUGH_HOLD
    assert set(Act) - set(MOVES) == {
        Act.CHECKLISTS,
        Act.CAMPAIGN,
        Act.APPROVE_CAMPAIGN,
        Act.RULES,
        Act.VOICE,
        Act.LIBRARY,
        Act.FEEDBACK,
        *OWNING,
    }


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.value)
def test_deciding_takes_an_editor_or_an_owner_what_is_the_owner_s_an_owner_and_everything_else_anybody(act: Act):
    able = [act.value not in DECIDING and act not in OWNING, act not in OWNING, True]
    assert [may(act, person) for person in PEOPLE] == able
    assert not may(act, Person("Nobody", ()))


@pytest.mark.parametrize(("act", "stage"), list(product(MOVES, Stage)), ids=lambda each: each.value)
def test_an_act_is_allowed_where_role_and_stage_agree_and_the_refusal_says_what_to_do(act: Act, stage: Stage):
    piece = Piece("slow-tea", "Slow tea", stage=stage, handed_by="Wren", accountable="Wren")
    for person in PEOPLE:
        refused = refusal(act, person, piece, PEOPLE)
        assert (refused is None) == allowed(act, person, piece)
        if not may(act, person):
            assert refused == (f"Wren may not {act.words}: that takes an editor or an owner.", "Who may: Erin, Olga.")
        elif stage not in FROM[act.value] | ({H} if act in THROUGH_HOLD else set()):  # held from drafting, here
            assert refused
            what, remedy = refused
            assert what == f"You cannot {act.words} while the piece is “{stage.label}”."
            assert remedy.endswith(".")
        else:
            assert refused is None


@pytest.mark.parametrize(("act", "was"), list(product(sorted(THROUGH_HOLD), [D, R, C, A, P])), ids=str)
def test_a_piece_on_hold_is_changed_as_it_could_be_before_and_what_was_published_stays_as_it_is(act: str, was: Stage):
    piece = Piece("slow-tea", "Slow tea", stage=H, held_from=was.value)
    told = refusal(Act(act), WRITER, piece, PEOPLE)
    if was is P:
        assert told == (
            f"You cannot {Act(act).words} while the piece is “On hold” and was “Published” before.",
            "Take it off hold, then reopen it, and say what has to be corrected.",
        )
    else:
        assert told is None


def test_the_way_out_names_the_next_step():
    def way(act: Act, stage: Stage) -> str:
        return (refusal(act, EDITOR, Piece("x", "X", stage=stage), PEOPLE) or ("", ""))[1]

    assert way(Act.WRITE, Stage.PUBLISHED) == "Reopen it first, and say what has to be corrected."
    assert way(Act.WRITE, Stage.WITHDRAWN) == "Bring it back first."
    assert way(Act.EXPORT, Stage.ON_HOLD) == "Take it off hold first."
    assert way(Act.APPROVE, Stage.DRAFTING) == "It must be “In review”."
    assert way(Act.SUBMIT, Stage.APPROVED) == "It must be “Drafting” or “Changes requested”."
    assert way(Act.HOLD, Stage.ON_HOLD) == "It is so already."
    assert way(Act.RESUME, Stage.PUBLISHED) == "It must be “On hold”."


def test_a_piece_in_review_is_taken_back_by_whoever_handed_it_on_or_may_decide():
    other = Person("Mara", (Role.WRITER,))
    piece = Piece("x", "X", stage=Stage.IN_REVIEW, handed_by="Wren", accountable="Abel")
    refused = refusal(Act.RECALL, other, piece, (*PEOPLE, other))
    assert refused == ("Wren handed it on, so Mara may not take it back from review.", "Who may: Wren, Erin, Olga.")
    assert all(allowed(Act.RECALL, person, piece) for person in PEOPLE)
    assert allowed(Act.RECALL, Person("Abel", (Role.WRITER,)), piece)


def test_a_person_of_one_brand_is_kept_from_another_s_and_told_who_may():
    mill = Person("Mia", (Role.EDITOR,), ("Mill",))
    piece = Piece("x", "X", brand="Larkspur", stage=Stage.IN_REVIEW)
    assert refusal(Act.APPROVE, mill, piece, (*PEOPLE, mill)) == (
        "Mia works for Mill, and not for Larkspur.",
        "Who may: Erin, Olga.",
    )
    assert allowed(Act.APPROVE, mill, Piece("y", "Y", brand="MILL", stage=Stage.IN_REVIEW))
    assert "pieces without a brand" in (refusal(Act.WRITE, mill, Piece("z", "Z"), (mill,)) or ("",))[0]


def test_where_nobody_may_the_refusal_says_how_to_mend_that():
    refused = refusal(Act.APPROVE, WRITER, None, (WRITER,))
    assert refused == (
        "Wren may not approve: that takes an editor or an owner.",
        "Who may: nobody yet; give somebody the role in policy.toml.",
    )


def test_words_of_roles_read_like_english():
    assert "an writer" not in " ".join(
        (refusal(act, Person("Nobody", ()), None, ()) or ("", ""))[0] for act in Act if ROLES[act] == frozenset(Role)
    )
    assert refusal(Act.WRITE, Person("Nil", ()), None, ()) == (
        "Nil may not change the text: that takes a writer, an editor or an owner.",
        "Who may: nobody yet; give somebody the role in policy.toml.",
    )


@pytest.mark.parametrize("act", sorted(HOUSE_WIDE))
def test_what_holds_for_every_brand_is_not_decided_by_an_owner_of_some(act: Act):
    mia = Person("Mia", tuple(Role), ("Mill",))
    olga = Person("Olga", (Role.OWNER,))
    said = f"Mia works for Mill, and to {act.words} is for every brand."
    assert refusal(act, mia, None, (mia, olga)) == (said, "Who may: Olga.")
    assert refusal(act, olga, None, (mia, olga)) is None
