"""A passage that a model rewrites: what is asked, what is pointed out, and what a person makes of it. Over a real connection."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from studio.app import asking, rewriting
from studio.checks import languagetool
from studio.checks.runner import Runner
from studio.core.asking import Service
from studio.core.edit import Cause
from studio.core.errors import NotFound, Refused
from studio.core.events import EventType
from studio.core.proposal import Decision, Wish
from studio.core.span import Span
from studio.services.ai import Line
from tests.app.conftest import House, swap
from tests.services.fake_ai import MODEL, FakeAI, Says

TEXT = """# Slow tea

We make a pot of tea for everybody who comes in. Come in and sit down, {{first_name}}.

## The garden

Read [our page](https://larkspur.example/garden) about it. It is open every day in May.
"""
BRIEF = "A note about tea and the garden, open in May."


@pytest.fixture
def ai() -> Iterator[FakeAI]:
    with FakeAI() as server:
        yield server


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.close()


class Desk:
    """A piece on the desk, and rewrites of it as the command line asks for them."""

    def __init__(self, house: House, ai: FakeAI, line: Line) -> None:
        self.house, self.ai, self.line = house, ai, line
        self.service = Service("Larch", ai.address, MODEL, key="none")
        self.session = house.sit(house.bring(TEXT, brief=BRIEF), checked=False)

    def place(self, words: str) -> Span:
        start = self.session.text.index(words)
        return Span(start, start + len(words))

    def send(self, words: str, wish: Wish = Wish.SHORTER, beside: str = "", voice: rewriting.Voice = rewriting.Voice()):
        call, asked = rewriting.ask(self.session, self.place(words), wish, beside, self.service, voice)
        rewriting.begin(self.session, asked)
        return asking.carry(self.house.workspace, self.session.person, call, self.line, ""), asked

    def ask(self, words: str, answer: str | Says, *more, **and_more):
        self.ai.says(answer)
        received, asked = self.send(words, *more, **and_more)
        looked = rewriting.look(self.session, received, asked)
        return rewriting.propose(self.session, received, looked, looked.found)

    def events(self, *kinds: EventType):
        return self.house.workspace.history.events(self.session.piece.id, kinds or None)


@pytest.fixture
def desk(house: House, ai: FakeAI, line: Line) -> Desk:
    return Desk(house, ai, line)


SENTENCE = "We make a pot of tea for everybody who comes in."


def test_an_answer_is_a_proposal_and_the_text_stays_as_it_is(desk):
    made = desk.ask(SENTENCE, "We make tea for everybody.")
    assert (desk.session.text, made.after, made.is_open) == (TEXT, "We make tea for everybody.", True)
    assert [each.type for each in desk.events()][-2:] == [EventType.AI_CALLED, EventType.REWRITE_PROPOSED]
    assert "Make it shorter" in desk.ai.sent
    assert "## The garden" not in desk.ai.sent, "only the passage and its own paragraph leave"


def test_accepted_its_words_stand_in_the_text_and_say_that_a_model_wrote_them(desk):
    made = desk.ask(SENTENCE, "We make tea for everybody.")
    assert rewriting.accept(desk.session, made) is Decision.ACCEPTED
    assert "We make tea for everybody. Come in" in desk.session.text
    edits = [each for event in desk.events(EventType.EDITED) for each in event.payload["edits"]]
    assert {(cause, detail) for *_, cause, detail in edits} == {(Cause.REWRITE.value, MODEL)}
    (decided,) = desk.events(EventType.REWRITE_DECIDED)
    assert decided.payload == {"call": made.call, "decision": "accepted", "taken": len(made.changes), "of": len(made.changes)}
    with pytest.raises(Refused, match="decided on already"):
        rewriting.accept(desk.session, made)


def test_of_a_proposal_one_can_take_a_part_and_leave_the_rest(desk):
    made = desk.ask("Come in and sit down, {{first_name}}.", "Please come in and take a seat, {{first_name}}.")
    gone = [(change.before_text, change.after_text) for change in made.changes]
    second = next(number for number, (_, come) in enumerate(gone) if "seat" in come)
    assert len(gone) > 1
    assert rewriting.accept(desk.session, made, {second}) is Decision.PARTLY
    assert "Come in and take a seat, {{first_name}}." in desk.session.text
    assert not rewriting.waiting(desk.session)


def test_refused_it_changes_nothing_and_the_reason_is_kept(desk):
    made = desk.ask(SENTENCE, "Tea!")
    assert rewriting.refuse(desk.session, made, "Too curt.") is Decision.REFUSED
    assert desk.session.text == TEXT
    (again,) = rewriting.rewrites(desk.session)
    assert (again.decision, again.note) == (Decision.REFUSED, "Too curt.")


def test_several_wait_at_once_and_each_follows_its_words_while_one_writes(desk):
    garden = desk.ask("It is open every day in May.", "It opens daily in May.")
    tea = desk.ask(SENTENCE, "We make tea for all.")
    swap(desk.session, "# Slow tea", "# Slow tea, and a garden\n\nA word before.")
    assert [each.call for each in rewriting.waiting(desk.session)] == [tea.call, garden.call], "in the order of the text"
    for call in (tea.call, garden.call):
        each = rewriting.rewrite(desk.session, call)
        assert each.place.of(desk.session.text) == each.before
        rewriting.accept(desk.session, each)
    assert "We make tea for all." in desk.session.text
    assert "It opens daily in May." in desk.session.text


def test_what_is_typed_while_the_model_thinks_is_kept_and_the_proposal_finds_its_place(desk):
    desk.ai.says("We make tea for all.")
    received, asked = desk.send(SENTENCE)
    swap(desk.session, "# Slow tea\n", "# Slow tea\n\nHello there.\n")
    looked = rewriting.look(desk.session, received, asked)
    made = rewriting.propose(desk.session, received, looked, looked.found)
    assert made.place.of(desk.session.text) == SENTENCE
    swap(desk.session, "a pot of tea", "two pots of tea")
    moved = rewriting.rewrite(desk.session, made.call)
    assert moved.has_moved_on
    assert "two pots of " in "".join(change.before_text for change in moved.changes), "what would be lost is shown"


def test_one_whose_words_are_gone_says_so_and_cannot_be_accepted(desk):
    made = desk.ask(SENTENCE, "We make tea for all.")
    swap(desk.session, SENTENCE, "")
    gone = rewriting.rewrite(desk.session, made.call)
    assert gone.is_gone
    with pytest.raises(Refused, match="gone from the text"):
        rewriting.accept(desk.session, gone)
    rewriting.refuse(desk.session, gone)
    assert not rewriting.waiting(desk.session)


def test_an_answer_to_words_that_were_deleted_meanwhile_is_kept_and_says_so(desk):
    desk.ai.says("We make tea for all.")
    received, asked = desk.send(SENTENCE)
    swap(desk.session, SENTENCE, "")
    looked = rewriting.look(desk.session, received, asked)
    made = rewriting.propose(desk.session, received, looked, looked.found)
    assert (made.is_gone, made.after) == (True, "We make tea for all.")
    assert not made.found.weighty
    assert "looked at by itself" in made.found.missing[0]


def test_what_an_answer_brings_along_is_pointed_out_also_where_its_words_were_gone_for_a_moment(desk):
    desk.ai.says("We make the best tea of all, say 90% of guests. We utilize a pot. Write to ann.smith@example.org.")
    received, asked = desk.send(SENTENCE)
    swap(desk.session, SENTENCE, "")
    looked = rewriting.look(desk.session, received, asked)
    found = rewriting.propose(desk.session, received, looked, looked.found).found
    swap(desk.session, "Come in and sit down", f"{SENTENCE} Come in and sit down")
    (made,) = rewriting.waiting(desk.session)
    assert not made.is_gone, "it can be accepted again"
    assert any("ann.smith@example.org" in each for each in made.found.personal)
    assert any("90%" in each for each in made.found.claims)
    assert any("“90%” stands neither" in each for each in made.found.invented)
    assert any("utilize" in each.casefold() for each in made.found.flags)
    assert made.found == found


def test_proposals_are_there_again_when_the_piece_is_opened_again(desk, house):
    made = desk.ask(SENTENCE, "We make tea for all.")
    swap(desk.session, "# Slow tea", "# Slow, slow tea")
    desk.session.flush()
    again = house.sit(desk.session.piece.id, checked=False)
    (found,) = rewriting.waiting(again)
    assert (found.call, found.place.of(again.text), found.found) == (made.call, SENTENCE, made.found)


def test_new_claims_figures_and_names_that_nobody_gave_are_pointed_out(desk):
    made = desk.ask(SENTENCE, "We make the best tea in Yorkshire, loved by 97% of guests, says Dr Helen Marsh.")
    told = " ".join(made.found.every)
    assert any("97%" in each for each in made.found.claims)
    assert any("“97%” stands neither" in each for each in made.found.invented)
    assert "Helen Marsh" in told


def test_what_the_text_or_the_brief_holds_is_no_invention(desk):
    made = desk.ask("It is open every day in May.", "You can visit every day in May.")
    assert not made.found.invented


def test_personal_data_that_did_not_stand_there_is_pointed_out(desk):
    made = desk.ask(SENTENCE, "We make tea. Write to ann.smith@example.org.")
    assert any("ann.smith@example.org" in each for each in made.found.personal)


def test_flags_that_the_passage_did_not_have_are_told_and_old_ones_are_not(desk):
    made = desk.ask(SENTENCE, "In order to delve into tea, we utilize a pot of tea for everybody who comes in.")
    assert any("utilize" in each.casefold() for each in made.found.flags)
    same = desk.ask(SENTENCE, "We brew a pot of tea for everybody who comes in.")
    assert not same.found.weighty


@pytest.mark.parametrize(
    ("words", "answer", "lost"),
    [
        ("Come in and sit down, {{first_name}}.", "Come in and sit down, friend.", "merge field {{first_name}} is not in it"),
        (
            "Read [our page](https://larkspur.example/garden) about it.",
            "Read our page about it.",
            "larkspur.example/garden is not in",
        ),
        ("## The garden", "The garden", "no heading"),
        ("It is open every day in May.", "It is open in May. ![x](https://bad.example/a.png)", "link that was not there"),
        ("It is open every day in May.", "It is open in May.<!-- approve -->", "hidden remark"),
        ("It is open every day in May.", "It is open in \u200b\u200bMay.", "2 characters that nobody can see"),
    ],
)
def test_an_answer_that_loses_a_field_a_link_or_markup_is_said_to(desk, words, answer, lost):
    assert any(lost in each for each in desk.ask(words, answer).found.lost)


def test_fields_links_and_markup_that_survive_are_not_spoken_of(desk):
    made = desk.ask(
        "Read [our page](https://larkspur.example/garden) about it.", "See [our page](https://larkspur.example/garden)."
    )
    assert not made.found.lost


def test_personal_data_of_the_passage_goes_out_masked_and_comes_back(desk):
    swap(desk.session, "sit down,", "write to jane.whitlow@example.org,")
    made = desk.ask("write to jane.whitlow@example.org", Says(lambda body: "drop a line to [email 1]"))
    assert "jane.whitlow" not in desk.ai.sent
    assert made.after == "drop a line to jane.whitlow@example.org"
    assert not made.found.personal


@pytest.mark.parametrize(
    "answer",
    [
        "```\nWe make tea.\n```",
        "Here is the rewritten passage:\n\nWe make tea.",
        "“We make tea.”",
        "  We make tea.\n\n",
        "<think>Short.</think>\nWe make tea.",
    ],
)
def test_what_models_say_around_an_answer_is_no_part_of_it(desk, answer):
    assert desk.ask(SENTENCE, answer).after == "We make tea."


def test_an_answer_that_was_cut_off_says_so(desk):
    made = desk.ask(SENTENCE, Says("We make", finish="length"))
    assert "cut off" in made.found.lost[0]


def test_an_answer_without_visible_words_or_with_the_same_ones_proposes_nothing(desk):
    for answer in ("\u200b\u200b", SENTENCE):
        with pytest.raises(Refused):
            desk.ask(SENTENCE, answer)
    assert not desk.events(EventType.REWRITE_PROPOSED)


def test_a_wish_that_needs_words_asks_for_them_before_anything_is_sent(desk):
    for wish in (Wish.OWN, Wish.LOCAL, Wish.AUDIENCE, Wish.VOICE):
        with pytest.raises(Refused):
            desk.send(SENTENCE, wish)
    assert not desk.ai.asked


def test_own_words_and_the_voice_of_the_brand_stand_in_the_task(desk):
    made = desk.ask(SENTENCE, "Tea?", Wish.OWN, "Make it a question.")
    assert made.asked == "In your words: Make it a question."
    desk.ask(SENTENCE, "Tea.", Wish.VOICE, voice=rewriting.Voice(("Short sentences.", "We say “you”."), ("The kettle sings.",)))
    task, material = (each["content"] for each in desk.ai.asked[-1]["messages"])
    assert "- Short sentences." in task
    assert "“How it sounds”" in task
    assert "kettle" not in task, "sentences of other texts are material"
    assert "- The kettle sings." in material
    assert "Make it a question." in desk.ai.asked[0]["messages"][0]["content"]


def test_the_instruction_that_the_ledger_keeps_is_masked(desk):
    desk.ask(SENTENCE, "Tea.", Wish.OWN, "Mention jane.whitlow@example.org.")
    (called,) = desk.events(EventType.AI_CALLED)
    assert called.payload["instruction"] == "In your words: Mention [email 1]."


def test_a_published_text_is_not_rewritten(house, ai, line):
    piece = house.approved()
    house.sit(piece, "Erin").publish("our site")
    session = house.sit(piece)
    with pytest.raises(Refused, match="change the text"):
        rewriting.ask(session, Span(0, 3), Wish.SHORTER, "", Service("Larch", ai.address, MODEL, key="none"))


def test_from_a_place_to_the_sentence_the_paragraph_the_section_and_the_whole(desk):
    document, text = desk.session.document, TEXT
    at = text.index("a pot")
    found = [rewriting.passage(document, Span(at, at))]
    for _ in range(4):
        found.append(rewriting.wider(document, found[-1]))
    words = [each.of(text) for each in found]
    assert words[0] == SENTENCE
    assert words[1] == f"{SENTENCE} Come in and sit down, {{{{first_name}}}}."
    assert words[2].startswith("# Slow tea")
    assert words[2].endswith("{{first_name}}.")
    assert words[3] == words[4] == TEXT.strip()


def test_no_passage_without_words(desk):
    blank = TEXT.index("\n\n") + 1
    with pytest.raises(Refused, match="no words"):
        rewriting.passage(desk.session.document, Span(blank, blank + 1))


def test_a_rewrite_is_called_by_the_beginning_of_its_id(desk):
    made = desk.ask(SENTENCE, "Tea.")
    assert rewriting.rewrite(desk.session, made.call[:4]).call == rewriting.rewrite(desk.session, "").call == made.call
    with pytest.raises(NotFound):
        rewriting.rewrite(desk.session, "nonesuch")


def test_it_says_which_proofreader_has_not_read_a_proposal(desk):
    desk.ai.says("Everybody who comes in gets a pot of tea.")
    received, asked = desk.send("We make a pot of tea for everybody who comes in.")
    looked = replace(rewriting.look(desk.session, received, asked), runner=Runner([languagetool.CHECK]))
    assert looked.found.missing == ("Not looked at by LanguageTool: it reads the words once they stand in the text.",)
