"""What goes out says of every word where it comes from: as a web page, and as JSON."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.origins import Origin, OriginKind, OriginRun
from studio.core.provenance import HOW_COUNTED, HOW_DEPTH_IS_COUNTED
from studio.core.record import PieceRecord
from studio.core.source_types import BASE
from studio.core.span import Span
from studio.formats import write

AI = Origin(OriginKind.AI, "gpt-5", "gpt-5", "2026-11-24T09:00:00.000Z", 1)
MARA = Origin(OriginKind.TYPED, "", "Mara", "2026-11-24T10:00:00.000Z", 2)


def signed(text: str) -> tuple[OriginRun, ...]:
    """Runs in which Mara typed every capital X and the AI wrote the rest."""
    runs = list[OriginRun]()
    for at, letter in enumerate(text):
        origin = MARA if letter == "X" else AI
        if runs and runs[-1].origin is origin:
            runs[-1] = OriginRun(Span(runs[-1].span.start, at + 1), origin)
        else:
            runs.append(OriginRun(Span(at, at + 1), origin))
    return tuple(runs)


def written(html: bytes) -> Iterator[tuple[str, str]]:
    """Each stretch of letters on the page with the origin that its element names."""
    main = BeautifulSoup(html.decode(), "html.parser").main
    assert main
    for words in main.find_all(string=True):
        if isinstance(words, NavigableString) and words.strip():
            assert words.parent
            yield str(words), str(words.parent.get("data-origin", ""))


@pytest.fixture
def page(record: Callable[..., PieceRecord]) -> Callable[[str], list[tuple[str, str]]]:
    """The stretches of a text's page."""
    return lambda text: list(written(write("html", replace(record(text, text), origins=signed(text)))))


@pytest.mark.parametrize(
    "text",
    [
        "# A head XX\n\nSome words XX and more.",
        "**bold XX** and *it X*, `code X`, [link XX](https://e.org/X) X",
        "- one X\n- two\n  X\n\n> said X\n> again X",
        "| h X | k |\n|---|---|\n| a | X |",
        "```\nline X\nX\n```\n\nend X",
        "Escaped \\* and &amp; X and 🍵 X é\\\nX",
        "![a picture X](https://e.org/X.png) X",
        "X [X](<X y>) end X",
    ],
)
def test_every_word_of_a_page_names_its_origin(page: Any, text: str) -> None:
    found = page(text)
    for words, origin in found:
        if "X" in words and origin:
            assert (set(words) <= {"X"}, origin) == (True, "typed")
    shown = "".join(words for words, origin in found if origin)
    assert shown.count("X") >= text.count("X") - text.count("https://e.org/X") - text.count("<X y>") - text.count("![a picture X")


_WORD = st.sampled_from(["solar", "X", "XX", "**bold X**", "*X it*", "`x_X`", "[X l](https://e.org)", "£5", "🌞", "&amp;", "X."])
_LINES = st.lists(_WORD, min_size=1, max_size=6).map(" ".join)
_BLOCK = st.one_of(_LINES, _LINES.map("# {}".format), _LINES.map("> {}".format), _LINES.map("- a\n- {}".format))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it only makes records
@given(text=st.lists(_BLOCK, min_size=1, max_size=4).map("\n\n".join))
def test_no_word_is_put_down_to_the_wrong_hand(record: Callable[..., PieceRecord], text: str) -> None:
    found = list(written(write("html", replace(record(text, text), origins=signed(text)))))
    assert all(origin == ("typed" if "X" in words else "ai") for words, origin in found if origin)
    assert sum(words.count("X") for words, origin in found if origin == "typed") == text.count("X")


def test_a_run_says_its_term_but_no_name_and_the_page_says_what_it_is_as_a_whole(record: Any) -> None:
    html = write("html", replace(record("one two", "one X"), origins=signed("one X"))).decode()
    term = f'data-digital-source-type="{BASE}humanEdits"'
    assert f'<span data-origin="typed" {term}>X</span>' in html
    assert "Mara" not in html  # a page goes out to strangers
    assert f'<meta itemprop="digitalSourceType" content="{BASE}compositeWithTrainedAlgorithmicMedia">' in html
    assert f'<meta name="ai-retained-share" content="50%. {HOW_COUNTED}">' in html
    assert f'<meta name="edit-depth" content="50%. {HOW_DEPTH_IS_COUNTED}">' in html


def test_where_words_were_copied_stays_in_the_house(record: Any) -> None:
    pasted = Origin(OriginKind.PASTED, "https://intranet.example/plan", "Mara")
    html = write("html", replace(record("a", "a"), origins=(OriginRun(Span(0, 1), pasted),))).decode()
    assert '<span data-origin="pasted">a</span>' in html
    assert "intranet" not in html


def test_json_covers_the_text_and_prints_how_every_figure_is_counted(record: Any) -> None:
    text = "one X\n\ntwo 🍵 X"
    told = json.loads(write("json", replace(record("one two", text), origins=signed(text))))
    assert "".join(run["text"] for run in told["runs"]) == told["text"] == text
    assert [told["runs"][0][key] for key in ("origin", "detail", "event")] == ["ai", "gpt-5", 1]
    assert told["shares"]["by_origin"] == {"ai": {"words": 2, "share": 0.5}, "typed": {"words": 2, "share": 0.5}}
    assert told["edit_depth"]["changed"] == 2
    for figure in ("shares", "retained", "edit_depth"):
        assert told[figure]["how_counted"]
    assert told["approval"] is None
    assert told["source_type"].endswith("compositeWithTrainedAlgorithmicMedia")
