"""A house calls its roles what it likes; what they may stays the one table of acts."""

from pathlib import Path

import pytest

from studio.app.export import make_report
from studio.app.policy import Policy
from studio.app.policy_watch import changes, kept
from studio.core.acts import Act, may, refusal
from studio.core.errors import BadConfig
from studio.core.piece import Role
from studio.reports import write

HOUSE = """
[roles]
support = "writer"
"Client manager" = "editor"
[[people]]
name = "Sue"
roles = ["support"]
[[people]]
name = "Cleo"
roles = ["client MANAGER", "owner"]
"""


@pytest.fixture
def read(tmp_path: Path):
    def reading(text: str) -> Policy:
        (tmp_path / "policy.toml").write_text(text, encoding="utf-8")
        return Policy.read(tmp_path / "policy.toml")

    return reading


def test_a_role_of_the_house_s_own_may_what_it_stands_for_and_is_shown_by_its_name(read):
    policy = read(HOUSE)
    sue, cleo = policy.persons
    assert (sue.roles, sue.role_names) == ((Role.WRITER,), ("support",))
    assert (cleo.roles, cleo.role_names) == ((Role.EDITOR, Role.OWNER), ("Client manager", "owner"))
    assert [may(Act.WRITE, sue), may(Act.APPROVE, sue), may(Act.APPROVE, cleo)] == [True, False, True]
    said = refusal(Act.APPROVE, sue, None, policy.persons)
    assert said == ("Sue may not approve: that takes an editor, a Client manager or an owner.", "Who may: Cleo.")
    assert policy.editors == (cleo,)


def test_two_own_names_for_one_role_do_not_count_twice_and_nobody_keeps_a_name_without_a_role(read):
    policy = read('[roles]\nsupport = "writer"\n[[people]]\nname = "Sue"\nroles = ["support", "writer", "Support"]\n')
    sue = policy.person("Sue")
    assert (sue.roles, sue.role_names) == ((Role.WRITER,), ("support", "writer"))
    assert read("").as_now(sue).role_names == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[roles]\nEditor = "writer"',
            "policy.toml: [roles] gives “Editor” another meaning, and that is one of the three. Give the role a name of its own.",
        ),
        (
            '[roles]\nsupport = "writer"\nSupport = "editor"',
            "policy.toml: [roles] has “support” and “Support”, which is the same name. Keep one of them.",
        ),
        ('[roles]\n"" = "writer"', "policy.toml: a role of [roles] has a name that nobody can see. Write it in letters."),
        (
            '[roles]\nsupport = "boss"',
            'policy.toml: roles.support cannot be "boss". Write each role as support = "writer"; what it may is one of: '
            "writer, editor, owner.",
        ),
        (
            '[roles]\nsupport = "writer"\n[[people]]\nname = "Sue"\nroles = ["suport"]',
            "policy.toml: Sue is “suport”, and there is no such role. There are: writer, editor, owner, support.",
        ),
    ],
)
def test_a_role_that_is_none_is_told_in_a_plain_sentence(read, text: str, said: str):
    with pytest.raises(BadConfig) as caught:
        read(text)
    assert str(caught.value) == said


def test_a_role_that_may_something_else_is_told_of_before_anybody_decides_by_it(read):
    was = kept(read(HOUSE))
    now = kept(read(HOUSE.replace('support = "writer"', 'support = "editor"')))
    assert list(changes(was, now)) == ["The role “support” is editor now, and writer no more."]
    first = list(changes({}, was))
    assert first[:2] == ["The role “support” is writer.", "The role “Client manager” is editor."]
    assert "Sue works here as support." in first
    gone = kept(read('[[people]]\nname = "Sue"\nroles = ["writer"]\n'))
    assert list(changes(was, gone))[:3] == [
        "There is no role “support” any more.",
        "There is no role “Client manager” any more.",
        "Sue is writer now too and is support no more.",
    ]


def test_names_of_roles_judge_no_text(read):
    assert read('[roles]\nsupport = "writer"\n').version == read("").version


def test_a_report_for_outsiders_calls_people_by_what_the_house_calls_their_role(house):
    piece = house.bring()
    house.sit(piece).submit("Erin")
    policy = (house.root / "policy.toml").read_text(encoding="utf-8").replace('roles = ["writer"]', 'roles = ["client desk"]', 1)
    house.rule(policy + '\n[roles]\n"client desk" = "writer"\n')
    made = make_report(house.workspace, "edit-history", house.workspace.person("Erin"), redacted=True)
    told = write(made, "json").decode()
    assert "Client desk 1" in told
    assert "Wren" not in told
