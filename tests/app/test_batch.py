"""Tables and folders of briefs, as spreadsheets and people really write them."""

from pathlib import Path

import pytest

from studio.app import batch, drafting
from studio.core.errors import BadInput
from studio.core.piece import Channel
from tests.app.test_drafting import LETTER


@pytest.fixture
def read(house, tmp_path: Path):
    """Reads what is given as a file, with a letter template in the house."""
    (house.root / "templates").mkdir(exist_ok=True)
    (house.root / "templates" / "letter.md").write_text(LETTER, encoding="utf-8")

    def read_it(data: str | bytes, name: str = "briefs.csv", template: str = "letter", each: int = 1) -> batch.Briefs:
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return batch.read(house.workspace, tmp_path / name, house.workspace.person("Wren"), template, each)

    return read_it


@pytest.mark.parametrize(
    "data",
    [
        "Title,WHAT IS THE NEWS\nTea,“Hot”\n",
        "\ufefftitle;What is the news?\r\nTea;“Hot”\r\n\r\n",
        "title\tWhat is the news?\nTea\t“Hot”\n",
        "\r\ntitle;What is the news?\r\nTea;“Hot”\r\n",
        "sep=;\r\ntitle;What is the news?\r\nTea;“Hot”\r\n",
        "title,What is the news?\nTea,“Hot”\n".encode("windows-1252"),
    ],
    ids=["commas", "semicolons and a mark", "tabs", "a blank line first", "a line that says its sign", "windows-1252"],
)
def test_a_table_is_read_however_a_spreadsheet_saves_it(read, data):
    (row,) = read(data).rows
    assert (row.wish.brief.title, row.wish.brief.answers) == ("Tea", (("What is the news?", "“Hot”"),))
    assert row.is_ready


def test_a_brief_says_itself_how_many_drafts_and_for_which_channels(read):
    rows = read(
        "title,brief,variants,channels\nA,Tea.,,\nB,Tea.,3,\nC,Tea.,2,email social\nD,Tea.,many,\nE,Tea.,1,wall\n", each=2
    ).rows
    assert [len(row.wants) for row in rows] == [2, 3, 4, 0, 0]
    assert {want.channel for want in rows[2].wants} == {Channel.EMAIL, Channel.SOCIAL}
    assert "“many” drafts cannot be made." in str(rows[3].problem)
    assert "There is no channel “wall”." in str(rows[4].problem)


def test_answers_of_a_markdown_brief_stand_under_their_questions_and_the_rest_are_facts(read):
    head = "---\ntitle: Tea\nmust not say: cheap\n---\n"
    text = "We open at nine.\n\n## What is the news?\n\nA new oolong.\n\nIt is green.\n\n# More\n\nDogs may come.\n"
    (row,) = read(head + text, "tea.md").rows
    assert row.wish.brief.answers == (("What is the news?", "A new oolong.\n\nIt is green."),)
    assert row.wish.brief.facts.split("\n\n") == ["We open at nine.", "More", "Dogs may come."]
    assert row.wish.brief.must_not_say == "cheap"


def test_the_same_brief_is_known_again_by_what_it_says_and_not_by_its_file(read):
    one, other = read("title,facts\nTea,Hot.\n").rows[0], read("facts,title\nHot.,Tea\n", "renamed.csv").rows[0]
    assert one.wish.source.sha256 == other.wish.source.sha256
    assert read("title,facts\nTea,Hotter.\n").rows[0].wish.source.sha256 != one.wish.source.sha256
    assert len(batch.ready([one, other])) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "holds no brief"),
        ("title,facts\n", "holds no brief"),
        ("title,Title\nTea,Cake\n", "two columns of one name"),
        ("one,two\n1,2\n", "does not begin with a line of names"),
        ('title,facts\nTea,"never closed\n', "cannot be read"),
        ("title,facts\n" + "Tea,Hot.\n" * 201, "at most 200 are taken at once"),
        (b"\x00\x01\x02\x03" * 50, "is not a text file"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(read, data, said):
    with pytest.raises(BadInput, match=said):
        read(data)


def test_a_row_that_has_too_much_is_told_and_the_others_are_read(read):
    rows = read("title,facts\nTea,Hot, and wet.\nCake,Sweet.\n").rows
    assert "more fields than there are names" in str(rows[0].problem)
    assert [row.is_ready for row in rows] == [False, True]


def test_what_a_table_says_cannot_become_an_order_to_the_program(read):
    (row,) = read("title,facts,template,brand\nTea,Hot.,../../policy,Larkspur Tea Rooms\n").rows
    assert "There is no template “../../policy”." in str(row.problem)


def test_a_brief_that_another_brand_had_drafted_is_asked_for_and_names_no_piece_of_theirs(house, read):
    policy = (house.root / "policy.toml").read_text()
    house.rule(policy.replace('roles = ["writer"]', 'roles = ["writer"]\nbrands = ["Alder"]', 1))
    (row,) = read("title,brief\nTea,Tea is hot.\n").rows
    drafting.begin_by_hand(house.workspace, row.wish)
    (again,) = read("title,brief\nTea,Tea is hot.\n").rows
    assert again.before
    house.rule(policy.replace('roles = ["writer"]', 'roles = ["writer"]\nbrands = ["Birch"]', 1))
    (other,) = read("title,brief\nTea,Tea is hot.\n").rows
    assert (other.before, other.problem) == ("", None)
    assert other.wish.source.sha256 != row.wish.source.sha256
