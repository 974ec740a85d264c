"""What somebody who works for one brand gets to see, and whom a refusal names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.app import audits, checklists, escalation, figures, noting
from studio.app.export import within_brands
from studio.app.learning import Learning
from studio.app.replacements import Proposal, ProposalKind
from studio.core.errors import Refused
from studio.core.events import Actor, EventType
from studio.core.reach import EVERYTHING, Reach

from .conftest import CLEAN, House

POLICY = """
house = "Larkspur"
brand = "Larkspur"

[[people]]
name = "Wren"
roles = ["writer", "editor"]

[[people]]
name = "Olga"
roles = ["owner"]
brands = ["Larkspur"]

[[people]]
name = "Max"
roles = ["owner", "writer"]
brands = ["Mill", "Weir"]
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "house", POLICY)
    yield made
    made.workspace.close()


@pytest.fixture
def brands(house: House) -> dict[str, str]:
    """A piece of each brand, by the brand's name."""
    return {name: house.bring(CLEAN, brand=name) for name in ("Larkspur", "Mill", "Weir")}


def _supported(house: House, piece: str, words: str) -> None:
    said = {"key": words[:8], "text": words, "categories": ["figure"], "severity": "high", "url": "https://example.org/a"}
    more = {"quote": words, "support": "supports", "status": "supported"}
    house.workspace.history.append(EventType.CLAIM_EVIDENCE, piece, Actor.person("Wren"), said | more)


def test_the_library_of_claims_shows_those_of_ones_own_brands_and_says_who_may_see_the_others(house, brands):
    for name, piece in brands.items():
        _supported(house, piece, f"{name} sells 40 teas")
    max_ = house.workspace.person("Max")
    assert {each.brand for each in house.workspace.approved_claims(person=max_)} == {"Mill", "Weir"}
    assert {each.brand for each in house.workspace.approved_claims("Mill", max_)} == {"Mill"}
    with pytest.raises(Refused, match=r"Max works for Mill, Weir, and not for Larkspur\. Who does: Wren, Olga"):
        house.workspace.approved_claims("Larkspur", max_)
    wren = house.workspace.person("Wren")
    assert {each.brand for each in house.workspace.approved_claims(person=wren)} == {"Larkspur", "Mill", "Weir"}


def test_figures_are_of_ones_own_brands_and_of_all_for_whoever_works_for_all(house, brands):
    def counted(name: str, reach: Reach = EVERYTHING) -> set[str]:
        person = house.workspace.person(name)
        found = within_brands(house.workspace, person, reach)
        tally = figures.tally(house.workspace, found)
        assert {each.piece for each in tally.outcomes} == {p.id for p in house.workspace.pieces() if found.holds(p)}
        return {each.brand for each in tally.outcomes}

    assert counted("Max") == {"Mill", "Weir"}
    assert counted("Max", Reach(brand="weir")) == {"Weir"}
    assert counted("Olga") == {"Larkspur"}
    assert counted("Wren") == {"Larkspur", "Mill", "Weir"}
    with pytest.raises(Refused, match="Who does: Wren, Olga"):
        counted("Max", Reach(brand="Larkspur"))
    with pytest.raises(Refused, match="Who does: Wren, Olga"):
        counted("Max", Reach(piece=brands["Larkspur"]))


def test_notes_on_figures_of_another_brand_are_not_read(house, brands):
    workspace = house.workspace
    wren, max_ = workspace.person("Wren"), workspace.person("Max")
    for reach in (EVERYTHING, Reach(brand="Larkspur"), Reach(piece=brands["Larkspur"]), Reach(brand="Mill")):
        noting.note(workspace, wren, "late", f"About {reach.brand or reach.piece or 'all'}.", reach)
    noting.note(workspace, max_, "late", "Mine.", within_brands(workspace, max_, EVERYTHING))
    assert [each.text for each in noting.notes(workspace, person=max_)] == ["Mine.", "About Mill."]
    assert len(noting.notes(workspace, person=wren)) == len(noting.notes(workspace)) == 5


def test_a_dispute_goes_to_the_owner_of_the_piece_s_brand(house, brands):
    policy = house.workspace.policy
    assert escalation.answers_disputes(policy, "Mill").name == "Max"
    session = house.sit(brands["Mill"], "Wren", checked=False)
    escalation.dispute(session, None, "It is our own word.", rule="Plain.Wordy")
    assert [each.to for each in house.workspace.history.judged.escalations()] == ["Max"]
    with pytest.raises(Refused, match="Nobody here is an owner of Moor"):
        escalation.answers_disputes(policy, "Moor")


def test_what_holds_for_every_brand_stays_with_those_who_work_for_all(house, brands):
    policy = POLICY + '[[people]]\nname = "Ada"\nroles = ["owner"]\n[[audits]]\nname = "Tone"\nevery = "weekly"\n'
    house.rule(policy)
    workspace = house.workspace
    max_, ada = workspace.person("Max"), workspace.person("Ada")
    proposal = Proposal("k" * 8, ProposalKind.RULE, "grobble", "stir", (), ())
    with pytest.raises(
        Refused, match=r"Max works for Mill, Weir, and to decide about a proposal is for every brand\. Who may: Ada"
    ):
        Learning(workspace).refuse(proposal, max_, "No.")
    with pytest.raises(Refused, match=r"and to change a checklist is for every brand\. Who may: Wren, Ada"):
        checklists.restore(workspace, max_, "blog.drafting")
    audit = audits.audit(workspace, "Tone")
    assert [audits.may_do(audit, each) for each in (max_, ada)] == [False, True]
