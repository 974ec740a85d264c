"""The guided tour: a card beside each part, whole at every size, and never in the way of typing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton

from studio.app.sample import is_sample
from studio.app.touring import steps
from studio.core.data import data_path
from studio.core.piece import Role
from studio.ui.panels.inspector import TABS
from tests.ui.conftest import Desk


@pytest.mark.parametrize("role", list(Role))
def test_a_tour_is_short_and_says_two_sentences_a_card(role: Role) -> None:
    found = steps(role)
    assert 5 <= len(found) <= 7
    assert all(step.title and 1 <= step.text.count(". ") + 1 <= 3 for step in found)
    assert all(not step.tab or step.tab in TABS for step in found)


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
@pytest.mark.parametrize("role", list(Role))
def test_every_card_lies_whole_in_the_window_beside_a_part_that_is_to_be_seen(desk, role: Role, size: tuple[int, int]) -> None:
    desk.resize(*size)
    tour = desk.window.tour
    tour.begin(role)
    for step in steps(role):
        desk.bot.wait(1)
        assert desk.window.centralWidget().rect().contains(tour.card.geometry()), step
        assert not tour.veil.hole.isEmpty(), step
        covered = tour.veil.hole.intersected(tour.card.geometry())
        assert covered.width() * covered.height() < tour.veil.hole.width() * tour.veil.hole.height() / 2, step
        desk.press(Qt.Key.Key_Return)
    assert not tour.is_on


def around(desk: Desk, number: int) -> QRect:
    """Where the part that a writer's step speaks of stands now."""
    ground, part = desk.window.centralWidget(), desk.window._parts()[steps(Role.WRITER)[number].anchor]()
    return QRect(part.mapTo(ground, QPoint(0, 0)), part.size()).intersected(ground.rect())


def test_it_goes_on_and_back_and_ends_by_keyboard(desk) -> None:
    tour = desk.window.tour
    tour.begin(Role.WRITER)
    desk.press(Qt.Key.Key_Right)
    assert tour.veil.hole == around(desk, 1) != around(desk, 0)
    desk.press(Qt.Key.Key_Left)
    assert tour.veil.hole == around(desk, 0)
    desk.press(Qt.Key.Key_Left)
    assert tour.is_on
    desk.press(Qt.Key.Key_Escape)
    assert not tour.is_on
    assert desk.window.review.editor.working.hasFocus()


def test_typing_goes_to_the_text_and_the_card_stays(desk) -> None:
    tour = desk.window.tour
    desk.caret_to("Come in")
    tour.begin(Role.WRITER)
    desk.type("Do ")
    assert "Do Come in" in desk.text
    assert tour.is_on
    assert desk.window.review.editor.working.hasFocus()


def test_the_menu_asks_for_the_role_and_a_digit_chooses(desk) -> None:
    desk.do("tour")
    tour = desk.window.tour
    assert tour.is_on
    told = [made.text() for made in tour.card.findChildren(QPushButton) if not made.isHidden()]
    assert any("I approve it" in text for text in told)
    desk.press(Qt.Key.Key_2)
    assert tour._steps == steps(Role.EDITOR)


def test_it_is_offered_once_and_never_again_by_itself(desk) -> None:
    tour = desk.window.tour
    desk.window.acts.sample_opened.emit()
    assert tour.is_on
    desk.press(Qt.Key.Key_Escape)
    desk.window.acts.sample_opened.emit()
    assert not tour.is_on


def test_the_card_moves_along_when_the_window_changes_its_size(desk) -> None:
    desk.resize(1440, 900)
    tour = desk.window.tour
    tour.begin(Role.WRITER)
    for _ in range(4):
        desk.press(Qt.Key.Key_Right)
    desk.resize(1100, 700)
    assert desk.window.centralWidget().rect().contains(tour.card.geometry())
    assert tour.veil.geometry() == QRect(desk.window.centralWidget().rect())


def test_the_ring_stays_around_its_part_when_the_desk_is_arranged_anew(desk) -> None:
    desk.resize(1440, 900)
    tour = desk.window.tour
    tour.begin(Role.WRITER)
    at = next(number for number, step in enumerate(steps(Role.WRITER)) if step.anchor in ("working", "texts"))
    for _ in range(at):
        desk.press(Qt.Key.Key_Right)
    before = tour.veil.hole
    desk.do("library")
    desk.bot.waitUntil(lambda: tour.veil.hole == around(desk, at) != before)
    assert desk.window.centralWidget().rect().contains(tour.card.geometry())


def test_the_sample_is_known_by_the_policy_it_came_with(tmp_path: Path) -> None:
    assert not is_sample(tmp_path)
    policy = data_path("resources", "sample", "policy.toml").read_bytes()
    (tmp_path / "policy.toml").write_bytes(policy)
    assert is_sample(tmp_path)
    (tmp_path / "policy.toml").write_bytes(policy + b"# ours\n")
    assert not is_sample(tmp_path)
