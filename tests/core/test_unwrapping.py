"""A model's answer without what it says around it: what a person gets is the text."""

import pytest

from studio.core.proposal import passage_of
from studio.core.unwrapping import unwrapped, without_thoughts

DRAFT = "# Tea\n\nHot."
THOUGHTS = (
    "<think>They want tea. {}</think>\n\n",
    "<thinking>\nFirst: tea.\n</thinking>\n",
    "<think></think><think>Once more.</think>",
    "They want tea, I think.\nSo be it.\n</think>\n\n",
)
LEADS = (
    "Here is the draft:\n\n",
    "Sure! Here’s your draft for the newsletter:\n\n",
    "Here is an email about tea:\n\n",
    "Certainly, here is the revised version:\n",
    "**Draft:**\n\n"[2:],
)


@pytest.mark.parametrize("thought", THOUGHTS)
@pytest.mark.parametrize("lead", ["", *LEADS])
@pytest.mark.parametrize("fence", ["{}", "```markdown\n{}\n```", "~~~\n{}\n~~~\n"])
def test_a_draft_begins_with_its_own_first_words_whatever_the_model_said_before(thought: str, lead: str, fence: str):
    assert unwrapped(thought + lead + fence.replace("{}", DRAFT)) == DRAFT


@pytest.mark.parametrize("thought", THOUGHTS)
def test_a_rewrite_is_the_passage_alone_whatever_the_model_thought_aloud(thought: str):
    assert passage_of(f"{thought}Here is the rewritten passage:\n\n“We make tea.”", "We make a pot of tea. ") == "We make tea. "


def test_thoughts_that_never_end_are_no_text():
    assert unwrapped("<think>They want tea, and I wonder") == ""
    assert passage_of("<think>They want tea, and I wonder", "We make tea.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Here are our opening hours:\n\n- Monday, ten to five",
        "Of course, dogs may come along, and this is what they get:\n\nwater and a biscuit.",
        "Models think aloud between <think> and </think>, and we show how.",
        "# Marks\n\n```\n<think>\nso\n</think>\n```\n\nThat is all.",
        "```\nTea\n```\n\nand\n\n```\nmore\n```",
        "```python\nprint('tea')\n```",
    ],
)
def test_words_of_a_text_that_only_look_like_a_wrapping_stay(text: str):
    assert unwrapped(text) == text


def test_a_text_with_code_in_it_comes_whole_out_of_its_fence():
    text = "Do this:\n\n```python\nprint('tea')\n```\n\nThat is all."
    assert unwrapped(f"```markdown\n{text}\n```") == text


def test_what_stood_around_the_passage_already_stays():
    before = "<think>so it said</think> in our log"
    assert passage_of("<think>so it says</think> in our log", before) == "<think>so it says</think> in our log"


def test_an_answer_in_a_form_may_hold_the_marks_of_thinking_in_its_words():
    answer = '{"rows": ["</think>"]}'
    assert without_thoughts(answer) == answer


@pytest.mark.parametrize("part", ["<think>", "<think></think>", "```\n", "Here is:  ", " ", "</think>\n", "Sure:\n"])
def test_an_answer_that_repeats_itself_without_end_keeps_nobody_waiting(part: str):
    assert len(unwrapped(part * 100_000)) <= len(part) * 100_000
