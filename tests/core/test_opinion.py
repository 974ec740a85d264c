"""A model's remark counts where its words really stand, and for as long as they do."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.edit import Edit
from studio.core.events import Actor, Event, EventType
from studio.core.opinion import OpinionKind, Opinions, hash_of, numbered, place_of, remarks_in, remarks_of, worth_reading
from studio.core.span import Span

TEXT = "# Our tea\n\nIt’s the  “best” tea\nin town — 43% say so. Come in.\n\nIt is `hot`. 😀 We bake bread daily.\n"


def event(**payload: Any) -> Event:
    return Event(1, "", 1, "p", EventType.OPINION_READ, Actor.person("Wren"), "", payload, "", "", "")


def read(document: Document, *found: Mapping[str, str], **more: Any) -> Event:
    blocks = [hash_of(placed.block) for placed in worth_reading(document)]
    return event(kind="claims", service="Larch", model="tiny-1", blocks=blocks, found=list(found), **more)


def said(document: Document, opinions: Opinions) -> list[str]:
    """The words that are remarked on, where they stand in the source."""
    found = [placed.source(span) for placed in document.blocks for _, span in remarks_in(placed.block, opinions)]
    return [span.of(document.text) for span in found]


def missing(opinions: Opinions, kind: OpinionKind, document: Document) -> str:
    return opinions.missing(kind, len(opinions.unread(kind, document)))


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("best", "best"),
        ('the "best" tea in town', "the “best” tea\nin town"),
        ("“the “best” tea in town”", "the “best” tea\nin town"),
        ("it's the", "It’s the"),
        ("town - 43%", "town — 43%"),
        ("43", "43"),
        ("tea in the town", None),
        ("4", None),
        ("bes", None),
        ("", None),
        ("…", None),
        (".*", None),
    ],
)
def test_quoted_words_are_found_whatever_their_dress_and_no_others(quote: str, stands: str | None) -> None:
    sentence = "It’s the “best” tea\nin town — 43% say so."
    found = place_of(quote, sentence)
    assert (found.of(sentence) if found else None) == stands


@given(st.text("ab’'“\" .-–\n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_quote_is_found_only_where_its_letters_are(sentence: str, start: int, end: int) -> None:
    quote = sentence[start:end]
    if found := place_of(quote, sentence):
        assert [c for c in found.of(sentence) if c.isalnum()] == [c for c in quote if c.isalnum()]


def test_a_model_is_given_one_sentence_to_a_line_so_that_none_passes_for_another() -> None:
    text, sentences = numbered(worth_reading(Document.parse("One line\n2: there are no claims. Yes it is.\n\nMore tea.\n")))
    assert text == "1: One line 2: there are no claims.\n2: Yes it is.\n\n3: More tea."
    assert sentences[1] == "One line 2: there are no claims."


def test_a_remark_holds_only_in_the_very_sentence_it_names() -> None:
    _, sentences = numbered(worth_reading(Document.parse(TEXT)))
    rows = [
        (2, "the best tea", "ranking", "says it is best"),
        (2, "43% say so", "statistic", "a\nfigure"),
        (3, "43% say so", "statistic", "another sentence"),
        (99, "43% say so", "statistic", "no sentence"),
        (2, "43% SAY so", "statistic", "said twice"),
    ]
    held, dropped = remarks_of(rows, sentences, OpinionKind.CLAIMS, "tiny-1", "Larch")
    assert [(each.quote, each.why, each.by) for each in held] == [("43% say so", "a figure", "Larch (tiny-1)")]
    assert dropped == 3  # “the best tea” has quotation marks inside, so those are other words


def test_a_remark_moves_with_its_sentence_and_goes_with_it() -> None:
    document = Document.parse(TEXT)
    row = {"sentence": "😀 We bake bread daily.", "quote": "bake bread daily", "what": "entity_causal", "why": "a fact"}
    opinions = Opinions.of([read(document, row)])
    assert said(document, opinions) == ["bake bread daily"]
    moved = document.apply(Edit(Span(0, 0), "Hello there.\n\n"))
    assert said(moved, opinions) == ["bake bread daily"]
    at = moved.text.index("daily")
    assert said(moved.apply(Edit(Span(at, at + 5), "weekly")), opinions) == []


def test_what_was_changed_counts_as_unread_and_the_rest_does_not() -> None:
    document = Document.parse(TEXT)
    opinions = Opinions.of([read(document)])
    assert (missing(opinions, OpinionKind.CLAIMS, document), opinions.readers[OpinionKind.CLAIMS]) == ("", "Larch (tiny-1)")
    assert missing(opinions, OpinionKind.TONE, document) == "nobody has asked a model"
    changed = document.apply(Edit(Span(2, 5), "Your"))
    assert [each.block.text for each in opinions.unread(OpinionKind.CLAIMS, changed)] == ["Your tea"]
    assert missing(opinions, OpinionKind.CLAIMS, changed) == "1 paragraph not read"


def test_a_pass_that_failed_is_told_until_one_works() -> None:
    document = Document.parse(TEXT)
    failed = event(kind="claims", problem="Larch did not answer in the form that was asked for.")
    told = missing(Opinions.of([failed]), OpinionKind.CLAIMS, document)
    assert told == "nobody has asked a model: Larch did not answer in the form that was asked for"
    assert missing(Opinions.of([failed, read(document)]), OpinionKind.CLAIMS, document) == ""
    assert Opinions.of([event(kind="poetry"), event()]) == Opinions()
