"""Content types: the bundled ones, a house's own, what is wrong with a file, and the brief that comes of one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app import templates
from studio.app.templates import Template, brief_from, known, problems, template, unanswered
from studio.checks.claiming.brief import standing
from studio.checks.claiming.given import read
from studio.core.claim import Standing
from studio.core.errors import BadConfig, NotFound, Refused
from studio.core.piece import Channel

OWN = """---
title: Letter to members
channel: email
audience: Members of the tea club
routing: human_led
disclosure: Written with the help of AI; Erin answers.
questions:
  - What is the news?
  - Anything for new members? (optional)
checklist:
  - Would a founding member be content?
merge_fields: [first_name, unsubscribe_url]
words_min: 80
words_max: 200
author: Erin
---
Write a letter.
"""


@pytest.fixture
def write(house):
    def put(name: str, text: str) -> Path:
        folder = house.root / "templates"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        return folder / f"{name}.md"

    return put


def test_every_bundled_template_is_whole_and_says_what_its_readers_need(house):
    found = templates.templates(house.workspace)
    assert {"blog-article", "newsletter", "offer-email", "thank-you", "follow-up", "support-reply"} <= {t.name for t in found}
    assert problems(house.workspace) == ()
    for each in found:
        assert all((each.is_bundled, each.channel, each.routing, each.body, each.audience)), each.name
        assert (len(each.questions) >= 3, len(each.checklist) >= 2) == (True, True), each.name
        assert 0 < each.words_min < each.words_max, each.name
    assert {each.channel for each in found} == set(Channel)


def test_a_house_s_own_template_says_all_that_the_desk_asks(house, write):
    write("members", OWN)
    found = template(house.workspace, "Members")
    assert (found.name, found.title, found.channel) == ("members", "Letter to members", Channel.EMAIL)
    assert (found.routing, found.disclosure) == ("human_led", "line")
    assert found.wording == "Written with the help of AI; Erin answers."
    assert found.questions == ("What is the news?", "Anything for new members? (optional)")
    assert found.checklist == ("Would a founding member be content?",)
    assert found.merge_fields == ("first_name", "unsubscribe_url")
    assert (found.length, found.author, found.body) == ("80 to 200 words", "Erin", "Write a letter.")
    assert not found.is_bundled


def test_a_house_s_own_template_stands_in_the_place_of_the_bundled_one(house, write):
    before = template(house.workspace, "newsletter")
    write("newsletter", OWN)
    after = template(house.workspace, "newsletter")
    assert (after.title, after.is_bundled) == ("Letter to members", False)
    assert before.version != after.version
    assert [each.name for each in templates.templates(house.workspace)].count("newsletter") == 1


def test_a_template_saved_anew_is_read_anew(house, write):
    write("members", OWN)
    first = known(house.root, "members")
    write("members", OWN.replace("Write a letter.", "Write a short letter."))
    second = known(house.root, "members")
    assert first
    assert second
    assert (first.version, second.body) != (second.version, first.body)


def test_what_people_taught_is_no_content_type(house, write):
    write("drafting", "# What every draft should heed\n\n- Say tea room.\n")
    assert "drafting" not in {each.name for each in templates.templates(house.workspace)}
    assert problems(house.workspace) == ()
    assert known(house.root, "drafting") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Just words.", "does not begin with front matter"),
        ("---\ntitle: [\n---\nWords.", "cannot be read: see line"),
        ("---\ntitle: x\nWords.", "is never closed"),
        ("---\nchannel: email\n---\nWords.", "has no title"),
        ("---\ntitle: x\nchannel: fax\n---\n", "channel cannot be “fax”"),
        ("---\ntitle: x\nrouting: robots\n---\n", "routing cannot be “robots”"),
        ("---\ntitle: x\nwords_max: many\n---\n", "words_max cannot be “many”"),
        ("---\ntitle: x\nmood: warm\n---\n", "says “mood”, which nobody knows"),
        ("---\ntitle: x\ntitle: y\n---\n", "says “title” twice"),
        ("---\nname: other\ntitle: y\n---\n", "calls itself “other”"),
    ],
)
def test_a_broken_template_is_told_in_a_sentence_and_hides_none_of_the_others(house, write, text, told):
    write("members", OWN)
    write("broken", text)
    (problem,) = problems(house.workspace)
    assert "templates/broken.md" in problem or "broken" in problem
    assert told in problem
    names = {each.name for each in templates.templates(house.workspace)}
    assert "members" in names
    assert "broken" not in names
    assert known(house.root, "broken") is None
    with pytest.raises(BadConfig):
        template(house.workspace, "broken")


def test_a_file_that_is_no_utf_8_is_told_and_no_crash(house, write):
    write("latin", "").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    assert "UTF-8" in problems(house.workspace)[0]


def test_asking_for_a_template_that_is_not_there_says_which_there_are(house):
    with pytest.raises(NotFound, match=r"There are: .*newsletter"):
        template(house.workspace, "sonnet")
    assert known(house.root, "../policy") is None
    assert known(house.root, "") is None


def test_the_brief_holds_every_answer_under_its_question(house, write):
    write("members", OWN)
    asked = template(house.workspace, "members")
    brief = brief_from(asked, {"What is the news?": " The price goes up.\n"})
    assert brief == "What is the news?\nThe price goes up."
    both = brief_from(asked, {"What is the news?": "A.", "Anything for new members? (optional)": "B."})
    assert both == "What is the news?\nA.\n\nAnything for new members?\nB."
    with pytest.raises(Refused, match="What is the news"):
        brief_from(asked, {"Anything for new members? (optional)": "B."})


def test_what_an_answer_says_must_not_be_said_is_never_taken_as_given(house):
    asked = template(house.workspace, "blog-article")
    answers = {each: "The mill was built in 1874." for each in asked.questions}
    forbidden = next(each for each in asked.questions if "must not" in each)
    told = read(brief_from(asked, {**answers, forbidden: "It is the oldest mill in the county"}), "")
    assert standing("the oldest mill in the county", "It is the oldest mill in the county.", told)[0] is not Standing.GIVEN
    assert standing("built in 1874", "The mill was built in 1874.", told)[0] is Standing.GIVEN


@given(st.lists(st.text(min_size=1, max_size=40).map(str.strip).filter(bool), min_size=1, max_size=6, unique=True), st.data())
def test_no_answer_is_lost_from_a_brief(questions, data):
    asked = Template("t", "T", questions=tuple(questions))
    answers = {each: data.draw(st.text(max_size=60)) for each in questions}
    if unanswered(asked, answers):
        with pytest.raises(Refused):
            brief_from(asked, answers)
    else:
        brief = brief_from(asked, answers)
        assert all(said.strip() in brief for said in answers.values())


def test_a_piece_takes_from_its_content_type_what_nobody_said(house):
    piece = house.workspace.piece(house.bring("Some words about tea.", template="support-reply"))
    assert (piece.content_type, piece.channel) == ("support-reply", Channel.SUPPORT)
    assert piece.audience == "One customer with a problem, reading fast"
    (event,) = house.workspace.history.events(piece.id)
    assert event.payload["template_version"] == template(house.workspace, "support-reply").version
    said = house.workspace.piece(house.bring("More words.", template="support-reply", channel="email", audience="Mo"))
    assert (said.channel, said.audience) == (Channel.EMAIL, "Mo")


def test_a_draft_that_names_a_template_of_its_own_comes_in_all_the_same(house):
    piece = house.workspace.piece(house.bring("---\ntemplate: prompt-7\n---\nWords."))
    assert (piece.content_type, piece.channel) == ("prompt-7", Channel.BLOG)
    with pytest.raises(NotFound, match="prompt-7"):
        house.bring("Words.", template="prompt-7")


def test_the_desk_knows_the_content_type_of_the_piece_on_it(house):
    session = house.sit(house.bring("Words.", template="apology"), checked=False)
    found = session._desk.template_of(session.piece)
    assert found
    assert (found.routing, found.disclosure) == ("human_led", "none")
