"""Comments: at their words through every edit, from people, to people, and never an AI's in a person's name."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.app import commenting
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.gate import GateId
from studio.core.piece import Person, Role, Stage
from studio.core.span import Span
from studio.core.thread import Voice, signed

from .conftest import CLEAN

TEXT = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n\nThe cakes come out at ten 🍰, and the tea is hot.\n"


def on(session, words: str, text: str = "Sure?", **options) -> int:
    return commenting.comment(session, text, commenting.place_of(session.text, words), **options)


def seen(session) -> dict[int, str | None]:
    """The words every thread stands at, by its number; None where they are gone or where there never were any."""
    return {each.number: each.place.of(session.text) if each.place else None for each in commenting.threads(session)}


# ---------------------------------------------------------------- at their words


def test_a_comment_stays_at_its_words_while_the_text_around_them_is_edited(house, type_over):
    session = house.sit(house.bring(TEXT), checked=False)
    number = on(session, "pot of tea")
    type_over(session, "# Slow tea\n\n", "# Very slow tea\n\nSit down. ")
    type_over(session, "make a", "make a small")
    start = session.text.index("of tea")
    session.apply(Edit(Span(start, start), "full ", Cause.TYPED))
    assert seen(session) == {number: "pot full of tea"}
    session.flush()
    house.reopen()
    assert seen(house.sit(session.piece.id, checked=False)) == {number: "pot full of tea"}


_TYPED = ["", "x", "tea ", "\n\n", "é🍵", "pot of tea"]
_EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(["", "x", "tea ", "\n\n", "é🍵", "pot of tea"]), st.booleans()
    ),
    min_size=1,
    max_size=8,
)
_PLACES = st.lists(st.tuples(st.floats(0, 1), st.integers(1, 30)), min_size=1, max_size=4)


@given(places=_PLACES, edits=_EDITS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_comments_stand_in_the_same_places_on_the_desk_and_in_a_piece_opened_again(house, places, edits):
    session = house.sit(house.bring(TEXT), checked=False)
    for index, (place, length, words, is_written) in enumerate(edits):
        if index < len(places):
            at = int(places[index][0] * len(session.text))
            span = Span(at, min(len(session.text), at + places[index][1]))
            if span.of(session.text).strip():
                commenting.comment(session, "Here?", span)
        start = int(place * len(session.text))
        session.apply(Edit(Span(start, min(len(session.text), start + length)), words, Cause.TYPED))
        if is_written:
            session.flush()
    session.flush()
    live = [(each.number, each.place) for each in commenting.threads(session)]
    again = house.sit(session.piece.id, checked=False)
    assert [(each.number, each.place) for each in commenting.threads(again)] == live


def test_words_that_are_gone_leave_the_thread_and_come_back_with_undo(house, type_over):
    session = house.sit(house.bring(TEXT), checked=False)
    number = on(session, "pot of tea")
    type_over(session, "We make a pot of tea. ", "")
    (thread,) = commenting.threads(session)
    assert thread.is_gone
    assert thread.anchor.text == "pot of tea"
    type_over(session, "Come in", "We make a pot of tea. Come in", Cause.UNDO)
    assert seen(session) == {number: "pot of tea"}


def test_a_comment_follows_its_words_when_another_program_changed_the_text_underneath(house, type_over):
    piece = house.bring(TEXT)
    session, other = house.sit(piece, checked=False), house.sit(piece, "Erin", checked=False)
    number = on(session, "pot of tea")
    type_over(other, "# Slow tea", "# A very slow tea indeed")
    other.flush()
    type_over(session, "Come in", "Do come in")
    session.flush()
    assert seen(session) == seen(house.sit(piece, checked=False)) == {number: "pot of tea"}


def test_threads_come_open_ones_first_and_in_the_order_of_the_text(house):
    session = house.sit(house.bring(TEXT), checked=False)
    late, whole, early = on(session, "the tea is hot"), commenting.comment(session, "Nice."), on(session, "Slow tea")
    assert list(seen(session)) == [whole, early, late]
    commenting.resolve(session, early)
    assert list(seen(session)) == [whole, late, early]


def test_a_comment_on_nothing_is_refused(house):
    session = house.sit(house.bring(TEXT), checked=False)
    blank = Span(session.text.index("\n\n"), session.text.index("\n\n") + 2)
    for place in (blank, Span(0, 0), Span(0, len(session.text) + 1)):
        with pytest.raises(BadInput, match="no words"):
            commenting.comment(session, "Here?", place)
    with pytest.raises(Refused, match="Nothing is said"):
        commenting.comment(session, "  ")
    with pytest.raises(BadInput, match="about"):
        commenting.comment(session, "Why?", about="change:whim")


# ---------------------------------------------------------------- talking


def test_people_answer_one_another_and_resolve_and_an_answer_opens_it_again(house):
    piece = house.bring(TEXT)
    wren, erin = house.sit(piece, checked=False), house.sit(piece, "Erin", checked=False)
    number = on(wren, "pot of tea", "Is it £4, @Erin?")
    erin.threads.reload()
    answer = commenting.reply(erin, number, "It is.")
    commenting.resolve(erin, number)
    assert commenting.waiting(erin) == ()
    (thread,) = commenting.threads(erin)
    assert thread.is_resolved
    assert [signed(each) for each in thread.comments] == ["Wren", "Erin"]
    assert commenting.thread(erin, answer).number == number
    commenting.reply(erin, number, "No, wait.")
    assert [each.number for each in commenting.waiting(erin)] == [number]
    commenting.resolve(erin, number)
    commenting.resolve(erin, number)
    commenting.resolve(erin, number, again=True)
    kinds = [each.payload["resolved"] for each in house.workspace.history.events(piece, [EventType.COMMENT_RESOLVED])]
    assert kinds == [True, True, False], "resolving what is resolved is no news"


def test_nobody_comments_on_a_piece_that_is_withdrawn(house):
    session = house.sit(house.bring(TEXT), checked=False)
    session.piece = replace(session.piece, stage=Stage.WITHDRAWN)
    with pytest.raises(Refused):
        commenting.comment(session, "Late.")


_PEOPLE = tuple(Person(name, (Role.WRITER,)) for name in ("Ann", "Ann Lee", "Jürgen", "O’Neil"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Ann and @ann lee, look", ("Ann", "Ann Lee")),
        ("(@Jürgen) “@O’Neil”, @Ann.", ("Jürgen", "O’Neil", "Ann")),
        ("Write to ann@mill.example or @ noon", ()),
        ("https://social.example/@ann", ()),
        ("@Ann @ANN", ("Ann",)),
    ],
)
def test_a_mention_is_an_at_and_a_whole_name(text, found):
    assert commenting.mentions(text, _PEOPLE) == found


@pytest.mark.parametrize("text", ["@Anne, look", "@Jurgen", "ask @nobody now"])
def test_a_name_that_nobody_has_is_refused_with_those_there_are(text):
    with pytest.raises(Refused, match="Ann, Ann Lee, Jürgen, O’Neil"):
        commenting.mentions(text, _PEOPLE)


def test_whoever_is_mentioned_finds_it_until_they_have_answered(house):
    piece = house.bring(TEXT)
    wren = house.sit(piece, checked=False)
    number = on(wren, "pot of tea", "Is it £4, @Erin?")
    on(wren, "Come in", "And this, @Tomasz?")
    (asking,) = commenting.mentions_open_for(house.workspace, house.workspace.person("Erin"))
    assert (asking.piece, asking.thread, asking.text) == (piece, number, "Is it £4, @Erin?")
    erin = house.sit(piece, "Erin", checked=False)
    commenting.reply(erin, number, "It is, @Wren.")
    assert commenting.mentions_open_for(house.workspace, house.workspace.person("Erin")) == ()
    assert [each.thread for each in commenting.mentions_open_for(house.workspace, house.workspace.person("Wren"))] == [number]
    commenting.resolve(erin, number)
    assert commenting.mentions_open_for(house.workspace, house.workspace.person("Wren")) == ()


def test_everything_one_person_said_or_is_asked_stands_in_one_list_over_all_pieces(house):
    first, second = house.bring(TEXT), house.bring(CLEAN)
    wren = house.sit(first, checked=False)
    done = on(wren, "pot of tea", "Mine, and settled.")
    commenting.resolve(wren, done)
    on(wren, "Come in", "For @Tomasz.")
    asking = on(house.sit(second, "Erin", checked=False), "pot of tea", "Yours, @Wren?")
    on(house.sit(second, "Erin", checked=False), "Come in", "Nobody’s.")
    found = commenting.conversations(house.workspace, house.workspace.person("Wren"))
    assert (found[0].number, found[0].asks, found[0].is_resolved) == (asking, True, False)
    assert [each.latest.text for each in found] == ["Yours, @Wren?", "For @Tomasz.", "Mine, and settled."]
    assert found[0].title == house.workspace.piece(second).title
    assert found[0].words == "pot of tea"


# ---------------------------------------------------------------- voices


def test_an_ais_remark_is_the_models_own_and_binds_nobody(house):
    piece = house.workspace.piece(house.bring(TEXT))
    commenting.remark(house.workspace, piece, "Erin", "Perhaps shorter?", "pot of tea")
    session = house.sit(piece.id, "Erin", checked=False)
    (thread,) = commenting.threads(session)
    assert thread.voice is Voice.AI
    assert signed(thread.comments[0]) == "AI remark · Erin", "whatever the model calls itself"
    assert seen(session) == {thread.number: "pot of tea"}
    assert commenting.waiting(session) == ()
    assert commenting.conversations(house.workspace, house.workspace.person("Erin")) == ()
    commenting.reply(session, thread.number, "No.")
    assert [each.number for each in commenting.waiting(session)] == [thread.number]
    with pytest.raises(NotFound):
        commenting.remark(house.workspace, piece, "gpt", "Where?", "a pot of gold")


def test_a_note_of_a_word_file_stands_at_its_words_and_its_first_answer_makes_it_a_thread(house, type_over):
    text = "# Slow tea\n\nWe make a **pot of** tea.\n"
    payload_notes = [
        {"author": "Client", "text": "Which pot?", "quote": "pot of tea"},
        {"author": "Client", "text": "Nice.", "quote": ""},
    ]
    history = house.workspace.history
    donor = history.events(house.bring(text), [EventType.PIECE_CREATED])[0]
    history.append(EventType.PIECE_CREATED, "with-notes", donor.actor, donor.payload | {"notes": payload_notes})
    session = house.sit("with-notes", checked=False)
    notes = commenting.threads(session)
    assert [(each.voice, each.note.text) for each in notes] == [(Voice.FILE, "Nice."), (Voice.FILE, "Which pot?")]
    assert notes[1].place.of(session.text) == "pot of** tea"
    with pytest.raises(Refused, match="nobody has answered"):
        commenting.resolve(session, notes[1].number)
    type_over(session, "We make", "Here we make")
    number = commenting.reply(session, notes[1].number, "The blue one.")
    found = commenting.thread(session, number)
    assert found.note.text == "Which pot?"
    assert found.place.of(session.text) == "pot of** tea"
    assert len(commenting.threads(session)) == 2
    commenting.resolve(session, number)
    assert commenting.thread(session, number).is_resolved


def test_why_something_was_changed_is_kept_at_its_words_and_asks_nobody(house):
    session = house.sit(house.bring(TEXT), checked=False)
    number = on(session, "pot of tea", "", about="change:local")
    found = commenting.thread(session, number)
    assert (found.comments[0].text, found.about, found.is_resolved) == ("Local", "change:local", True)
    assert commenting.waiting(session) == ()
    on(session, "Come in", "We never say sit.", about="change:voice")
    with pytest.raises(BadInput):
        on(session, "Come in", "", about="change:whim")


def test_what_a_thread_is_about_is_said_in_words(house):
    session = house.sit(house.bring("# Tea\n\nLast year 73% of our guests came back within a month.\n"))
    (claim,) = session.claims
    for about, words in (
        (f"claim:{claim.key}", "On a claim"),
        ("claim:gone", "On a claim that is gone"),
        ("flag:gone", "On a flag that is gone"),
        ("rule:Plain.Jargon", "On the rule Plain.Jargon"),
        ("change:voice", "Why it was changed: voice"),
    ):
        number = commenting.comment(session, "Why?", about=about)
        assert commenting.about_words(session, commenting.thread(session, number).about) == words
    number = commenting.comment(session, "How?", about="checklist:accuracy")
    assert "sign every statement" in commenting.about_words(session, commenting.thread(session, number).about)


def test_the_gate_counts_open_threads_of_people_and_no_remark_of_an_ai(house):
    piece = house.workspace.piece(house.bring(TEXT))
    commenting.remark(house.workspace, piece, "generator-a", "Perhaps shorter?", "pot of tea")
    session = house.sit(piece.id, "Erin")

    def phrase() -> str:
        return next(each.phrase for each in session.gate().items if each.id is GateId.COMMENTS)

    assert phrase().startswith("no comment")
    on(session, "Come in")
    assert phrase().startswith("1 comment")


def test_a_comment_of_signs_that_nobody_can_see_says_nothing(house):
    session = house.sit(house.bring(), checked=False)
    for empty in ("\u200b", "\u00a0\u2060", "\ufeff\n"):
        with pytest.raises(Refused, match=r"Nothing is said yet\. Write the comment\."):
            commenting.comment(session, empty)
        with pytest.raises(Refused, match=r"Give a reason\."):
            session.hold(empty)


def test_what_was_said_of_another_brand_s_piece_is_in_nobody_s_list_who_works_for_it_no_more(house):
    policy = (house.root / "policy.toml").read_text(encoding="utf-8")
    mo = '\n[[people]]\nname = "Mo"\nroles = ["writer"]\n'
    house.rule(policy + mo)
    ours, mill = house.bring(), house.bring(brand="Mill")
    for piece in (ours, mill):
        commenting.comment(house.sit(piece, checked=False), "Is that so, @Mo?")
    assert {each.piece for each in commenting.conversations(house.workspace, house.workspace.person("Mo"))} == {ours, mill}
    house.rule(policy + mo + 'brands = ["Mill"]\n')
    person = house.workspace.person("Mo")
    assert [each.piece for each in commenting.conversations(house.workspace, person)] == [mill]
    assert [each.piece for each in commenting.mentions_open_for(house.workspace, person)] == [mill]
