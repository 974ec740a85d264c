"""Help pages: one for every check, found by search, and playbooks of which a house's own win."""

from pathlib import Path

import pytest

from studio import checks
from studio.app.helping import check_page, page_for, pages, playbooks, playbooks_for, search
from studio.core.check import Check
from studio.core.piece import Channel, Piece, Stage


@pytest.mark.parametrize("check", checks.find(), ids=[check.id for check in checks.find()])
def test_every_flag_is_explained_with_its_reason_and_with_what_is_flagged_and_what_is_better(check: Check) -> None:
    body = check_page(check).body
    assert check.title
    assert check.why in body
    assert "**Flagged" in body
    assert "**Better:**" in body
    assert page_for(f"check:{check.id}") == check_page(check)


def test_no_two_pages_are_about_the_same_thing() -> None:
    covered = [topic for page in pages() for topic in page.covers]
    assert len(covered) == len(set(covered))
    assert len({page.id for page in pages()}) == len(pages())
    assert all(page.title and page.body for page in pages())


def test_search_finds_the_page_that_has_the_word_in_its_title_first() -> None:
    found = search("comm", pages())
    assert found[0].title == "Comments"
    assert [page.id for page in search("Ctrl+Alt+M", pages())][:2]
    assert search("xylophone", pages()) == []
    assert search("  ", pages()) == list(pages())


def test_every_word_searched_for_has_to_be_on_the_page() -> None:
    both = {page.id for page in search("stale yes", pages())}
    assert both <= {page.id for page in search("stale", pages())}
    assert "gate" in both


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.ON_HOLD])
def test_there_is_a_playbook_for_every_channel_at_every_stage_that_asks_for_work(channel: Channel, stage: Stage) -> None:
    assert playbooks_for(Piece("p", "P", channel, stage=stage))


def test_the_playbook_that_says_most_about_the_piece_comes_first() -> None:
    found = playbooks_for(Piece("p", "P", Channel.SUPPORT, stage=Stage.APPROVED))
    assert found[0].title == "A support reply to an upset customer"


def test_a_house_s_own_playbook_takes_the_place_of_ours_and_a_broken_one_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    folder.mkdir()
    (folder / "hold.md").write_text("---\ntitle: Call Erin first\nchannels: email\n---\nAlways.\n", encoding="utf-8")
    (folder / "our-way.md").write_text("No front matter, for every piece.\n", encoding="utf-8")
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00")
    titles = {page.title for page in playbooks(tmp_path)}
    assert {"Call Erin first", "Our way"} <= titles
    assert "When something happens" not in titles
    assert "Broken" not in titles
    found = playbooks_for(Piece("p", "P", Channel.EMAIL, stage=Stage.WITHDRAWN), tmp_path)
    assert {page.title for page in found} == {"Call Erin first", "Our way"}
