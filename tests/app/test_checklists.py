"""Questions that only a person can answer: which are asked, whose answer counts and for which text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app import checklists, questions
from studio.core.checklist import Question, Round, version_of
from studio.core.errors import BadConfig, NotFound, Refused
from studio.core.events import EventType
from studio.core.judgement import Answer
from studio.core.piece import Channel

LIST = "blog.in_review"


def row(session, item: str):
    (found,) = [each for each in checklists.standing(session).rows if each.question.id == item]
    return found


# ---------------------------------------------------------------- what the house asks


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_is_asked_few_good_questions_in_both_rounds(channel, tmp_path):
    for each in checklists.lists_for(tmp_path, channel):
        assert 4 <= len(each.questions) <= 7
        assert all(one.question.endswith("?") and one.why for one in each.questions)
        assert any(one.is_required for one in each.questions)
        assert not each.is_own


@pytest.mark.parametrize("channel", Channel)
def test_no_piece_is_approved_before_an_editor_judged_accuracy_and_empathy(channel):
    asked = {each.id: each for each in questions.house_list(channel, Round.IN_REVIEW).questions}
    assert asked["accuracy"].is_required
    assert asked["empathy"].is_required


# ---------------------------------------------------------------- answers


def test_an_answer_names_who_gave_it_and_counts_for_this_very_text(house, type_over):
    session = house.sit(house.bring(), "Erin", checked=False)
    checklists.answer(session, LIST, "accuracy", Answer.YES, "Asked the kitchen.")
    found = row(session, "accuracy")
    assert found.is_answered
    assert (found.answer.who, found.answer.note) == ("Erin", "Asked the kitchen.")
    type_over(session, "a pot", "two pots")
    assert row(session, "accuracy").stale == "The text has changed since."
    assert row(session, "accuracy").is_open
    type_over(session, "two pots", "a pot")
    assert row(session, "accuracy").is_answered, "back at the very same text it counts again"


def test_what_was_typed_and_not_yet_written_belongs_to_the_text_that_is_judged(house, type_over):
    session = house.sit(house.bring(), "Erin", checked=False)
    type_over(session, "a pot", "two pots")
    checklists.answer(session, LIST, "accuracy", Answer.YES)
    assert row(session, "accuracy").is_answered
    house.reopen()
    again = house.sit(session.piece.id, "Erin", checked=False)
    assert "two pots" in again.text
    assert row(again, "accuracy").is_answered


def test_a_writers_answer_outlives_what_the_editor_changes_and_no_change_of_the_writer(house, type_over):
    piece = house.bring()
    writer = house.sit(piece)
    checklists.answer(writer, "drafting", "facts", Answer.YES)
    writer.submit("Erin")
    editor = house.sit(piece, "Erin")
    type_over(editor, "a pot", "two pots")
    assert row(editor, "facts").is_answered, "it was given for the text as it was handed on"
    editor.request_changes("One more pot.")
    back = house.sit(piece)
    type_over(back, "two pots", "three pots")
    back.submit("Erin")
    assert row(back, "facts").stale == "The text has changed since it was answered."


def test_a_no_says_what_is_wrong_and_keeps_a_required_question_open(house):
    session = house.sit(house.bring(), "Erin", checked=False)
    with pytest.raises(Refused, match="note"):
        checklists.answer(session, LIST, "empathy", Answer.NO, "  ")
    assert row(session, "empathy").answer is None
    checklists.answer(session, LIST, "empathy", Answer.NO, "It talks down to beginners.")
    found = row(session, "empathy")
    assert found.counts
    assert found.is_open
    checklists.answer(session, LIST, "empathy", Answer.NOT_APPLICABLE)
    assert not row(session, "empathy").is_open


def test_a_recommended_question_never_keeps_a_piece_from_approval(house):
    session = house.sit(house.bring(), "Erin", checked=False)
    assert not row(session, "culture").question.is_required
    checklists.answer(session, LIST, "culture", Answer.NO, "Christmas is not everybody’s.")
    assert not row(session, "culture").is_open


def test_a_writer_does_not_answer_for_the_editor_and_hears_who_may(house):
    session = house.sit(house.bring(), checked=False)
    with pytest.raises(Refused, match="Erin, Tomasz"):
        checklists.answer(session, LIST, "accuracy", Answer.YES)
    checklists.answer(session, "drafting", "facts", Answer.YES)
    assert row(session, "facts").is_answered


def test_an_answer_to_other_words_shows_as_such_and_counts_for_nothing(house):
    session = house.sit(house.bring(), "Erin", checked=False)
    checklists.answer(session, LIST, "accuracy", Answer.YES)
    old = row(session, "accuracy").question
    asked = [
        Question(each.id, "Is it true?" if each.id == "accuracy" else each.question, each.why, each.is_required)
        for each in questions.house_list(Channel.BLOG, Round.IN_REVIEW).questions
    ]
    checklists.save(house.workspace, house.workspace.person("Erin"), LIST, asked)
    found = row(session, "accuracy")
    assert found.stale == f"Answered to other words: “{old.question}”"
    assert found.is_open
    assert found.answer.version != checklists.list_named(house.root, LIST).version


def test_what_is_asked_of_a_content_type_is_asked_in_review_beside_the_channels_own(house):
    (house.root / "templates").mkdir(exist_ok=True)
    (house.root / "templates" / "menu.md").write_text(
        "---\ntitle: Menu\nchecklist:\n  - Are the allergens named?\n  - Does it fit one page? (optional)\n---\nA menu.\n",
        "utf-8",
    )
    session = house.sit(house.bring(template="menu"), "Erin", checked=False)
    extra = [each for each in checklists.standing(session).of(Round.IN_REVIEW).rows if each.question.id.startswith("type-")]
    assert [(each.question.question, each.question.is_required) for each in extra] == [
        ("Are the allergens named?", True),
        ("Does it fit one page?", False),
    ]
    checklists.answer(session, "", extra[0].question.id, Answer.YES)
    assert row(session, extra[0].question.id).is_answered
    assert len(checklists.list_named(house.root, LIST).questions) == 5, "and it is no part of the list that is edited"


def test_a_question_that_nobody_asks_is_refused_by_naming_those_there_are(house):
    session = house.sit(house.bring(), "Erin", checked=False)
    with pytest.raises(NotFound, match=r"in_review\.accuracy"):
        checklists.answer(session, LIST, "charm", Answer.YES)


def test_the_answer_is_an_entry_of_the_history_by_a_person(house):
    session = house.sit(house.bring(), "Erin", checked=False)
    checklists.answer(session, LIST, "fair", Answer.YES)
    (event,) = house.workspace.history.events(session.piece.id, [EventType.CHECKLIST_ANSWERED])
    asked = row(session, "fair").question
    version = checklists.list_named(house.root, LIST).version
    assert (event.actor.kind, event.actor.name) == ("person", "Erin")
    assert event.payload == {
        **{"list": LIST, "item": "fair", "version": version, "question": asked.question},
        **{"answer": "yes", "note": "", "text_hash": session.text_hash},
    }


# ---------------------------------------------------------------- the files


def test_changing_one_list_leaves_the_others_and_every_remark_of_the_team_in_place(house):
    path = questions.path_of(house.root, Channel.BLOG)
    path.parent.mkdir()
    kept = '# ours, since May\n[[drafting]]\nid = "tea"\nquestion = "Is it about tea?"  # always\nrequired = true\n'
    path.write_text(f'{kept}\n[[in_review]]\nid = "old"\nquestion = "Old?"\n', encoding="utf-8")
    erin = house.workspace.person("Erin")
    after = checklists.save(house.workspace, erin, LIST, [Question("", "Would Gran like it?", "She reads all of it.", False)])
    assert [each.id for each in after.questions] == ["would-gran-like-it"]
    assert path.read_text(encoding="utf-8").startswith(kept)
    assert [each.id for each in checklists.list_named(house.root, "blog.drafting").questions] == ["tea"]
    (event,) = house.workspace.history.events(types=[EventType.CHECKLIST_SAVED])
    assert (event.payload["list"], event.payload["version"]) == (LIST, after.version)
    back = checklists.restore(house.workspace, erin, LIST)
    assert not back.is_own
    assert back.version == questions.house_list(Channel.BLOG, Round.IN_REVIEW).version
    assert path.read_text(encoding="utf-8").startswith(kept)


def test_a_house_may_ask_nothing_of_a_channel(house):
    erin = house.workspace.person("Erin")
    checklists.save(house.workspace, erin, "blog.drafting", [])
    checklists.save(house.workspace, erin, LIST, [])
    session = house.sit(house.bring(), "Erin", checked=False)
    assert checklists.standing(session).rows == ()
    checklists.save(house.workspace, erin, LIST, [Question("", "Well?")])
    assert [each.question.question for each in checklists.standing(session).rows] == ["Well?"]


def test_the_same_questions_saved_again_are_no_news(house):
    erin, asked = house.workspace.person("Erin"), [Question("a", "Well?")]
    checklists.save(house.workspace, erin, LIST, asked)
    checklists.save(house.workspace, erin, LIST, asked)
    assert len(house.workspace.history.events(types=[EventType.CHECKLIST_SAVED])) == 1


def test_a_writer_cannot_change_what_is_asked(house):
    with pytest.raises(Refused, match="change a checklist"):
        checklists.save(house.workspace, house.workspace.person("Wren"), LIST, [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[in_review]]\nid = ", "not valid TOML"),
        ('[[reviews]]\nquestion = "Well?"\n', "reviews"),
        ('[[in_review]]\nid = "a"\nquestion = ""\n', "empty"),
        ('[[in_review]]\nid = "a"\nquestion = "A?"\n[[in_review]]\nid = "a"\nquestion = "B?"\n', "two questions"),
        ('[[in_review]]\nid = "a"\nquestion = "A?"\nneeded = true\n', "needed"),
        ('[[in_review]]\nid = "type-a"\nquestion = "A?"\n', "id"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_house_asks_meanwhile(house, text, words):
    path = questions.path_of(house.root, Channel.BLOG)
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig, match=words):
        checklists.lists_for(house.root, Channel.BLOG)
    session = house.sit(house.bring(), "Erin", checked=False)
    found = checklists.standing(session)
    assert words in found.problem
    assert len(found.open) >= 2
    with pytest.raises(BadConfig):
        checklists.save(house.workspace, house.workspace.person("Erin"), LIST, [Question("", "Well?")])
    assert path.read_text(encoding="utf-8") == text, "what a person wrote is mended by a person"


_WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).filter(str.strip)
_ASKED = st.lists(st.builds(Question, st.just(""), _WORDS, st.one_of(st.just(""), _WORDS), st.booleans()), max_size=6)


@given(drafting=_ASKED, in_review=_ASKED)
def test_whatever_is_asked_reads_back_as_it_was_written(tmp_path_factory, drafting, in_review):
    root = tmp_path_factory.mktemp("house")
    for round, asked in ((Round.DRAFTING, drafting), (Round.IN_REVIEW, in_review), (Round.DRAFTING, drafting)):
        questions.write(root, Channel.WEB, round, checklists.with_ids(asked))
    for round, asked in ((Round.DRAFTING, drafting), (Round.IN_REVIEW, in_review)):
        found = questions.list_for(root, Channel.WEB, round)
        assert found.is_own
        assert found.version == version_of(checklists.with_ids(asked))
