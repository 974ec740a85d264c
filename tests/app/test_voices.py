"""A brand's voice: its exemplars lie near their target, hype does not, and reports say what they held against what."""

import json
import shutil

import pytest

from studio.app import export, voices
from studio.core.data import data_path
from studio.core.edit import Cause
from studio.core.measures import BY_ID
from studio.core.piece import Channel
from studio.core.reach import Reach
from studio.core.voicing import Lie, lie_of, target_of
from studio.reports import formats

BRAND = "Larkspur Tea Rooms"
HYPE = """# Elevate your tea experience

Are you ready to revolutionise your relationship with exceptional beverages? Our meticulously curated collection represents the
unparalleled culmination of generations of artisanal excellence, transforming ordinary moments into extraordinary experiences!

Every single blend has been painstakingly developed by passionate professionals committed to delivering outstanding satisfaction.
Customers everywhere are absolutely thrilled by the incredible sophistication! Discover tomorrow's premium refreshment solution.
"""


@pytest.fixture
def voiced(house):
    shutil.copytree(data_path("resources", "sample", "voice"), house.root / "voice")
    return house


def _outside(voice, target) -> set[str]:
    return {
        name
        for name, value in voice.figures.items()
        if name in target.ranges and lie_of(BY_ID[name], value, target.ranges[name]) is not Lie.INSIDE
    }


def _measured(house):
    ears = voices.Listener(house.workspace)
    return ears, {each.name: ears.voice(each.text, Channel.BLOG) for each in voices.exemplars(house.root, BRAND)}


def test_a_known_exemplar_lies_near_its_target_and_hype_does_not(voiced):
    ears, heard = _measured(voiced)
    target = target_of("all", list(heard.items()))
    for name, voice in heard.items():
        assert len(_outside(voice, target)) <= len(target.ranges) / 3, name
    far = _outside(ears.voice(HYPE, Channel.BLOG), target)
    assert len(far) > len(target.ranges) / 2
    assert {"long_words", "grade", "formality", "contractions", "tone"} <= far


def test_an_exemplar_that_is_not_in_the_target_still_lies_near_it(voiced):
    _, heard = _measured(voiced)
    page = heard.pop("loose-leaf.md")
    target = target_of("the others", list(heard.items()))
    assert len(_outside(page, target)) <= len(target.ranges) / 3


def test_a_brand_without_exemplars_is_held_against_what_it_approved_and_the_report_says_so(house):
    for _ in range(3):
        house.approved(f"# Tea\n\n{'We make a pot of tea, and you sit down by the fire. ' * 5}\n")
    report = export.make_report(house.workspace, "voice", house.workspace.person("Erin"))
    (group,) = report.groups
    assert group.target.origin == "3 approved pieces of Larkspur Tea Rooms for blog, for there are no exemplars"
    assert len(group.pieces) == 3
    assert {row.edited_lies for row in group.rows if row.wanted} == {Lie.INSIDE}


def test_a_channel_with_three_exemplars_of_its_own_is_held_against_those(voiced):
    folder = voices.folder_of(voiced.root, BRAND)
    text = (folder / "winter-letter.md").read_text(encoding="utf-8")
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    targets = voices.targets_of(voiced.workspace, [(BRAND, Channel.EMAIL), (BRAND, Channel.BLOG), ("Mill", Channel.BLOG)])
    assert targets[BRAND, "email"].texts == ("one.md", "two.md", "winter-letter.md")
    assert targets[BRAND, "email"].origin == "3 exemplars in voice/larkspur-tea-rooms for email"
    assert len(targets[BRAND, "blog"].texts) == 6
    assert ("Mill", "blog") not in targets


def test_what_people_made_of_hype_is_told_beside_it_and_by_week(voiced, type_over):
    for _ in range(2):
        piece = voiced.bring(HYPE)
        session = voiced.sit(piece, checked=False)
        page = (voices.folder_of(voiced.root, BRAND) / "loose-leaf.md").read_text(encoding="utf-8").split("---\n")[2]
        session.replace_all(page, Cause.IMPORT)
        session.flush()
        voiced.clock.wait(86_400 * 7)
    voiced.bring(HYPE, brand="Mill")
    report = export.make_report(voiced.workspace, "voice", voiced.workspace.person("Erin"), Reach(brand=BRAND))
    (group,) = report.groups
    rows = {row.measure.id: row for row in group.rows}
    assert rows["long_words"].original > 3 * rows["long_words"].edited
    assert (rows["long_words"].original_lies, rows["long_words"].edited_lies) == (Lie.ABOVE, Lie.INSIDE)
    assert [(stretch.since, stretch.pieces) for stretch in group.stretches] == [("2026-11-23", 1), ("2026-11-30", 1)]
    page = report.page()
    assert "Held against 4 exemplars in voice/larkspur-tea-rooms" in page
    assert all(row.measure.how.replace("’", "’") in page for row in group.rows)
    assert page.count("<svg") == len(group.charts()) == 4
    record = json.loads(formats()["json"](report))
    assert record["groups"][0]["pieces"][0]["original"].keys() == record["groups"][0]["pieces"][0]["edited"].keys()
    last = export.make_report(voiced.workspace, "voice", voiced.workspace.person("Erin"), Reach(brand=BRAND, since="2026-11-30"))
    assert [len(each.pieces) for each in last.groups] == [1]


def test_a_report_over_nothing_says_what_to_do(house):
    for kind in ("voice", "bias"):
        report = export.make_report(house.workspace, kind, house.workspace.person("Erin"))
        assert report.is_empty
        assert "Choose another one" in report.page()
        assert report.table().rows == ()


def test_words_that_exclude_are_counted_by_audience_with_their_rules(house):
    said = {
        "Managers": "The chairman hired a salesman and said hello to the guys. ",
        "Neighbours": "We all had a pot of tea by the fire. ",
    }
    for audience, sentence in said.items():
        for number in range(5):
            house.bring(f"---\naudience: {audience}\n---\n# {audience} {number}\n\n{sentence * 4}\n")
    report = export.make_report(house.workspace, "bias", house.workspace.person("Erin"))
    managers, neighbours = report.segments
    assert (managers.name, neighbours.name) == ("Managers", "Neighbours")
    assert all(rule.startswith("Inclusive.") for rule in managers.edited.rules)
    assert managers.edited.inclusive > 50
    assert neighbours.edited.inclusive == 0
    told = {each.audience: each.sentence for each in report.differences if each.measure.id == "inclusive"}
    assert told["Managers"].endswith("(5 pieces against 5 pieces).")
    assert told["Managers"] in report.page()


def test_no_two_brands_share_a_folder_so_that_no_client_speaks_with_another_ones_sentences(house):
    names = ("C", "C++", "C#", "Moss & Mire", "Moss-Mire", "Moss Mire", "Moss, Mire")
    assert len({voices.folder_of(house.root, name) for name in names}) == len(names)
    folder = voices.folder_of(house.root, "C++")
    folder.mkdir(parents=True)
    (folder / "one.md").write_text("We compile in the cellar.")
    assert voices.exemplars(house.root, "C++")
    assert not any(voices.exemplars(house.root, name) for name in names if name != "C++")
    assert voices.folder_of(house.root, "larkspur  Tea rooms") == house.root / "voice" / "larkspur-tea-rooms"
